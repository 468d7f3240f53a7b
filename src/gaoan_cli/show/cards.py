"""What people are shown of one record: which words, in which language and order, with what marked.

Cards, tables (`lists`) and passages (`pages`) are plain values, so that `plain` can print them anywhere and `drawing`
can draw them in a terminal; neither decides what is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.language import _
from gaoan_cli.report import model
from gaoan_cli.report.model import Comparison, Figure, Honour, Part, Project, Shown, Term, name_en_of, name_of
from gaoan_cli.show.charts import chart_of
from gaoan_cli.show.said import amount_en, both, change_said, chosen, english, english_figure, figure_said, reason_said
from gaoan_cli.show.spans import Span, Spans, breadcrumb, mark

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

# Rows that show a field in the reader's language, where a record has it.
FIELDS = {"by": "given by", "distinction": "rarity", "scope": "among"}
MODALITIES_EN = {"力争": "strive", "确保": "ensure"}

Rows = list[tuple[str, str | Spans | None]]
Single = Figure | Term | Honour | Project | Comparison  # what has a card


class Card(NamedTuple):
    """One record: its names, what it says, what that means in English, then labelled rows, and a chart to draw."""

    title: str
    subtitle: str
    statement: str
    explanation: str
    rows: tuple[tuple[str, Spans], ...]
    chart: Spans = ()


def card(report: Report, record: Shown) -> Card:
    """Everything worth knowing about one record. Raises TypeError for a piece of text, which is a passage."""
    if isinstance(record, model.TEXT):
        raise TypeError(record)
    statement = statement_of(record)
    follow = _follow(record)
    note = chosen(getattr(record, "note_zh", None), getattr(record, "note_en", None))
    rows: Rows = [
        *_own_rows(report, record),
        *(
            (_(label), chosen(getattr(record, field, None), getattr(record, f"{field}_en", None)))
            for field, label in FIELDS.items()
        ),
        (_("quote"), _quote(report, record)),
        (_("source"), "" if isinstance(record, Comparison) else breadcrumb(path_of(report, record), record.paragraph)),
        (_("kind"), kind_said(record) if isinstance(record, Figure) else ""),
        (_("note"), note),
        (_("used in"), ", ".join(getattr(record, "mentions", ()))),
        (_("next"), f"gaoan {follow}{report.option}" if follow else ""),
    ]
    said = tuple((label, (Span(words),) if isinstance(words, str) else words) for label, words in rows if words)
    chart = chart_of(record, 1) if isinstance(record, Comparison) else ()
    return Card(called(record), other_name(record), statement, explanation_of(record), said, chart)


def _in_language(record: Single, field: str) -> str:
    return chosen(getattr(record, field, None), getattr(record, f"{field}_en", None))


def called(record: Shown) -> str:
    """The record's name in the reader's language."""
    return chosen(name_of(record), name_en_of(record))


def other_name(record: Shown) -> str:
    """Its name in the language that is shown beside, or ""."""
    if not both():
        return ""
    other = name_of(record) if english() else name_en_of(record)
    return "" if other == called(record) else other


def _quote(report: Report, record: Single) -> Spans:
    """The report's own words; for a reader of English the sentence in English, the original dim below."""
    quote = getattr(record, "quote", "")
    marked = record.title if isinstance(record, Honour) else wording_of(record)
    original = mark(quote, [(marked, "figure")])
    other = clause(report, record, getattr(record, "quote_en", None) or "")
    if not (english() and other):
        return original
    return (Span(other), Span(f"\n{quote}", "faint"))


def clause(report: Report, record: Single, sentence: str) -> str:
    """The part of a long English sentence that a quote renders: the only one with its number, or in its place."""
    paragraph, start = report.get("paragraph", record.paragraph), getattr(record, "start", None)
    parts = sentence.split("; ")
    if len(parts) == 1 or not isinstance(paragraph, model.Paragraph) or start is None:
        return sentence
    if isinstance(record, Figure) and record.value is not None:
        number = re.search(r"[\d,.]*\d", amount_en(abs(record.value), record.unit, record.base_unit))
        holding = [part for part in parts if number and re.search(rf"(?<![\d.]){number[0]}(?![\d.]\d)", part)]
        if len(holding) == 1:
            return holding[0].rpartition(": ")[2]
    at = 0
    for one in paragraph.sentences:
        if at <= start < at + len(one.text) and sentence == one.text_en and one.text.count("；") == len(parts) - 1:
            return parts[one.text[: start - at].count("；")]
        at += len(one.text)
    return sentence


def wording_of(record: Single) -> str:
    """What the record says, in the report's own words."""
    if isinstance(record, (Figure, Comparison)):
        return (record.target if isinstance(record, Comparison) else record).wording
    if isinstance(record, Term):
        return record.definition
    return record.recipient if isinstance(record, Honour) else record.what


def statement_of(record: Single) -> str:
    """What the record says, in the reader's language."""
    if isinstance(record, (Figure, Comparison)):
        return figure_said(record.target if isinstance(record, Comparison) else record)
    if isinstance(record, Term):
        return chosen(record.definition, record.definition_en)
    if isinstance(record, Honour):
        return chosen(record.recipient, record.recipient_en)
    return chosen(record.what, record.what_en)


def explanation_of(record: Single) -> str:
    """The statement in the other language where it is shown beside; of what has classes, these."""
    if isinstance(record, (Honour, Project)):
        return kind_said(record)
    if not both() or isinstance(record, Comparison):
        return ""
    return (
        wording_of(record) if english() else figure_en(record) if isinstance(record, Figure) else record.definition_en
    )


def figure_en(figure: Figure) -> str:
    """The figure in English, whatever the reader's language."""
    return english_figure(figure)


def kind_said(record: Single) -> str:
    """The classes a record is put in, in the reader's language."""
    if isinstance(record, Figure):
        span = record.period
        years = f"{span.from_}–{span.to}" if span else str(record.year)
        headline = [_("headline")] if record.headline else []
        year = _("{year} {kind}").format(year=years, kind=_(record.kind))
        return _(", ").join([year, _(record.measure), *headline])
    if isinstance(record, Honour):
        return _(", ").join([_(record.level), _(record.status), str(record.year)])
    return _(", ").join([_(record.status), str(record.year)]) if isinstance(record, Project) else ""


def path_of(report: Report, record: Shown) -> tuple[str, ...]:
    """The headings a record stands under, in the reader's language."""
    if not english():
        return record.path
    paragraph = report.get("paragraph", getattr(record, "paragraph", record.id))
    titles = {section.title: section.title_en for section in report.sections}
    if isinstance(paragraph, model.Paragraph) and paragraph.lead:
        titles[paragraph.lead] = paragraph.lead_en or paragraph.lead
    return tuple(titles.get(title, title) for title in record.path)


def _own_rows(report: Report, record: Single) -> Rows:
    """The rows that only records of its kind have."""
    if isinstance(record, Figure):
        results = [figure_said(r) for id in record.baseline if isinstance(r := report.get("result", id), Figure)]
        modality = (MODALITIES_EN if english() else {}).get(record.modality or "", record.modality or "")
        reason = chosen(record.not_comparable_zh, record.not_comparable_en)
        before = (Span("  ".join(results), "figure"),) if results else None
        return [(str(report.particulars.reviews), before), ("", reason), (_("said with"), modality)]
    if isinstance(record, Term):
        number = [(_("note no."), str(record.note))] if record.note is not None else []
        parts: Rows = [(f"{n}." if part.wording else "", _part(part)) for n, part in enumerate(record.parts, 1)]
        return [*parts, *number]
    if isinstance(record, Project):
        other = report.get("project", record.other_mention) if record.other_mention else None
        also = (
            f"{other.year}: {_in_language(other, 'what')} ({other.paragraph})" if isinstance(other, Project) else None
        )
        return [(_("invested"), invested(record)), (_("also in"), also)]
    if isinstance(record, Comparison):
        sides: Rows = [
            (str(one.year), (Span(figure_said(one), "figure"), Span(f"  {called(one)} ({one.paragraph})", "faint")))
            for one in (*record.results, record.target)
        ]
        changes: Rows = [(_("change"), change_said(one, record)) for one in record.computed]
        return [*sides, *(changes or [("", reason_said(record))])]
    return []


def invested(project: Project) -> str:
    """The sum invested in a project, in the reader's language; "" without one."""
    if project.investment is None:
        return ""
    if english():
        return amount_en(project.investment, project.investment_unit, project.base_unit)
    return f"{project.investment}{project.investment_unit}"


def _part(part: Part) -> Spans:
    def names(one: Part) -> tuple[str, str]:
        first, second = (one.name_en, one.name) if english() else (one.name, one.name_en)
        return first, f" {second}" if both() else ""

    name, other = names(part)
    spans = [Span(part.wording if part.unit and not english() else name, "term"), Span(other, "faint")]
    for inner in part.parts:
        name, other = names(inner)
        spans += [Span(f"\n  {name}"), Span(other, "faint")]
    return tuple(spans)


def _follow(record: Single) -> str:
    """What to ask next."""
    if isinstance(record, Comparison):
        return f"target {record.target.id}"
    if isinstance(record, Figure) and record.baseline:
        return f"compare {record.id}"
    places = record.mentions if isinstance(record, Term) else (record.paragraph,)
    return f"section {places[0]}" if places else ""
