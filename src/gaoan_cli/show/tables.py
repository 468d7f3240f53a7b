"""What people are shown of several records: a line each, and the charts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report.fold import atoms
from gaoan_cli.report.model import Comparison, Figure, Honour, Paragraph, Section, Shown, Term, name_en_of, name_of
from gaoan_cli.show.cards import Bar, Chart, Rank, Span, Spans, bars, mark, text_of

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

TITLES = {
    "target": "Targets for {year}",
    "result": "Results of {reviews}",
    "term": "Terms",
    "honour": "Honours",
    "project": "Projects",
    "section": "Sections",
    "paragraph": "In the text",
    "comparison": "{reviews} beside the targets for {year}",
}
HEADS = {
    "target": ("indicator", "target", "at"),
    "result": ("indicator", "result", "at"),
    "term": ("term", "means", "note"),
    "honour": ("honour", "given to", "at"),
    "project": ("project", "what happens", "status", "at"),
    "section": ("heading", "id"),
    "paragraph": ("opens with", "text", "at"),
    "comparison": ("indicator", "{reviews}", "{year}", "what follows", "at"),
}
EXCERPT = 72  # characters of a paragraph that are drawn
CHINESE_BEFORE = {"above": "超", "nearly": "近"}
CHINESE_BEHIND = {"about": "左右", "at_least": "以上"}


class Row(NamedTuple):
    """One record in a list: what it is called, what is said of it, the id of where it stands."""

    name: str
    name_en: str
    cells: tuple[Spans, ...]
    at: str
    chart: Chart = ()


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
    largest = largest_growth(records)
    found = []
    for kind in dict.fromkeys(record.kind for record in records):
        heads = tuple(head.format(**years) for head in HEADS[kind])
        alike = [record for record in records if record.kind == kind]
        rows = tuple(_row(record, words)._replace(chart=chart(record, largest)) for record in alike)
        found.append(Table(TITLES[kind].format(**years), heads, rows, EXCERPT if kind == "paragraph" else 0))
    return found


def largest_growth(records: Iterable[Shown]) -> float:
    """The largest growth, or fall, among the records: what the others are drawn beside."""
    growing = [r.value for r in records if isinstance(r, Figure) and r.measure == "growth" and r.value]
    return max(map(abs, growing), default=1)


def chart(record: Shown, largest: float) -> Chart:
    """What a list draws of a record: growth as a length beside the largest, a rank as a place."""
    if isinstance(record, Comparison):
        return bars(record)
    if not isinstance(record, Figure) or not record.value:
        return ()
    if record.measure == "growth":
        return (Bar("", record.value / largest),)
    return (Rank(int(record.value)),) if record.measure == "rank" else ()


def chinese_figure(figure: Figure) -> str:
    """A figure in as few Chinese words as a table has room for: 超25亿元, 5%左右, 第67位."""
    if figure.value is None or figure.bound == "flat":
        return figure.wording
    if figure.measure == "rank":
        return f"第{figure.value}{figure.unit}"
    bound = figure.bound or ""
    return f"{CHINESE_BEFORE.get(bound, '')}{figure.value}{figure.unit}{CHINESE_BEHIND.get(bound, '')}"


def _row(record: Shown, words: Mapping[str, str]) -> Row:
    if isinstance(record, Comparison):
        return _compared(record)
    if isinstance(record, Section):
        return Row("  " * (record.level - 1) + record.heading, record.title_en, (), record.id)
    if isinstance(record, Paragraph):
        text = mark(record.text, [(words.get(record.id, ""), "match")])
        return Row(record.lead or "", record.lead_en or "", (text,), record.id)
    if isinstance(record, Term):
        return Row(record.name, record.name_en, ((Span(record.definition),),), str(record.note))
    cells: tuple[Spans, ...]
    if isinstance(record, Figure):
        falls = (record.value or 0) < 0 and not re.search("[降减]", record.wording)
        said = (Span(record.wording, "figure"), Span(f" ({record.value}{record.unit})"))
        cells = (said if falls else said[:1],)
    elif isinstance(record, Honour):
        cells = ((Span(record.recipient),),)
    else:
        cells = (Span(record.what),), (Span(f"{record.status}, {record.year}"),)
    return Row(name_of(record), name_en_of(record), cells, record.paragraph)


def _compared(comparison: Comparison) -> Row:
    before = "\n".join(map(chinese_figure, comparison.results))
    follows = "\n".join(one.statement for one in comparison.computed) or comparison.reason or ""
    cells = ((Span(before, "figure"),), (Span(chinese_figure(comparison.target), "figure"),), (Span(follows),))
    return Row(comparison.name, comparison.name_en, cells, comparison.paragraph)


def excerpt(spans: Spans, width: int) -> Spans:
    """A long text cut down to what was found in it, with text on both sides."""
    text = text_of(spans)
    starts = list(accumulate((len(span.text) for span in spans), initial=0))
    found = next((at for at, span in zip(starts, spans, strict=False) if span.role == "match"), 0)
    whole = len(text)
    pieces = (len(atom) for line in text.split("\n") for atom in (*atoms(line), "\n"))
    edges = list(accumulate(pieces, initial=0))
    start = max(edge for edge in edges if edge <= max(0, min(found - width // 3, whole - width)))
    end = min(edge for edge in edges if edge >= min(start + width, whole))
    cut = [Span("...")] if start else []
    for at, span in zip(starts, spans, strict=False):
        piece = span.text[max(0, start - at) : max(0, end - at)]
        cut += [Span(piece, span.role)] if piece else []
    return (*cut, Span("...")) if end < whole else tuple(cut)
