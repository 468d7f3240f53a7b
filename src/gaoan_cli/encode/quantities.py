"""The quantities a Chinese sentence gives: number, unit, the words that bound it, and what each is said of.

What makes a bound follows the report's own usage and the words counted in thirty-three other reports: 约, 超过, 不低于
before a number, 左右, 以上, 以内 behind it, 余 and 多 behind or inside it (30余亿元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from gaoan_cli.report.declared import Number
from gaoan_cli.report.fold import arabic

HAN_DIGITS = "〇一二三四五六七八九十百千两"
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
SCALE = "万亿|亿|万"
# Units and classifiers that figures of government reports are given in, the longer before those they begin with.
BASES = (
    "个百分点|百分点|个方面|%|％|‰|微克/立方米|毫克/立方米|平方公里|平方千米|平方米|立方米|公里/小时|公里|千米|米|公顷|亩"
    "|千瓦时|千瓦|兆瓦|吉瓦|标箱|美元|元|吨|公斤|千克|斤|克|微克|毫克|升|分贝|人次|户次|件次|车次|班次|架次|场次|人|户|家|个月|个"
    "|件|条|座|所|项|名|位|处|台|辆|套|张|场|次|届|批|期|年|月|日|天|小时|分钟|周年|岁|级|类|大|倍|成|起|例|宗|对|支|部"
    "|本|册|篇|门|间|栋|幢|层|床|头|只|羽|株|棵|盏|根|块|片|颗|艘|列|班|节|种|款|首|点|方面|强|字|分"
)
BEFORE = {
    **dict.fromkeys(("突破", "超过", "超", "逾", "高于", "多于", "大于"), "above"),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少"), "at_least"),
    **dict.fromkeys(("不超过", "不高于", "不多于", "不大于", "至多", "最多"), "at_most"),
    **dict.fromkeys(("低于", "少于", "小于", "不足", "不到"), "below"),
    **dict.fromkeys(("约", "大约"), "about"),
    **dict.fromkeys(("近", "接近"), "nearly"),
}
BEHIND = {
    **dict.fromkeys(("左右", "上下"), "about"),
    **dict.fromkeys(("以上", "及以上"), "at_least"),
    **dict.fromkeys(("以内", "之内"), "at_most"),
    "以下": "below",
    **dict.fromkeys(("余", "多"), "above"),
}
LONGEST_BEFORE, LONGEST_BEHIND = (sorted(words, key=len, reverse=True) for words in (BEFORE, BEHIND))
NAMES_IN_DIGITS = r"(?<![\d.A-Za-z+＋.])"  # PM2.5, 5G, 1+6: letters and signs before digits make a name
RANGE = r"(?:\s?(?:—{1,2}|–|－|-|~|～|至)\s?)"
UNIT = rf"(?P<more>[余多])?(?P<unit>(?:{SCALE})?(?:余|多)?(?:{BASES})|(?:{SCALE}))"
QUANTITY = re.compile(
    rf"(?:{NAMES_IN_DIGITS}(?P<number>{DIGITS})(?:(?:{SCALE})?(?:%|％)?{RANGE}(?P<high>{DIGITS}))?|(?P<han>[{HAN_DIGITS}]+))"
    rf"(?:{UNIT})?"
)
RANK = re.compile(rf"第(?P<number>\d+|[{HAN_DIGITS}]+)(?P<unit>位|名)?|首(?P<first>位|名)")
LISTED = re.compile("[、和及与]|以及")
CLAUSE = "，；。：！？—\n"
REACH = 300  # characters that a clause has at most
EACH = "分别"
# What the last subject of a list ends in for all: 电诈、刑事、治安|警情.
HEAD = re.compile("(?:进?出口|进口|警情|产量|销量|产业规模|增加值|案件|贷款余额|投资)$")
MEASURED = ("率", "量", "额", "值", "数", "入", "出", "积", "用", "度", "比", "重", "平")


class Quantity(NamedTuple):
    """A number of a text: where it stands, with unit, and with the words that bound it; a rank has the unit 位."""

    start: int
    end: int
    value: str
    high: str  # "" if it is no range
    unit: str
    bound: str
    first: int
    last: int
    rank: bool = False
    han: bool = False


def written(value: Number | Decimal) -> str:
    """A number as one writes it: 30.0 → 30."""
    return f"{Decimal(str(value)).normalize():f}"


def value_of(number: str) -> str:
    """What a run of digits or of Chinese numerals says, as one writes it: 十一 → 11."""
    return written(Decimal(number.replace(",", ""))) if number[0].isdecimal() else str(arabic(number))


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text in order, ranks among them."""
    found = [*_ranks(text)]
    taken = {at for one in found for at in range(one.start, one.end)}
    found += [one for one in _quantities(text) if one.start not in taken]
    return _listed(text, sorted(found))


def _ranks(text: str) -> Iterator[Quantity]:
    for match in RANK.finditer(text):
        value = "1" if match["first"] else value_of(match["number"])
        yield Quantity(match.start(), match.end(), value, "", "位", "exact", match.start(), match.end(), rank=True)


def _quantities(text: str) -> Iterator[Quantity]:
    for match in QUANTITY.finditer(text):
        number, unit, end = match["number"] or match["han"], match["unit"] or "", match.end()
        if match["han"] and not unit:
            continue
        bound, first, last = "exact", match.start(), end
        if per := re.search("每((?:平方|立方)?(?:公里|米)|百公里|升|人|亩|户)$", text[: match.start()]):
            unit = f"{unit}/{per[1]}"
        if match["more"] or re.search("[余多]", unit):
            bound, unit = "above", re.sub("[余多]", "", unit)
        before = next((word for word in LONGEST_BEFORE if text.endswith(word, 0, match.start())), "")
        behind = next((word for word in LONGEST_BEHIND if text.startswith(word, end)), "")
        if behind == "多" and text.startswith(("多式", "多元", "多样", "多规", "多项", "多个"), end):
            behind = ""
        if behind:
            bound, last = BEHIND[behind], end + len(behind)
        if before:
            bound, first = BEFORE[before] if bound == "exact" else bound, match.start() - len(before)
        high = value_of(match["high"]) if match["high"] else ""
        yield Quantity(
            match.start(), end, value_of(number), high, unit, bound, first, last, han=match["han"] is not None
        )


def _listed(text: str, found: list[Quantity]) -> list[Quantity]:
    """With a bound said once for the numbers of a list: 5%、7%左右 are both about."""
    for at in range(len(found) - 2, -1, -1):
        one, after = found[at], found[at + 1]
        if one.bound == "exact" and after.last > after.end and text[one.end : after.first] == "、":
            found[at] = one._replace(bound=after.bound)
    return found


def begins(text: str, at: int, marks: str) -> int:
    """Where the clause begins that stands before a place: behind the last of the marks, or so far back."""
    first = max(0, at - REACH)
    return max(first, *(text.rfind(mark, first, at) + 1 for mark in marks))


def subjects(text: str, found: Sequence[Quantity]) -> list[str]:
    """What each quantity of a text is said of: the words before it, or the nth of those that share 分别."""
    said = []
    for at, one in enumerate(found):
        begin = begins(text, one.start, CLAUSE)
        if at:
            begin = max(begin, found[at - 1].end)
        said.append(text[begin : one.start])
    for at, one in enumerate(found):
        each = text.rfind(EACH, max(0, one.start - REACH), one.start)
        if each < 0 or (at and found[at - 1].start > each) or EACH not in said[at]:
            continue
        series = [at]
        while series[-1] + 1 < len(found) and LISTED.fullmatch(
            text[found[series[-1]].last : found[series[-1] + 1].first]
        ):
            series.append(series[-1] + 1)
        begin = begins(text, each, CLAUSE)
        named = _named(text[begin:each], len(series))
        if len(named) == len(series):
            for place, name in zip(series, named, strict=True):
                said[place] = name
    return said


def _named(words: str, count: int) -> list[str]:
    """The subjects of a list, each with the words that the last one ends in for all."""
    items = [item for item in LISTED.split(words) if item]
    if len(items) == count - 1:
        for place, item in enumerate(items):
            if item.startswith("城乡"):  # said of town and country apart
                items[place : place + 1] = [f"城镇{item[2:]}", f"农村{item[2:]}"]
                break
    for place, (item, after) in enumerate(pairwise(items)):
        if item.endswith("城镇") and after.startswith("农村"):
            items[place] = f"{item}{after[2:]}"
    head = HEAD.search(items[-1]) if items else None
    if head and not any(HEAD.search(item) or item.endswith(MEASURED) for item in items[:-1]):
        items = [*(f"{item}{head[0]}" for item in items[:-1]), items[-1]]
    return items
