"""What people are shown of several records: a line each, and the charts beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report.fold import atoms
from gaoan_cli.report.model import Comparison, Figure, Paragraph, Project, Section, Shown, Term, name_en_of, name_of
from gaoan_cli.show.cards import Span, Spans, bar, bars, explanation_of, mark, statement_of, text_of

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

# The title of a list of each kind; the heads of the name, of each cell, and of where it stands.
LISTS = {
    "target": ("Targets for {year}", "indicator", "target", "at"),
    "result": ("Results of {reviews}", "indicator", "result", "at"),
    "term": ("Terms", "term", "means", "note"),
    "honour": ("Honours", "honour", "given to", "at"),
    "project": ("Projects", "project", "what happens", "status", "at"),
    "section": ("Sections", "heading", "id"),
    "paragraph": ("In the text", "opens with", "text", "at"),
    "comparison": (
        *("{reviews} beside the targets for {year}", "indicator", "{reviews}", "{year}", "what follows", "at"),
    ),
}
EXCERPT = 72  # characters of a paragraph that are drawn
RANKS = 10  # of a ranking that are drawn
CHINESE_BEFORE = {"above": "超", "nearly": "近"}
CHINESE_BEHIND = {"about": "左右", "at_least": "以上"}


class Row(NamedTuple):
    """One record in a list: what it is called, what is said of it, the id of where it stands, a chart to draw."""

    name: str
    name_en: str
    cells: tuple[Spans, ...]
    at: str
    chart: Spans = ()


class Table(NamedTuple):
    """Several records of one kind; the heads are of the name, of each cell, and of where it stands."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    excerpt: int = 0  # characters of a long text that are drawn; 0 for all of it


def tables(report: Report, records: Sequence[Shown], words: Mapping[str, str]) -> list[Table]:
    """A table for each kind, in the order in which the kinds come up.

    `words` gives, by the id of a paragraph, the printed words that were found in it.
    """
    years = {"year": report.particulars.year, "reviews": report.particulars.reviews}
    growing = [r.value for r in records if isinstance(r, Figure) and r.measure == "growth" and r.value]
    largest = max(map(abs, growing), default=1)
    found = []
    for kind in dict.fromkeys(record.kind for record in records):
        title, *heads = (head.format(**years) for head in LISTS[kind])
        rows = tuple(_row(record, words, largest) for record in records if record.kind == kind)
        found.append(Table(title, tuple(heads), rows, EXCERPT if kind == "paragraph" else 0))
    return found


def _row(record: Shown, words: Mapping[str, str], largest: float) -> Row:
    name_en = name_en_of(record)
    if isinstance(record, Section):
        return Row("  " * (record.level - 1) + record.heading, name_en, (), record.id)
    if isinstance(record, Paragraph):
        return Row(record.lead or "", name_en, (mark(record.text, [(words.get(record.id, ""), "match")]),), record.id)
    cells: list[Spans] = [(Span(statement_of(record), "figure" if isinstance(record, Figure) else ""),)]
    at = str(record.note) if isinstance(record, Term) else record.paragraph
    chart: Spans = ()
    if isinstance(record, Comparison):
        before = "\n".join(map(chinese_figure, record.results))
        follows = "\n".join(one.statement for one in record.computed) or record.reason or ""
        cells = [(Span(before, "figure"),), (Span(chinese_figure(record.target), "figure"),), (Span(follows),)]
        chart = bars(record)
    elif isinstance(record, Figure):
        if (record.value or 0) < 0 and not re.search("[降减]", record.wording):
            cells[0] += (Span(f" ({record.value}{record.unit})"),)
        chart = _figure_chart(record, largest)
    elif isinstance(record, Project):
        cells.append((Span(explanation_of(record)),))
    return Row(name_of(record), name_en, tuple(cells), at, chart)


def _figure_chart(figure: Figure, largest: float) -> Spans:
    """Growth as a length beside the largest, a rank as a mark among the first ten."""
    if figure.value and figure.measure == "growth":
        return (bar(figure.value / largest),)
    if figure.value and figure.measure == "rank" and figure.value <= RANKS:
        before, behind = int(figure.value) - 1, RANKS - int(figure.value)
        return Span("·" * before, "faint"), Span("█", "chart"), Span("·" * behind, "faint")
    return ()


def chinese_figure(figure: Figure) -> str:
    """A figure in as few Chinese words as a table has room for: 超25亿元, 5%左右, 第67位."""
    if figure.value is None or figure.bound == "flat":
        return figure.wording
    if figure.measure == "rank":
        return f"第{figure.value}{figure.unit}"
    bound = figure.bound or ""
    return f"{CHINESE_BEFORE.get(bound, '')}{figure.value}{figure.unit}{CHINESE_BEHIND.get(bound, '')}"


def excerpt(spans: Spans, width: int) -> Spans:
    """A long text cut down to what was found in it, with text on both sides."""
    text = text_of(spans)
    match = next((span.text for span in spans if span.role == "match"), "")
    pieces = (len(atom) for line in text.split("\n") for atom in (*atoms(line), "\n"))
    edges = list(accumulate(pieces, initial=0))
    start = max(edge for edge in edges if edge <= max(0, min(text.find(match) - width // 3, len(text) - width)))
    end = min(edge for edge in edges if edge >= min(start + width, len(text)))
    cut = ("..." if start else "") + text[start:end] + ("..." if end < len(text) else "")
    return mark(cut, [(match, "match")])
