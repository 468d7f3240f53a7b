"""The headline targets beside the year before: lengths on one scale where they are of one measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report.model import Comparison, Figure
from gaoan_cli.report.vocabulary import BOUND_WORDS, SCALES
from gaoan_cli.show.cards import called
from gaoan_cli.show.page.both import Both, in_both
from gaoan_cli.show.page.marks import anchor
from gaoan_cli.show.said import change_said, reason_said, short_figure

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

FULL = 92.0  # percent of the width that the longest bar takes: the rest is for what it may exceed
FADE = 8.0  # percent of the width over which an end that is no exact number fades
INWARDS = {"about": 0.5, "nearly": 1, "at_most": 1, "below": 1}  # the part of it within the number


class Bar(NamedTuple):
    """A figure: its year, what it says, and in percent of the width where its bar begins and how long it is.

    `length` is None for what is not drawn; `fade` is how far the bar fades at its end, 0 for an exact figure.
    """

    year: int
    said: Both
    target: bool
    start: float = 0
    length: float | None = None
    fade: float = 0


class Headline(NamedTuple):
    """A headline target, the results it continues, and what follows from them or why nothing does."""

    id: str
    paragraph: str
    name: Both
    said: Both
    bars: list[Bar]
    remarks: list[Both]


def headlines(report: Report) -> list[Headline]:
    """The headline targets in the report's order."""
    shown = [comparison for comparison in report.comparisons if comparison.headline]
    scales: dict[str, list[float]] = {}
    for comparison in shown:
        scales.setdefault(_scale_of(comparison.target), [0.0]).extend(
            end
            for figure in _figures(comparison)
            if figure.measure == comparison.target.measure
            for end in _ends(figure)
        )
    return [_headline(comparison, scales[_scale_of(comparison.target)]) for comparison in shown]


def _scale_of(target: Figure) -> str:
    """What is drawn on one scale: rates of one measure; an amount with its own results alone."""
    return target.measure if target.base_unit == "%" else target.id


def _figures(comparison: Comparison) -> Iterable[Figure]:
    return (*comparison.results, comparison.target)


def _ends(figure: Figure) -> tuple[float, ...]:
    """The lower and the upper end of a figure in its base unit; () for what has no number."""
    scale = SCALES.get((figure.unit or "").removesuffix(figure.base_unit or "\n"), 1)
    if figure.low is not None and figure.high is not None:
        return figure.low * scale, figure.high * scale
    return () if figure.value is None or figure.measure == "ratio" else (figure.value * scale,)


def _headline(comparison: Comparison, values: Sequence[float]) -> Headline:
    target = comparison.target
    remarks = [in_both(partial(change_said, one, comparison)) for one in comparison.computed]
    return Headline(
        anchor(target),
        target.paragraph,
        in_both(lambda: called(target)),
        in_both(lambda: short_figure(target)),
        [_bar(figure, target, min(values), max(values)) for figure in _figures(comparison)],
        remarks or [in_both(lambda: reason_said(comparison))],
    )


def _bar(figure: Figure, target: Figure, lowest: float, highest: float) -> Bar:
    """The bar of a figure on a scale from the lowest to the highest value; none for 0, no number or another measure."""
    bare = Bar(figure.year, in_both(lambda: short_figure(figure)), figure is target)
    ends = _ends(figure)
    if not any(ends) or highest == lowest or (figure.measure, figure.base_unit) != (target.measure, target.base_unit):
        return bare
    zero, *places = (round(FULL * (value - lowest) / (highest - lowest), 2) for value in (0.0, *ends))
    start, end = (places[0], places[1]) if len(places) > 1 else (min(zero, places[0]), max(zero, places[0]))
    fade = FADE if figure.bound in BOUND_WORDS else 0
    length = max(end - start - fade * INWARDS.get(figure.bound or "", 0), 0)
    return bare._replace(start=start, length=round(length, 2), fade=fade)
