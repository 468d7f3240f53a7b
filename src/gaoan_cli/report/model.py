"""What the report is made of: one frozen record type per kind, each field declared once.

A field's type and the sentence beside it are all there is to say of it: the reader of YAML, the JSON Schema,
the columns of SQLite and the table in DATA.md are drawn from here (`fields.py` takes a type apart).

Named tuples rather than frozen dataclasses: as immutable and as typed, and quicker to import. For the same
reason annotations are not postponed here: as strings they would each be compiled.
"""

from typing import Annotated, Literal, NamedTuple

from gaoan_cli.report.declared import (
    About,
    Aliases,
    Amount,
    BaseUnit,
    End,
    Id,
    Kind,
    Name,
    NameEn,
    NoteEn,
    NoteZh,
    Number,
    ParagraphId,
    Path,
    Position,
    Quote,
    QuoteEn,
    Start,
    Title,
    TitleEn,
    TopicOf,
    Unit,
    Value,
    Wording,
    Year,
)
from gaoan_cli.report.vocabulary import (
    Bound,
    Exempted,
    HonourLevel,
    HonourStatus,
    Measure,
    Modality,
    ProjectStatus,
    ReportLevel,
    Role,
)

# --- The records ---------------------------------------------------------------------------------


class Particulars(NamedTuple):
    """Which report this is."""

    id: Annotated[str, About("Names the whole report.", "identifier")]
    title: Annotated[str, About("As printed.")]
    title_en: TitleEn
    place: Annotated[str, About("Whose report it is.")]
    place_en: Annotated[str, About("The place in English.")]
    level: Annotated[ReportLevel, About("What the place is; a district or a banner is a county.")]
    prefecture: Annotated[str | None, About("The prefecture the place belongs to, if it is a county.")]
    province: Annotated[str | None, About("Its province, unless it is one itself or the nation.")]
    year: Annotated[int, About("The year its targets are for.")]
    reviews: Annotated[int, About("The year its results are of.")]
    date: Annotated[str, About("The day it was delivered.", "date")]
    session: Annotated[str, About("Where it was delivered.")]
    session_en: Annotated[str, About("The session in English.")]
    speaker: Annotated[str, About("Who delivered it.")]
    speaker_title: Annotated[str, About("The speaker's office.")]
    publisher: Annotated[str | None, About("Who published the text, where known.")]
    url: Annotated[str | None, About("Where it is published; never made up.")]


class Sentence(NamedTuple):
    """A sentence of the report, as printed, and in English."""

    text: Annotated[str, About("As printed, to its stop.")]
    text_en: Annotated[str | None, About("In English.")]


class Period(NamedTuple):
    """The years a figure is about, where it is not about one."""

    from_: Annotated[int, About("The first year.")]
    to: Annotated[int, About("The last year.")]
    basis: Annotated[str | None, About("年均, 平均 or 累计, as printed.")]


class Figure(NamedTuple):
    """A target or a result: a number of the report, or a goal it sets without one."""

    kind: Kind
    id: Id
    name: Name
    name_en: NameEn
    aliases: Aliases
    year: Year
    period: Annotated[Period | None, About("The years it is about, where it is not one: “十五五”年均.")]
    measure: Annotated[Measure, About("What the value measures; a fall is growth with a negative value.")]
    value: Value
    low: Annotated[Number | None, About("The lower end of a range, as printed; a range has no value.")]
    high: Annotated[Number | None, About("The upper end of a range.")]
    unit: Unit
    amount: Amount
    base_unit: BaseUnit
    wording: Wording
    wording_en: Annotated[str | None, About("The wording in English, of what has no number.")]
    bound: Annotated[
        Bound | None,
        About(
            "How to read the number: about 左右 约, at_least 以上 不低于, above 突破 超 余 多, at_most 以内 不超过, "
            "below 以下 低于, nearly 近, flat 持平. "
            "亿元以上项目45个 is exactly 45."
        ),
    ]
    modality: Annotated[Modality | None, About("力争 or 确保, where the clause says so.")]
    scope: Annotated[str | None, About("Where it holds, if not in the city as a whole; of a rank, among whom.")]
    scope_en: Annotated[str | None, About("The scope in English.")]
    headline: Annotated[bool, About("Whether it is one of the year's headline figures.", default=True)]
    topic: TopicOf
    paragraph: ParagraphId
    quote: Quote
    quote_en: QuoteEn
    start: Start
    end: End
    note_en: NoteEn
    note_zh: NoteZh
    baseline: Annotated[tuple[str, ...], About("Ids of the results that a target continues.", "identifier")]
    not_comparable_en: Annotated[str | None, About("Why target and baseline are not to be compared.")]
    not_comparable_zh: Annotated[str | None, About("The same in Chinese.")]
    path: Path


class Part(NamedTuple):
    """One member of what a term stands for: a dust of the four dusts, a group of the “1225”."""

    name: Name
    name_en: NameEn
    value: Value
    unit: Unit
    wording: Wording
    parts: "Annotated[tuple[Part, ...], About('What it stands for in turn.')]"


class Term(NamedTuple):
    """A term that a note of the report explains."""

    kind: Kind
    id: Id
    note: Annotated[int | None, About("The number of the note that explains it, where notes are numbered.")]
    name: Name
    name_en: NameEn
    definition: Annotated[str, About("The report's own explanation, verbatim.")]
    definition_en: Annotated[str, About("The explanation in English.")]
    parts: Annotated[tuple[Part, ...], About("What the term stands for, one by one.")]
    aliases: Aliases
    paragraph: ParagraphId
    mentions: Annotated[tuple[str, ...], About("Ids of the paragraphs that use the term.", "place")]
    path: Path


class Honour(NamedTuple):
    """A recognition the report claims."""

    kind: Kind
    id: Id
    title: Title
    title_en: TitleEn
    aliases: Aliases
    year: Year
    level: Annotated[HonourLevel, About("How high it was given.")]
    status: Annotated[HonourStatus, About("How the honour was given.")]
    recipient: Annotated[str, About("Who or what received the honour.")]
    recipient_en: Annotated[str | None, About("The recipient in English.")]
    by: Annotated[str | None, About("Who gave it, where the report says so.")]
    by_en: Annotated[str | None, About("Who gave it, in English.")]
    distinction: Annotated[str | None, About("What the report says of its rarity, verbatim.")]
    distinction_en: Annotated[str | None, About("The distinction in English.")]
    topic: TopicOf
    paragraph: ParagraphId
    quote: Quote
    quote_en: QuoteEn
    start: Start
    end: End
    note_en: NoteEn
    note_zh: NoteZh
    path: Path


class Project(NamedTuple):
    """A named work, place, plant, event or platform, and what the report says happens with it."""

    kind: Kind
    id: Id
    name: Name
    name_en: NameEn
    aliases: Aliases
    year: Year
    status: Annotated[ProjectStatus, About("How far it has come, as the report's words imply.")]
    what: Annotated[str, About("What the report says happens with the project, verbatim.")]
    what_en: Annotated[str | None, About("The same in English.")]
    investment: Annotated[Number | None, About("Investment as printed, where the report gives it.")]
    investment_unit: Annotated[str | None, About("Unit of the investment.")]
    amount: Amount
    base_unit: BaseUnit
    topic: TopicOf
    paragraph: ParagraphId
    quote: Quote
    quote_en: QuoteEn
    start: Start
    end: End
    note_en: NoteEn
    note_zh: NoteZh
    other_mention: Annotated[str | None, About("The same project in the other year, by id.", "identifier")]
    path: Path


class Section(NamedTuple):
    """A heading of the report with all the text below it."""

    kind: Kind
    id: Position
    heading: Annotated[str, About("The heading as printed.")]
    title: Title
    title_en: TitleEn
    role: Annotated[Role, About("What its part is for; written for a part, its subsections have it too.", default=True)]
    years: Annotated[tuple[int, ...], About("The years a part is about, if they are others.", default=True)]
    level: Annotated[int, About("Its depth.", computed=True)]
    text: Annotated[str, About("The text below it as printed.", computed=True)]
    text_en: Annotated[str | None, About("The text below it in English.", computed=True)]
    paragraphs: Annotated[tuple[str, ...], About("Ids of the paragraphs below it.", computed=True)]
    path: Path


class Paragraph(NamedTuple):
    """A paragraph as printed; `lead` is the short statement it opens with, where it has one."""

    kind: Kind
    id: Position
    section: Annotated[str, About("The id of the section it stands in.", computed=True)]
    lead: Annotated[str | None, About("The short statement the paragraph opens with.")]
    lead_en: Annotated[str | None, About("The lead in English.")]
    sentences: Annotated[tuple[Sentence, ...], About("Its sentences; their sum is the text.")]
    text: Annotated[str, About("The text as printed.", computed=True)]
    text_en: Annotated[str | None, About("The text in English, where every sentence has it.", computed=True)]
    path: Path


class Computed(NamedTuple):
    """Something that follows from a target and a result; never said by the report itself."""

    what: Literal["implied level", "difference"]
    value: Number
    unit: str | None
    statement: str
    result: str


class Comparison(NamedTuple):
    """A target, the results it continues, what follows from them, or the reason why nothing does."""

    kind: Kind
    id: Id
    name: Name
    name_en: NameEn
    topic: TopicOf
    headline: Annotated[bool, About("Whether it is one of the year's headline figures.")]
    target: Annotated[Figure, About("The target that is compared.")]
    results: Annotated[tuple[Figure, ...], About("The results it continues.")]
    computed: Annotated[tuple[Computed, ...], About("What follows; never said by the report itself.")]
    reason: Annotated[str | None, About("Why nothing is computed.")]
    note_en: NoteEn
    note_zh: NoteZh
    paragraph: ParagraphId
    quote: Quote
    quote_en: QuoteEn
    path: Path


class Exemption(NamedTuple):
    """A number, or a word of honour or resolve, that no record need give."""

    words: Annotated[str, About("The words that hold it, verbatim.")]
    reason: Annotated[str, About("Why it is no figure, honour or goal.")]
    of: Annotated[Exempted, About("What is exempt: a number, if nothing is written.", default=True)]
    paragraph: Annotated[str | None, About("The one paragraph it holds for; none for all.", "place")]


Record = Figure | Term | Honour | Project | Section | Paragraph
Shown = Record | Comparison  # what an answer holds
TEXT = (Section, Paragraph)  # the report's own text
Sourced = Figure | Honour | Project  # what quotes the report

TYPES: dict[str, type[Shown]] = {
    "target": Figure,
    "result": Figure,
    "term": Term,
    "honour": Honour,
    "project": Project,
    "section": Section,
    "paragraph": Paragraph,
    "comparison": Comparison,
}
KINDS = tuple(TYPES)[:-1]  # what a report is made of; a comparison is made from two of them


def name_of(record: Shown) -> str:
    """What people call the record in Chinese: its name, title, or opening words."""
    if isinstance(record, Paragraph):
        return record.lead or record.text
    return record.title if isinstance(record, (Honour, Section)) else record.name


def name_en_of(record: Shown) -> str:
    """The English name, or "" for a paragraph without a lead."""
    if isinstance(record, Paragraph):
        return record.lead_en or ""
    return record.title_en if isinstance(record, (Honour, Section)) else record.name_en
