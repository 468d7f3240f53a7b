"""Which indicator of the report the words beside a figure name, if they name one surely enough."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from gaoan_cli.encode.quantities import quantities, subjects, written
from gaoan_cli.report.model import Figure
from gaoan_cli.report.report import Report
from gaoan_cli.verify.text import NOTE, Folded

SHORTEST = 3  # characters of a name that is looked for
SURE = 4  # characters of a name that is told in a text that does not say whose figures it gives
SHORTER = (("规模以上", "规上"), ("限额以上", "限上"))
COUNTING = re.compile("(?:增速|涨幅|个数|件数|条数|人数|总数|数量|数)$")
# What stands between the name of an indicator and its number.
STANDS = re.compile(
    "(?:稳定在|保持在|控制在|增长|下降|降低|减少|提高|提升|完成|实现|突破|超过|超|接近|近|约|总数|达到|达|为|占|有|仅|均|分别|居|列|位)+$"
)
HAN = re.compile("[\u3400-\u9fffa-z&]")
# Words beside a figure that name nothing: years, whose it is, how it stands.
FILLERS = re.compile(
    r"\d{4}年|今年|去年|上年|全年|当年|一年来|这一年|我市|全市|本市|该市|我们|力争|确保|计划|预计|预期|目标|任务|努力|"
    r"继续|将|要|稳定|保持|控制|完成|实现|达到|达|增长|下降|降低|减少|提高|上升|增幅|降幅|涨幅|增速|同比|比上年|较上年|总数|总量|总额|"
    r"共有|共|累计|其中|分别|均|新增|增加|新|已经|已|仍|为|是|的|了|在|到|有|和|与|及|并|则|也|还|等|仅|占|居|列|位|排名|"
    r"突破|超过|超|约|近|左右|以上|不低于|报告|提出|显示|指出|规模|数量|数|额|值|量|成功|全部|顺利|"
    r"[^\u3400-\u9fffa-z&]+"
)
SCOPES = re.compile("全国|全省|全市|宜春|江西|县级市|一二类|县市|县|市")
QUALIFIERS = ("人均", "户均", "亩均", "村均")  # make another indicator of one
OWN = re.compile("\\d{4}年|\0[省市县区州盟旗]?")  # a year, and the report's own place


def short(words: str) -> str:
    """Folded words with what is written in two ways written in one."""
    for long, brief in SHORTER:
        words = words.replace(long, brief)
    return words


class Indicator(NamedTuple):
    """A figure of the report, all that it is called, in one string, and the pairs of characters in that."""

    figure: Figure
    called: str
    name: str


class Named(NamedTuple):
    """An indicator that words name, by how many characters, and whether by its own words and no alias."""

    indicator: Indicator
    length: int
    own: bool


class Names:
    """What the figures of a report are called, to be looked for in a draft."""

    def __init__(self, report: Report) -> None:
        self.simplified = report.simplified
        self.place = re.sub("[省市县区州盟旗]$", "", report.particulars.place)
        self.indicators: list[Indicator] = []
        self.keys: dict[str, dict[int, bool]] = defaultdict(dict)
        for figure in (*report.targets, *report.results):
            if figure.value is not None and figure.measure != "ratio":
                self._take(figure)
        self.openings: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.keys, key=len, reverse=True):
            self.openings[key[:2]].append(key)

    def folded(self, words: str) -> str:
        """Words as names are compared."""
        return short(Folded(words, self.simplified).text)

    def _take(self, figure: Figure) -> None:
        name, aliases = self.folded(figure.name), [self.folded(alias) for alias in figure.aliases]
        own = {name, *(self.folded(one) for one in _said(figure))}
        number = len(self.indicators)
        self.indicators.append(Indicator(figure, "|".join((name, *aliases, self.folded(figure.quote))), name))
        for key in (*own, *aliases):
            alias_free, key = key in own, STANDS.sub("", key)
            for form in (key, COUNTING.sub("", key), FILLERS.sub("", key)):
                if len(form) >= SHORTEST and SCOPES.sub("", FILLERS.sub("", form)):  # 居全省 names nothing
                    self.keys[form][number] = self.keys[form].get(number, False) or alias_free

    def named(self, item: str, *, about: bool) -> list[Named]:
        """The indicators that the words beside a figure name, those by the longest name only."""
        found: dict[int, Named] = {}
        for at in range(len(item) - 1):
            for key in self.openings.get(item[at : at + 2], ()):
                if item.startswith(key, at):
                    for number, own in self.keys[key].items():
                        known = found.get(number)
                        if not known or known.length < len(key):
                            found[number] = Named(self.indicators[number], len(key), own)
        sure = [one for one in found.values() if about or (one.own and one.length >= SURE)]
        qualified = [word for word in QUALIFIERS if word in item]
        sure = [one for one in sure if all(word in one.indicator.called for word in qualified)]
        return [one for one in sure if unexplained(item, one.indicator.called, self.place) <= 1]

    def continued(self, item: str, chain: str) -> list[Named]:
        """The indicators that words name together with those of the sentence before them, each word being theirs."""
        core = FILLERS.sub("", item)
        if not 2 <= len(core) <= 12:
            return []
        found = []
        for one in self.indicators:
            if core in one.called and not unexplained(item, one.called, self.place):
                pairs = {one.name[at : at + 2] for at in range(len(one.name) - 1)}
                shown = sum(pair in chain or pair in item for pair in pairs) / max(1, len(pairs))
                if shown >= 0.7:
                    found.append(Named(one, round(10 * shown), True))
        return found


@lru_cache(1)
def names_of(report: Report) -> Names:
    """What the figures of a report are called, read once for all drafts."""
    return Names(report)


def unexplained(item: str, called: str, place: str) -> int:
    """How many characters of words are neither an indicator's nor such as name nothing."""
    item = OWN.sub("|", item.replace(place, "\0"))
    shown = [False] * len(item)
    for at in range(len(item) - 1):
        if item[at : at + 2] in called:
            shown[at] = shown[at + 1] = True
    rest = "".join("|" if seen else one for one, seen in zip(item, shown, strict=True))
    return len(HAN.findall(FILLERS.sub("|", rest)))


def _said(figure: Figure) -> list[str]:
    """What the report's own words say the number is said of: before it, or behind it."""
    quote = NOTE.sub("", figure.quote)
    found = quantities(quote)
    said = subjects(quote, found)
    for place, one in enumerate(found):
        if one.value == written(abs(figure.value or 0)):
            behind = re.match(
                "[^，；。、]*", quote[one.end : found[place + 1].start if place + 1 < len(found) else None]
            )
            return [said[place], behind[0] if behind else ""]
    return []
