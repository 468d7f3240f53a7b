"""A target beside the results it continues, and what follows from the two, or why nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

from gaoan_cli.report.declared import Number
from gaoan_cli.report.model import Comparison, Computed, Figure
from gaoan_cli.report.vocabulary import BOUND_WORDS, SCALES

# Growth of gross regional product and of value added is growth in real terms, at constant prices
# (the practice of China's National Bureau of Statistics); other growth rates are as the report gives them.
REAL = ("生产总值", "增加值")
# Words that count things: a mine is 个 in one sentence and 座 in the next.
CLASSIFIERS = frozenset("个家户座所条名件项人位处台辆")
DIGITS = 64  # of exact arithmetic: the product of two numbers as long as the reader takes has fewer
# Why nothing follows from two figures.
NO_BASELINE = "The review of {year} gives no figure for it."
NO_NUMBER = "The target is set without a number."
NO_RESULT = "The result of {year} is given without a number."
RANGE = "The result of {year} is a range."
PERIODS = "The two are about different spans of years."
MEASURES = "The result of {year} is of the measure {other}, the target of the measure {own}: two measures."
UNITS = "The result of {year} is in {other}, the target in {own}: two units."
REASONS = (NO_BASELINE, NO_NUMBER, NO_RESULT, RANGE, PERIODS, MEASURES, UNITS)


def compare(target: Figure, results: Sequence[Figure], reviews: int) -> Comparison:
    """The comparison of one target with the results of the year reviewed that it names as its baseline."""
    computed: tuple[Computed, ...] = ()
    reason = target.not_comparable_en
    if not results:
        reason = NO_BASELINE.format(year=reviews)
    elif not reason:
        found = [one for result in results for one in follow_ends(target, result)]
        computed = tuple(one for one in found if isinstance(one, Computed))
        reason = None if computed else next(one for one in found if isinstance(one, str))
    return Comparison(
        kind="comparison",
        id=target.id,
        name=target.name,
        name_en=target.name_en,
        topic=target.topic,
        headline=target.headline,
        target=target,
        results=tuple(results),
        computed=computed,
        reason=reason,
        note_en=target.note_en,
        note_zh=target.note_zh,
        paragraph=target.paragraph,
        quote=target.quote,
        quote_en=target.quote_en,
        path=target.path,
    )


def follow_ends(target: Figure, result: Figure) -> list[Computed | str]:
    """What follows from the two figures: of a target that is a range, from either end of it."""
    if target.low is None:
        return [follow(target, result)]
    ends = {"lower": target.low, "upper": target.high}
    scale = SCALES.get((target.unit or "").removesuffix(target.base_unit or ""), 1)
    found: list[Computed | str] = []
    for end, value in ends.items():
        one = follow(
            target._replace(value=value, amount=_plain(Decimal(str(value)) * scale), low=None, high=None), result
        )
        found.append(one if isinstance(one, str) else one._replace(statement=f"at its {end} end {one.statement}"))
    return found


def follow(target: Figure, result: Figure) -> Computed | str:
    """What follows from the two figures, or in a sentence why nothing does."""
    with localcontext() as context:
        context.prec = DIGITS
        return _follow(target, result)


def _follow(target: Figure, result: Figure) -> Computed | str:
    if target.value is None:
        return NO_NUMBER
    if result.low is not None:
        return RANGE.format(year=result.year)
    if result.value is None:
        return NO_RESULT.format(year=result.year)
    if target.period != result.period:
        return PERIODS
    aim, base = Decimal(str(target.value)), Decimal(str(result.value))
    if target.measure == "growth":
        if result.measure == "growth":
            return _difference(aim - base, "percentage points", target, result)
        if result.measure == "level" and base > 0:
            return _implied(aim, base, target, result)
    elif target.measure == result.measure and target.measure in ("share", "points"):
        return _difference(aim - base, "percentage points", target, result)
    elif target.measure == "points" and result.measure == "share":
        statement = f"implies {_number(base + aim)}{result.unit}{_hedge(target, result)}"
        return Computed("implied level", _plain(base + aim), result.unit, statement, result.id)
    elif target.measure == result.measure and target.measure in ("level", "increment"):
        return _amounts(target, result)
    return MEASURES.format(year=result.year, other=result.measure, own=target.measure)


def _amounts(target: Figure, result: Figure) -> Computed | str:
    """The difference of two amounts, if they are in the same unit or both count things."""
    ours, theirs = target.base_unit or "", result.base_unit or ""
    if ours != theirs and not (ours in CLASSIFIERS and theirs in CLASSIFIERS):
        return UNITS.format(year=result.year, other=result.unit, own=target.unit)
    if target.unit == result.unit:
        unit, aim, base = target.unit, target.value, result.value
    else:
        unit, aim, base = ours, target.amount, result.amount
    return _difference(Decimal(str(aim)) - Decimal(str(base)), unit or "", target, result)


def _difference(by: Decimal, unit: str, target: Figure, result: Figure) -> Computed:
    size = _number(abs(by))
    if by == 0:
        statement = f"the same as in {result.year}"
    elif unit == "percentage points":
        points = "percentage point" if size == "1" else unit
        statement = f"{size} {points} {'higher' if by > 0 else 'lower'} than in {result.year}"
    elif unit in CLASSIFIERS:
        statement = f"{size} {'more' if by > 0 else 'fewer'} than in {result.year}"
    else:
        statement = f"{size}{unit} {'more' if by > 0 else 'less'} than in {result.year}"
    return Computed("difference", _plain(by), unit, statement + _hedge(target, result), result.id)


def _implied(growth: Decimal, base: Decimal, target: Figure, result: Figure) -> Computed:
    """The level that a growth target implies, to the digits the base is printed with."""
    level = base * (1 + growth / 100)
    exponent = base.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    level = round(level, max(digits, 0))
    about = "" if target.bound == "flat" else "about "
    prices = f" at {result.year} prices" if any(word in target.name for word in REAL) else ""
    statement = f"implies {about}{_number(level)}{result.unit}{prices}"
    return Computed("implied level", _plain(level), result.unit, statement, result.id)


def _hedge(target: Figure, result: Figure) -> str:
    """What the bounds of the two figures make of an exact difference."""
    sides = [
        f"{side} is {BOUND_WORDS[bound]}{_number(Decimal(str(figure.value)))}"
        for side, figure in (("the target", target), ("the result", result))
        if (bound := figure.bound or "") in BOUND_WORDS
    ]
    return f" ({', '.join(sides)})" if sides else ""


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
