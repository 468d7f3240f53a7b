"""What the report is made of: one frozen record type per kind.

Named tuples rather than frozen dataclasses: as immutable and as typed, and ten of them cost a
start-up 2 ms where dataclasses cost 13 ms, which is a fifth of a whole lookup. For the same reason
annotations are not postponed here: as strings they would each be compiled.
"""

import re
from typing import Any, NamedTuple

Number = int | float

MEASURES = ("level", "increment", "growth", "share", "rank", "qualitative")
BOUNDS = ("exact", "about", "at_least", "above", "nearly", "flat")
MODALITIES = ("力争", "确保")
LEVELS = ("national", "provincial", "prefecture", "other")
HONOUR_STATUSES = ("awarded", "selected", "commended", "pilot", "ranked")
PROJECT_STATUSES = ("planned", "started", "under way", "completed", "in operation")
TOPICS = (
    "economy",
    "industry",
    "agriculture",
    "investment",
    "consumption",
    "opening-up",
    "innovation",
    "reform",
    "urban",
    "rural",
    "ecology",
    "livelihood",
    "education-health",
    "governance",
)


class Particulars(NamedTuple):
    """Which report this is."""

    id: str
    title: str
    title_en: str
    place: str
    place_en: str
    prefecture: str
    province: str
    year: int
    reviews: int
    date: str
    session: str
    session_en: str
    speaker: str
    speaker_title: str


class Figure(NamedTuple):
    """A target or a result: a number of the report, or a goal it sets without one."""

    kind: str
    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    year: int
    measure: str
    value: Number | None
    unit: str | None
    amount: Number | None
    base_unit: str | None
    wording: str
    bound: str | None
    modality: str | None
    scope: str | None
    headline: bool
    topic: str
    paragraph: str
    quote: str
    start: int | None
    end: int | None
    note: str | None
    baseline: tuple[str, ...]
    not_comparable: str | None
    path: tuple[str, ...]


class Part(NamedTuple):
    """One member of what a term stands for: a dust of the four dusts, a group of the “1225”."""

    name: str
    name_en: str
    value: Number | None
    unit: str | None
    wording: str
    parts: "tuple[Part, ...]"


class Term(NamedTuple):
    """A term that a note of the report explains."""

    kind: str
    id: str
    note: int
    name: str
    name_en: str
    definition: str
    definition_en: str
    parts: tuple[Part, ...]
    aliases: tuple[str, ...]
    paragraph: str
    mentions: tuple[str, ...]
    path: tuple[str, ...]


class Honour(NamedTuple):
    """A recognition the report claims."""

    kind: str
    id: str
    title: str
    title_en: str
    aliases: tuple[str, ...]
    year: int
    level: str
    status: str
    recipient: str
    by: str | None
    distinction: str | None
    topic: str
    paragraph: str
    quote: str
    start: int | None
    end: int | None
    note: str | None
    path: tuple[str, ...]


class Project(NamedTuple):
    """A named work, place, plant, event or platform, and what the report says happens with it."""

    kind: str
    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    year: int
    status: str
    what: str
    investment: Number | None
    investment_unit: str | None
    amount: Number | None
    base_unit: str | None
    topic: str
    paragraph: str
    quote: str
    start: int | None
    end: int | None
    note: str | None
    other_mention: str | None
    path: tuple[str, ...]


class Section(NamedTuple):
    """A heading of the report with all the text below it."""

    kind: str
    id: str
    heading: str
    title: str
    title_en: str
    level: int
    text: str
    paragraphs: tuple[str, ...]
    path: tuple[str, ...]


class Paragraph(NamedTuple):
    """A paragraph as printed; `lead` is the short statement it opens with, where it has one."""

    kind: str
    id: str
    section: str
    lead: str | None
    lead_en: str | None
    text: str
    path: tuple[str, ...]


Record = Figure | Term | Honour | Project | Section | Paragraph

TYPES: dict[str, type[Record]] = {
    "target": Figure,
    "result": Figure,
    "term": Term,
    "honour": Honour,
    "project": Project,
    "section": Section,
    "paragraph": Paragraph,
}


def to_dict(record: Record | Particulars | Part) -> dict[str, Any]:
    """The record as plain JSON-ready values, fields in the order of its type."""
    fields = record._asdict()
    if isinstance(record, (Term, Part)):
        fields["parts"] = [to_dict(part) for part in record.parts]
    return fields


def from_dict(fields: dict[str, Any]) -> Record:
    """The record that `to_dict` made these values from, after a trip through JSON."""
    if "parts" in fields:
        fields["parts"] = _parts(fields["parts"])
    for name, value in fields.items():
        if type(value) is list:
            fields[name] = tuple(value)
    return TYPES[fields["kind"]](**fields)


def _parts(parts: list[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**part)._replace(parts=_parts(part["parts"])) for part in parts)


def name_of(record: Record) -> str:
    """What people call the record in Chinese: its name, title, or opening words."""
    if isinstance(record, Paragraph):
        return record.lead or record.text
    return record.title if isinstance(record, (Honour, Section)) else record.name


def name_en_of(record: Record) -> str:
    """The English name, or "" for a paragraph without a lead."""
    if isinstance(record, Paragraph):
        return record.lead_en or ""
    return record.title_en if isinstance(record, (Honour, Section)) else record.name_en


def core_names(term: Term) -> tuple[str, ...]:
    """The ways a term's name stands in the text: whole, or the part in quotation marks."""
    return (term.name, *re.findall("“[^”]+”", term.name))
