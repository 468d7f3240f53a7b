"""What people are shown of one record: which words, in which order, with what marked.

Cards, tables (`tables`) and passages (`pages`) are plain values, so that `plain` can print them anywhere and
`drawing` can draw them in a terminal; neither decides what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report.model import Comparison, Figure, Honour, Number, Part, Project, Shown, Term

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

BOUND_WORDS = {"about": "about ", "at_least": "at least ", "above": "more than ", "nearly": "nearly "}


class Span(NamedTuple):
    """A run of text and what it is: "" | figure | term | match | name | faint."""

    text: str
    role: str = ""


Spans = tuple[Span, ...]
Labelled = tuple[str, Spans]


class Bar(NamedTuple):
    """A length, as a share of the longest beside it; negative for a fall."""

    label: str
    share: float


class Rank(NamedTuple):
    """A place in a ranking, to be drawn among the first ten."""

    place: int


Chart = tuple[Bar | Rank, ...]


class Card(NamedTuple):
    """One record: its names, what it says, what that means in English, then labelled rows."""

    title: str
    subtitle: str
    statement: str
    explanation: str
    rows: tuple[Labelled, ...]
    chart: Chart = ()


def card(report: Report, record: Shown) -> Card:
    """Everything worth knowing about one record. Raises TypeError for a piece of text, which is a passage."""
    if isinstance(record, Figure):
        return _figure(report, record)
    if isinstance(record, Term):
        return _term(report, record)
    if isinstance(record, Honour):
        return _honour(report, record)
    if isinstance(record, Project):
        return _project(report, record)
    if isinstance(record, Comparison):
        return _comparison(report, record)
    raise TypeError(record)


# --- Words, marks and charts ---------------------------------------------------------------------


def english_figure(value: Number | None, unit: str | None, bound: str | None) -> str:
    """A figure in plain English: about 5.6%, at least 1,000 亩."""
    if value is None:
        return ""
    if bound == "flat":
        return "no change"
    written = f"{value:,}" if abs(value) >= 10000 else str(value)
    gap = "" if unit == "%" or not unit else " "
    return f"{BOUND_WORDS.get(bound or '', '')}{written}{gap}{unit or ''}"


def text_of(spans: Spans) -> str:
    """The words of the spans."""
    return "".join(span.text for span in spans)


def mark(text: str, marks: Iterable[tuple[str, str]]) -> Spans:
    """The text with every occurrence of each (words, role) marked; the longer words win."""
    roles = {words: role for words, role in marks if words}
    if not roles:
        return (Span(text),)
    pattern = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    pieces = re.split(f"({pattern})", text)
    return tuple(Span(piece, roles[piece] if n % 2 else "") for n, piece in enumerate(pieces) if piece)


def command(report: Report, name: str, query: str) -> str:
    """What to type next, to the same report."""
    return f"gaoan {name} {query}{report.option}"


def breadcrumb(path: Sequence[str], id: str) -> str:
    """Where something stands: the headings above it, and its id."""
    return f"{' > '.join(path)} ({id})".lstrip()


def bars(comparison: Comparison) -> Chart:
    """The result and the target of one measure as lengths; () where they are not one."""
    first = next((c for c in comparison.computed if c.what == "difference"), None)
    if not first:
        return ()
    result = next(r for r in comparison.results if r.id == first.result)
    pair = (result, comparison.target)
    values = [abs(figure.amount or 0) for figure in pair]
    longest = max(values)
    if not longest:
        return ()
    return tuple(Bar(str(figure.year), value / longest) for figure, value in zip(pair, values, strict=True))


# --- The kinds -----------------------------------------------------------------------------------


def _rows(*rows: tuple[str, str | Spans | None]) -> tuple[Labelled, ...]:
    """The rows that have something to say."""
    return tuple((label, (Span(said),) if isinstance(said, str) else said) for label, said in rows if said)


def _figure(report: Report, figure: Figure) -> Card:
    results = [r for id in figure.baseline if isinstance(r := report.get("result", id), Figure)]
    gaps = ["  "] * (len(results) - 1) + [""]
    before = tuple(Span(r.wording + gap, "figure") for r, gap in zip(results, gaps, strict=False))
    explanation = english_figure(figure.value, figure.unit, figure.bound)
    if figure.amount is not None and figure.amount != figure.value:
        explanation += f" = {figure.amount:,} {figure.base_unit or ''}".rstrip()
    kind = (f"{figure.year} {figure.kind}", figure.measure, "headline" if figure.headline else "")
    follow = ("compare", figure.id) if before else ("section", figure.paragraph)
    return Card(
        figure.name,
        figure.name_en,
        figure.wording,
        f"place {figure.value}" if figure.measure == "rank" else explanation,
        _rows(
            (str(report.particulars.reviews), before),
            ("", figure.not_comparable),
            ("of", figure.scope),
            ("said with", figure.modality),
            ("quote", mark(figure.quote, [(figure.wording, "figure")])),
            ("stands in", breadcrumb(figure.path, figure.paragraph)),
            ("kind", ", ".join(filter(None, kind))),
            ("note", figure.note),
            ("next", command(report, *follow)),
        ),
    )


def _term(report: Report, term: Term) -> Card:
    parts = tuple((f"{n}." if part.wording else "", _part(part)) for n, part in enumerate(term.parts, 1))
    rows = _rows(
        ("stands in", breadcrumb(term.path, term.paragraph)),
        ("note", str(term.note)),
        ("used in", ", ".join(term.mentions)),
        ("next", command(report, "section", term.mentions[0]) if term.mentions else None),
    )
    return Card(term.name, term.name_en, term.definition, term.definition_en, parts + rows)


def _part(part: Part) -> Spans:
    spans = [Span(part.wording if part.unit else part.name, "term"), Span(f" {part.name_en}", "faint")]
    for inner in part.parts:
        spans += [Span(f"\n  {inner.name}"), Span(f" {inner.name_en}", "faint")]
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
            ("stands in", breadcrumb(honour.path, honour.paragraph)),
            ("note", honour.note),
            ("next", command(report, "section", honour.paragraph)),
        ),
    )


def _project(report: Report, project: Project) -> Card:
    other = report.get("project", project.other_mention) if project.other_mention else None
    also = f"{other.year}: {other.what} ({other.paragraph})" if isinstance(other, Project) else None
    return Card(
        project.name,
        project.name_en,
        project.what,
        f"{project.status}, {project.year}",
        _rows(
            ("invested", english_figure(project.investment, project.investment_unit, None)),
            ("also in", also),
            ("quote", mark(project.quote, [(project.what, "figure")])),
            ("stands in", breadcrumb(project.path, project.paragraph)),
            ("note", project.note),
            ("next", command(report, "section", project.paragraph)),
        ),
    )


def _comparison(report: Report, comparison: Comparison) -> Card:
    target = comparison.target
    sides = [
        (str(one.year), (Span(one.wording, "figure"), Span(f"  {one.name} ({one.paragraph})", "faint")))
        for one in (*comparison.results, target)
    ]
    rows = _rows(
        *sides,
        *(("computed", one.statement) for one in comparison.computed),
        ("", comparison.reason),
        ("quote", mark(target.quote, [(target.wording, "figure")])),
        ("note", comparison.note),
        ("next", command(report, "target", target.id)),
    )
    return Card(comparison.name, comparison.name_en, target.wording, "", rows, bars(comparison))
