"""The figures of a query: which it names, whether it asks for one, and in which units."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from itertools import pairwise

from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.report import fold
from gaoan_cli.report.fold import CARDINALS, ORDINALS, ROMAN
from gaoan_cli.report.report import Report

LEAST_FIGURE, LEAST_DIGITS = 3, 4  # characters of a figure with its unit, digits of one without, that few others have
ASKED, COUNT = (
    r"(?:多少|若干|几多?|百分之(?:多少|几))(?:个(?=[万亿](?!元?(?:以上|级))))?[十百千万亿]*",
    r"\d[\d.]*[十百千万亿]*",
)
ASKING = ("多少", "若干", "几", "百分之", "how m")  # of which a text has one that asks for a quantity
QUANTITY = rf"{ASKED}|{COUNT}|how many|how much"
# What asks for a figure: no 第几 and no 哪几, which ask for one of several.
HOW_MANY = Pattern(
    r"多[少长大高宽深重]|几多|(?<![哪第好这那前近十老])几(?![时届点样类位步]|分钟)"
    r"|\bhow (?:many|much|big|large|long|high)\b|\b(?:number|count|amount|size|total|quantity|sum|value) of\b"
    r"|\bnos?\. of\b|# of\b|\b(?:capacity|length|height|area|acreage|cost|price|percentage|proportion|share) of\b",
    ("多", "几", "how ", " of"),
)
COUNTING = ("shao", "ji", "wan", "yi", "bai", "qian")  # syllables before a unit
IN_YUAN = (*COUNTING, "in", "many", "much", "thousand", "million", "billion", "mn", "bn", "rmb")  # no Yuan dynasty
WHICH = r"[哪第]几"
# What a question ends in to have a number confirmed: 办了几件，我记得是99件吧.
GUESS = (
    r"[,，;；?？:：—–-]\s*(?:(?:我?记得|好像|应该|大概|大约|约|可能)*是?|(?:was|is) it|roughly|about|around|maybe)"
    r"\s*\d[^,，;；]*$"
)
PER_CENT = Pattern(
    r"百分之|百分比|几成|(?:几|多少)个点(?![位名])|占比|比重"
    r"|\bper ?cent(?:age)?\b|\bbaifen ?zhi\b|\b(?:share|proportion|fraction|what part) of\b",
    ("百分", "几成", "点", "占比", "比重", "cent", "zhi", " of"),
)
PROGRAMME = "人才|工程|行动|计划|战略|模式|体系|平台|布局"  # what a code names
NATIONAL_ROAD = r"(\d{3})国道|(?<![a-z])(?:g|(?:highway|road) )(\d{3})(?!\d)"
NUMBERED = {"期": "phase", "星": "star", "届": "edition", "批": "batch"}  # what is numbered in both languages
SINGLE = frozenset("23456789")  # numbers of a slogan such as 五红
SYLLABLES = 2  # so many words that are syllables may yet be English
CODED, CODE = 4, r"\d{4}"  # digits of a code such as 1225
COUNTED = "(?:[家件项条名人位]|个(?!百?分?点|亿))"
NUMBER_OF = (
    rf"(?:多少|几多?)[万千百]?{COUNTED}"
    r"|\bhow many\b(?! (?:percent|%|points|times|years))|\b(?:number|count) of\b"
)
LARGE = r"(?<![\d.])(\d+(?:\.\d+)?) ?(hundred million|billion|million|bn|mn)\b"
TEN_THOUSANDS = {"h": 10_000, "b": 100_000, "m": 100}  # of one of these, by its first letter
AMOUNT = (
    r"(?<!\bin )(?<!\bmany )(?<!\bmuch )\b(?:\d(?:[\d.,]*\d)?m?|hundred|one)"
    r"(?: ?(?:million|billion|thousand|hundred|wan|yi|bn|mn)\b\+?)* [a-z]+"
)
THRESHOLD = (  # what is counted from a sum on: 税收过亿元, 10亿元以上
    r"(?:过|超过?|破|逾|上|满)(\d[\d.]*个?)?亿|(?<![\d.])(\d[\d.]*)?个?亿元?(?:以上|级)"
    r"|\b(?:over|above|exceeding|than|crossed) (\w[\w.]*) (million|billion)\b"
    r"|\b(\w[\w.]*) (million|billion)(?: yuan)? (?:and|or) (?:more|above|over)\b"
)
SCALES = {"万": 1e4, "亿": 1e8, "million": 1e6, "billion": 1e9, "mn": 1e6, "bn": 1e9}
AMONG_TOLD = (
    r"\d[\d.]*(?:[万亿]|[万亿]?[家个件户名项条人元])\w{0,12}?[里中](?![心学国小医央级等])[\w,]{0,12}(?:多少|几)"
    r"|^(?:out )?of (?:the |those |these )?\d.*\bhow m(?:any|uch)\b|\bhow m(?:any|uch) of (?:the |those |these )?\d"
    r"|\d[家个件户名项条人][,，][^,，]{0,4}(?:讲|关于|属于|涉及|来自)[^,，]{1,8}的?(?:有?多少|几)"
)
ALONE = ("单位", "(", "（", "in ")  # what stands before a unit by itself
# What a query ends in to have a sum told so: total retail sales, 100 mn yuan.
IN_LARGE = Pattern(
    r"[,(] ?(?:in )?(?:100 ?(?:mn|million)|hundred million|billion|bn|mn|million) ?(yuan|rmb|cny)?\)?$",
    ("illion", "bn", "mn"),
)
LEAST_TOLD = 10
TOLD = r"(?<![a-z\d.])(?<!top )(\d+(?:\.\d+)?)(?: ?(万|亿|million\b|billion\b|[mb]n\b))?(?![%强])"
# What stands between a number and the thing that a slogan counts.
NO_THINGS = frozenset(["种", "个", "条", "类", "项", "样", "大", "加", "kind", "type", "thing"])
BARE = r"(?<![a-z\d.])[1-9]\d\d(?=[项个件条家名人]?[是指]| (?:refers|means|stands)\b)"  # 297指什么
DESIGNATION = r"(?<![a-z\d.])(?:[a-z]{1,2}\d[\d.]*|\d[\d.]*[a-z])(?![a-z\d])"


def asks_for_one(text: str) -> bool:
    """Whether a plain text asks for a figure."""
    return HOW_MANY.search(text) is not None


def without_guess(text: str) -> str:
    """A plain text without the number at its end that it only wants confirmed."""
    guess = re.search(GUESS, text) if fold.has_digit(text) else None
    return text[: guess.start()] if guess and not asks_for_one(guess[0]) else text


def designations(text: str) -> tuple[str, ...]:
    """What a plain text tells things apart by that are called alike: 5A, G105, PM10."""
    return tuple(re.findall(DESIGNATION, text)) if fold.has_digit(text) else ()


def numbered(text: str) -> frozenset[tuple[str, str]]:
    """What a folded text numbers, with its number: (3, 期), (4, phase), and codes of what they stand before."""
    if "phase" in text:
        text = re.sub(rf"\bphase ({'|'.join((*CARDINALS, *ROMAN))}|\d+)\b", r"\1 phase", text)
    found = []
    if fold.has_digit(text):
        pairs = re.findall(rf"(?<![a-z\d.])(\d{{4}})({PROGRAMME})|(?<![a-z\d.])(\d+)([期号中星届批])", text)
        found += [(code or number, named or NUMBERED.get(unit, unit)) for code, named, number, unit in pairs]
        found += [(number, "国道") for pair in re.findall(NATIONAL_ROAD, text) for number in pair if number]
    words = [(_digits(word), fold.stem(after, {})) for word, after in pairwise(fold.latin(text))]
    found += [
        (number, after)
        for number, after in words
        if re.fullmatch(CODE, number) or (number.isdigit() and after in NUMBERED.values())
    ]
    return frozenset(found)


def counted_things(text: str) -> frozenset[tuple[str, str]]:
    """What a folded text counts in the way of a slogan, with the number: (5, 红) of 5红, (5+2, 就), (6, red)."""
    words = fold.latin(text)
    pairs = [(_digits(word), fold.stem(after, {})) for word, after in pairwise(words)]
    slogans = re.findall(r"(?<![\d.])([2-9](?:\+\d)?)(\w)", text)
    counted = [(number, thing) for number, thing in slogans if fold.is_han(thing)]
    counted += [(number, thing) for number, thing in pairs if number in SINGLE and thing.isalpha()]
    return frozenset(pair for pair in counted if pair[1] not in NO_THINGS)


def numbers_of(text: str) -> frozenset[float]:
    """The numbers of a text as absolute ones, but for small ones, which more than one thing has."""
    told = map(_absolute, re.finditer(TOLD, text)) if fold.has_digit(text) else ()
    return frozenset(number for number in told if number >= LEAST_TOLD)


def in_digits(text: str) -> str:
    """A text with a large number that is written out in digits: 五十八亿, and no 二十强."""
    return fold.numerals(text) if "亿" in text or "万" in text else text


def absolute_of(figure: str) -> float:
    """A figure with 万 or 亿 as an absolute number; 0 for none."""
    return next(map(_absolute, re.finditer(TOLD, figure)), 0.0)


def _absolute(match: re.Match[str]) -> float:
    return round(float(match[1]) * SCALES.get(match[2], 1), 2)


def slogan_numbers(text: str) -> list[str]:
    """The numbers of a folded slogan, in order: 2 and 3 of 接2连3, 5+2 of 5+2就业之家 and of five plus two."""
    digits = re.sub(rf"\b(?:{'|'.join(CARDINALS)})\b", lambda word: _digits(word[0]), text)
    return re.findall(r"\d+(?:\+\d)?", re.sub(r"(?<=\d) ?(?:\+|加|plus) ?(?=\d)", "+", digits))


def thresholds(text: str) -> frozenset[float]:
    """The sums, in yuan, from which on a folded text counts: 1e9 for 10亿元以上 and for over 1 billion."""
    found: set[float] = set()
    if not any(scale in text for scale in ("亿", "illion")):  # no pattern is compiled for other texts
        return frozenset()
    for over, least, number, scale, more, its_scale in re.findall(THRESHOLD, text):
        digits = _digits(number or more or over.rstrip("个") or least or "1")
        if re.fullmatch(r"\d+(?:\.\d+)?", digits):
            found.add(float(digits) * SCALES[scale or its_scale or "亿"])
    return frozenset(found)


def misnumbered(pairs: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    """Whether others number one of the same things otherwise; a code with one digit wrong, or two moved, is a slip."""
    for thing in {thing for _, thing in pairs}:
        numbers, codes = ([number for number, what in some if what == thing] for some in (pairs, others))
        if codes and not any(
            one == code or (len(code) == CODED and _slip(one, code)) for code in codes for one in numbers
        ):
            return True
    return False


def _slip(number: str, code: str) -> bool:
    wrong = sum(one != other for one, other in zip(number, code, strict=False))
    return len(number) == len(code) and (wrong <= 1 or sorted(number) == sorted(code))


def _digits(word: str) -> str:
    """A number in digits, written out or not."""
    return next((str(names.index(word) + 1) for names in (CARDINALS, ORDINALS, ROMAN) if word in names), word)


class Quantities:
    """The quantities of a query.

    `plain` is its text, `rest` that without places and years, `stated` what of it only tells a figure of a year, and
    `earlier` the numbers of these that are of another year than it asks about.
    """

    def __init__(self, plain: str, rest: str, stated: str, earlier: Collection[str], report: Report) -> None:
        self._plain, self._rest, self._stated, self._earlier, self._report = plain, rest, stated, earlier, report
        lexicon = self._lexicon = report.tables["lexicon"]
        units = sorted(lexicon["units"], key=len, reverse=True)
        self._han_units = "|".join(re.escape(unit) for unit in units if not unit.isascii())

    @cached_property
    def named(self) -> bool:
        """Whether it names a quantity, or asks for one."""
        asked = any(map(self._rest.__contains__, ASKING))
        return (asked or fold.has_digit(self._rest)) and re.search(QUANTITY, self._rest) is not None

    @cached_property
    def asked(self) -> bool:
        """Whether what it asks for is a figure."""
        return bool(self.asked_units) or asks_for_one(self._rest)

    @cached_property
    def counts(self) -> bool:
        """Whether it asks how many there are, and not how much; in 去年加了45家，今年多少 what is told says so."""
        if not asks_for_one(self._rest):
            return False
        asked, counted = len(HOW_MANY.all(self._rest)), len(re.findall(NUMBER_OF, self._rest))
        return asked <= (counted or len(re.findall(rf"\d{COUNTED}", self._stated)))

    @cached_property
    def asked_units(self) -> frozenset[str]:
        """The units that it asks for: 家 in 多少家; what is over 100 million yuan is not asked in yuan."""
        asked = re.sub(WHICH, "", self._rest) if "几" in self._rest else self._rest
        pattern = rf"(?:{ASKED}|how (?:many|much) ?)({self._han_units})"
        asking = not asked.isascii() and any(map(asked.__contains__, ASKING))
        found = {match[1] for match in re.finditer(pattern, asked)} if asking else set()
        # As the heads of tables have it, or in 亿元.
        if any(map(self._plain.__contains__, ALONE)):
            alone = rf"(?:单位:? ?|[(（]|\bin )({self._han_units})(?![^)）,。，;；\n])"
            found |= {match[1] for match in re.finditer(alone, self._plain)}
        if tail := IN_LARGE.search(self._plain):
            found.add(tail[1] or "yuan")
        counted = fold.has_digit(self._rest) or any(map(self._rest.__contains__, ("one ", "hundred ")))
        words = fold.latin(re.sub(AMOUNT, " ", self._rest) if counted else self._rest)
        sounds = len(words) > SYLLABLES and all(map(self._spoken, words))  # the yuan of yuan qing hua
        for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
            word = word if word in self._lexicon["units"] else fold.stem(word, {})
            if word in self._lexicon["units"] and before != "per":
                # The mu of mu biao is a syllable, and so are the yuan of gong yuan, and the Yuan of a porcelain.
                syllable = (
                    (not before and after and word == "yuan")
                    or (word == "yuan" and after and before not in IN_YUAN)
                    or (after and not self._report.words.known(after))
                    or (before not in COUNTING and (sounds or self._spoken(before)))
                )
                found.update(() if syllable else (word,))
        if PER_CENT.search(asked) and "%" not in "".join(self.figures):
            found.add("%")
        if any(words in self._plain for words in self._lexicon["money"]):
            found.add(self._lexicon["money unit"])
        if not found and self._stated and asks_for_one(self._rest):  # 去年加了45家，今年多少
            found.update(re.findall(f"{COUNT}({self._han_units})", self._stated))
        return frozenset(found)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures that it names, as wordings have them: 13.7亿斤, 8940, 91.2, and 14.8亿 for 1.48bn; no 12."""
        if not fold.has_digit(self._rest):
            return ()
        pattern = rf"(?<![a-z\d.])\d[\d.]*(?:%|[十百千万亿]*(?:{self._han_units})?)"
        found = [
            figure
            for figure in re.findall(pattern, self._rest)
            if figure.rstrip(f"%十百千万亿{self._han_units}") not in self._earlier
            if sum(map(str.isdigit, figure)) >= LEAST_DIGITS
            or (len(figure) >= LEAST_FIGURE and figure.strip("0123456789."))
            or (len(figure) > LEAST_FIGURE and "." in figure)
        ]
        for number, scale in re.findall(LARGE, self._rest):
            if number in self._earlier:
                continue
            ten_thousands = float(number) * TEN_THOUSANDS[scale[0]]
            found += [f"{ten_thousands / 10_000:.10g}亿", f"{ten_thousands:.10g}万"]
        found += re.findall(BARE, self._rest)
        return tuple(found)

    @cached_property
    def told(self) -> str:
        """The text without the number that it only wants confirmed."""
        return without_guess(self._rest)

    @cached_property
    def askings(self) -> int:
        """How many figures it asks for."""
        return len(HOW_MANY.all(self._rest))

    @cached_property
    def of_told(self) -> bool:
        """Whether it asks for a part of what it tells: 298家企业里有几家, of the 298 how many."""
        told = in_digits(self._rest)
        return fold.has_digit(told) and re.search(AMONG_TOLD, told) is not None

    def _spoken(self, word: str) -> bool:
        """Whether a word is a syllable of pinyin."""
        return word in self._report.tables["sounds"]

    def without_units(self, text: str) -> str:
        """A text without the units behind its numbers and questions for one."""
        if not self.named or text.isascii():
            return text
        return re.sub(f"({QUANTITY})(?:{self._han_units})", r"\1 ", text)
