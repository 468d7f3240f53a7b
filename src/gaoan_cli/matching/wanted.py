"""What a query wants to be told: a figure and in which unit, a growth, a day, a list, a detail.

A record that says no such thing may be about what is asked, and is no answer.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.guards import forms_of, has
from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.matching.quantities import SCALES, counted_things, in_digits, misnumbered, numbers_of, slogan_numbers
from gaoan_cli.matching.query import Query, written
from gaoan_cli.matching.sentences import latin_of, negated, says
from gaoan_cli.report import fold
from gaoan_cli.report.model import TEXT, Figure, Honour, Paragraph, Project, Record, Section, Term

OF_WHICH = "其中"  # before a figure that is a part of the one before it
ANY = "个"  # counts anything
DATED = r"\d年|\d月|\d日"
NOT_ITS_OWN = r"\[\d+\]|等\d[\d.]*|“[^”]*”"  # the number of a note, of all that a work is one of, in a name
BEHIND_A_NUMBER = r"\d[\d.]*(\D{0,4})"
SLOGAN = r"[“\"]?[2-9]\w(?:[2-9]\w)?"  # a query begins with
# Who asks for each of what is counted is not told how many there are: 分别是哪些, 叫什么名字.
EACH = Pattern(
    r"分别[是由有为]?哪|具体是哪|叫什么名|叫啥名|名字叫|哪(?:\d+|[两三四五六七八九十]+)[件个家项条所座处种]"
    r"|\bwhat (?:is|are) (?:the |its |their )?names?\b"
    r"|\b(?:which|what) (?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b",
    ("哪", "叫", "what ", "which "),
)
COUNTERS = frozenset("个家件项条所座处种名人位户")
# Who asks which one of others is the first is not told of one that is third.
FIRST = Pattern(
    r"哪[一个]?[个家市县].*(?:第一|头名|首位|榜首)|(?:第一|头名|首位|榜首).*(?:哪[一个]?[个家市县]|是谁)"
    r"|\b(?:which|what) (?:\w+ ){1,3}(?:ranks?|comes?|is|stands?) (?:the )?(?:first|number one|no\.? ?1|top)\b",
    ("第一", "头名", "首位", "榜首", "first", "number one", "no", "top"),
)
BE_FIRST = ("第一", "首位", "first")
NEW_PART = r"(?:其中|里头|里面|当中)[^,，]{0,4}新|\bof (?:them|which|these)\b.*\bnew"
# What a part of a sum is spent on: 支出里教育占多少, how much of it went on schools.
SPENT = Pattern(
    r"(?:支出|投入|资金|经费|预算|[亿万]元?)[里中][面头]?[,，]?([一-龥]{2,8}?)(?:占|用|花|拿)[了掉去到走]*(?:多少|几)"
    r"|\b(?:how much|share|slice|portion|part|fraction)\b.*\b(?:went|goes|spent) (?:to|on|into|for) ([a-z' ]+)",
    ("占", "用", "花", "拿", "went", "goes", "spent"),
)
WORDS_OF_SLOGAN = 2  # of an English one by itself: four comprehensives
NUMERAL = r"\d|[一二两三四五六七八九十百千][个项家次名位年届级]|第[一二三四五六七八九十]"


def refused(query: Query) -> frozenset[str]:
    """Which of growth, rank and share a query says not to want; who wants no per cent wants no growth and no share."""
    lexicon, plain = query.report.tables["lexicon"], negated(fold.plain(query.text, query.report.simplified))
    measures = lexicon["measures"] | dict.fromkeys(lexicon["per cent"], "share")
    words = [word for word in measures if (len(word) > 1 or word == "%") and says([word], plain, latin_of(plain))]
    said = ({measures[word] for word in words} & {"growth", "rank", "share"}) - query.measure
    return frozenset(said if {*lexicon["per cent"]}.isdisjoint(words) else said | {"growth"})


class Slogan(NamedTuple):
    """The things that a query counts, its numbers in order, and of the things that which it begins with or is."""

    things: frozenset[tuple[str, str]]
    numbers: list[str]
    head: frozenset[tuple[str, str]]


class Wanted:
    """What a record must say to answer a query, by the words of the lexicon; `kinds` are those that are asked for."""

    def __init__(self, query: Query, kinds: tuple[str, ...]) -> None:
        lexicon, han, latin = query.report.tables["lexicon"], query.request, latin_of(query.request)
        self._query, self._passages = query, kinds == TEXT_KINDS
        self._figure = query.quantities.asked
        self._day = query.seeks("day")
        self._because = forms_of(lexicon["sought"]["because"]) if says(lexicon["sought"]["cause"], han, latin) else []
        self._growth = query.seeks("growth") and "level" not in query.measure
        self._list = forms_of(lexicon["sought"]["list"]) if query.seeks("list") and not self._figure else []
        self._details = [forms_of([word]) for word in lexicon["details"] if says([word], han, latin)]
        if spent := SPENT.search(han):
            words = Query(spent[1] or spent[2], query.report).words
            self._details += [[form for word in words for form in written(word)]] if words else []
        self._details += [forms_of(BE_FIRST)] if FIRST.search(han) else []
        self._each = not self._figure and EACH.search(han) is not None
        self._levels = [level for level, said, _ in lexicon["levels"] if says(said, han, latin)]
        # Who tells of 298, and asks how many of them are something, asks for another number; a part of them is told
        # only beside them, as 其中.
        self._part = query.seeks("part") or query.quantities.of_told
        told = query.places.rest if self._part else query.quantities.told
        self._told = numbers_of(in_digits(told)) if self._part or self._figure else frozenset()
        self._finished = lexicon["sought"]["finish"] if query.seeks("when") and query.seeks("finish") else []
        # An amount is no growth and no rank, unless both are asked for, and none in square metres is one in yuan.
        dimensions, in_units = lexicon["dimensions"], query.quantities.asked_units
        amount = query.quantities.counts or bool(in_units - {*lexicon["per cent"]})
        others = ["growth", "rank"] if amount else ["rank"] if in_units else []
        self._other_measures = {measure for measure in others if measure not in query.measure} | refused(query)
        asked = [units for units, _ in dimensions if not in_units.isdisjoint(units)]
        self._units: list[str] = asked[0] if len(asked) == 1 else ["亿", "万"] if "亿" in in_units else []
        counts = query.quantities.counts and not in_units
        every = [unit for units, _ in dimensions for unit in units]
        self._counted = sorted(unit for unit in in_units - {*every, ANY} if not unit.isascii())
        # Words that ask for a dimension by themselves, with its units: who asks for a cost is not told a length.
        asking = lexicon["countables"] + ([] if counts or self._units else dimensions)
        said = [(word, units) for units, words in asking for word in words if says([word], han, latin)]
        self._asked = [(forms_of([word]), units) for word, units in said]
        quantities = [word for word in lexicon["quantities"] if says([word], han, latin)]
        self._quantities = [forms_of([word]) for word in quantities]
        beside = [one for one in in_units if not any(unit in one for _, units in said for unit in units)]
        if max(query.quantities.askings, len(quantities)) > len(said) + len(beside):
            self._units, self._asked = [], []  # 发了多少补助，有多少人拿到了 asks for people, and for money

    @cached_property
    def _slogan(self) -> Slogan:
        """What the query counts in the way of a slogan, which only terms are asked for."""
        lexicon, folded = self._query.report.tables["lexicon"], fold.fold(self._query.places.rest, {})
        things = frozenset(pair for pair in counted_things(folded) if pair[1] not in lexicon["asking_en"])
        begun = re.match(SLOGAN, folded)
        alone = folded.isascii() and len(self._query.words) == WORDS_OF_SLOGAN
        head = counted_things(begun[0]) if begun else things if alone else frozenset()
        return Slogan(things, slogan_numbers(folded), head)

    def lacking(self, record: Record, named: str, said: str) -> bool:
        """Whether a record does not say what is wanted; `named` and `said` are its documents (`guards.documents_of`).

        A term counts as many as are asked for, and may say anything; an honour is of the level that is asked for.
        """
        if not all(has(said, forms) for forms in self._details):
            return True
        if self._because and not isinstance(record, (Section, Term)) and not has(said, self._because):
            return True  # a figure does not say why
        if isinstance(record, Term):
            return self._is_another_slogan(record, counted_things(named))
        if isinstance(record, Honour) and self._levels and record.level not in self._levels:
            return True
        if self._day or self._finished:
            dated = re.search(DATED, record.text if isinstance(record, TEXT) else record.quote)
            if self._day and not (dated or (isinstance(record, Figure) and self._query.quantities.figures)):
                return True  # 8940个是哪年的数 is told by the figure itself
            if self._finished and not dated and not has(said, forms_of(self._finished)):
                return True
        if isinstance(record, TEXT):
            return self._is_beside(record)
        if self._part and self._told and not self._is_part(record):
            return True
        if isinstance(record, Figure):
            return self._measures_otherwise(record, named)
        return self._tells_none(record, named, said)

    def _is_part(self, record: Honour | Project | Figure) -> bool:
        """Whether a record gives a part of what is told: as 其中, or as what of it is new."""
        if OF_WHICH in record.quote and not self._told.isdisjoint(numbers_of(record.quote)):
            return True
        new = isinstance(record, Figure) and record.measure == "increment" and re.search(NEW_PART, self._query.plain)
        paragraph = self._query.report.get("paragraph", record.paragraph) if new else None
        return isinstance(paragraph, Paragraph) and not self._told.isdisjoint(numbers_of(paragraph.text))

    def _is_beside(self, record: Section | Paragraph) -> bool:
        """Whether a passage is no answer: each figure and place has a record of its own, and a topic no note."""
        topic = self._query.topic != ""
        if topic and self._query.report.roles.get(record.id.split(".")[0]) == "notes":
            return True
        return bool(self._figure or self._list or self._query.places.others or topic) and not self._passages

    def _measures_otherwise(self, record: Figure, named: str) -> bool:
        """Whether a figure measures a growth for an amount or the other way round, 亩 for 元, or gives no number."""
        if (self._list and not has(named, self._list)) or record.measure in self._other_measures:
            return True
        if self._growth and record.measure in ("level", "increment"):
            return True
        if record.measure in ("growth", "rank"):
            return False
        unit = record.unit or ""
        if self._each and unit in COUNTERS:
            return True
        if not self._part and round((record.value or 0) * SCALES.get(unit[:1], 1), 2) in self._told:
            return True
        return self._in_another_unit(unit, named) or ((self._figure or bool(self._quantities)) and record.value is None)

    def _tells_none(self, record: Honour | Project, named: str, said: str) -> bool:
        """Whether the words of a work or an honour have no number of its own, or none in what is asked for."""
        if not (self._figure or self._quantities or self._units or self._asked):
            return False
        own = re.sub(NOT_ITS_OWN, "", record.quote)
        units = self._counted or [""]
        if isinstance(record, Honour):
            silent = re.search(NUMERAL, record.quote) is None
        else:
            silent = not any(re.search(rf"\d[\d.]*[十百千万亿余多]*{unit}", own) for unit in units)
        if silent and (self._figure or not all(has(said, forms) for forms in self._quantities)):
            return True
        return self._in_another_unit(" ".join(re.findall(BEHIND_A_NUMBER, own)), named)

    def _in_another_unit(self, unit: str, named: str) -> bool:
        """Whether units are asked for of which a record, in this one, has none; what it is called asks for nothing."""
        asked = [self._units] if self._units else []
        asked += [units for forms, units in self._asked if not has(named, forms)]
        return bool(asked) and not any(one in unit for units in asked for one in units)

    def _is_another_slogan(self, term: Term, things: frozenset[tuple[str, str]]) -> bool:
        """Whether the query counts otherwise than a term, which counts these things: 六红 for 五红, 五尘 for 五路.

        接三连二, with the same numbers, is a slip for 接二连三.
        """
        slogan = self._slogan
        own = slogan_numbers(fold.fold(term.name, {}))
        joined, own_joined = ([number for number in numbers if "+" in number] for numbers in (slogan.numbers, own))
        if joined and own_joined:
            return not {*own_joined} <= {*joined}
        if {*slogan.numbers} == {*own} and len({*own}) > 1:
            return False
        others = {pair for pair in slogan.things if pair[0] not in own}
        if any(misnumbered(frozenset([pair]), things) for pair in others):
            return True
        asked = slogan.things if others == slogan.things else slogan.head
        return bool(things and asked) and not any(self._sounds_like(*pair) for pair in product(asked, things))

    def _sounds_like(self, one: tuple[str, str], other: tuple[str, str]) -> bool:
        """Whether two counted things are the same, or sound so: 五洪 is a slip for 五红."""
        alike = self._query.report.tables["sounds"].values()
        return one == other or (
            one[0] == other[0] and any(one[1] in spoken and other[1] in spoken for spoken in alike if len(one[1]) == 1)
        )


@lru_cache(1)
def wanted_of(query: Query, kinds: tuple[str, ...]) -> Wanted:
    """What a query wants, which is asked when a name may settle it and again when it is weighed."""
    return Wanted(query, kinds)
