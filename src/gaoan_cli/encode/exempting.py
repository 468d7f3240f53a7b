"""Exemptions for the numbers of a draft that give no figure: dates, ordinals, size classes, names, set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from gaoan_cli.encode.quantities import quantities

SIZE = "a size class"
HAN = "[〇一二三四五六七八九十百千两]"
# What stands behind an indefinite number.
COUNTED = "条个项件批种次名位座家支场张份套道代方点面者等线端体系村户人县镇城省地国"
PATTERNS = (
    (r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|\d{1,2}月份?", "a date"),
    (r"(?:到|于|自|从|截至|继)?20\d\d(?:[—－-]20\d\d)?年(?:底|末|初)?|19\d\d年", "a year"),
    (rf"第(?:{HAN}+|\d+)(?:届|次|批|期|季度|轮|章|节|部分)(?:会议|全会)?", "an ordinal"),
    (rf"(?:{HAN}+届)?(?:人大)?{HAN}+(?:次|中)(?:会议|全会)|{HAN}+届", "the ordinal of a session"),
    (rf"第(?:{HAN}+|\d+)[一-龥]{{0,2}}", "an ordinal"),
    (
        rf"(?:近|前|过去|未来|今后|这|每|连续|时隔|头)?(?:{HAN}+|\d+)多?(?:年|个月)(?:来|以来|间|内|前|后|行动|计划|期|均)?",
        "a length of time",
    ),
    (r"\d[\d.]*(?:万|亿)?(?:元|吨|亩|人|平方米)?(?:及)?以[上下]", SIZE),
    (r"[A-Za-z]+\d[\d.]*|\d+[A-Za-z]+(?:级)?", "part of a name"),
    (r"\d+(?:国道|省道|热线|高速|强)", "part of a name"),
    (rf"(?:从|在|各)?(?:\d+|{HAN}+)个?方面", "the number of points that follow"),
    (rf"(?:{HAN}+|\d+)(?:是|则)", "the number of a point"),
    (r"\d+周年", "an anniversary"),
    (r"[一-龥A-Za-z]{0,2}\d\.0", "a version"),
    (rf"[一-龥]{{0,2}}{HAN}+(?:中|小|路|街|港|校|桥|厂|类|组|字)", "part of a name"),
    (r"“[^“”]{1,16}”", "part of a fixed term"),
    (r"\d+(?:[+＋×·/-][\dA-Za-z]+)+[一-龥]{0,4}", "part of a fixed term"),
    (rf"{HAN}(?:级|类|大|期|区|号|中|小|路|街|桥|厂|村|校)[一-龥]{{1,2}}", "part of a word"),
    (rf"{HAN}+[{COUNTED}][一-龥]{{0,2}}", "an indefinite number or part of a word"),
)
ORDERS = (
    "",
    "年",
    "月",
    "日",
    "届",
    "次",
    "级",
    "强",
    "类",
    "周年",
    "方面",
    "个方面",
)  # units that no figure has, or rarely


class Exemption(NamedTuple):
    """Words with a number that no record need give, and why."""

    words: str
    reason: str


def exemption(text: str, start: int, end: int, phrases: Mapping[str, str]) -> Exemption | None:
    """The exemption for a number of a text that stands from `start` to `end`, or None if it may be a figure."""
    for words, reason in (*_phrases(text, start, end, phrases), *_patterns(text, start, end)):
        if reason == SIZE or not _counts_something(words):
            return Exemption(words, reason)
    return None


def _counts_something(words: str) -> bool:
    """Whether words hold an amount in digits, which a record must give."""
    found = (one for one in quantities(words) if not one.han and not one.rank)
    return any(one.unit not in ORDERS for one in found)


def _phrases(text: str, start: int, end: int, phrases: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    longest = max(map(len, phrases), default=0)
    around = [
        (text[begin:finish], phrases[text[begin:finish]])
        for begin in range(max(0, end - longest), start + 1)
        for finish in range(end, min(len(text), begin + longest) + 1)
        if text[begin:finish] in phrases
    ]
    return sorted(around, key=lambda found: -len(found[0]))


def _patterns(text: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    near = max(0, start - 20)
    for form, reason in PATTERNS:
        for match in re.finditer(form, text[near : end + 20]):
            if match.start() <= start - near and end - near <= match.end():
                yield match[0], reason
