"""Lists of records: a table for each kind, with what decides, and charts beside the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.language import _
from gaoan_cli.report import model
from gaoan_cli.report.model import Comparison, Figure, Honour, Project, Shown, Term
from gaoan_cli.show.cards import called, invested, other_name, statement_of
from gaoan_cli.show.charts import chart_of
from gaoan_cli.show.said import bounded, chosen, english, reason_said, short_change, short_figure
from gaoan_cli.show.spans import Span, Spans, mark

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

EXCERPT = 72  # characters of a paragraph that are drawn in a list
# The title of a list of each kind; the heads of the name, of each cell, and of where it stands.
LISTS = {
    "target": ("Targets for {year}", "indicator", "target", "at"),
    "result": ("Results of {reviews}", "indicator", "result", "at"),
    "term": ("Terms", "term", "means", "note no."),
    "honour": ("Honours", "honour", "given to", "awarded at", "at"),
    "project": ("Projects", "project", "what happens", "stage", "at"),
    "section": ("Sections", "heading", "id"),
    "paragraph": ("In the text", "opens with", "text", "at"),
    "comparison": ("{reviews} beside the targets for {year}", "indicator", "{reviews}", "{year}", "change", "at"),
}
CAVEAT = "~ one of the two figures is a bound or about so much: the change is no exact number"
WITHOUT = "{count} targets without a figure to compare are left out; --all shows them"


class Row(NamedTuple):
    """One record in a list: what it is called, what is said of it, the id of where it stands, a chart to draw.

    `other` is its name in the language that is shown beside the first, "" where none is.
    """

    name: str
    other: str
    cells: tuple[Spans, ...]
    at: str
    chart: Spans = ()


class Table(NamedTuple):
    """Several records of one kind; the heads are of the name, of each cell, and of where it stands."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    excerpt: int = 0  # characters of a long text that are drawn; 0 for all of it
    foot: tuple[str, ...] = ()  # what a mark means


def tables(report: Report, records: Sequence[Shown], words: Mapping[str, str]) -> list[Table]:
    """A table for each kind, in the order in which the kinds come up.

    `words` gives, by the id of a paragraph, the printed words that were found in it.
    """
    years = {"year": report.particulars.year, "reviews": report.particulars.reviews}
    growing = [r.value for r in records if isinstance(r, Figure) and r.measure == "growth" and r.value]
    largest = max(map(abs, growing), default=1)
    found = []
    for kind in dict.fromkeys(record.kind for record in records):
        title, *heads = (_(head).format(**years) for head in LISTS[kind])
        of_kind = [record for record in records if record.kind == kind]
        rows = tuple(_row(record, words, largest) for record in of_kind)
        marked = any(isinstance(one, Comparison) and one.computed and bounded(one, one.computed[:1]) for one in of_kind)
        foot = (_(CAVEAT),) if marked else ()
        found.append(Table(title, tuple(heads), rows, EXCERPT if kind == "paragraph" else 0, foot))
    return found


def _row(record: Shown, words: Mapping[str, str], largest: float) -> Row:
    other = other_name(record)
    if isinstance(record, model.Section):
        heading = record.title_en if english() else record.heading
        return Row("  " * (record.level - 1) + heading, record.heading if english() else other, (), record.id)
    if isinstance(record, model.Paragraph):
        text = chosen(record.text, record.text_en)
        lead = chosen(record.lead, record.lead_en)
        return Row(lead, other if record.lead else "", (mark(text, [(words.get(record.id, ""), "match")]),), record.id)
    cells: list[Spans] = [(Span(statement_of(record), "figure" if isinstance(record, Figure) else ""),)]
    at = str(record.note or "") if isinstance(record, Term) else record.paragraph
    if isinstance(record, Comparison):
        before = "; ".join(map(short_figure, record.results))
        cells = [(Span(before, "figure"),), (Span(short_figure(record.target), "figure"),), (Span(_change(record)),)]
    elif isinstance(record, Honour):
        cells.append((Span(_(record.level)),))
    elif isinstance(record, Project):
        cells.append((Span(_(", ").join(filter(None, [_(record.status), str(record.year), invested(record)]))),))
    chart = chart_of(record, largest) if isinstance(record, Figure) else ()
    return Row(called(record), other, tuple(cells), at, chart)


def _change(comparison: Comparison) -> str:
    """What follows in few words, a difference before what is implied; else why nothing does."""
    ordered = sorted(comparison.computed, key=lambda one: one.what != "difference")
    if not ordered:
        return reason_said(comparison)
    one = ordered[0]
    return ("~ " if bounded(comparison, [one]) else "") + short_change(one)
