"""The figures of a draft that stand beside an indicator of the report, and whether they are the report's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gaoan_cli.encode.quantities import Quantity, quantities, subjects
from gaoan_cli.matching.places import places_of
from gaoan_cli.report.fold import plain
from gaoan_cli.report.model import Figure
from gaoan_cli.report.report import Report
from gaoan_cli.verify.claims import Claim, agrees, measures
from gaoan_cli.verify.findings import Finding
from gaoan_cli.verify.names import FILLERS, Named, names_of
from gaoan_cli.verify.quotes import Passage, standing
from gaoan_cli.verify.text import Draft, Folded, Original

SENTENCE = re.compile(r"[^。；！？\n]{1,300}")
HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
# The end of a line that its sentence goes on behind: no heading, no row of a table, no item of a list.
SOFT = re.compile(
    r"^((?![ \t]*(?:#|\|))[^\n]*[^\n。；！？：|])\n(?=[^\s#>*+|\-（一二三四五六七八九十]|[一二三四五六七八九十](?!、))",
    re.MULTILINE,
)
CLAUSE = "，,；。：:！？—\n"
APART = re.compile(r"(?<=[%‰一-龥])[ \t\r\u3000]+(左右|以上|以内|以下|上下)")  # a bound on the next line
# Behind a figure, what ends its clause as a comma does: a line that goes on, space, a break of HTML.
ENDED = re.compile(
    r"(\d(?:[%‰]|(?![年月日])[一-龥]{1,3})(?:左右|以上|以内|以下|上下)?)(?:[ \t\r\u3000]|<br ?/?>)+"
    r"(?=[^左以上余多，,、；。：:！？)）】”\n|]*[一-龥])(?!左右|以上|以内|以下|上下|余|多)"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?(?!\d)(?=年|[^\d.%])")
# Another time than a year: no figure of the report's is of it, unless it says so itself.
PERIOD = re.compile(
    r"上半年|下半年|季度|(?<!\d)\d{1,2}月|近[一二两三四五六七八九十\d]+年|[一二两三四五六七八九十\d]+年来|累计|年均|十[一二三四五]五"
)
WIDER = re.compile("全国|我国|中国|国内|全球|世界|全省|我省|江西|宜春")
RANKED = re.compile("[^，；。]{0,8}(?:第|首|唯一|前列|百强|排名)")
OURS = ("全市", "我市", "本市")
NUMBER = re.compile(r"\d|[一二两三四五六七八九十]")
LATIN = re.compile("[a-z]{4}")
CHAIN = 60  # characters before a number in which its subject may have begun
SUBJECT = 4  # characters that a number of a list is said of, if they are its own
SHORTEST = 6  # letters and digits of words that are the report's own
SURELY_OURS = "政府工作报告"


class Sentence(NamedTuple):
    """A sentence of a draft, and what its paragraph and heading say of the time and the place."""

    start: int
    text: str
    before: str
    heading: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a text in order, each with those of its paragraph before it and with the last heading."""
    heading, before, last = "", "", 0
    for match in SENTENCE.finditer(text):
        between = text[last : match.start()]
        if "\n" in between or not last:
            before = "" if between.count("\n") > 1 or HEADING.match(match[0]) else before
            if HEADING.match(match[0]) and not re.search(r"\d[%万亿个家户亩元]", match[0]):
                heading = match[0]
        yield Sentence(match.start(), match[0], before, heading)
        before, last = f"{before}。{match[0]}"[-300:], match.end()


class Figures:
    """What is known of the report to check figures by."""

    def __init__(self, original: Original, report: Report, draft: Draft, judged: Sequence[Passage]) -> None:
        self.original, self.report, self.draft = original, report, draft
        self.names = names_of(report)
        self.years = (report.particulars.reviews, report.particulars.year)
        self.own = (self.names.place, *OURS)
        self._prefix = re.compile(
            rf"^(?:(?:19|20)\d\d年|{'|'.join(map(re.escape, (report.particulars.place, *OURS)))})+"
        )
        self.about = any(word in draft.text for word in (*self.own, SURELY_OURS))
        self.starts = [one.start for one in judged]
        self.ends = [one.end for one in judged]
        self._openings = {name[:2] for name in report.tables["places"].split("\n")}
        self._elsewhere: dict[str, bool] = {}

    def findings(self) -> Iterator[Finding]:
        """A finding for each figure whose indicator is named surely."""
        for sentence in sentences(flowing(self.draft.text)):
            if NUMBER.search(sentence.text):
                yield from self._of(sentence)

    def _quoted(self, at: int) -> bool:
        """Whether a place is in a quotation that has been judged as a whole."""
        place = bisect_right(self.starts, at) - 1
        return place >= 0 and at < self.ends[place]

    def _of(self, sentence: Sentence) -> Iterator[Finding]:
        found = [one for one in quantities(sentence.text) if _is_claim(one)]
        said = subjects(sentence.text, found)
        carried: list[Named] = []
        for place, one in enumerate(found):
            item = self._item(sentence.text, found, said, place)
            folded = self.names.folded(item)
            named = self.names.named(folded, about=self.about)
            if not named and place and not _words(folded):
                named = carried
            elif not named and place:
                chain = sentence.text[max(0, one.start - CHAIN) : one.start]
                named = self.names.continued(folded, self.names.folded(chain))
            carried = named
            if named and not self._quoted(sentence.start + one.start):
                claim = Claim.of(one, item)
                if finding := self._finding(sentence, one, claim, named):
                    yield finding

    @staticmethod
    def _item(text: str, found: Sequence[Quantity], said: Sequence[str], place: int) -> str:
        """The words before and behind a quantity in its clause; of a 分别, the nth subject and its verb."""
        one = found[place]
        stop = min((at for mark in f"{CLAUSE}、" if (at := text.find(mark, one.last)) >= 0), default=len(text))
        if place + 1 < len(found):
            stop = min(stop, found[place + 1].first)
        before = said[place]
        if "分别" in text[: one.start] and not text.endswith(before, 0, one.start):
            begin = text.rfind("分别", 0, one.start)
            before += text[begin : begin + 4]
        if before.endswith(text[one.start - 1 : one.start]):
            before = re.split("[,，:：、]", before)[-1]
        return f"{before}|{text[one.last : stop]}"

    def _finding(self, sentence: Sentence, one: Quantity, claim: Claim, named: list[Named]) -> Finding | None:
        """What is found of a claim about one of these indicators; None where it cannot be told."""
        year = self._year(sentence, one)
        if year == 0:
            return None
        period = PERIOD.findall(sentence.text[: one.first])
        fits = [
            each
            for each in named
            if measures(claim, each.indicator.figure)
            and agrees(claim, each.indicator.figure) is not None
            and all(word in each.indicator.called for word in period[-1:])
            and _is_among(claim, each.indicator.figure)
        ]
        fits = _sort_of(claim, fits)
        if not fits:
            return None
        figures = [each.indicator.figure for each in fits]
        of_year = [figure for figure in figures if year is None or figure.year == year]
        held = [(figure, agrees(claim, figure)) for figure in of_year]
        best = max(each.length for each in fits)
        longest = [each.indicator.figure for each in fits if each.length == best]
        if right := [figure for figure, verdict in held if verdict and figure in longest]:
            return self._made(sentence, one, "agrees", right[0]) if self._here(sentence, one, right[0]) else None
        wrong = [each for each in fits if (each.indicator.figure, False) in held]
        if year and not any(each.indicator.figure.year == year for each in fits if each.length == best):
            wrong = [each for each in fits if each.length == best and agrees(claim, each.indicator.figure)]
        if not wrong or self._printed(sentence, one, year):
            return None
        most = max(each.length for each in wrong)
        likely = [each.indicator.figure for each in wrong if each.length == most]
        figure = min(likely, key=lambda each: _distance(claim, each))
        return self._made(sentence, one, "differs", figure) if self._here(sentence, one, figure) else None

    def _printed(self, sentence: Sentence, one: Quantity, year: int | None) -> bool:
        """Whether the words up to a figure stand in the report as they are, where it speaks of this year.

        Whose it is and the year that stand before them are not among them.
        """
        begin = max((sentence.text.rfind(mark, 0, one.first) for mark in CLAUSE), default=-1) + 1
        words = self._prefix.sub("", sentence.text[begin : one.last])
        folded = Folded(words, self.report.simplified).text
        place, cut = standing(folded, self.original)
        if place is None or cut or len(folded) < SHORTEST:
            return False
        part = (self.original.paragraph(place[0]) or "").split(".")[0]
        return year in (
            None,
            dict(zip(("review", "plan"), self.years, strict=True)).get(self.report.roles.get(part, "")),
        )

    def _year(self, sentence: Sentence, one: Quantity) -> int | None:
        """The year of the report's that a figure is said to be of, None if of none, 0 for another year."""
        if years := YEAR.findall(sentence.text[: one.start]):
            return int(years[-1]) if int(years[-1]) in self.years else 0
        for text in (sentence.before, sentence.heading):
            if years := YEAR.findall(text):
                return None if int(years[-1]) in self.years else 0
        return None

    def _here(self, sentence: Sentence, one: Quantity, figure: Figure) -> bool:
        """Whether a figure is said of the report's own place, or of none."""
        called = f"{figure.name}{figure.quote}{figure.scope or ''}"
        before = sentence.text[: one.start]
        wider = [m for m in WIDER.finditer(before) if not RANKED.match(sentence.text, m.end()) and m[0] not in called]
        last = max((before.rfind(word) for word in self.own), default=-1)
        if wider and wider[-1].start() > last:
            return f"{wider[-1][0]}{self.names.place}" in before
        for text in (sentence.text, *reversed(sentence.before.split("。")), sentence.heading):  # the nearest says whose
            if self._is_elsewhere(text, called):
                return False
            if any(word in text for word in self.own):
                return True
        return True

    def _is_elsewhere(self, text: str, called: str) -> bool:
        """Whether a text names another place and not the report's."""
        if text not in self._elsewhere:
            rest = plain(WIDER.sub("", text), self.report.simplified)
            named = LATIN.search(rest) or any(rest[at : at + 2] in self._openings for at in range(len(rest)))
            others = places_of(rest, self.report).others if named else ()
            self._elsewhere[text] = any(place not in called for place in others)
        return self._elsewhere[text]

    def _made(self, sentence: Sentence, one: Quantity, verdict: str, figure: Figure) -> Finding:
        begin = max((sentence.text.rfind(mark, 0, one.first) for mark in CLAUSE), default=-1) + 1
        stops = (at for mark in f"{CLAUSE}、" if (at := sentence.text.find(mark, one.last)) >= 0)
        stop = min(stops, default=len(sentence.text))
        before = sentence.text[begin : one.first].rpartition("、")[2]
        if NUMBER.search(sentence.text[begin : one.first]) and len(before) >= SUBJECT:
            begin = one.first - len(before)  # what stands before it is another's
        line, column = self.draft.place(sentence.start + one.first)
        passage = sentence.text[begin:stop].strip()
        record = f"{figure.kind} {figure.id}"
        says = f"{figure.year}年：{figure.quote}" if figure.year else figure.quote
        return Finding(line, column, passage, "figure", verdict, record, figure.paragraph, says)  # type: ignore[arg-type]


def _is_claim(one: Quantity) -> bool:
    """Whether a quantity may be a figure: it has a unit, and is no date."""
    return bool(one.unit) and (one.han or one.unit not in ("年", "月", "日"))


def flowing(text: str) -> str:
    """A text whose lines within a sentence are joined, a figure's clause ended, each character in its place."""
    joined = SOFT.sub(lambda match: f"{match[1]} ", text)
    joined = APART.sub(lambda match: match[1].ljust(len(match[0])), joined)
    return ENDED.sub(lambda match: f"{match[1]}，".ljust(len(match[0])), joined)


def _words(folded: str) -> str:
    """What words say beside how the number stands."""
    return FILLERS.sub("", folded)


def _is_among(claim: Claim, figure: Figure) -> bool:
    """Whether a rank is said among those that the report ranks it among."""
    scopes = re.findall("全国|全省|全市|宜春", claim.words) if claim.rank else []
    return not scopes or any(scope in f"{figure.quote}{figure.scope or ''}" for scope in scopes)


def _sort_of(claim: Claim, fits: list[Named]) -> list[Named]:
    """Of additions and totals those that the words ask for, where there are both."""
    added = [each for each in fits if each.indicator.figure.measure == "increment"]
    whole = [each for each in fits if each.indicator.figure.measure != "increment"]
    if added and whole and re.search("新增|新认定|新建|新签", claim.words):
        return added
    if added and re.search("总数|总量|累计|达" if whole else "总数|总量|累计", claim.words):
        return whole
    return fits


def _distance(claim: Claim, figure: Figure) -> float:
    """How far what is claimed is from a figure, the bound counted as little."""
    value = float(figure.value or 0)
    return abs(float(claim.value) - abs(value)) / (abs(value) or 1)
