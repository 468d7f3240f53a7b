"""A query → what answers it, best first, each with the chance that it is what was asked for.

Whole names, ids, note numbers, references to sections and sounds of whole names settle a query at once. Else the
evidence for every record that shares words or meaning with the query is weighed (`evidence`), what a guard forbids
is left out (`guards`), and the likeliest answers if its chance reaches the threshold.

The ways in which a hit was found:

exact      the whole of an id, number, name, alias or part of a term
prefix     the beginning of one
substring  a piece of one, at word borders where it is Latin
pinyin     its sound: spelled out, or other characters that sound the same
initials   the first letters of its syllables
words      the query's words stand in its names or in the report's words
meaning    words near to the query's in meaning do
fuzzy      nearly the same characters: a correction
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from functools import cache
from operator import mul
from pathlib import Path
from typing import Any, NamedTuple

from gaoan_cli.matching import candidates
from gaoan_cli.matching.evidence import FEATURES, TEXT_KINDS, Evidence, documents_of, weighable
from gaoan_cli.matching.guards import Guards
from gaoan_cli.matching.hits import Hit, best_of
from gaoan_cli.matching.overall import about_the_whole
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.references import PARAGRAPH, note_of, sections_of
from gaoan_cli.matching.years import is_about, kinds_about
from gaoan_cli.report.model import KINDS, Record, Term
from gaoan_cli.report.report import Report

Predicate = Callable[[Record], bool]
WEIGHTS = Path(__file__).with_name("weights.json")  # made by bench/found.py
BESIDE = 10.0  # the chance in percent of a hit beside the one that settles a query
PRINTED = 60.0  # the score of a passage that holds a query word for word and has nothing else to answer with
LONGEST_PRINTED = 12  # characters of such a query
SURE = 60.0  # the chance from which one of several subjects is answered
EXPLAINED = 0.9  # the share of a query that one record must explain to answer all its subjects
TOP = 5  # hits of a ranking whose chance is weighed; those behind have no more than the last of them
NAMED = ("exact", "prefix", "substring", "pinyin", "initials")  # the ways that take a query for a name
HALF = 0.5  # of the query: the way in which at least so much is found is named
WORTH_SHOWING = 0.25  # the chance of a hit behind the first, as a share of the first's, to be shown with it


class Finding(NamedTuple):
    """What a query finds.

    `hits` answer it, best first; `others` are the rest of the ranking; `missing` are those of its several subjects
    that have no answer; `weighed` are the first of the ranking with all that speaks for them.
    """

    hits: tuple[Hit, ...]
    others: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    weighed: tuple[tuple[Evidence, float], ...] = ()

    @property
    def ranked(self) -> tuple[Hit, ...]:
        """All hits, those that answer and the rest."""
        return self.hits + self.others


def find(
    report: Report,
    query: Query,
    kinds: tuple[str, ...],
    predicate: Predicate | None = None,
    *,
    broad: bool = False,
    everything: bool = False,
) -> Finding:
    """What answers a query among the records of these kinds that the predicate accepts.

    Beside what settles it, `broad` adds the names and the passages that hold its words; with `everything` all that
    shares words or meaning with it follows.
    """
    if not query.folded:
        return Finding(())
    found = settled(report, query, kinds, predicate)
    if found is not None:
        beside = _beside(report, query, kinds, predicate) if found else []
        settling = [hit._replace(score=100.0 if place == 0 else BESIDE) for place, hit in enumerate(found)]
        ranked = _weighed(report, query, kinds, predicate).ranked if everything and found else ()
        hits = _once([*settling, *beside]) if broad else settling
        rest = _once([*hits, *beside, *(hit._replace(score=min(hit.score, BESIDE)) for hit in ranked)])[len(hits) :]
        return Finding(tuple(hits), tuple(rest))
    whole = _weighed(report, query, kinds, predicate)
    if kinds == TEXT_KINDS and not whole.hits and query.folded.isascii():
        return _paragraphs_of(report, query, predicate) or whole
    if kinds == TEXT_KINDS or (whole.hits and whole.weighed[0][0].feature("covered") >= EXPLAINED):
        return whole  # a passage is about several things at once
    parts = [(subject, find(report, subject, kinds, predicate)) for subject in query.subjects]
    answered = [finding for _, finding in parts if finding.hits and finding.hits[0].score >= SURE]
    same = bool(answered and whole.hits and whole.hits[0].record is answered[0].hits[0].record and query.separated)
    if len(answered) > 1 or (answered and (same or not whole.hits)):
        firsts = [finding.hits[0] for finding in answered]
        behind = [hit for finding in answered for hit in finding.hits[1:]]
        return Finding(
            tuple(_once([*firsts, *behind])),
            whole.others,
            tuple(subject.text for subject, finding in parts if not finding.hits),
            whole.weighed,
        )
    printed = () if whole.hits or "paragraph" not in kinds else _printed(report, query, predicate)
    return Finding(printed, whole.others, (), whole.weighed) if printed else whole


def _printed(report: Report, query: Query, predicate: Predicate | None) -> tuple[Hit, ...]:
    """The passages that hold a short query word for word, whatever it weighs; none of one that names another place."""
    if query.places.others or not query.han or len(query.folded) > LONGEST_PRINTED:
        return ()
    hits = best_of(_filtered(candidates.by_text(report, query.folded, "paragraph"), predicate))
    return tuple(hit._replace(score=PRINTED) for hit in hits if is_about(report, hit.record, query.year))


def _paragraphs_of(report: Report, query: Query, predicate: Predicate | None) -> Finding | None:
    """The paragraphs of the records that are named in English or pinyin, which the text does not have."""
    others = tuple(kind for kind in KINDS if kind not in TEXT_KINDS)
    named = [hit for hit in find(report, query, others).hits if hit.how in NAMED]
    ids: dict[str, Hit] = {}
    for hit in named:
        places = hit.record.mentions if isinstance(hit.record, Term) else (getattr(hit.record, "paragraph", ""),)
        for place in places:
            ids.setdefault(place, hit)
    hits = _filtered(_with_ids(report, "paragraph", list(ids)), predicate)
    found = [hit._replace(score=by.score, field=by.field, how=by.how) for hit in hits for by in [ids[hit.record.id]]]
    return Finding(tuple(found)) if found else None


def _beside(report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None) -> list[Hit]:
    """The names that hold the query, and the passages."""
    hits = [hit for kind in kinds for hit in candidates.by_piece(report, query.folded, kind)]
    if "paragraph" in kinds:
        hits += [hit for form in query.forms for hit in candidates.by_text(report, form, "paragraph")]
    return [hit._replace(score=BESIDE) for hit in best_of(_filtered(hits, predicate))]


def _once(hits: list[Hit]) -> list[Hit]:
    """Each record by its first hit."""
    return list({(hit.record.kind, hit.position): hit for hit in reversed(hits)}.values())[::-1]


def _weighed(report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None) -> Finding:
    """The records of these kinds by the evidence for them; those about the query's year first, if it names one."""
    for choice in dict.fromkeys((kinds_about(report, query.year, kinds), kinds)):
        found = weighable(
            report,
            query,
            choice,
            lambda record: is_about(report, record, query.year) and (predicate is None or predicate(record)),
        )
        if found:
            break
    else:
        return Finding(())
    order = chances(found)
    first = order[0][1]
    hits = [hit_of_evidence(evidence, chance) for evidence, chance in order]
    shown = sum(chance >= WORTH_SHOWING * first for _, chance in order) if first >= weights()["threshold"] else 0
    return Finding(tuple(hits[:shown]), tuple(hits[shown:]), (), tuple(order[:TOP]))


@cache
def weights() -> dict[str, Any]:
    """What each feature weighs for the order of records, and for the chance that one is what was asked for.

    `telling` is the direction of words that tell: what a word left over counts is its vector's part in it.
    """
    loaded: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return loaded


def chances(found: list[Evidence]) -> list[tuple[Evidence, float]]:
    """The evidence in order, the likeliest first, each with its chance from 0 to 1."""
    by_feature = [weights()["order"].get(name, 0.0) for name in FEATURES]
    scored = [(sum(map(mul, by_feature, evidence.features)), evidence) for evidence in found]
    scored.sort(key=lambda pair: -pair[0])
    scores = [score for score, _ in scored]
    ordered: list[tuple[Evidence, float]] = []
    for place, (_, evidence) in enumerate(scored):
        chance = _chance(standing(scores, place), evidence) if place < TOP else ordered[-1][1]
        ordered.append((evidence, min(chance, ordered[-1][1]) if ordered else chance))
    return ordered


def standing(scores: list[float], place: int) -> dict[str, float]:
    """How a record stands beside the others: its score, how far it is ahead of the best other, and of the sixth."""
    score = scores[place]
    other = scores[1 if place == 0 else 0] if len(scores) > 1 else score - 6
    sixth = scores[min(TOP, len(scores) - 1)] if len(scores) > 1 else score - 8
    return {
        "score": score,
        "ahead": max(-4.0, min(4.0, score - other)),
        "ahead of sixth": max(-4.0, min(6.0, score - sixth)),
        "first": float(place == 0),
    }


def _chance(stands: dict[str, float], evidence: Evidence) -> float:
    """The chance of a record: its standing, its features, and what is told by the words that it lacks."""
    verdict = weights()["verdict"]
    total = verdict["bias"] + sum(verdict[name] * value for name, value in stands.items())
    total += sum(verdict.get(name, 0.0) * value for name, value in zip(FEATURES, evidence.features, strict=True))
    total += sum(map(mul, weights()["telling"], evidence.left))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def hit_of_evidence(evidence: Evidence, chance: float) -> Hit:
    """A hit with the way in which most of the query was found."""
    score = round(100 * chance, 1)
    words = tuple(form for clue in evidence.clues if clue.strength == 1 for form in clue.word.forms)
    if hit := evidence.hit:
        return Hit(evidence.record, evidence.position, score, hit.field, hit.how, words, hit.share)
    exact = evidence.feature("in names") + evidence.feature("in text")
    named = evidence.feature("in names") + evidence.feature("near names")
    own = candidates.OWN_WORDS.get(evidence.record.kind, "quote")
    how = "fuzzy" if evidence.feature("slip") else "pinyin" if evidence.feature("sound") else ""
    how = how or ("substring" if evidence.feature("whole in name") else "words" if exact >= HALF else "meaning")
    return Hit(evidence.record, evidence.position, score, "names" if named >= HALF else own, how, words)


def settled(
    report: Report, query: Query, kinds: tuple[str, ...], predicate: Predicate | None = None
) -> list[Hit] | None:
    """The hits that need no weighing; [] where the query points at what there is not, None where it must be weighed."""
    exact = [hit for kind in kinds for hit in candidates.by_name(report, query.folded, kind)]
    if found := _filtered(_by_reference(report, query, kinds, exact), predicate):
        return found
    if re.fullmatch(PARAGRAPH, query.text) or ("section" in kinds and sections_of(query.text, report.simplified)):
        return []
    if exact:  # where what is meant is left out, only what is called so too is near enough
        pieces = (hit for kind in kinds for hit in candidates.by_piece(report, query.folded, kind))
        return best_of(_filtered(exact, predicate) or _filtered(pieces, predicate))
    if len(query.folded) == 1 and query.han and "paragraph" in kinds:
        return best_of(_filtered(candidates.by_text(report, query.folded, "paragraph"), predicate))
    guards = Guards(query)
    for choice in dict.fromkeys((kinds_about(report, query.year, kinds), kinds)):

        def answers(hits: list[Hit]) -> list[Hit]:
            kept = [hit for hit in _filtered(hits, predicate) if is_about(report, hit.record, query.year)]
            kept = [hit for hit in kept if not guards.breach(*documents_of(report, hit.record.kind, hit.position))]
            return _by_measure(query, best_of(kept))

        for form in query.forms:
            if found := answers([hit for kind in choice for hit in candidates.by_name(report, form, kind)]):
                return found
        if whole := about_the_whole(report, query, choice):
            ids = {kind: [record.id for record in whole if record.kind == kind] for kind in choice}
            return _filtered([hit for kind in choice for hit in _with_ids(report, kind, ids[kind])], predicate)
        if query.folded.isascii():
            from gaoan_cli.matching.sounds import by_sound

            heard = [hit for form in query.forms for kind in choice for hit in by_sound(report, form, kind)]
            if found := answers([hit for hit in heard if hit.share == 1]):
                return found
    return None


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
    ids: list[str] = report.table("section.ids")
    wanted = tuple(_named(report, one) for one in sections_of(query.text, report.simplified))
    if wanted and wanted[0] in ids and query.text == wanted[0]:
        wanted = wanted[:1]
    found = [id for one in wanted for id in ids if id == one or (one.startswith(".") and id.endswith(one))]
    return _with_ids(report, "section", found)


def _named(report: Report, reference: str) -> str:
    """A reference by the role of a part, as "plan.3", with the part's id."""
    role, *rest = reference.split(".", 1)
    parts = {of: id for id, of in reversed(report.roles.items())}
    return ".".join([parts.get(role, role), *rest])


def _with_ids(report: Report, kind: str, ids: list[str]) -> list[Hit]:
    """The records of the kind with these ids, in the order of the ids."""
    places = {id: position for position, id in enumerate(report.table(f"{kind}.ids"))}
    return [Hit(report.record(kind, places[id]), places[id], 100.0, "id", "exact") for id in ids if id in places]


def _filtered(hits: Iterable[Hit], predicate: Predicate | None) -> list[Hit]:
    """The hits on records that the predicate accepts."""
    return [hit for hit in hits if predicate is None or predicate(hit.record)]
