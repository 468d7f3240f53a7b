"""What figures, changes and classes are called for a reader of English or of Chinese.

English figures are read out in full: CNY 58.69 billion, 35,000 mu (2,333 hectares). A mu is a fifteenth of a hectare
and a jin half a kilogram, by China's legal units of measurement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gaoan_cli.language import _, shown
from gaoan_cli.report.declared import Number
from gaoan_cli.report.model import Comparison, Computed, Figure
from gaoan_cli.report.vocabulary import BOUND_WORDS

CHINESE_BEFORE = {"above": "超", "nearly": "近"}
CHINESE_BEHIND = {"about": "左右", "at_least": "以上", "at_most": "以内", "below": "以下"}
# What a unit is in English; classifiers count what the name says, and are not said again.
UNITS_EN = {
    **{"户": "households", "户次": "household visits", "人": "people", "人次": "person-times", "年": "years"},
    **{"公里": "km", "千米": "km", "米": "metres", "平方米": "square metres", "平方公里": "square kilometres"},
    **{"立方米": "cubic metres", "吨": "tonnes", "公顷": "hectares", "天": "days", "小时": "hours", "倍": "times"},
    **{"个百分点": "percentage points", "微克/立方米": "µg/m³", "个月": "months", "千瓦": "kW", "位": "places"},
}
CONVERTED = {"亩": ("mu", 15, "hectares"), "斤": ("jin", 2000, "tonnes")}
MONEY = {"元": "CNY", "美元": "USD"}
SCALES_EN = {"万": "10,000", "亿": "100 million", "万亿": "trillion"}
TRILLION, BILLION, MILLION = 10**12, 10**9, 10**6
ORDINAL_ENDS = {1: "st", 2: "nd", 3: "rd"}
TEENS = (11, 12, 13)


def english() -> bool:
    """Whether the first language that is shown is English."""
    return shown()[0] == "en"


def both() -> bool:
    """Whether the other language is shown beside the first: the original for a reader of English, or as asked."""
    return english() or len(shown()) > 1


def chosen(chinese: str | None, other: str | None) -> str:
    """Of the two languages' words those that are shown first, or those there are."""
    return (other or chinese or "") if english() else (chinese or other or "")


# --- Figures -------------------------------------------------------------------------------------


def figure_said(figure: Figure) -> str:
    """A figure in the reader's language: read out in English, or its wording, with the number if that tells no fall."""
    if english():
        return english_figure(figure) or figure.wording
    falls = (figure.value or 0) < 0 and not re.search("[降减负-]", figure.wording)
    return f"{figure.wording} ({figure.value}{figure.unit})" if falls else figure.wording


def english_figure(figure: Figure) -> str:
    """A figure read out in English; "" for one that only its wording gives."""
    if figure.measure == "qualitative":
        return figure.wording_en or ""
    if figure.bound == "flat":
        return "unchanged"
    if figure.measure == "rank" and isinstance(figure.value, int):
        return ordinal(figure.value)
    if figure.measure == "ratio":
        return f"{figure.value} in {figure.wording}"
    ends = [end for end in (figure.low, figure.high) if end is not None] or [figure.value or 0]
    fall = "down " if figure.measure in ("growth", "points") and ends[0] < 0 else ""
    rise = "up " if figure.measure in ("growth", "points") and ends[0] > 0 else ""
    words = [amount_en(abs(end) if fall else end, figure.unit, figure.base_unit) for end in ends]
    if len(words) > 1 and words[0].split(" ")[1:] == words[-1].split(" ")[1:]:
        words[0] = words[0].split(" ")[0].removesuffix("%")
    said = " to ".join(words)
    yearly = " a year on average" if figure.period and figure.period.basis in ("年均", "平均") else ""
    return f"{fall or rise}{BOUND_WORDS.get(figure.bound or '', '')}{said}{yearly}"


def amount_en(value: Number, unit: str | None, base: str | None) -> str:
    """A value with its unit in English: (13.7, 亿斤, 斤) → 1.37 billion jin (685,000 tonnes)."""
    scale = {"万": 10**4, "亿": 10**8, "万亿": 10**12}.get((unit or "").removesuffix(base or "\n"), 1)
    amount, base = _exact(value, scale), base if scale > 1 else unit
    if base in ("%", "％"):
        return f"{amount:g}%"
    if base in MONEY:
        return f"{MONEY[base]} {_large(amount)}"
    if base in CONVERTED:
        name, divisor, metric = CONVERTED[base]
        return f"{_large(amount)} {name} ({round(amount / divisor):,} {metric})"
    return f"{_large(amount)} {UNITS_EN.get(base or '', '')}".rstrip()


def unit_said(unit: str | None, base: str | None) -> str:
    """A unit in the reader's language: 亿元 → CNY 100 million; "" for a classifier, and for none."""
    if not english() or not unit:
        return unit or ""
    scale = SCALES_EN.get(unit.removesuffix(base or "\n"), "") if unit != base else ""
    name = MONEY.get(base or "") or (CONVERTED[base][0] if base in CONVERTED else UNITS_EN.get(base or "", ""))
    if base in MONEY:
        return f"{name} {scale}".rstrip()
    return unit if unit.isascii() else f"{scale} {name}".strip()


def _exact(value: Number, scale: int) -> Number:
    amount = round(value * scale, 6)
    return int(amount) if amount == int(amount) else amount


def _large(amount: Number) -> str:
    """An amount with commas, from a million on in words; digits as they are printed."""
    for size, word in ((TRILLION, "trillion"), (BILLION, "billion"), (MILLION, "million")):
        if amount >= size:
            return f"{amount / size:.6f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{amount:,}"


def ordinal(number: int) -> str:
    """1st, 2nd, 67th."""
    end = "th" if number % 100 in TEENS else ORDINAL_ENDS.get(number % 10, "th")
    return f"{number}{end}"


def short_figure(figure: Figure) -> str:
    """A figure in as few words as a table has room for: 超25亿元, 5%左右, 第67位; more than CNY 2.5 billion."""
    if english():
        return english_figure(figure)
    if figure.value is None or figure.bound == "flat" or figure.measure == "ratio":
        return figure.wording
    if figure.measure == "rank":
        return f"第{figure.value}{figure.unit}"
    bound = figure.bound or ""
    return f"{CHINESE_BEFORE.get(bound, '')}{figure.value}{figure.unit}{CHINESE_BEHIND.get(bound, '')}"


# --- What follows from two -------------------------------------------------------------------------


def change_said(computed: Computed, comparison: Comparison) -> str:
    """What follows from a target and a result, in a sentence."""
    result = next((one for one in comparison.results if one.id == computed.result), None)
    if english() or result is None:
        unit = computed.unit or ""
        amount = re.compile(rf"[\d,.]+{re.escape(unit)}")  # in a unit as printed, which a reader of English cannot read
        return computed.statement if unit.isascii() else amount.sub(_amount_of(computed), computed.statement, count=1)
    target, size = comparison.target, f"{abs(computed.value):,}"
    end = {"lower": "按下限", "upper": "按上限"}.get(_end_of(computed), "")
    if computed.what == "implied level":
        prices = f"（按{result.year}年价格）" if "prices" in computed.statement else ""
        return f"{end}推算约{size}{computed.unit}{prices}{_hedge_zh(target, result)}"
    if computed.value == 0:
        return f"{end}与{result.year}年持平{_hedge_zh(target, result)}"
    unit = "个百分点" if computed.unit == "percentage points" else computed.unit or ""
    verb = ("高" if computed.value > 0 else "低") if unit == "个百分点" else ("多" if computed.value > 0 else "少")
    return f"{end}比{result.year}年{verb}{size}{unit}{_hedge_zh(target, result)}"


def _end_of(computed: Computed) -> str:
    match = re.match("at its (lower|upper) end ", computed.statement)
    return match[1] if match else ""


def _hedge_zh(target: Figure, result: Figure) -> str:
    sides = [
        f"{name}为{short_figure(one)}"
        for name, one in (("目标", target), ("结果", result))
        if one.bound in BOUND_WORDS and one.value is not None
    ]
    return f"（{'，'.join(sides)}）" if sides else ""


def short_change(computed: Computed) -> str:
    """A change in as few words as a line has room for: +2.1 points, −16, → 619.8亿元."""
    unit = computed.unit or ""
    if computed.what == "implied level":
        return f"→ {_amount_of(computed) if english() else f'{computed.value:,}{unit}'}"
    if computed.value == 0:
        return "=" if english() else "持平"
    sign, size = "+" if computed.value > 0 else "−", abs(computed.value)
    if computed.unit == "percentage points":
        return f"{sign}{size:,} {('point' if size == 1 else 'points') if english() else '个百分点'}"
    return f"{sign}{_amount_of(computed) if english() else f'{size:,}{unit}'}"


def _amount_of(computed: Computed) -> str:
    """The size of what follows in English."""
    unit = computed.unit or ""
    return amount_en(abs(computed.value), unit, re.sub("^(?:万亿|亿|万)", "", unit))


def bounded(comparison: Comparison, computed: Iterable[Computed]) -> bool:
    """Whether what follows is no exact number, since one of the figures is bounded."""
    used = {one.result for one in computed}
    figures = [comparison.target, *(one for one in comparison.results if one.id in used)]
    return any(one.bound in BOUND_WORDS for one in figures)


def reason_said(comparison: Comparison) -> str:
    """Why nothing follows."""
    reason = comparison.reason or ""
    if english():
        return reason
    if comparison.target.not_comparable_en == reason:
        return comparison.target.not_comparable_zh or reason
    from gaoan_cli.report.compare import REASONS

    for template in REASONS:
        if match := re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template)), reason):
            values = {name: _(value) for name, value in match.groupdict().items()}
            return _(template).format(**values)
    return reason
