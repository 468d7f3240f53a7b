"""What can be drawn beside a figure: lengths in eighths of a column, and places among the first ten."""

from __future__ import annotations

from gaoan_cli.report.model import Comparison, Figure
from gaoan_cli.show.spans import Span, Spans

RANKS = 10  # of a ranking that are drawn
BAR = 12  # columns of the longest bar
EIGHTHS = ("", *"▏▎▍▌▋▊▉")


def bar(share: float) -> Span:
    """A length, as a share of the longest beside it, in eighths of a column; hollow for a fall."""
    if share < 0:
        return Span("░" * max(1, round(-share * BAR)), "chart")
    whole, eighths = divmod(max(1, round(share * BAR * 8)), 8)
    return Span("█" * whole + EIGHTHS[eighths], "chart")


def chart_of(record: Figure | Comparison, largest: float) -> Spans:
    """What can be drawn: growth beside the largest, a place among the first ten, a result above its target."""
    if isinstance(record, Comparison):
        compared = [computed.result for computed in record.computed if computed.what == "difference"][:1]
        pair = [*(result for result in record.results if result.id in compared), record.target]
        longest = max(abs(figure.amount or 0) for figure in pair)
        if not compared or not longest:
            return ()
        lines = [(Span(f"{figure.year} ", "faint"), bar(abs(figure.amount or 0) / longest)) for figure in pair]
        return (*lines[0], Span("\n"), *lines[1])
    if record.value and record.measure == "growth":
        return (bar(record.value / largest),)
    if record.value and record.measure == "rank" and record.value <= RANKS:
        before, behind = int(record.value) - 1, RANKS - int(record.value)
        return Span("·" * before, "faint"), Span("█", "chart"), Span("·" * behind, "faint")
    return ()
