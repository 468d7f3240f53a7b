"""Which views a command shows for the records it found, and what the program says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.language import _, shown
from gaoan_cli.report.fold import core_names
from gaoan_cli.report.model import TEXT, Comparison, Paragraph, Section, Shown, name_of
from gaoan_cli.show.cards import Card, card, path_of
from gaoan_cli.show.lists import WITHOUT, Table, tables
from gaoan_cli.show.said import both, chosen, english
from gaoan_cli.show.spans import Span, Spans, breadcrumb, mark

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report


class Passage(NamedTuple):
    """Text of the report: its heading, where it stands, its paragraphs by their ids, and the terms used explained."""

    heading: str
    subtitle: str
    breadcrumb: str
    lead: str  # what the paragraph says first, in the other language
    paragraphs: tuple[tuple[str, Spans], ...]  # an id, or "" for a heading
    terms: tuple[tuple[str, str], ...]


View = Card | Table | Passage


def pages(
    report: Report, command: str, records: Sequence[Shown], words: Mapping[str, str] | None, *, every: bool = False
) -> list[View]:
    """The views of the records, at least one: a card for one, tables for several, the text for a section.

    `words` gives, by the id of a paragraph or section, the printed words that the query found there; it is
    None when there was no query. A list of all comparisons only counts those that there is nothing to compare in,
    unless `every` is asked for.
    """
    first, *others = records
    if command == "section" and words is not None and isinstance(first, TEXT):
        views: list[View] = [passage(report, first, words.get(first.id, ""))]
        if others:
            also, *more = tables(report, others, words)
            views += [also._replace(title=_("Also")), *more]
        return views
    if not others and not isinstance(first, TEXT):
        return [card(report, first)]
    if command == "compare" and words is None and not every:
        compared = [one for one in records if isinstance(one, Comparison) and one.computed]
        return _without(tables(report, compared or records, {}), len(records) - len(compared) if compared else 0)
    return list(tables(report, records, words or {}))


def _without(found: list[Table], count: int) -> list[View]:
    """Lists whose last says how many comparisons are left out."""
    if not count:
        return [*found]
    *others, last = found
    return [*others, last._replace(foot=(*last.foot, _(WITHOUT).format(count=count)))]


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
            marks[id] += [(core, "term") for core in core_names(term.name)]
    body: list[tuple[str, Spans]] = []
    for id, paragraphs in groupby((p for p in report.paragraphs if p.id in ids), lambda p: p.section):
        if id != section.id:
            body.append(("", (Span(chosen(sections[id].heading, sections[id].title_en), "name"),)))
        for paragraph in paragraphs:
            body += [(paragraph.id, spans) for spans in _both(paragraph, marks[paragraph.id], found)]
    lead = (record.lead_en if not english() else record.lead) if isinstance(record, Paragraph) and both() else ""
    other = section.heading if english() else section.title_en
    return Passage(
        chosen(section.heading, section.title_en),
        other if both() else "",
        breadcrumb(path_of(report, record), record.id),
        lead or "",
        tuple(body),
        tuple((chosen(term.name, term.name_en), chosen(term.definition, term.definition_en)) for term in terms),
    )


def _both(paragraph: Paragraph, marks: list[tuple[str, str]], found: str) -> list[Spans]:
    """A paragraph in the languages that are shown; its figures and terms are marked in Chinese alone."""
    chinese = mark(paragraph.text, [*marks, (paragraph.lead or "", "name")])
    if paragraph.text_en is None or shown() == ("zh",):
        return [chinese]
    english_text = mark(paragraph.text_en, [(paragraph.lead_en or "", "name"), (found, "match")])
    every = {"zh": chinese, "en": english_text}
    return [every[language] for language in shown()]


# --- Without a command ---------------------------------------------------------------------------


def greeting(report: Report) -> str:
    """What the program says when it is called without a command, with things to try of this report."""
    p = report.particulars
    kinds = ("target", "result", "term", "honour", "project")
    counted = [(report.count(kind), _(kind if report.count(kind) == 1 else f"{kind}s")) for kind in kinds]
    counts = _(", ").join(_("{count} {kind}").format(count=count, kind=kind) for count, kind in counted)
    tries = (
        ("target ", _called(report, "target"), _("a target, with the report's own words")),
        ("term ", _called(report, "term"), _("what a term stands for")),
        ("compare", " " if report.targets else "", _("{reviews} beside {year}").format(reviews=p.reviews, year=p.year)),
        ("search ", _called(report, "project"), _("everything the report says of something")),
        ("section ", "".join(s.id for s in report.sections[-2:][:1]), _("the text itself")),
    )
    lines = [(f"gaoan {(name + query).strip()}{report.option}", what) for name, query, what in tries if query]
    width = max((columns(line) for line, _what in lines), default=0) + 3
    title, where = f"{p.place}{p.title}", f"{p.session}  {p.speaker_title}{p.speaker}"
    if english():
        title, where = f"{p.title_en}, {p.place_en} ({p.place}{p.title})", f"{p.session_en}"
    return (
        f"{title}\n{p.date}  {where}\n{counts}\n\n"
        + "".join(f"{line}{' ' * (width - columns(line))}{what}\n" for line, what in lines)
        + "\n"
        + _("gaoan --help lists all commands; every lookup takes --json.")
        + "\n"
    )


def _called(report: Report, kind: str) -> str:
    """What people would call the headline, or first, record of a kind; "" without any."""
    records = report.records(kind)
    first = next((r for r in records if getattr(r, "headline", False)), records[0] if records else None)
    return min(getattr(first, "aliases", ()) or (name_of(first),), key=len) if first else ""


def columns(words: str) -> int:
    """How many columns of a terminal the words take."""
    return sum(2 if character > "\u2e7f" else 1 for character in words)
