"""What people are shown of one record: which words, in which order, with what marked.

Cards, tables (`tables`) and passages (`pages`) are plain values, so that `plain` can print them anywhere and
`drawing` can draw them in a terminal; neither decides what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report import model
from gaoan_cli.report.model import Comparison, Figure, Honour, Number, Part, Project, Shown, Term, name_en_of, name_of

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

BOUND_WORDS = {"about": "about ", "at_least": "at least ", "above": "more than ", "nearly": "nearly "}
BAR = 12  # columns of the longest bar
EIGHTHS = ("", *"▏▎▍▌▋▊▉")
# Rows that show a field as it stands, where a record has it.
FIELDS = {"by": "by", "distinction": "rare", "not_comparable": "", "reason": "", "scope": "of", "modality": "said with"}


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


def card(report: Report, record: Shown) -> Card:
    """Everything worth knowing about one record. Raises TypeError for a piece of text, which is a passage."""
    if isinstance(record, model.TEXT):
        raise TypeError(record)
    statement = statement_of(record)
    marked = record.title if isinstance(record, Honour) else statement
    follow = _follow(record)
    rows: Rows = [
        *_own_rows(report, record),
        *((label, getattr(record, field, None)) for field, label in FIELDS.items()),
        ("quote", mark(getattr(record, "quote", ""), [(marked, "figure")])),
        ("stands in", "" if isinstance(record, Comparison) else breadcrumb(record.path, record.paragraph)),
        ("kind", _kind(record)),
        ("note", str(record.note or "")),
        ("used in", ", ".join(getattr(record, "mentions", ()))),
        ("next", f"gaoan {follow}{report.option}" if follow else ""),
    ]
    said = tuple((label, (Span(words),) if isinstance(words, str) else words) for label, words in rows if words)
    chart = bars(record) if isinstance(record, Comparison) else ()
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


def _kind(record: Single) -> str:
    if not isinstance(record, Figure):
        return ""
    return f"{record.year} {record.kind}, {record.measure}{', headline' if record.headline else ''}"


def _follow(record: Single) -> str:
    """What to ask next."""
    if isinstance(record, Comparison):
        return f"target {record.target.id}"
    if isinstance(record, Figure) and record.baseline:
        return f"compare {record.id}"
    places = record.mentions if isinstance(record, Term) else (record.paragraph,)
    return f"section {places[0]}" if places else ""


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
    pattern = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    pieces = re.split(f"({pattern})", text) if roles else [text]
    return tuple(Span(piece, roles[piece] if n % 2 else "") for n, piece in enumerate(pieces) if piece)


def breadcrumb(path: Sequence[str], id: str) -> str:
    """Where something stands: the headings above it, and its id."""
    return f"{' > '.join(path)} ({id})".lstrip()


def bar(share: float) -> Span:
    """A length, as a share of the longest beside it, in eighths of a column; hollow for a fall."""
    if share < 0:
        return Span("░" * max(1, round(-share * BAR)), "chart")
    whole, eighths = divmod(max(1, round(share * BAR * 8)), 8)
    return Span("█" * whole + EIGHTHS[eighths], "chart")


def bars(comparison: Comparison) -> Spans:
    """The result and the target of one measure as lengths, one below the other; () where they are not one."""
    compared = [computed.result for computed in comparison.computed if computed.what == "difference"][:1]
    pair = [*(result for result in comparison.results if result.id in compared), comparison.target]
    longest = max(abs(figure.amount or 0) for figure in pair)
    if not compared or not longest:
        return ()
    lines = [(Span(f"{figure.year} ", "faint"), bar(abs(figure.amount or 0) / longest)) for figure in pair]
    return (*lines[0], Span("\n"), *lines[1])
