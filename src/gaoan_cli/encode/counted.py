"""Which quantities of a paragraph are figures, and not dates, ordinals, size classes or figures of speech."""

from __future__ import annotations

import re

from gaoan_cli.encode.quantities import Quantity

CLAUSE = "，；。：！？—\n"
REACH = 300  # characters that a clause has at most
GROWTH = re.compile("增长|下降|降低|减少|增速|增幅|涨幅|降幅|提高|上升|上涨|回落|收窄|缩短|压减")
SHARES = ("%", "％", "‰", "倍", "成")
# Units of time, order and rhetoric: what has them is a figure in few phrases only.
TIMES = ("年", "月", "日", "天", "小时", "分钟", "周年", "岁", "点", "个月", "周")
RARELY = ("届", "批", "期", "级", "类", "大", "方面", "个方面", "强", "字", "分", "首", "层", "次", "成", "")
RANKING = re.compile("居|列|排|全国|全省|全市|世界|全球|综合|县（市）|保持|稳|均|[省市州]")
LASTING = re.compile("连续$|连$")  # 连续五年
WRITABLE = re.compile(r"\d{1,15}|(?=.{1,16}$)\d+\.\d{1,6}")  # what a value may be
CLASSED = re.compile("[元吨亩斤岁米里人时]$|^[万亿]+$")  # units of classes: 10亿元以上项目


def begins(text: str, at: int, marks: str = CLAUSE) -> int:
    """Where the words begin that stand before a place, behind the last of the marks."""
    first = max(0, at - REACH)
    return max(first, *(text.rfind(mark, first, at) + 1 for mark in marks))


def clause(text: str, one: Quantity) -> str:
    """The words before a quantity in its clause."""
    return text[begins(text, one.start) : one.start]


def is_figure(text: str, one: Quantity, plans: bool) -> bool:
    """Whether a quantity of a text is a figure; `plans` if the text says what is to be done."""
    before, behind = text[max(0, one.start - REACH) : one.start], text[one.last : one.last + REACH]
    if not all(WRITABLE.fullmatch(number) for number in (one.value, one.high or "0")):
        return False
    if one.rank:
        return _is_rank(one, text, before, behind, plans)
    if LASTING.search(before) or behind.startswith("连"):
        return one.unit == "年"
    if one.unit in SHARES:
        return not one.han and (one.unit not in RARELY or bool(GROWTH.search(clause(text, one))))
    if one.unit == "岁":
        return "寿命" in clause(text, one)
    if one.han or one.unit in TIMES or one.unit in RARELY or before.endswith("时速"):
        return False
    of_a_work = re.search("，(?:总|计划总)?投资$", before) and re.match("[，。；]", behind)
    if of_a_work or (before.endswith("投资") and behind.startswith("的")):
        return False  # a project's
    classed = one.last > one.end and one.bound in ("at_least", "below", "at_most") and CLASSED.search(one.unit)
    classed = classed and re.match("[的一-龥A-Z“]", behind)
    return not classed or bool(re.match("的(?:目标|任务|水平|速度)", behind))


def _is_rank(one: Quantity, text: str, before: str, behind: str, plans: bool) -> bool:
    ended = re.match("[，、；。）)：]|成绩|$", behind) or text[one.end - 1] in "位名"
    if not ended or text[one.start] == "首" or re.search("(?:坚持|安全|质量|生态|人民|生命)$", before):
        return False
    return bool(RANKING.search(before[-12:]) or (not plans and re.search("[一-龥]{4}$|、[一-龥]{2}$", before)))
