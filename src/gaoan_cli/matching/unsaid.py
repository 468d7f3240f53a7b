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
        named = max(named, nearness.mutual(query.weights, rows.words[at].split(" ")))
    return {"unsaid": best, "unsaid named": named, "unsaid whole": float(named > WHOLE)}
