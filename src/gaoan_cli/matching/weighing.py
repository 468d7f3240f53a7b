"""The evidence for records, weighed: their order, and the chance of each that it is what was asked for."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from functools import cache
from itertools import islice
from operator import mul
from typing import Any

from gaoan_cli.matching import candidates
from gaoan_cli.matching.candidates import by_name
from gaoan_cli.matching.evidence import FEATURES, HALF, Evidence, Judge
from gaoan_cli.matching.guards import documents_of, guards_of
from gaoan_cli.matching.hits import MOST_WEIGHED, Hit, best_of
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.sounds import by_sound
from gaoan_cli.matching.wanted import wanted_of
from gaoan_cli.matching.years import is_about, kinds_about
from gaoan_cli.report.model import Record
from gaoan_cli.report.report import Report

Predicate = Callable[[Record], bool]
WEIGHTS = os.path.join(os.path.dirname(__file__), "weights.json")  # made by bench/found.py
MOST_BESIDE = 5  # records of other kinds that are looked at closely
LONGEST_NAME = 40  # characters of a form that may be a misspelt name
MOST_LEFT = 0.85  # the share of a query that an answer may leave unexplained
LEFT = 0.2  # the share of a query that a record may leave unexplained, so that no slip is looked for
TOP = 5  # hits of a ranking whose chance is weighed; those behind have no more than the last of them
UNFIT = 0.25  # the chance of a record that is near and measures otherwise than is asked: no answer, to be suggested
WORTH_SHOWING = 0.25  # the chance of a hit behind the first, as a share of the first's, to be shown with it


def weighed(
    report: Report,
    query: Query,
    kinds: tuple[str, ...],
    predicate: Predicate | None = None,
    beside: tuple[str, ...] = (),
) -> tuple[list[Hit], list[Hit], list[tuple[Evidence, float]]]:
    """The records of these kinds, and of those `beside`, by the evidence for them: what answers, the rest, the first.

    Those about the query's year come first, if it names one.
    """
    for choice in dict.fromkeys((kinds_about(report, query.year, kinds), kinds)):
        found = weighable(
            report,
            query,
            choice,
            lambda record: is_about(report, record, query.year) and (predicate is None or predicate(record)),
            predicate,
            beside,
        )
        if found:
            break
    else:
        return [], [], []
    order = chances(found)
    first = order[0][1]
    hits = [hit_of_evidence(evidence, chance) for evidence, chance in order]
    if first < weights()["threshold"]:
        return [], hits, order[:TOP]
    asked = hits[0].record.kind in kinds
    answering = [
        hit
        for hit, (evidence, chance) in zip(hits, order, strict=True)
        if chance >= WORTH_SHOWING * first and not evidence.unfit and (hit.record.kind in kinds) == asked
    ]
    return answering, [hit for hit in hits if hit not in answering], order[:TOP]


def weighable(
    report: Report,
    query: Query,
    kinds: tuple[str, ...],
    accepts: Callable[[Record], bool],
    among: Callable[[Record], bool] | None = None,
    beside: tuple[str, ...] = (),
) -> list[Evidence]:
    """The evidence for every record of these kinds that shares words, meaning, sound or spelling with the query.

    No more than MOST_WEIGHED are looked at, `among` those that the filters let through; and of the kinds `beside`,
    which may answer too, no more than MOST_BESIDE.
    """
    judge, guards, wanted = Judge(report, query, kinds), guards_of(query), wanted_of(query, kinds)
    found: dict[tuple[str, int], Evidence] = {}

    def consider(kind: str, position: int, hit: Hit | None = None) -> None:
        record, (named, said) = report.record(kind, position), documents_of(report, kind, position)
        if accepts(record) and not guards.breach(record, named, said):
            evidence = judge.evidence(kind, position)
            evidence = evidence if hit is None else evidence.taken_for(hit)
            unfit = evidence.feature("left") > MOST_LEFT or wanted.lacking(record, named, said)
            found[kind, position] = evidence._replace(unfit=unfit)

    if query.words:
        for some, most in ((kinds, MOST_WEIGHED), (beside, MOST_BESIDE)):
            first = [(*choice, kind) for kind in some for choice in judge.room(kind).first_choice()]
            first.sort(key=lambda choice: -choice[0])
            allowed = (choice for choice in first if among is None or among(report.record(choice[2], choice[1])))
            for _, position, kind in islice(allowed, most):
                consider(kind, position)
    if min((evidence.feature("left") for evidence in found.values()), default=1.0) > LEFT:
        for hit in _misheard(report, query, (*kinds, *beside)):
            consider(hit.record.kind, hit.position, hit)
    for hit in (hit for kind in beside for form in query.forms for hit in by_name(report, form, kind)):
        consider(hit.record.kind, hit.position, hit)
    return list(found.values())


def _misheard(report: Report, query: Query, kinds: tuple[str, ...]) -> list[Hit]:
    """The names that a part of the query sounds like, or misspells, each record by the best of them."""
    from gaoan_cli.matching.slips import by_spelling

    pairs = [(form, kind) for form in query.forms if len(form) <= LONGEST_NAME for kind in kinds]
    ways = (by_sound, by_spelling) if _may_be_misspelt(query) else (by_sound,)
    hits = [hit for way in ways for form, kind in pairs for hit in way(report, form, kind)]
    return best_of(hits)


def _may_be_misspelt(query: Query) -> bool:
    """Whether a query may have a slip: a Latin word that nobody knows, or a Chinese character that is in no word."""
    table = query.report.words
    latin, han = ([word for word in query.content if word.isascii() is ascii] for ascii in (True, False))
    unknown = any(word.isalpha() and table.known(word) is None for word in latin)
    return unknown or any(len(word) == 1 or table.row(word) is None for word in han)


@cache
def weights() -> dict[str, Any]:
    """What each feature weighs: for the order of records, and for the chance that one is what was asked for.

    The first of the order has a `verdict` of its own, those behind it another.
    """
    with open(WEIGHTS, "rb") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


def chances(found: list[Evidence]) -> list[tuple[Evidence, float]]:
    """The evidence in order, the likeliest first, each with its chance from 0 to 1; what is unfit has little."""
    fit = _ordered([evidence for evidence in found if not evidence.unfit])
    unfit = _ordered([evidence for evidence in found if evidence.unfit])
    both = [*fit, *((evidence, min(chance, UNFIT)) for evidence, chance in unfit)]
    return sorted(both, key=lambda pair: -pair[1])


def _ordered(found: list[Evidence]) -> list[tuple[Evidence, float]]:
    """The evidence by its score, the chance of each no more than that of the one before."""
    by_feature = [weights()["order"].get(name, 0.0) for name in FEATURES]
    scored = [(sum(map(mul, by_feature, evidence.features)), evidence) for evidence in found]
    scored.sort(key=lambda pair: -pair[0])
    scores = [score for score, _ in scored]
    ordered: list[tuple[Evidence, float]] = []
    for place, (_, evidence) in enumerate(scored):
        chance = _chance(standing(scores, place), evidence, place) if place < TOP else ordered[-1][1]
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
    }


def verdict_at(place: int) -> dict[str, float]:
    """What each feature weighs for the chance of the record at this place of the order: the first, or one behind it."""
    chosen: dict[str, float] = weights()["behind" if place else "verdict"]
    return chosen


def _chance(stands: dict[str, float], evidence: Evidence, place: int) -> float:
    """The chance of a record, by its standing and its features."""
    verdict = verdict_at(place)
    total = verdict["bias"] + sum(verdict[name] * value for name, value in stands.items())
    total += sum(verdict.get(name, 0.0) * value for name, value in zip(FEATURES, evidence.features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def hit_of_evidence(evidence: Evidence, chance: float) -> Hit:
    """A hit with the way in which most of the query was found."""
    score = round(100 * chance, 1)
    words = tuple(form for clue in evidence.clues if clue.strength == 1 for form in clue.word.forms)
    if hit := evidence.hit:
        return Hit(evidence.record, evidence.position, score, hit.field, hit.how, words, hit.share)
    named = evidence.share("in names", "near names") >= HALF
    field = "names" if named else candidates.OWN_WORDS.get(evidence.record.kind, "quote")
    return Hit(evidence.record, evidence.position, score, field, evidence.how, words)
