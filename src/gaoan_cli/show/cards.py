"""What people are shown of records, one (a card) or several (tables): which words, in which order, with what marked.

Cards, tables and passages (`pages`) are plain values, so that `plain` can print them anywhere and `drawing` can
draw them in a terminal; neither decides what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report import model
from gaoan_cli.report.fold import atoms
from gaoan_cli.report.model import Comparison, Figure, Honour, Number, Part, Project, Shown, Term, name_en_of, name_of
from gaoan_cli.report.vocabulary import BOUND_WORDS

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

EXCERPT = 72  # characters of a paragraph that are drawn in a list
RANKS = 10  # of a ranking that are drawn
CHINESE_BEFORE = {"above": "超", "nearly": "近"}
CHINESE_BEHIND = {"about": "左右", "at_least": "以上", "at_most": "以内", "below": "以下"}
BAR = 12  # columns of the longest bar
EIGHTHS = ("", *"▏▎▍▌▋▊▉")
# Rows that show a field as it stands, where a record has it.
FIELDS = {"by": "by", "distinction": "rare", "not_comparable": "", "reason": "", "scope": "of", "modality": "said with"}

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


class Span(NamedTuple):
    """A run of text and what it is: "" | figure | term | match | name | faint | chart."""

    text: str
    role: str = ""


Spans = tuple[Span, ...]
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


def card(report: Report, record: Shown) -> Card:
    """Everything worth knowing about one record. Raises TypeError for a piece of text, which is a passage."""
    if isinstance(record, model.TEXT):
        raise TypeError(record)
    statement = statement_of(record)
    marked = record.title if isinstance(record, Honour) else statement
    follow = _follow(record)
    kind = ""
    if isinstance(record, Figure):
        span = record.period
        years = f"{span.from_} to {span.to}" if span else record.year
        kind = f"{years} {record.kind}, {record.measure}{', headline' if record.headline else ''}"
    rows: Rows = [
        *_own_rows(report, record),
        *((label, getattr(record, field, None)) for field, label in FIELDS.items()),
        ("quote", mark(getattr(record, "quote", ""), [(marked, "figure")])),
        ("stands in", "" if isinstance(record, Comparison) else breadcrumb(record.path, record.paragraph)),
        ("kind", kind),
        ("note", str(record.note or "")),
        ("used in", ", ".join(getattr(record, "mentions", ()))),
        ("next", f"gaoan {follow}{report.option}" if follow else ""),
    ]
    said = tuple((label, (Span(words),) if isinstance(words, str) else words) for label, words in rows if words)
    chart = chart_of(record, 1) if isinstance(record, Comparison) else ()
    return Card(name_of(record), name_en_of(record), statement, explanation_of(record), said, chart)


def statement_of(record: Single) -> str:
    """What the record says, in the report's own words."""
    if isinstance(record, (Figure, Comparison)):
        return (record.target if isinstance(record, Comparison) else record).wording
    if isinstance(record, Term):
        return record.definition
    return record.recipient if isinstance(record, Honour) else record.what


def explanation_of(record: Single) -> str:
    """What the statement means, in English."""
    if isinstance(record, Figure):
        if record.measure == "rank":
            return f"place {record.value}"
        if record.low is not None:
            return english_figure(record.low, record.unit, record.bound, record.high)
        said = english_figure(record.value, record.unit, record.bound)
        if record.amount is None or record.amount == record.value:
            return said
        return f"{said} = {record.amount:,} {record.base_unit or ''}".rstrip()
    if isinstance(record, Honour):
        return f"{record.level}, {record.status}, {record.year}"
    if isinstance(record, Project):
        return f"{record.status}, {record.year}"
    return record.definition_en if isinstance(record, Term) else ""


def _own_rows(report: Report, record: Single) -> Rows:
    """The rows that only records of its kind have."""
    if isinstance(record, Figure):
        results = [r.wording for id in record.baseline if isinstance(r := report.get("result", id), Figure)]
        return [(str(report.particulars.reviews), (Span("  ".join(results), "figure"),) if results else None)]
    if isinstance(record, Term):
        return [(f"{n}." if part.wording else "", _part(part)) for n, part in enumerate(record.parts, 1)]
    if isinstance(record, Project):
        other = report.get("project", record.other_mention) if record.other_mention else None
        also = f"{other.year}: {other.what} ({other.paragraph})" if isinstance(other, Project) else None
        return [("invested", english_figure(record.investment, record.investment_unit, None)), ("also in", also)]
    if isinstance(record, Comparison):
        sides: Rows = [
            (str(one.year), (Span(one.wording, "figure"), Span(f"  {one.name} ({one.paragraph})", "faint")))
            for one in (*record.results, record.target)
        ]
        return [*sides, *(("computed", one.statement) for one in record.computed)]
    return []


def _part(part: Part) -> Spans:
    spans = [Span(part.wording if part.unit else part.name, "term"), Span(f" {part.name_en}", "faint")]
    for inner in part.parts:
        spans += [Span(f"\n  {inner.name}"), Span(f" {inner.name_en}", "faint")]
    return tuple(spans)


def _follow(record: Single) -> str:
    """What to ask next."""
    if isinstance(record, Comparison):
        return f"target {record.target.id}"
    if isinstance(record, Figure) and record.baseline:
        return f"compare {record.id}"
    places = record.mentions if isinstance(record, Term) else (record.paragraph,)
    return f"section {places[0]}" if places else ""


# --- Several records ----------------------------------------------------------------------------


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
    if isinstance(record, model.Section):
        return Row("  " * (record.level - 1) + record.heading, name_en, (), record.id)
    if isinstance(record, model.Paragraph):
        return Row(record.lead or "", name_en, (mark(record.text, [(words.get(record.id, ""), "match")]),), record.id)
    cells: list[Spans] = [(Span(statement_of(record), "figure" if isinstance(record, Figure) else ""),)]
    at = str(record.note) if isinstance(record, Term) else record.paragraph
    if isinstance(record, Comparison):
        before = "\n".join(map(chinese_figure, record.results))
        follows = "\n".join(one.statement for one in record.computed) or record.reason or ""
        cells = [(Span(before, "figure"),), (Span(chinese_figure(record.target), "figure"),), (Span(follows),)]
    elif isinstance(record, Figure):
        if (record.value or 0) < 0 and not re.search("[降减]", record.wording):
            cells[0] += (Span(f" ({record.value}{record.unit})"),)
    elif isinstance(record, Project):
        cells.append((Span(explanation_of(record)),))
    chart = chart_of(record, largest) if isinstance(record, (Figure, Comparison)) else ()
    return Row(name_of(record), name_en, tuple(cells), at, chart)


# --- Words, marks and charts ---------------------------------------------------------------------


def english_figure(value: Number | None, unit: str | None, bound: str | None, high: Number | None = None) -> str:
    """A figure in plain English: about 5.6%, at least 1,000 亩, 5 to 5.5%."""
    if value is None:
        return ""
    if bound == "flat":
        return "no change"
    ends = [value] if high is None else [value, high]
    written = " to ".join(f"{end:,}" if abs(end) >= 10000 else str(end) for end in ends)
    gap = "" if unit == "%" or not unit else " "
    return f"{BOUND_WORDS.get(bound or '', '')}{written}{gap}{unit or ''}"


def chinese_figure(figure: Figure) -> str:
    """A figure in as few Chinese words as a table has room for: 超25亿元, 5%左右, 第67位."""
    if figure.value is None or figure.bound == "flat" or figure.measure == "ratio":
        return figure.wording
    if figure.measure == "rank":
        return f"第{figure.value}{figure.unit}"
    bound = figure.bound or ""
    return f"{CHINESE_BEFORE.get(bound, '')}{figure.value}{figure.unit}{CHINESE_BEHIND.get(bound, '')}"


def text_of(spans: Spans) -> str:
    """The words of the spans."""
    return "".join(span.text for span in spans)


def mark(text: str, marks: Iterable[tuple[str, str]]) -> Spans:
    """The text with every occurrence of each (words, role) marked; the longer words win."""
    roles = {words: role for words, role in marks if words}
    pattern = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    pieces = re.split(f"({pattern})", text) if roles else [text]
    return tuple(Span(piece, roles[piece] if n % 2 else "") for n, piece in enumerate(pieces) if piece)


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


def breadcrumb(path: Sequence[str], id: str) -> str:
    """Where something stands: the headings above it, and its id."""
    return f"{' > '.join(path)} ({id})".lstrip()


def bar(share: float) -> Span:
    """A length, as a share of the longest beside it, in eighths of a column; hollow for a fall."""
    if share < 0:
        return Span("░" * max(1, round(-share * BAR)), "chart")
    whole, eighths = divmod(max(1, round(share * BAR * 8)), 8)
    return Span("█" * whole + EIGHTHS[eighths], "chart")


def chart_of(record: Figure | Comparison, largest: float) -> Spans:
    """What can be drawn: growth beside the largest, a place among the first ten, a result above its target."""
    if isinstance(record, Comparison):
        compared = [computed.result for computed in record.computed if computed.what == "difference"][:1]
        pair = [*(result for result in record.results if result.id in compared), record.target]
        longest = max(abs(figure.amount or 0) for figure in pair)
        if not compared or not longest:
            return ()
        lines = [(Span(f"{figure.year} ", "faint"), bar(abs(figure.amount or 0) / longest)) for figure in pair]
        return (*lines[0], Span("\n"), *lines[1])
    if record.value and record.measure == "growth":
        return (bar(record.value / largest),)
    if record.value and record.measure == "rank" and record.value <= RANKS:
        before, behind = int(record.value) - 1, RANKS - int(record.value)
        return Span("·" * before, "faint"), Span("█", "chart"), Span("·" * behind, "faint")
    return ()
