"""A query → ranked hits, in named ways; every hit says which way and which field it came from.

The ways, first to last (`candidates` has a function for each):

exact      the whole of an id, number, name, alias or part of a term
prefix     the beginning of one
substring  a piece of one, at word borders where it is Latin
pinyin     its sound: spelled out, or other characters that sound the same
initials   the first letters of its syllables
words      the report's own words; then enough of the words that carry the query's meaning
fuzzy      nearly the same characters

A later way is only tried when the earlier ones find nothing. Inside a way, the more of a name the query
covers the better; ties go to the weightier field, the headline, and the report's order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from gaoan_cli.matching import candidates
from gaoan_cli.matching.hits import Hit
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.references import PARAGRAPH, note_of, sections_of
from gaoan_cli.matching.years import is_about, kinds_about, of_part
from gaoan_cli.report.model import KINDS, TEXT, Record, Term
from gaoan_cli.report.report import Report

# How far to go: "first" stops at the first way that has hits, so that an exact one stands alone; "broad" adds
# to exact hits the names that hold the query; "everything" tries all ways; "sure" none that takes a question
# apart or allows for a slip.
Reach = Literal["first", "broad", "everything", "sure"]
Predicate = Callable[[Record], bool]
NEARLY_ALL = 58.0  # the score of a record whose names hold next to all of the meaning
TEXT_KINDS = ("section", "paragraph")
NAMED = ("exact", "prefix", "substring", "pinyin")  # the ways that take a query for a name


def rank(
    report: Report, query: Query, kinds: tuple[str, ...], reach: Reach = "first", predicate: Predicate | None = None
) -> list[Hit]:
    """The hits in these kinds on records that the predicate accepts, best first; [] without an answer."""
    if not query.folded:
        return []
    exact = [hit for kind in kinds for hit in candidates.by_name(report, query.folded, kind)]
    if found := _filtered(_by_reference(report, query, kinds, exact), predicate):
        return found
    if re.fullmatch(PARAGRAPH, query.text):
        return []
    surest = _filtered(exact, predicate)
    if surest and reach in ("first", "sure"):
        return _best_of(surest)
    if exact and not surest:  # what is meant is left out: only what is called so too is near enough
        pieces = (hit for kind in kinds for hit in candidates.by_piece(report, query.folded, kind))
        return _best_of(_filtered(pieces, predicate))
    for choice in dict.fromkeys((kinds_about(report, query.year, kinds), kinds)):
        if hits := _ranked(report, query, choice, reach, predicate):
            return hits
    return _paragraphs_of(report, query, predicate) if kinds == TEXT_KINDS else []


def with_passages(report: Report, query: Query, hits: list[Hit], predicate: Predicate | None = None) -> list[Hit]:
    """The hits, then the paragraphs that hold the query's words, if they are not there yet."""
    seen = {hit.record.id for hit in hits if hit.record.kind == "paragraph"}
    for form in query.forms if hits else ():
        passages = _filtered(candidates.by_text(report, form, "paragraph"), predicate)
        if new := [hit for hit in passages if hit.record.id not in seen]:
            return hits + sorted(new, key=lambda hit: hit.rank)
    return hits


def other_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds of named records that are not among these."""
    return tuple(kind for kind in KINDS if kind not in (*kinds, *TEXT_KINDS))


def _ranked(
    report: Report, query: Query, kinds: tuple[str, ...], reach: Reach, predicate: Predicate | None
) -> list[Hit]:
    """The hits of the ways that `reach` allows, best first."""
    found: list[Hit] = []
    for step, hits in _steps(report, query, kinds):
        if reach == "sure" and step in ("words", "fuzzy"):
            break
        found += [hit for hit in _filtered(hits, predicate) if is_about(report, hit.record, query.year)]
        if found and not (reach == "everything" or (reach == "broad" and step == "exact")):
            break
    return of_part(report, _best_of(found), query.year)


def _steps(report: Report, query: Query, kinds: tuple[str, ...]) -> Iterator[tuple[str, list[Hit]]]:
    """The hits of each step, the surest first."""
    by_name, by_piece, by_text = candidates.by_name, candidates.by_piece, candidates.by_text
    for form in query.forms:
        yield "exact", [hit for kind in kinds for hit in by_name(report, form, kind)]
    for form in query.forms:
        yield ("pieces", [hit for k in kinds for way in (by_piece, by_text) for hit in way(report, form, k)])
    # Most queries are answered above: what is heavier is imported here.
    from gaoan_cli.matching.slips import by_spelling
    from gaoan_cli.matching.sounds import by_sound

    pairs = [(form, kind) for form in query.forms for kind in kinds]
    yield "sounds", [hit for form, kind in pairs for hit in by_sound(report, form, kind)]
    meant = [hit for kind in kinds for hit in candidates.by_words(report, query, kind)]
    others = other_kinds(kinds)
    if not set(TEXT_KINDS) & set(kinds) and any(by_name(report, f, k) for f in query.forms for k in others):
        # What another kind is called is not guessed at here: nearly all of it must be in a name.
        yield "words", [hit for hit in meant if hit.field == "names" and hit.score >= NEARLY_ALL]
        return
    yield "words", meant
    yield "fuzzy", [hit for form, kind in pairs for hit in by_spelling(report, form, kind)]


def _by_reference(report: Report, query: Query, kinds: tuple[str, ...], exact: list[Hit]) -> list[Hit]:
    """What the query names outright: an id, or a reference such as 二（三） or 注释12."""
    hits = [hit._replace(words=()) for hit in exact if hit.field == "id" and hit.record.id == query.text]
    if not hits and "term" in kinds and (note := note_of(query.text, report.simplified)):
        hits = [hit for hit in candidates.by_name(report, note, "term") if hit.field == "note"]
    if hits or "section" not in kinds:
        return hits
    ids: list[str] = report.table("section.ids")
    wanted = sections_of(query.text, report.simplified)
    if wanted and wanted[0] in ids and query.text == wanted[0]:
        wanted = wanted[:1]
    found = [id for one in wanted for id in ids if id == one or (one.startswith(".") and id.endswith(one))]
    return _with_ids(report, "section", found)


def _with_ids(report: Report, kind: str, ids: list[str]) -> list[Hit]:
    """The records of the kind with these ids, in the order of the ids."""
    places = {id: position for position, id in enumerate(report.table(f"{kind}.ids"))}
    return [Hit(report.record(kind, places[id]), places[id], 100.0, "id", "exact") for id in ids if id in places]


def _paragraphs_of(report: Report, query: Query, predicate: Predicate | None) -> list[Hit]:
    """The paragraphs of what the query names in words that the text does not have: English, or pinyin."""
    found = [hit for hit in rank(report, query, other_kinds(TEXT_KINDS), "sure") if hit.how in NAMED]
    ids: dict[str, Hit] = {}
    for hit in found:
        record = hit.record
        if hit.how == found[0].how and not isinstance(record, TEXT):
            for id in record.mentions if isinstance(record, Term) else (record.paragraph,):
                ids.setdefault(id, hit)
    paragraphs = [hit._replace(words=()) for hit in _with_ids(report, "paragraph", list(ids))]
    return _filtered(
        (hit._replace(score=by.score, field=by.field, how=by.how) for hit in paragraphs for by in [ids[hit.record.id]]),
        predicate,
    )


# --- What is kept -------------------------------------------------------------------------------


def _filtered(hits: Iterable[Hit], predicate: Predicate | None) -> list[Hit]:
    """The hits on records that the predicate accepts."""
    return [hit for hit in hits if predicate is None or predicate(hit.record)]


def _best_of(hits: Iterable[Hit]) -> list[Hit]:
    """Each record once, by its best hit; best first."""
    best: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        place = (hit.record.kind, hit.position)
        if place not in best or hit.rank < best[place].rank:
            best[place] = hit
    return sorted(best.values(), key=lambda hit: hit.rank)
