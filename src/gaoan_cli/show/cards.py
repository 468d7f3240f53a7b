"""What people are shown of a record: which words, in which order, with what marked.

A page is made of plain values, so that `plain` can print it anywhere and `render` can draw it in a
terminal; neither decides what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from gaoan_cli.report.fold import atoms
from gaoan_cli.report.model import (
    Comparison,
    Figure,
    Honour,
    Number,
    Paragraph,
    Part,
    Project,
    Record,
    Section,
    Shown,
    Term,
    name_en_of,
    name_of,
)
from gaoan_cli.report.report import Report

BOUNDS = {"about": "about ", "at_least": "at least ", "above": "more than ", "nearly": "nearly "}
ARROW = " > "


class Span(NamedTuple):
    """A run of text and what it is: "" | figure | term | match | name | faint."""

    text: str
    role: str = ""


Spans = tuple[Span, ...]


class Bar(NamedTuple):
    """A length to be drawn, as a share of the longest beside it; negative for a fall."""

    label: str
    share: float


class Place(NamedTuple):
    """A place in a ranking, to be drawn among the first ten."""

    place: int


Drawing = tuple[Bar | Place, ...]


class Card(NamedTuple):
    """One record: its names, what it says at its largest, then labelled rows."""

    title: str
    subtitle: str
    figure: str
    reading: str
    rows: tuple[tuple[str, Spans], ...]
    drawing: Drawing = ()


class Row(NamedTuple):
    """One record in a list: what it is called, what is said of it, where it stands."""

    name: str
    name_en: str
    cells: tuple[Spans, ...]
    place: str
    drawing: Drawing = ()


class Table(NamedTuple):
    """Several records of one kind; the heads are of the name, of each cell, and of the place."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: int = 0  # characters of a long text that are drawn, around what was found


class Page(NamedTuple):
    """Text as printed: a heading, breadcrumbs, paragraphs, and the terms used in them explained."""

    heading: str
    subtitle: str
    place: str
    paragraphs: tuple[Spans, ...]
    terms: tuple[tuple[str, str], ...]
    gloss: str = ""  # what the paragraph says first, in English


View = Card | Table | Page

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


def reading(value: Number | None, unit: str | None, bound: str | None) -> str:
    """A figure in plain English: about 5.6%, at least 1,000 亩."""
    if value is None:
        return ""
    if bound == "flat":
        return "no change"
    written = f"{value:,}" if abs(value) >= 10000 else str(value)
    gap = "" if unit == "%" or not unit else " "
    return f"{BOUNDS.get(bound or '', '')}{written}{gap}{unit or ''}"


def short(figure: Figure) -> str:
    """A figure in as few Chinese words as a table has room for: 超25亿元, 5%左右, 第67位."""
    if figure.value is None or figure.bound == "flat":
        return figure.wording
    if figure.measure == "rank":
        return f"第{figure.value}{figure.unit}"
    before = {"above": "超", "nearly": "近"}.get(figure.bound or "", "")
    behind = {"about": "左右", "at_least": "以上"}.get(figure.bound or "", "")
    return f"{before}{figure.value}{figure.unit}{behind}"


def mark(text: str, marks: Iterable[tuple[str, str]]) -> Spans:
    """The text with every occurrence of each (words, role) marked; the longer words win."""
    roles = {words: role for words, role in marks if words}
    if not roles:
        return (Span(text),)
    pattern = "|".join(re.escape(words) for words in sorted(roles, key=len, reverse=True))
    spans, at = [], 0
    for match in re.finditer(pattern, text):
        if match.start() > at:
            spans.append(Span(text[at : match.start()]))
        spans.append(Span(match[0], roles[match[0]]))
        at = match.end()
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)


def card(report: Report, record: Record) -> Card:
    """Everything worth knowing about one record."""
    if isinstance(record, Figure):
        return _figure(report, record)
    if isinstance(record, Term):
        return _term(report, record)
    if isinstance(record, Honour):
        return _honour(report, record)
    if isinstance(record, Project):
        return _project(report, record)
    raise TypeError(record)


def _rows(*rows: tuple[str, str | Spans | None]) -> tuple[tuple[str, Spans], ...]:
    """The rows that have something to say."""
    return tuple((label, (Span(said),) if isinstance(said, str) else said) for label, said in rows if said)


def _figure(report: Report, figure: Figure) -> Card:
    kind = f"{figure.year} {figure.kind}"
    amount = ""
    if figure.amount is not None and figure.amount != figure.value:
        amount = f"= {figure.amount:,} {figure.base_unit or ''}".rstrip()
    before = [
        Span(f"{r.wording}{'  ' if n < len(figure.baseline) else ''}", "figure")
        for n, id in enumerate(figure.baseline, 1)
        if isinstance(r := report.get("result", id), Figure)
    ]
    is_target = figure.kind == "target"
    return Card(
        figure.name,
        figure.name_en,
        figure.wording,
        f"place {figure.value}"
        if figure.measure == "rank"
        else " ".join(filter(None, (reading(figure.value, figure.unit, figure.bound), amount))),
        _rows(
            (str(report.particulars.reviews), tuple(before)),
            ("", figure.not_comparable),
            ("of", figure.scope),
            ("said with", figure.modality),
            ("quote", mark(figure.quote, [(figure.wording, "figure")])),
            ("stands in", place(figure.path, figure.paragraph)),
            ("kind", ", ".join(filter(None, (kind, figure.measure, "headline" if figure.headline else "")))),
            ("note", figure.note),
            (
                "next",
                command(report, "compare", figure.id)
                if is_target and before
                else command(report, "section", figure.paragraph),
            ),
        ),
    )


def command(report: Report, name: str, query: str) -> str:
    """What to type next, to the same report."""
    return f"gaoan {name} {query}{report.option}"


def place(path: Sequence[str], paragraph: str) -> str:
    """Where something stands: the headings above it, and its id."""
    return f"{ARROW.join(path)} ({paragraph})"


def _term(report: Report, term: Term) -> Card:
    parts = tuple(
        (f"{n}." if part.wording else "", said) for n, part in enumerate(term.parts, 1) for said in [_part(part)]
    )
    used = ", ".join(term.mentions)
    return Card(
        term.name,
        term.name_en,
        term.definition,
        term.definition_en,
        parts
        + _rows(
            ("stands in", place(term.path, term.paragraph)),
            ("note", str(term.note)),
            ("used in", used),
            ("next", command(report, "section", term.mentions[0]) if term.mentions else None),
        ),
    )


def _part(part: Part) -> Spans:
    spans = [Span(part.wording if part.unit else part.name, "term"), Span(f" {part.name_en}", "faint")]
    for inner in part.parts:
        spans += [Span("\n  "), Span(inner.name), Span(f" {inner.name_en}", "faint")]
    return tuple(spans)


def _honour(report: Report, honour: Honour) -> Card:
    return Card(
        honour.title,
        honour.title_en,
        honour.recipient,
        ", ".join(filter(None, (honour.level, honour.status, str(honour.year)))),
        _rows(
            ("by", honour.by),
            ("rare", honour.distinction),
            ("quote", mark(honour.quote, [(honour.title, "figure")])),
            ("stands in", place(honour.path, honour.paragraph)),
            ("note", honour.note),
            ("next", command(report, "section", honour.paragraph)),
        ),
    )


def _project(report: Report, project: Project) -> Card:
    other = report.get("project", project.other_mention) if project.other_mention else None
    seen = f"{other.year}: {other.what} ({other.paragraph})" if isinstance(other, Project) else None
    investment = reading(project.investment, project.investment_unit, None)
    return Card(
        project.name,
        project.name_en,
        project.what,
        f"{project.status}, {project.year}",
        _rows(
            ("invested", investment),
            ("also in", seen),
            ("quote", mark(project.quote, [(project.what, "figure")])),
            ("stands in", place(project.path, project.paragraph)),
            ("note", project.note),
            ("next", command(report, "section", project.paragraph)),
        ),
    )


def comparison_card(report: Report, comparison: Comparison) -> Card:
    """One target beside its results, and what follows."""
    target = comparison.target
    rows: list[tuple[str, str | Spans | None]] = [
        (str(result.year), (Span(result.wording, "figure"), Span(f"  {result.name} ({result.paragraph})", "faint")))
        for result in comparison.results
    ]
    rows.append(
        (str(target.year), (Span(target.wording, "figure"), Span(f"  {target.name} ({target.paragraph})", "faint")))
    )
    rows += [("computed", one.statement) for one in comparison.computed]
    rows += [
        ("", comparison.reason),
        ("quote", mark(target.quote, [(target.wording, "figure")])),
        ("note", comparison.note),
        ("next", command(report, "target", target.id)),
    ]
    return Card(comparison.name, comparison.name_en, target.wording, "", _rows(*rows), bars(comparison))


def bars(comparison: Comparison) -> Drawing:
    """The 2023 figure and the 2024 target of one measure as lengths; () where they are not one."""
    first = next((c for c in comparison.computed if c.what == "difference"), None)
    if not first:
        return ()
    result = next(r for r in comparison.results if r.id == first.result)
    pair = [result, comparison.target]
    values = [abs(figure.amount or 0) for figure in pair]
    longest = max(values)
    if not longest:
        return ()
    return tuple(Bar(str(figure.year), value / longest) for figure, value in zip(pair, values, strict=True))


def fastest(records: Iterable[Shown]) -> float:
    """The largest growth, or fall, among the records: what the others are drawn beside."""
    growing = [r.value for r in records if isinstance(r, Figure) and r.measure == "growth" and r.value]
    return max(map(abs, growing), default=1)


def drawing(record: Shown, longest: float) -> Drawing:
    """What a list draws of a record: growth as a length beside the longest, a rank as a place."""
    if isinstance(record, Comparison):
        return bars(record)
    if not isinstance(record, Figure) or not record.value:
        return ()
    if record.measure == "growth":
        return (Bar("", record.value / longest),)
    return (Place(int(record.value)),) if record.measure == "rank" else ()


def table(report: Report, kind: str, records: Sequence[Shown], longest: float | None = None) -> Table:
    """A list of records of one kind, its growth drawn beside the longest of the answer."""
    years = {"year": report.particulars.year, "reviews": report.particulars.reviews}
    heads = tuple(head.format(**years) for head in HEADS[kind])
    scale = longest or fastest(records)
    rows = tuple(_row(record)._replace(drawing=drawing(record, scale)) for record in records)
    return Table(TITLES[kind].format(**years), heads, rows)


def _row(record: Shown) -> Row:
    if isinstance(record, Comparison):
        return _compared(record)
    if isinstance(record, Section):
        return Row("  " * (record.level - 1) + record.heading, record.title_en, (), record.id)
    if isinstance(record, Paragraph):
        return Row(record.lead or "", record.lead_en or "", ((Span(record.text),),), record.id)
    if isinstance(record, Term):
        return Row(record.name, record.name_en, ((Span(record.definition),),), str(record.note))
    if isinstance(record, Figure):
        figure = Span(record.wording, "figure")
        falls = (record.value or 0) < 0 and not re.search("[降减]", record.wording)
        said = (figure, Span(f" ({record.value}{record.unit})")) if falls else (figure,)
        return Row(record.name, record.name_en, (said,), record.paragraph)
    if isinstance(record, Honour):
        cells: tuple[Spans, ...] = ((Span(record.recipient),),)
    else:
        cells = (Span(record.what),), (Span(f"{record.status}, {record.year}"),)
    return Row(name_of(record), name_en_of(record), cells, record.paragraph)


def _compared(comparison: Comparison) -> Row:
    before = "\n".join(map(short, comparison.results))
    follows = "\n".join(one.statement for one in comparison.computed) or comparison.reason or ""
    cells = ((Span(before, "figure"),), (Span(short(comparison.target), "figure"),), (Span(follows),))
    return Row(comparison.name, comparison.name_en, cells, comparison.paragraph)


def excerpt(spans: Spans, width: int) -> Spans:
    """A long text cut down to what was found in it, with text on both sides."""
    before = 0
    for span in spans:
        if span.role == "match":
            break
        before += len(span.text)
    else:
        before = 0
    text = "".join(span.text for span in spans)
    whole = len(text)
    edges = list(accumulate((len(atom) for line in text.split("\n") for atom in (*atoms(line), "\n")), initial=0))
    start = max(edge for edge in edges if edge <= max(0, min(before - width // 3, whole - width)))
    end = min(edge for edge in edges if edge >= min(start + width, whole))
    cut = [Span("...")] if start else []
    at = 0
    for span in spans:
        piece = span.text[max(0, start - at) : max(0, end - at)]
        cut += [Span(piece, span.role)] if piece else []
        at += len(span.text)
    return (*cut, Span("...")) if end < whole else tuple(cut)
