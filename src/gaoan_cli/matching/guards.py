"""What no score can buy: another place's figure, an opposite, or another indicator is no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.pattern import Pattern
from gaoan_cli.matching.places import places_of, short_of
from gaoan_cli.matching.quantities import HOW_MANY, PER_CENT, designations, misnumbered, numbered, thresholds
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.sentences import latin_of, says
from gaoan_cli.matching.years import without_years
from gaoan_cli.report import fold
from gaoan_cli.report.model import Figure, Honour, Record
from gaoan_cli.report.report import Report

VERSION = r"(?<![\d.])\d\.0(?![\d%])"  # 6.0 is no 5.0
RANKED = r"[首第]|排|名次|位次|唯一|\b(?:first|top|only|rank(?:s|ed|ing)?)\b"
# 以及在宜春的排名, 全省第几; and its rank in the province, its provincial position.
RANKED_WITHIN = Pattern(
    r"排|位次|名次|第|\b(?:rank|position|standing|place)",
    ("排", "位次", "名次", "第", "rank", "position", "standing", "place"),
)
AMOUNT = Pattern(
    r"数[量额值字]|金额|总[量额]|\b(?:amount|figure|value)s?\b", ("数", "额", "总", "amount", "figure", "value")
)
AROUND = ("province", "prefecture", "country")
IN_WHICH = r"(?:以及|及|和|并|[,，、 ])*其?在?|(?:,|\band\b| )*(?:its |the )?\b"
IS_RANKED = (
    r"[省市]?[内里中的]*(?:各?县市区?|县区)?[内里中的]*"
    r"(?:排(?:名|位|行)?|位次|名次|第)(?:第?[几\d一二三四五六七八九十]+|老几)?[名位]?"
    r"|(?:'s)? (?:rank(?:ing)?|position|standing|place)\b"
)
RANK_IN = (
    r"(?:,|\band\b| )*(?:its |the )?\b(?:rank(?:ing|s|ed)?|position|standing|place)(?: \w+)? (?:with)?in (?:the )?"
)
NEEDED = "="  # marks a choice of which a record must have a word if the query has one


class Guards:
    """What a record must be called, or say, so as not to be about something else, by the words of the lexicon."""

    def __init__(self, query: Query) -> None:
        lexicon = query.report.tables["lexicon"]
        self._han, self._latin = query.request, latin_of(query.request)
        # 几家，在宜春排第几 asks of a place and a level only for the rank: what it asks beside that is not of there.
        asked = beside_rank(query)
        others = query.places.others if asked == query.request else places_of(without_years(asked), query.report).others
        self._of_rank = _within(query, query.places.others, query.request)
        self._around = _within(query, others, asked)
        # 5A, with all that is called so with another number: a record has none of these, or just that.
        self._designations = [
            (token, re.compile(rf"(?<![a-z\d.]){re.sub(r'[0-9.]+', r'[0-9][0-9.]*', token)}(?![a-z\d])"))
            for token in designations(query.asked)
        ]
        if ".0" in query.asked:
            self._designations += [(token, re.compile(VERSION)) for token in re.findall(VERSION, query.asked)]
        # 3期 is no 2期: a name numbers what they number so, or not at all.
        self._numbered = numbered(fold.fold(query.places.rest, {}))
        # Firms that pay more than 1bn are none of those that pay more than 100m.
        self._thresholds = thresholds(fold.fold(query.asked, {}))
        # Of each of these a name must have a word.
        self._needed = [forms_of([word]) for word in lexicon["qualifiers"] if self._says([word])]
        # Choices that exclude each other, which are asked for, and whether a record must have one of these: else only
        # one that has another than the single one asked for is about something else.
        self._choices: list[tuple[list[list[str]], set[int], bool]] = []
        for marked in lexicon["opposites"]:
            choices = [[word for word in choice if word != NEEDED] for choice in marked]
            if said := _stated(choices, self._han, self._says):
                needed = any(marked[at][0] == NEEDED for at in said)
                self._choices.append(([*map(forms_of, choices)], {*said}, needed))

    def _says(self, words: Sequence[str]) -> bool:
        return says(words, self._han, self._latin)

    def breach(self, record: Record, named: str, said: str) -> bool:
        """Whether a record is no answer, whatever speaks for it.

        `named` is what it is called, `said` also what it says, both folded, with the stems of their words. A place
        may stand in either; what makes another indicator of one must stand in a name.
        """
        ranked = isinstance(record, Figure) and record.measure == "rank"
        places, levels = self._of_rank if ranked else self._around
        if not all(has(said, words) for words in places) or not all(has(named, words) for words in self._needed):
            return True
        if not isinstance(record, Honour) and not all(has(said, shown) for shown in levels):
            return True
        if self._numbered and misnumbered(self._numbered, numbered(said)):
            return True
        if self._thresholds and self._thresholds.isdisjoint(thresholds(named) or self._thresholds):
            return True
        for choices, asked, needed in self._choices:
            stated = _stated(choices, named, lambda forms: has(named, forms))
            if asked.isdisjoint(stated) and (needed or (stated and len(asked) == 1)):
                return True
        return any((found := pattern.findall(said)) and token not in found for token, pattern in self._designations)


def _within(query: Query, places: Sequence[str], asked: str) -> tuple[list[list[str]], list[list[str]]]:
    """Of each place, and of each level above that what is asked names, the words of which a record shows one."""
    levels = query.report.tables["lexicon"]["levels"]
    shown = [forms_of(words) for _, said, words in levels if says(said, asked, latin_of(asked))]
    return [forms_of(_shown(place, query)) for place in places], shown


def beside_rank(query: Query) -> str:
    """What asks, without the rank that it asks for within a place around the own one, if it asks for a figure too."""
    asked = query.request
    if not RANKED_WITHIN.search(asked) or not _asks_figure(asked):
        return asked
    report = query.report
    home = {name.rstrip("市省") for name in (report.particulars.prefecture, report.particulars.province) if name}
    names = [name for name, han in report.tables["places.latin"].items() if han in home]
    names += [*home, *AROUND, *(word for _, said, _ in report.tables["lexicon"]["levels"] for word in said)]
    within = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    rest = re.sub(rf"(?:{IN_WHICH})(?:{within})(?:{IS_RANKED})|(?:{RANK_IN})(?:{within})\b", " ", asked)
    return rest if _asks_figure(rest) else asked


def _asks_figure(text: str) -> bool:
    return any(pattern.search(text) for pattern in (HOW_MANY, PER_CENT, AMOUNT))


def _shown(place: str, query: Query) -> list[str]:
    """The words that show a place; a rank within the report's own province is shown by 全省 too."""
    shown, levels = [place, short_of(place)], query.report.tables["lexicon"]["levels"]
    if short_of(place) == short_of(query.report.particulars.province or "") and re.search(RANKED, query.request):
        shown += [word for level, _, words in levels if level == "provincial" for word in words]
    return shown


@lru_cache(1)
def guards_of(query: Query) -> Guards:
    """The guards of a query, which are asked when a name may settle it and again when it is weighed."""
    return Guards(query)


def documents_of(report: Report, kind: str, position: int) -> tuple[str, str]:
    """What a record is really called, and that with what it says, folded, with the stems of the words."""
    names, _, *said = report.tables.row(f"{kind}.words", position)
    full = " ".join((names, *said))
    return (full if kind in TEXT_KINDS else names), full


def forms_of(words: Sequence[str]) -> list[str]:
    """Words as documents have them: stems between spaces, or Chinese folded."""
    return [f" {fold.stem(word, {})} " if word.isascii() else fold.fold(word, {}) for word in words]


def has(document: str, forms: Sequence[str]) -> bool:
    """Whether a document has one of the words."""
    return any(form in document for form in forms)


def _stated(choices: Sequence[Sequence[str]], text: str, has: Callable[[Sequence[str]], bool]) -> list[int]:
    """Which choices a text has a word of; of Chinese words that overlap the first counts: 省外资金 has no 外资."""
    stated = [at for at, words in enumerate(choices) if has(words)]
    if len(stated) > 1:
        han = sorted((word for at in stated for word in choices[at] if not word.isascii()), key=len, reverse=True)
        found = set(re.findall("|".join(map(re.escape, han)), text)) if han else set()
        stated = [
            at
            for at in stated
            if not found.isdisjoint(choices[at]) or has([word for word in choices[at] if word.isascii()])
        ]
    return stated
