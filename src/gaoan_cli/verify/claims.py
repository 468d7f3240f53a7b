"""What a draft says of a number, held against what the report says of it: value, unit, bound and direction."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from gaoan_cli.encode.quantities import Quantity
from gaoan_cli.encode.records import base_amount
from gaoan_cli.report.model import Figure

FALLS = re.compile("下降|降低|减少|下滑|回落|降幅|负增长|下跌")
RISES = re.compile("增长|增幅|提高|上升|增加|涨幅|上涨|增速")
NEW = re.compile("新|增|引进|建成|培育")
TOTAL = re.compile("总数|总量|累计|共有|达到?$")
ONE_BY_ONE = ("个", "家", "座", "所", "处", "项", "件"), ("人", "名", "位"), ("%", "％")  # said for each other
LOOSER = {("about", "nearly"), ("at_least", "above"), ("nearly", "about"), ("at_most", "below")}
WIDEST = Decimal("0.05")  # how far a rounded number is from the one it is made of


class Claim(NamedTuple):
    """A number of a draft with its unit, its bound, and the words beside it."""

    value: Decimal
    unit: str
    bound: str
    rank: bool
    words: str

    @classmethod
    def of(cls, one: Quantity, words: str) -> Claim:
        """The claim that a quantity makes."""
        return cls(Decimal(one.value), one.unit, one.bound, one.rank, words)


def same_unit(ours: str, theirs: str) -> bool:
    """Whether two units count the same: equal, or classifiers that are said for each other."""
    return ours == theirs or any(ours in group and theirs in group for group in ONE_BY_ONE)


def measures(claim: Claim, figure: Figure) -> bool:
    """Whether a figure is of the sort that the words beside a number say: a change, an addition, a total, a rank."""
    if claim.rank != (figure.measure == "rank"):
        return False
    percent = claim.unit in ("%", "％", "个百分点", "百分点")
    moves = bool(FALLS.search(claim.words) or RISES.search(claim.words))
    called = f"{figure.name}{figure.quote}"
    if percent and moves and "占" not in claim.words:
        return figure.measure in ("growth", "points")
    if percent:
        return figure.measure in ("share", "level")
    if moves and not percent and figure.measure == "level":
        return any(word[0] in called for word in (*FALLS.finditer(claim.words), *RISES.finditer(claim.words)))
    return claim.unit == "年" or "连" in claim.words or "连续" not in figure.name


def agrees(claim: Claim, figure: Figure) -> bool | None:
    """Whether a claim says what a figure says; None where it may be about something else."""
    ours, base = base_amount(float(claim.value), claim.unit or None)
    theirs, unit = abs(Decimal(str(figure.amount))), figure.base_unit
    value = Decimal(str(ours))
    alike = unit is None or base is None or same_unit(base, unit)
    if not alike:
        return False if value == theirs or claim.value == abs(Decimal(str(figure.value))) else None
    if figure.measure == "growth" and figure.amount:
        falls, rises = bool(FALLS.search(claim.words)), bool(RISES.search(claim.words.replace("增速", "")))
        if (figure.amount < 0 and rises and not falls) or (figure.amount > 0 and falls):
            return False
    return _holds(value, claim.bound, theirs, figure.bound or "exact")


def _holds(ours: Decimal, bound: str, theirs: Decimal, printed: str) -> bool:
    """Whether what is claimed of a number follows from what is printed."""
    if ours == theirs:
        return bound == printed or (bound, printed) in LOOSER
    if printed == "exact":
        near = abs(ours - theirs) <= WIDEST * theirs
        true = {
            "above": ours < theirs,
            "at_least": ours < theirs,
            "below": ours > theirs,
            "at_most": ours > theirs,
            "nearly": theirs < ours <= theirs * (1 + 2 * WIDEST),
            "about": near and _digits(ours) < _digits(theirs),
        }
        return true.get(bound, False)
    if _digits(ours) >= _digits(theirs):
        return False
    if bound in ("above", "at_least"):
        return printed in ("above", "at_least") and ours < theirs
    return bound == "about" == printed and abs(ours - theirs) <= WIDEST * theirs


def _digits(value: Decimal) -> int:
    """How many digits a number is said with: 586.9 has four, 580 two."""
    return len(value.normalize().as_tuple().digits)
