"""Comparisons: each is found by its target, or by a result that the target continues."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gaoan_cli.matching.hits import Hit
from gaoan_cli.report.model import Comparison, Shown
from gaoan_cli.report.report import Report


def comparisons_of(report: Report, record: Shown, predicate: Callable[[Shown], bool] | None) -> list[Comparison]:
    """The comparisons that a target or a result has a side in, of those that the predicate accepts."""
    return [
        one
        for one in report.comparisons
        if (one.id == record.id if record.kind == "target" else record.id in one.target.baseline)
        and (predicate is None or predicate(one))
    ]


def compared(
    report: Report, hits: Iterable[Hit], predicate: Callable[[Shown], bool] | None
) -> list[tuple[Comparison, Hit]]:
    """The comparisons of some hits, each once; those with a result first: the others have nothing to compare with."""
    found: dict[str, tuple[Comparison, Hit]] = {}
    for hit in hits:
        for one in comparisons_of(report, hit.record, predicate):
            found.setdefault(one.id, (one, hit))
    return sorted(found.values(), key=lambda pair: not pair[0].target.baseline)
