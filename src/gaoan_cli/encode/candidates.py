"""A figure for every quantity that a paragraph gives: what it is of, how it is measured, and the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from gaoan_cli.encode import phrasing
from gaoan_cli.encode.counted import CLAUSE, GROWTH, LASTING, SHARES, begins, clause, is_figure
from gaoan_cli.encode.evidence import LONGEST_QUOTE, NOTES
from gaoan_cli.encode.quantities import Quantity, quantities, subjects
from gaoan_cli.report.vocabulary import MODALITIES

SENTENCE, ITEM = "。！？\n", "，；。：！？、—\n"
FALLS = re.compile("下降|降低|减少|回落|收窄|缩短|压减|降幅")
CUE = re.compile(
    "(?:同比|年均|平均|预计|累计|总数|连续|增长|增速|下降|降低|减少|涨幅|提高|提升|上升|完成|达到|达|占|列|居|排名|位居|稳居|总投资|总计|前进|新增|改扩建|票决)+$"
)
FLAT = re.compile(r"(?:与(?:去年|上年|\d{4}年))?(?:基本|大体|总体)?持平(?!衡)")
# 从2.5万公里增加到4.2万公里: the first number is what it was before.
FORMER = re.compile("(?:从|由)(?:.{0,4}的)?(?:约|近)?$")
SINCE = re.compile("(?:左右|以上)?(?:提高|增加|增长|上升|提升|下降|降低|降|增|压缩|压减|减少|扩大|发展)[到至]")
BESIDE = re.compile("^(?:高出|高于|低于|快于|超出).*")  # says more of what was spoken of
LISTING = re.compile(r"\d强|\d%")
SHARED = re.compile("分别|(?<![年人户次亩地平])均(?=[居列达为超增位实获排稳第在较高低])|各(?=达|新增|增长)")


class Candidate(NamedTuple):
    """A figure as it was found: its fields but the id, and where its number stands."""

    fields: dict[str, Any]
    at: int


class Context(NamedTuple):
    """Where a paragraph stands: its id, its part's role, the year of the plan; the title of a part on several years."""

    paragraph: str
    role: str
    year: int
    title: str = ""


def candidates(text: str, context: Context) -> list[Candidate]:
    """The figures of a paragraph of a part that reviews or plans, in order."""
    return list(_Reader(text, context).read())


class _Reader:
    """One paragraph as it is read from left to right; `spoken` is what the last number was said of."""

    def __init__(self, text: str, context: Context) -> None:
        self.text, self.context = text, context
        self.plans = context.role in ("plan", "outlook")
        self.bare = NOTES.sub(lambda note: " " * len(note[0]), text)
        given = quantities(self.bare)
        said = zip(given, subjects(self.bare, given), strict=True)
        pairs = [(one, words) for one, words in said if is_figure(self.bare, one, self.plans)]
        self.found = [one for one, _ in pairs]
        # Of a 分别 the nth subject; else what stands before the number.
        self.nth = ["" if self.bare.endswith(words, 0, one.start) else words for one, words in pairs]
        self.spoken, self.carried, self.verb, self.recent = "", "", "", list[str]()

    def read(self) -> Iterator[Candidate]:
        """The figures in order."""
        end = 0
        for place, one in enumerate(self.found):
            between = self.bare[end : one.start]
            if any(mark in between for mark in SENTENCE):
                self.spoken, self.verb, self.recent = "", "", []
            if any(mark in between for mark in CLAUSE):
                self.carried = ""
            yield from self._flat(end, one.start)
            yield from self._figures(place, one)
            end = one.end
        yield from self._flat(end, len(self.bare))

    def _clause(self, one: Quantity) -> str:
        return clause(self.bare, one)

    def _begin(self, at: int, marks: str = CLAUSE) -> int:
        return begins(self.bare, at, marks)

    def _behind(self, place: int, one: Quantity) -> str:
        """The words of the item behind a quantity, up to the next."""
        end = min((at for mark in ITEM if (at := self.bare.find(mark, one.last)) >= 0), default=len(self.bare))
        if place + 1 < len(self.found):
            end = max(one.last, min(end, self.found[place + 1].first))
        return self.bare[one.last : end]

    def _before(self, place: int, one: Quantity) -> str:
        """The words before a quantity in its clause, behind the one before it."""
        begin = self._begin(one.start)
        while place and one.rank and self.found[place - 1].unit == "年":
            place -= 1
        if place and self.found[place - 1].end > begin:
            begin = self.found[place - 1].last
            begin = begin if one.rank else max(begin, self._begin(one.start, ITEM))
        return self.bare[begin : one.first]

    # --- What they say -----------------------------------------------------------------------------

    def _measure(self, one: Quantity, name: str) -> str:
        if one.rank:
            return "rank"
        if "百分点" in one.unit:
            return "points"
        if one.unit in SHARES:
            words = self._clause(one)
            return "growth" if GROWTH.search(words) and not re.search("[至到]$", words) else "share"
        return "increment" if phrasing.NEWLY.search(name) and "总" not in name else "level"

    def _figures(self, place: int, one: Quantity) -> Iterator[Candidate]:
        before, behind = self.nth[place] or self._before(place, one), "" if one.rank else self._behind(place, one)
        former = bool(FORMER.search(before) and SINCE.match(self.bare, one.last))
        behind = "" if former else behind
        own = re.search("总|达|累计", before) or phrasing.DOING.search(phrasing.cleaned(before)[:3])
        carried = self.verb if before.startswith("其中") else self.carried
        carried = "" if own or one.unit in SHARES else carried
        rough = phrasing.subject(before, behind, self.spoken or self._clause_before(one), carried)
        if not one.rank and one.unit not in SHARES:
            rough = phrasing.total(rough, before)
        for subject in self._subjects(place, one, before, rough):
            measure = self._measure(one, subject)
            name = phrasing.named(
                subject, measure, before if not self.nth[place] else self._clause(one), self.spoken, one.unit
            )
            if not one.rank and one.unit not in SHARES and "百分点" not in one.unit:
                name = name if one.unit == "位" else phrasing.change(before, name)
                measure = self._measure(one, name)
            if former:
                name = f"{subject}（{one.value}{one.unit}）"
            elif one.rank and (scope := self._scope(one)) and scope not in subject:
                name = f"{subject}{scope}排名"
            if not one.rank and measure not in ("growth", "share", "points"):
                self.recent.append(subject)
            yield Candidate(self._fields(place, one, name, measure, behind), one.start)
        if not one.rank and rough:
            self.spoken = phrasing.cleaned(before) if one.unit == "年" else rough
            verb = phrasing.NEWLY.search(before)
            self.carried = self.verb = verb[0] if verb else self.carried

    def _clause_before(self, one: Quantity) -> str:
        """What the clause before a quantity's speaks of."""
        begin = self._begin(one.start)
        words = phrasing.cleaned(self.bare[self._begin(begin - 1) : begin - 1]) if begin else ""
        return words if 1 < len(words) <= phrasing.LONGEST else ""

    def _subjects(self, place: int, one: Quantity, before: str, rough: str) -> list[str]:
        """What a quantity is said of: one subject, or each of those that share 均, 分别 or a rank."""
        if one.rank:
            return self._ranked(self._before(place, one))
        shared = SHARED.search(before)
        if shared and not self.nth[place] and len(items := re.split("、|和|与", before[: shared.start()])) > 1:
            verb = phrasing.NEWLY.match(phrasing.LEADING.sub("", items[0]))
            named = phrasing.shared([phrasing.cleaned(item) for item in items], "")
            return [item if not verb or item.startswith(verb[0]) else verb[0] + item for item in named if item]
        if LASTING.search(before) and "、" in before.strip("、"):
            last = rough.removeprefix(phrasing.cleaned(before))
            return [phrasing.cleaned(item) + last for item in before.split("、") if phrasing.cleaned(item)]
        return [rough or self._clause_before(one) or "其他"]

    def _ranked(self, words: str) -> list[str]:
        """What holds a rank."""
        shared = SHARED.search(words)
        words = words[: shared.start()] if shared else _without_place(words)
        items = [_held(item) for item in re.split("、|和|与", words)]
        items = [item for item in items if len(item) > 1 and (shared or not LISTING.search(item))]
        if not items:
            return (self.recent[-2:] if shared else []) or [self.spoken or "综合"]
        return phrasing.shared(items, self.spoken)

    def _fields(self, place: int, one: Quantity, name: str, measure: str, behind: str) -> dict[str, Any]:
        scope = self._scope(one) if one.rank else None
        begin, finish = self._quote(place, one, behind)
        if scope and scope not in self.text[begin:finish]:
            begin, finish = self._with_scope(scope, begin, finish)
        quote = self.text[begin:finish]
        value = _number(one.value)
        cues = [*GROWTH.finditer(self._clause(one))]
        if measure in ("growth", "points") and cues and FALLS.match(cues[-1][0]):
            value = -value
        wording_begin = max(
            begin, one.first - len(cue[0]) if (cue := CUE.search(self.bare[begin : one.first])) else one.first
        )
        counted = behind.strip() and phrasing.subject("", behind, "") and measure in ("level", "increment")
        wording_end = min(one.last + len(behind), finish) if counted else one.last
        while wording_begin > begin and self.text.find(self.text[wording_begin:wording_end], begin) != wording_begin:
            wording_begin -= 1  # 2% stands in an earlier 12% too
        fields: dict[str, Any] = {"name": name, "measure": measure, "value": value}
        if one.high and _number(one.high) > _number(one.value):
            fields |= {"value": None, "low": _number(one.value), "high": _number(one.high)}
        fields |= {
            "unit": one.unit,
            "wording": self.text[wording_begin:wording_end],
            "bound": one.bound,
            "modality": next((word for word in MODALITIES if self.plans and word in quote), None),
            "scope": scope,
            "paragraph": self.context.paragraph,
            "quote": quote,
        }
        return fields | self._when(one, begin, quote)

    def _scope(self, one: Quantity) -> str | None:
        """Among whom a rank holds."""
        item = self.bare[self._begin(one.start, CLAUSE + "、") : one.start]
        words = re.sub("^.*(?:排名|[居列排获均]|保持|位次|进位至)|综合|名(?=全)", "", item)
        if place := re.search("(?:全国|全省|全市|全区|世界|全球|国内)[^，、]{0,12}$", words):
            return place[0]
        if words != item or len(item) <= 4:
            if 1 < len(words) <= 10:
                return words
        elif len(words) > 4 and not re.search("[率量度]$", words):
            return words[-2:]
        said = re.findall(
            "(?:全国|全省|全市|世界)[^，、；。]{0,8}", self.bare[self._begin(one.start, SENTENCE) : one.start]
        )
        said = said or re.findall("全国|全省|全市", re.split("[，。；]", self.bare[one.end :])[0])
        return said[-1] if said else None

    def _with_scope(self, scope: str, begin: int, finish: int) -> tuple[int, int]:
        """The ends of a quote that reaches to the clause that names a scope, where one may be so long."""
        before = self.text.rfind(scope, self._begin(begin, SENTENCE), begin)
        behind = self.text.find(scope, finish)
        if before >= 0 and finish - (first := self._begin(before)) <= LONGEST_QUOTE:
            return first, finish
        stop = min((at for mark in CLAUSE if (at := self.text.find(mark, finish)) >= 0), default=len(self.text))
        return (begin, stop) if finish <= behind < stop <= begin + LONGEST_QUOTE else (begin, finish)

    def _when(self, one: Quantity, begin: int, quote: str) -> dict[str, Any]:
        """The year or the years, where they are not the part's."""
        clause, year = self._clause(one), self.context.year
        plans = self.plans
        if not year:
            return {}
        told = self.bare[self._begin(one.start, SENTENCE) : one.start]
        if spans := _period(f"{self.context.title}{told[-60:]}", clause, year if plans else year - 1):
            return {"period": spans}
        printed = re.findall(r"(20\d\d)年", quote)
        usual = year if plans else year - 1
        if printed and int(printed[-1]) != usual and re.search(rf"(?:到|继|于)?{printed[-1]}年", clause):
            return {"year": int(printed[-1])}
        return {}

    # --- The words that say it ---------------------------------------------------------------------

    def _quote(self, place: int, one: Quantity, behind: str) -> tuple[int, int]:
        """Where the shortest clause begins and ends that has the subject and the number."""
        begin, finish, item = self._begin(one.start), one.last, self._begin(one.start, ITEM)
        if not one.rank and behind and not SINCE.match(behind) and phrasing.subject("", behind, ""):
            finish += len(behind)
        elif SHARED.search(self._clause(one)):
            series = place
            while (
                series + 1 < len(self.found)
                and self.bare[self.found[series].last : self.found[series + 1].first] == "、"
            ):
                series += 1
            finish = self.found[series].last
        own = self.bare[item : one.first]
        counted = finish > one.last or _predicate(own)
        if item > begin and not SHARED.search(self.bare[begin : one.start]) and phrasing.cleaned(own) and counted:
            begin = item
        while begin > 0 and self.bare[begin - 1] in "，、" and self._lacks_subject(begin, one, finish):
            begin = self._begin(begin - 1)
        return self._fitted(begin, finish, one)

    def _lacks_subject(self, begin: int, one: Quantity, finish: int) -> bool:
        words = SHARED.sub("", self.bare[begin : one.first])
        if one.rank:
            return len(_without_place(words)) < 2
        said = phrasing.cleaned(re.split("[，；]", words)[0])
        return not said if SHARED.search(self._clause(one)) else finish == one.last and not BESIDE.sub("", said)

    def _fitted(self, begin: int, finish: int, one: Quantity) -> tuple[int, int]:
        """The same, of at most the length of a quote, and the first of its kind in the paragraph."""
        while self.text.find(self.text[begin:finish]) != begin and begin > 0:
            begin = self._begin(begin - 1)
        if finish - begin > LONGEST_QUOTE:
            finish = max(one.last, min(finish, begin + LONGEST_QUOTE))
            if finish - begin > LONGEST_QUOTE or any(q.first < finish < q.last for q in self.found):
                finish = one.last
        if finish - begin > LONGEST_QUOTE:
            begin = finish - LONGEST_QUOTE
            begin = next((at + 1 for at in range(begin, one.first) if self.bare[at] in "、，"), begin)
        begin = min(begin, one.first)
        while begin < one.first and self.bare[begin] in " ，、—“”" and self.bare[begin] != "“":
            begin += 1
        return begin, finish

    def _flat(self, begin: int, end: int) -> Iterator[Candidate]:
        """What is said to stay as it was."""
        for match in FLAT.finditer(self.bare, begin, end):
            start = self._begin(match.start())
            name = phrasing.cleaned(self.bare[start : match.start()])
            if not 1 < len(name) <= phrasing.LONGEST or match.end() - start > LONGEST_QUOTE:
                continue
            fields = {"name": phrasing.lengthened(name), "measure": "growth", "value": 0, "unit": "%", "bound": "flat"}
            fields |= {"wording": match[0], "paragraph": self.context.paragraph}
            yield Candidate(fields | {"quote": self.text[start : match.end()]}, match.start())


def _number(value: str) -> int | float:
    return float(value) if "." in value else int(value)


def _held(item: str) -> str:
    """What holds a rank: its words may end in 总数, which before a number says how it is meant."""
    total = re.search("总[数量额]$", item)
    return phrasing.cleaned(item[: total.start()]) + total[0] if total else phrasing.cleaned(item.removesuffix("综合"))


def _predicate(item: str) -> bool:
    """Whether an item of a list says something by itself."""
    return bool(phrasing.NEWLY.search(item) or GROWTH.search(item) or re.search("完成|达|突破|超|近|占|为|有", item))


def _without_place(clause: str) -> str:
    """The words before those that say where a rank is held."""
    clause = re.sub("连续.{1,2}年", "", clause)
    cut = re.search(
        "(?:连续.{1,2}年)?(?:继续)?(?:稳居|位居|跃居|高居|保持|位列|名列|列|居(?![民家])|排名|排在|排)", clause
    )
    if cut:
        return clause[: cut.start()]
    return re.sub("(?:(?:全国|全省|全市|全区|世界)[^，、]{0,6}|[一-龥]{2})$", "", clause)


def _period(told: str, clause: str, year: int) -> dict[str, Any] | None:
    """The years a figure is about that says so: “十五五”年均, 近三年, 今后五年."""
    basis = next((word for word in ("年均", "累计") if word in clause), None)
    if plan := re.findall("“?十([一二三四五六七八九])五”?", told):
        first = 2006 + 5 * "一二三四五六七八九".index(plan[-1])
        return {"from": first, "to": first + 4, "basis": basis} if basis else None
    length = re.search(
        "近(三|五|十)年|(三|五)年来|过去(三|五)年|(?:今后|未来)(三|五)年|(五|十)年(?=年均|增加)",
        told if basis else clause,
    )
    if length is None:
        return None
    years = {"三": 3, "五": 5, "十": 10}[next(filter(None, length.groups()))]
    ahead = bool(length[4])
    return {"from": year if ahead else year - years + 1, "to": year + years - 1 if ahead else year, "basis": basis}
