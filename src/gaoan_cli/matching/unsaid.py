"""What people ask for beside a report that it does not say: how near a query is to the nearest of it."""

from __future__ import annotations

from heapq import nlargest

from gaoan_cli.matching.likeness import Nearness
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.room import MOST_NEAR, rows_of
from gaoan_cli.report.report import Report

NEAREST = 8  # of what is unsaid, whose words are compared
WHOLE = 0.95  # explained on either side: the query asks for just that


def unsaid(report: Report, query: Query, nearness: Nearness) -> dict[str, float]:
    """Three features: the nearest in meaning, how far words of one and of the query explain each other, if wholly."""
    rows = rows_of(report, "unsaid")
    if not rows.positions:
        return {}
    best = named = 0.0
    for likeness, at in nlargest(NEAREST, rows.nearest(query.vectors[0], MOST_NEAR)):
        best = max(best, likeness)
        named = max(named, _explained(report, query, rows.words[at].split(" "), nearness))
    return {"unsaid": best, "unsaid named": named, "unsaid whole": float(named > WHOLE)}


def _explained(report: Report, query: Query, words: list[str], nearness: Nearness) -> float:
    """How far words and the query's explain each other, by weight: as far as the side that is explained less."""
    asked = {piece: word.weight for word in query.words for piece in report.words.cut(word.text)}
    told = {word: report.words.weight(word) for word in words}
    shares = []
    for own, others in ((asked, told), (told, asked)):
        whole = sum(own.values())
        found = sum(weight * nearness[word].nearest(others) for word, weight in own.items())
        shares.append(found / whole if whole else 0.0)
    return min(shares)
