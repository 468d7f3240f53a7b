"""What settles a query at once: names, ids, note numbers, references to sections, sounds of whole names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import compress

from gaoan_cli.matching import candidates
from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.guards import documents_of, guards_of
from gaoan_cli.matching.hits import Hit, best_of
from gaoan_cli.matching.overall import about_the_whole
from gaoan_cli.matching.quantities import absolute_of, thresholds
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.references import PARAGRAPH, beginning_of, note_of, nth_of, part_of, sections_of
from gaoan_cli.matching.wanted import wanted_of
from gaoan_cli.matching.years import is_about, kinds_about
from gaoan_cli.report import fold
from gaoan_cli.report.model import Record
from gaoan_cli.report.report import Report

TITLES = ("title", "title_en")
LEAST_HEADING = 4  # characters of a heading's piece that settle which section is asked for
LEAST_NAMED, HEADING = 2, r"[那这一哪]节|\b(?:section|heading)\b"  # the same, where a section is what is asked for
FIGURED = ("target", "result", "project")  # kinds whose words give figures of their own

Predicate = Callable[[Record], bool]


def settled(
    report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None = None
) -> list[Hit] | None:
    """The hits that need no weighing; [] where the query points at what there is not, None where it must be weighed."""
    exact = [hit for kind in kinds for hit in candidates.by_name(report, query.folded, kind)]
    if found := filtered(_by_reference(report, query, kinds, exact), predicate):
        return found
    if re.fullmatch(PARAGRAPH, query.text) or ("section" in kinds and sections_of(query.text, report.simplified)):
        return []
    if kinds == TEXT_KINDS and nth_of(query.text, query.part, report.simplified):
        return []
    if kinds == ("term",) and note_of(query.text, report.simplified) and not exact:
        return []
    if exact:  # where what is meant is left out, only what is called so too is near enough
        pieces = (hit for kind in kinds for hit in candidates.by_piece(report, query.folded, kind))
        return best_of(filtered(exact, predicate) or filtered(pieces, predicate))
    if len(query.folded) == 1 and query.han and "paragraph" in kinds:
        return best_of(filtered(candidates.by_text(report, query.folded, "paragraph"), predicate))
    guards, wanted = guards_of(query), wanted_of(query, kinds)

    def answers(hits: Iterable[Hit]) -> list[Hit]:
        kept = [hit for hit in filtered(hits, predicate) if is_about(report, hit.record, query.year)]
        told = [(hit.record, *documents_of(report, hit.record.kind, hit.position)) for hit in kept]
        allowed = [not guards.breach(*one) and not wanted.lacking(*one) for one in told]
        return _by_measure(query, best_of([*compress(kept, allowed)]))

    for choice in dict.fromkeys((kinds_about(report, query.year, kinds), kinds)):
        for form in query.forms:
            if found := answers(hit for kind in choice for hit in candidates.by_name(report, form, kind)):
                return found
        if whole := about_the_whole(report, query, choice):
            ids = {kind: [record.id for record in whole if record.kind == kind] for kind in choice}
            return filtered([hit for kind in choice for hit in with_ids(report, kind, ids[kind])], predicate)
        if kinds == TEXT_KINDS and (found := answers(_headed(report, query))):
            return found
        if found := next(filter(None, map(answers, _nearly(report, query, choice))), []):
            return found
        given = [answers(hits) for hits in _by_figure(report, query, choice)]
        if any(given) and all(len(found) <= 1 for found in given):
            return best_of([hit for found in given for hit in found])
    if not query.words and len(query.folded) > 1 and not query.places.others:  # all its words only ask
        holding = [hit for kind in kinds for hit in candidates.by_piece(report, query.folded, kind)]
        return best_of(filtered(holding, predicate)) or None
    return None


def _headed(report: Report, query: Query) -> list[Hit]:
    """The sections whose heading holds the query, of the part that it is about if there are any.

    Of one that asks for a section, two characters are enough.
    """
    least = LEAST_NAMED if re.search(HEADING, query.plain) else LEAST_HEADING
    forms = [form for form in query.forms if len(form) >= least]
    hits = [hit for form in forms for hit in candidates.by_piece(report, form, "section") if hit.field in TITLES]
    return [hit for hit in hits if report.roles.get(hit.record.id.split(".")[0]) == query.part] or hits


def _nearly(report: Report, query: Query, kinds: tuple[str, ...]) -> Iterator[list[Hit]]:
    """The names that the query sounds like, and then those that a slip in it stands for: one form after the other."""
    from gaoan_cli.matching.slips import by_one_slip
    from gaoan_cli.matching.sounds import by_sound

    if query.folded.isascii():
        heard = (hit for form in query.forms for kind in kinds for hit in by_sound(report, form, kind))
        yield [hit for hit in heard if hit.share == 1]
    typed = query.folded.replace(" ", "")
    for form in query.forms:
        if form.replace(" ", "") in typed:
            yield [hit for kind in kinds for hit in by_one_slip(report, form, kind)]


def _by_figure(report: Report, query: Query, kinds: tuple[str, ...]) -> Iterator[Iterator[Hit]]:
    """For each figure that the query names, where it asks for no other, the records that give it."""
    figures = () if query.quantities.asked else query.quantities.figures
    from_which_on = thresholds(fold.fold(query.plain, {})) if figures else ()  # no 30亿 is told of 税收过30亿的企业
    for figure in figures:
        if absolute_of(figure) in from_which_on:
            continue
        found = [hit for kind in kinds if kind in FIGURED for hit in candidates.by_figure(report, figure, kind)]
        yield (hit for hit in found if not query.measure or getattr(hit.record, "measure", None) in query.measure)


def _by_measure(query: Query, hits: list[Hit]) -> list[Hit]:
    """Hits of one name, those first that measure what is asked."""
    return sorted(hits, key=lambda hit: getattr(hit.record, "measure", "") not in query.measure) if hits else hits


def _by_reference(report: Report, query: Query, kinds: tuple[str, ...], exact: list[Hit]) -> list[Hit]:
    """What the query names outright: an id, or a reference such as 二（三） or 注释12."""
    hits = [hit._replace(words=()) for hit in exact if hit.field == "id" and hit.record.id == query.text]
    if not hits and "term" in kinds and (note := note_of(query.text, report.simplified)):
        hits = [hit for hit in candidates.by_name(report, note, "term") if hit.field == "note"]
    if hits or "section" not in kinds:
        return hits
    ids: list[str] = report.tables["section.ids"]
    if (part := part_of(query.text, report.simplified)) and report.roles.get(part) == query.part:
        return with_ids(report, "section", [part])
    wanted = tuple(_named(report, one) for one in sections_of(query.text, report.simplified))
    if not wanted and kinds == TEXT_KINDS:
        wanted = tuple(one for one in beginning_of(query.text, report.simplified) if one in ids and "." in one)
    if wanted and wanted[0] in ids and query.text == wanted[0]:
        wanted = wanted[:1]
    found = [id for one in wanted for id in ids if id == one or (one.startswith(".") and id.endswith(one))]
    if not wanted and kinds == TEXT_KINDS and (nth := nth_of(query.text, query.part, report.simplified)):
        inside = [id for id in ids if re.fullmatch(rf"{_named(report, nth[0])}\.\d+", id)]
        found = inside[nth[1] - 1 :][:1]
    return with_ids(report, "section", found)


def _named(report: Report, reference: str) -> str:
    """A reference by the role of a part, as "plan.3", with the part's id."""
    role, *rest = reference.split(".", 1)
    parts = {of: id for id, of in reversed(report.roles.items())}
    return ".".join([parts.get(role, role), *rest])


def with_ids(report: Report, kind: str, ids: list[str]) -> list[Hit]:
    """The records of the kind with these ids, in the order of the ids."""
    places = {id: position for position, id in enumerate(report.tables[f"{kind}.ids"])}
    return [Hit(report.record(kind, places[id]), places[id], 100.0, "id", "exact") for id in ids if id in places]


def filtered(hits: Iterable[Hit], predicate: Predicate | None) -> list[Hit]:
    """The hits on records that the predicate accepts."""
    return [hit for hit in hits if predicate is None or predicate(hit.record)]
