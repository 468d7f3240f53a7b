"""What no score can buy: another place's figure, an opposite, or another indicator is no answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.places import short_of
from gaoan_cli.matching.quantities import counted_things, designations, misnumbered, numbered
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.sentences import latin_of, says
from gaoan_cli.report import fold
from gaoan_cli.report.model import TEXT, Figure, Honour, Project, Record, Term
from gaoan_cli.report.report import Report

NEEDED = "="  # marks a choice of which a record must have a word if the query has one
ANY = "个"  # counts anything
DATED = r"\d年|\d月|\d日"
NOT_ITS_OWN = r"\[\d+\]|等\d[\d.]*|“[^”]*”"  # the number of a note, of all that a work is one of, in a name
BEHIND_A_NUMBER = r"\d[\d.]*(\D{0,4})"
NUMERAL = r"\d|[一二两三四五六七八九十百千][个项家次名位年届级]|第[一二三四五六七八九十]"


class Guards:
    """What a record must say to answer a query, by the words of the lexicon; `kinds` are those that are asked for."""

    def __init__(self, query: Query, kinds: tuple[str, ...]) -> None:
        lexicon = query.report.tables["lexicon"]
        self.han, self.latin = query.asked, latin_of(query.asked)
        self.elsewhere = query.places.others
        self.places = [_written((place, short_of(place))) for place in query.places.others]
        self.levels = {level: _written(shown) for level, said, shown in lexicon["levels"] if self._says(said)}
        # An amount is no growth and no rank, unless both are asked for, and none in square metres is one in yuan.
        in_units, per_cent = query.quantities.asked_units, {*lexicon["per cent"]}
        amount = query.quantities.counts or bool(in_units - per_cent)
        others = ["growth", "rank"] if amount else ["rank"] if in_units else []
        self.others = [measure for measure in others if measure not in query.measure]
        asked = [units for units, _ in lexicon["dimensions"] if not in_units.isdisjoint(units)]
        self.units: list[str] = asked[0] if len(asked) == 1 else []
        # How many there are is no amount in yuan.
        counts = query.quantities.counts and not in_units
        self.measured = tuple(unit for units, _ in lexicon["dimensions"] for unit in units if counts)
        if "亿" in in_units and not self.units:  # 几个亿 is no count of a few things
            self.units = ["亿", "万"]
        # Words that ask for a dimension by themselves, with its units: who asks for a cost is not told a length.
        asking = lexicon["countables"] + ([] if counts or self.units else lexicon["dimensions"])
        self.asked = [(_written([word]), units) for units, words in asking for word in words if self._says([word])]
        self.figure, self.passages = query.quantities.asked, kinds == TEXT_KINDS
        self.topic = query.topic != ""
        self.notes = {id for id, role in query.report.roles.items() if role == "notes"}
        self.day = query.seeks("day")
        self.growth = query.seeks("growth") and "level" not in query.measure
        lists = lexicon["sought"]["list"]
        self.list = _written(lists) if query.seeks("list") and not self.figure else []
        dimensions = {unit for units, _ in lexicon["dimensions"] for unit in units}
        self.counted = sorted(unit for unit in in_units - dimensions - {ANY} if not unit.isascii())
        # 5A, with all that is called so with another number: a record has none of these, or just that.
        self.designations = [
            (token, re.compile(rf"(?<![a-z\d.]){re.sub(r'[0-9.]+', r'[0-9][0-9.]*', token)}(?![a-z\d])"))
            for token in designations(query.asked)
        ]
        # 3期 is no 2期: a name numbers what they number so, or not at all.
        self.numbered = numbered(fold.fold(query.places.rest, {}))
        self.counted_things = counted_things(fold.fold(query.places.rest, {}))
        self.details = [_written([word]) for word in lexicon["details"] if self._says([word])]
        # Of each of these a name must have a word.
        self.needed = [_written([word]) for word in lexicon["qualifiers"] if self._says([word])]
        # Choices that exclude each other: which of those asked for a record must have, and the single one without which
        # a record that has others is about something else.
        self.choices: list[tuple[list[list[str]], list[int], int | None]] = []
        for marked in lexicon["opposites"]:
            choices = [[word for word in choice if word != NEEDED] for choice in marked]
            if said := _stated(choices, self.han, self._says):
                needed = [at for at in said if marked[at][0] == NEEDED]
                self.choices.append(([*map(_written, choices)], needed, said[0] if len(said) == 1 else None))

    def _says(self, words: Sequence[str]) -> bool:
        return says(words, self.han, self.latin)

    def allow(self, record: Record, named: str, said: str) -> bool:
        """Whether a record may be the answer."""
        return not self.breach(record, named, said) and not self.unfit(record, named, said)

    def unfit(self, record: Record, named: str, said: str) -> bool:
        """Whether a record may be about what is asked and says no such figure of it.

        It says no such detail, or is an honour of another level. It says no figure at all, measures a growth for an
        amount or the other way round, 亩 for 元, or names no day or year. A term counts as many as are asked for, and
        may say anything; of passages only who asks for them is told a figure, for each figure has a record of its own.
        """
        if not all(_has(said, forms) for forms in self.details):
            return True
        if isinstance(record, Honour) and self.levels and record.level not in self.levels:
            return True
        if isinstance(record, Term):
            return self._is_another_slogan(counted_things(named))
        if self.day and not re.search(DATED, record.text if isinstance(record, TEXT) else record.quote):
            return True
        if isinstance(record, TEXT):
            if self.topic and record.id.split(".")[0] in self.notes:
                return True
            return bool(self.figure or self.list or self.elsewhere or self.topic) and not self.passages
        if isinstance(record, Figure):
            if self.list and not _has(named, self.list):
                return True
            if self.growth and record.measure in ("level", "increment"):
                return True
            if record.measure in ("growth", "rank"):
                return record.measure in self.others
            unit = record.unit or ""
            silent = record.value is None or unit.endswith(self.measured)
        else:
            own = re.sub(NOT_ITS_OWN, "", record.quote)
            silent, unit = not self._counts(record, own), " ".join(re.findall(BEHIND_A_NUMBER, own))
        asked = [self.units] if self.units else []
        asked += [units for forms, units in self.asked if not _has(named, forms)]
        other = unit != "%" and asked and not any(one in unit for units in asked for one in units)
        return bool(other) or (self.figure and silent)

    def _is_another_slogan(self, things: frozenset[tuple[str, str]]) -> bool:
        """Whether the query counts otherwise than a term, which counts these things: 六红 for 五红, 四好 for 五路.

        接三连二, with the same numbers, is a slip for 接二连三.
        """
        numbers = {number for number, _ in things}
        others = {pair for pair in self.counted_things if pair[0] not in numbers}
        if any(misnumbered(frozenset([pair]), things) for pair in others):
            return True
        return bool(things and others) and others == self.counted_things and self.counted_things.isdisjoint(things)

    def _counts(self, record: Honour | Project, own: str) -> bool:
        """Whether the words of a work have a number of its own, with what is asked for behind it if that has a word."""
        if isinstance(record, Honour):
            return re.search(NUMERAL, record.quote) is not None
        return any(re.search(rf"\d[\d.]*[十百千万亿余多]*{unit}", own) for unit in self.counted or ("",))

    def breach(self, record: Record, named: str, said: str) -> bool:
        """Whether a record is no answer, whatever speaks for it.

        `named` is what it is called, `said` also what it says, both folded, with the stems of their words. A place
        may stand in either; what makes another indicator of one must stand in a name.
        """
        if not all(_has(said, words) for words in self.places) or not all(_has(named, words) for words in self.needed):
            return True
        if not isinstance(record, Honour) and not all(_has(said, shown) for shown in self.levels.values()):
            return True
        if self.numbered and misnumbered(self.numbered, numbered(said)):
            return True
        for choices, needed, asked in self.choices:
            stated = _stated(choices, named, lambda forms: _has(named, forms))
            if not {*needed} <= {*stated} or (asked is not None and stated and asked not in stated):
                return True
        return any((found := pattern.findall(said)) and token not in found for token, pattern in self.designations)

    def lacks(self, named: str) -> int:
        """How many of the query's words that exclude others a record has not."""
        return sum(asked is not None and not _has(named, choices[asked]) for choices, _, asked in self.choices)


def documents_of(report: Report, kind: str, position: int) -> tuple[str, str]:
    """What a record is really called, and that with what it says, folded, with the stems of the words."""
    names, _, *said = report.tables.row(f"{kind}.words", position)
    full = " ".join((names, *said))
    return (full if kind in TEXT_KINDS else names), full


def _written(words: Sequence[str]) -> list[str]:
    """Words as documents have them: stems between spaces, or Chinese folded."""
    return [f" {fold.stem(word, {})} " if word.isascii() else fold.fold(word, {}) for word in words]


def _has(document: str, forms: Sequence[str]) -> bool:
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
