"""What people ask for beside a report that it does not say: how near a query is to the nearest of it."""

from __future__ import annotations

from heapq import nlargest

from gaoan_cli.matching.likeness import Nearness
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.room import rows_of
from gaoan_cli.report.report import Report

NEAREST = 8  # of what is unsaid, whose words are compared
LIKELY, GROUPS, MOST_NEAR = 60, 12, 12  # groups that are compared, looked through, and of each the texts compared


def unsaid(report: Report, query: Query, nearness: Nearness) -> dict[str, float]:
    """Two features: the nearest in meaning, and how far words of one and of the query explain each other."""
    near: list[tuple[float, str]] = []
    for _, group in nlargest(GROUPS, rows_of(report, "unsaid", 0).nearest(query.vectors[0], LIKELY)):
        rows = rows_of(report, "unsaid", group + 1)
        near += [(likeness, rows.words[at]) for likeness, at in rows.nearest(query.vectors[0], MOST_NEAR)]
    nearest = nlargest(NEAREST, near)
    named = max((nearness.mutual(query.weights, words.split(" ")) for _, words in nearest), default=0.0)
    return {"unsaid": max((likeness for likeness, _ in nearest), default=0.0), "unsaid named": max(0.0, named)}
