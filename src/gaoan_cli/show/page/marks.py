"""Where in a paragraph records stand: its text cut wherever one begins or ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report.fold import core_names
from gaoan_cli.report.model import TEXT, Figure, Honour, Paragraph, Shown, Sourced, Term

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report


class Mark(NamedTuple):
    """A stretch of a paragraph, in code points, that a record quotes; its key words are underlined."""

    id: str
    kind: str
    start: int
    end: int
    key: bool = False


class Segment(NamedTuple):
    """A run of text with the ids of the records it belongs to, the smallest first, and the kind of whose key it is."""

    text: str
    ids: tuple[str, ...] = ()
    kind: str = ""
    lead: bool = False


def anchor(record: Shown) -> str:
    """The id of a record in the page: target-gdp-growth, and 2.3.p4 of the text itself."""
    return record.id if isinstance(record, TEXT) else f"{record.kind}-{record.id}"


def marked(report: Report) -> list[Sourced | Term]:
    """Every record that is marked in the text, kind by kind."""
    return [*report.targets, *report.results, *report.terms, *report.honours, *report.projects]


def marks_of(report: Report) -> dict[str, list[Mark]]:
    """The marks of every paragraph, by its id."""
    marks: dict[str, list[Mark]] = {paragraph.id: [] for paragraph in report.paragraphs}
    texts = {paragraph.id: paragraph.text for paragraph in report.paragraphs}
    for record in marked(report):
        if isinstance(record, Term):
            for id in {record.paragraph, *record.mentions} & marks.keys():
                marks[id] += _uses(record, texts[id])
        elif record.start is not None and record.end is not None and record.paragraph in marks:
            begin, end = _key(record)
            name, kind = anchor(record), record.kind
            marks[record.paragraph] += [
                Mark(name, kind, record.start, record.end),
                Mark(name, kind, record.start + begin, record.start + end, key=True),
            ]
    return marks


def _key(record: Sourced) -> tuple[int, int]:
    """Where in its quote the words stand that carry the record; all of it where they are said otherwise."""
    if isinstance(record, Figure):
        words: tuple[str, ...] = (record.wording,)
    else:
        words = (record.title,) if isinstance(record, Honour) else (record.name, record.what)
    for one in words:
        if one and (at := record.quote.find(one)) >= 0:
            return at, at + len(one)
    return 0, len(record.quote)


def _uses(term: Term, text: str) -> Iterator[Mark]:
    """Every place where a term stands in a text."""
    for name in dict.fromkeys(core_names(term.name)):
        at = text.find(name)
        while at >= 0:
            yield Mark(anchor(term), "term", at, at + len(name), key=True)
            at = text.find(name, at + len(name))


def segments(paragraph: Paragraph, marks: Sequence[Mark]) -> list[Segment]:
    """The text of a paragraph, whole, in runs within which nothing begins or ends."""
    text, lead = paragraph.text, paragraph.lead or ""
    opens = max(text.find(lead), 0)  # behind a dash, where there is one
    closes = opens + len(lead) if lead in text else opens
    edges = sorted({0, opens, closes, len(text), *(edge for mark in marks for edge in (mark.start, mark.end))})
    found = []
    for start, end in pairwise(edges):
        over = sorted((m for m in marks if m.start <= start and end <= m.end), key=lambda m: m.end - m.start)
        kind = next((mark.kind for mark in over if mark.key), "")
        ids = tuple(dict.fromkeys(mark.id for mark in over))
        found.append(Segment(text[start:end], ids, kind, lead=opens <= start and end <= closes))
    return found


class Rendering(NamedTuple):
    """A sentence in English, cut before and behind the words that open the paragraph, and the records it gives."""

    before: str
    lead: str
    text: str
    ids: tuple[str, ...]


def renderings(paragraph: Paragraph, marks: Sequence[Mark]) -> list[Rendering]:
    """The paragraph in English, sentence by sentence; nothing where a sentence has none."""
    found: list[Rendering] = []
    at = 0
    for sentence in paragraph.sentences:
        end = at + len(sentence.text)
        if sentence.text_en is None:
            return []
        opening = (paragraph.lead_en or "") if at == 0 else ""
        before, lead, behind = sentence.text_en.partition(opening) if opening else ("", "", sentence.text_en)
        ids = tuple(dict.fromkeys(mark.id for mark in marks if mark.start < end and at < mark.end))
        found.append(Rendering(before, lead, behind, ids))
        at = end
    return found
