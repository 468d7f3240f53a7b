"""Which views a command shows for the records it found, and what the program says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report.model import TEXT, Paragraph, Section, Shown, core_names, name_of
from gaoan_cli.show.cards import Card, Span, Spans, Table, breadcrumb, card, mark, tables

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report


class Passage(NamedTuple):
    """Text as printed: its heading, where it stands, its paragraphs, and the terms used in them explained."""

    heading: str
    subtitle: str
    breadcrumb: str
    lead_en: str  # what the paragraph says first, in English
    paragraphs: tuple[Spans, ...]
    terms: tuple[tuple[str, str], ...]


View = Card | Table | Passage


def pages(report: Report, command: str, records: Sequence[Shown], words: Mapping[str, str] | None) -> list[View]:
    """The views of the records, at least one: a card for one, tables for several, the text for a section.

    `words` gives, by the id of a paragraph or section, the printed words that the query found there; it is
    None when there was no query.
    """
    first, *others = records
    if command == "section" and words is not None and isinstance(first, TEXT):
        views: list[View] = [passage(report, first, words.get(first.id, ""))]
        if others:
            also, *more = tables(report, others, words)
            views += [also._replace(title="Also"), *more]
        return views
    if not others and not isinstance(first, TEXT):
        return [card(report, first)]
    return list(tables(report, records, words or {}))


def passage(report: Report, record: Section | Paragraph, found: str = "") -> Passage:
    """The text of a section or paragraph; what was found, its terms and its figures are marked."""
    ids = set(record.paragraphs) if isinstance(record, Section) else {record.id}
    sections = {section.id: section for section in report.sections}
    section = record if isinstance(record, Section) else sections[record.section]
    terms = [term for term in report.terms if not ids.isdisjoint(term.mentions)]
    marks: dict[str, list[tuple[str, str]]] = {id: [(found, "match")] for id in ids}
    for figure in (*report.targets, *report.results):
        if figure.paragraph in ids and (figure.value, figure.low) != (None, None):
            marks[figure.paragraph].append((figure.wording, "figure"))
    for term in terms:
        for id in ids.intersection(term.mentions):
            marks[id] += [(core, "term") for core in core_names(term)]
    body: list[Spans] = []
    for id, paragraphs in groupby((p for p in report.paragraphs if p.id in ids), lambda p: p.section):
        if id != section.id:
            body.append((Span(sections[id].heading, "name"),))
        body += [mark(p.text, [*marks[p.id], (p.lead or "", "name")]) for p in paragraphs]
    return Passage(
        section.heading,
        section.title_en,
        breadcrumb(record.path, record.id),
        record.lead_en or "" if isinstance(record, Paragraph) else "",
        tuple(body),
        tuple((term.name, term.definition) for term in terms),
    )


# --- Without a command ---------------------------------------------------------------------------


def greeting(report: Report) -> str:
    """What the program says when it is called without a command, with things to try of this report."""
    p = report.particulars
    counted = [(report.count(kind), kind) for kind in ("target", "result", "term", "honour", "project")]
    counts = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for count, kind in counted)
    tries = (
        ("target ", _called(report, "target"), "a target, with the report's own words"),
        ("term ", _called(report, "term"), "what a term stands for"),
        ("compare", " " if report.targets else "", f"{p.reviews} beside {p.year}"),
        ("search ", _called(report, "project"), "everything the report says of something"),
        ("section ", "".join(s.id for s in report.sections[-2:][:1]), "the text itself"),
    )
    lines = [(f"gaoan {(name + query).strip()}{report.option}", what) for name, query, what in tries if query]
    width = max((columns(line) for line, _ in lines), default=0) + 3
    return (
        f"{p.place}{p.title}  {p.place_en}, {p.title_en}\n"
        f"{p.date}  {p.session}  {p.speaker_title} {p.speaker}\n"
        f"{counts}\n\n"
        + "".join(f"{line}{' ' * (width - columns(line))}{what}\n" for line, what in lines)
        + "\ngaoan --help lists all commands; every lookup takes --json.\n"
    )


def _called(report: Report, kind: str) -> str:
    """What people would call the headline, or first, record of a kind; "" without any."""
    records = report.records(kind)
    first = next((r for r in records if getattr(r, "headline", False)), records[0] if records else None)
    return min(getattr(first, "aliases", ()) or (name_of(first),), key=len) if first else ""


def columns(words: str) -> int:
    """How many columns of a terminal the words take."""
    return sum(2 if character > "\u2e7f" else 1 for character in words)
