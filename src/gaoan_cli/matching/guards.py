"""What no score can buy: another place's figure, an opposite, or another indicator is no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.quantities import counted_things, designations, misnumbered, numbered
from gaoan_cli.matching.query import Query
from gaoan_cli.report import fold
from gaoan_cli.report.model import TEXT, Figure, Honour, Project, Record, Term

NEEDED = "="  # marks a choice of which a record must have a word if the query has one
ANY = "个"  # counts anything
WHICH_DAY = r"哪一?[年天日]|日期|\b(?:what|which) (?:year|day)\b|\bdates?\b"
LIST = r"清单|名单|\blist of\b|\bfull list\b|\bnames of\b|\bby name\b"
DATED = r"\d年|\d月|\d日"
NUMERAL = "[0-9一二两三四五六七八九十百千]"


class Guards:
    """What a record must say to answer a query, by the words of the lexicon; `kinds` are those that are asked for."""

    def __init__(self, query: Query, kinds: tuple[str, ...]) -> None:
        lexicon = query.report.table("lexicon")
        self.han, self.latin = query.asked, f" {' '.join(fold.latin(query.asked))} "
        self.elsewhere = query.places.others
        self.places: list[Sequence[str]] = [(place, place.rstrip("省市县区")) for place in query.places.others]
        self.places += [shown for said, shown in lexicon["levels"] if self._says(said)]
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
        # Words that ask for a dimension by themselves, with its units: who asks for a cost is not told a length.
        asking = [] if counts else lexicon["dimensions"]
        self.asked = [(word, units) for units, words in asking for word in words if self._says([word])]
        self.figure, self.passages = query.quantities.asked, kinds == TEXT_KINDS
        self.day = re.search(WHICH_DAY, query.plain) is not None
        self.list = not self.figure and re.search(LIST, query.plain) is not None
        dimensions = {unit for units, _ in lexicon["dimensions"] for unit in units}
        self.counted = sorted(unit for unit in in_units - dimensions - {ANY} if not unit.isascii())
        # 5A, with all that is called so with another number: a record has none of these, or just that.
        self.designations = [
            (token, re.compile(rf"(?<![a-z\d.]){re.sub(r'[0-9.]+', r'[0-9][0-9.]*', token)}(?![a-z\d])"))
            for token in designations(query.asked)
        ]
        # 3期 is no 2期: a name numbers what they number so, or not at all.
        self.numbered = query.numbered
        self.counted_things = counted_things(fold.fold(query.places.rest, {}))
        # Of each of these a name must have a word.
        self.needed: list[Sequence[str]] = [[word] for word in lexicon["qualifiers"] if self._says([word])]
        # Pairs of groups: a record with a word of the second and none of the first is about something else.
        self.apart: list[tuple[list[str], list[str]]] = []
        for marked in lexicon["opposites"]:
            choices = [[word for word in choice if word != NEEDED] for choice in marked]
            said = [choice for choice in choices if self._says(choice)]
            self.needed += [choice for choice in said if [NEEDED, *choice] in marked]
            if len(said) == 1:
                others = [word for choice in choices if choice is not said[0] for word in choice]
                self.apart.append((said[0], others))

    def _says(self, words: list[str]) -> bool:
        return any(f" {word} " in self.latin if word.isascii() else word in self.han for word in words)

    def allow(self, record: Record, named: str, said: str) -> bool:
        """Whether a record may be the answer."""
        return not self.breach(named, said) and not self.unfit(record, named)

    def unfit(self, record: Record, named: str) -> bool:
        """Whether a record may be about what is asked and says no such figure of it.

        It says none at all, measures a growth for an amount, or 亩 for 元, or names no day or year. A term
        counts as many as are asked for, and may say anything; of passages only who asks for them is told a figure, for
        each figure has a record of its own.
        """
        if isinstance(record, Term):
            things = counted_things(named)
            numbers = {number for number, thing in things}  # 接三连二 is a slip for 接二连三, and 六红 none for 五红
            return any(
                pair[0] not in numbers and misnumbered(frozenset([pair]), things) for pair in self.counted_things
            )
        if self.day and not re.search(DATED, record.text if isinstance(record, TEXT) else record.quote):
            return True
        if isinstance(record, TEXT):
            return bool(self.figure or self.list or self.elsewhere) and not self.passages
        if isinstance(record, Figure):
            if self.list and not re.search(LIST, named):
                return True
            if record.measure in ("growth", "rank"):
                return record.measure in self.others
            unit = record.unit or ""
            silent = record.value is None or unit.endswith(self.measured)
        else:
            silent, unit = not self._counts(record), record.quote
        asked = [self.units] if self.units else []
        asked += [units for word, units in self.asked if not _has(named, [word])]
        other = unit != "%" and not all(any(one in unit for one in units) for units in asked)
        return other or (self.figure and silent)

    def _counts(self, record: Honour | Project) -> bool:
        """Whether the words of a work have a number, of what is asked for if that is counted in a word of its own."""
        if isinstance(record, Honour):
            return re.search(NUMERAL, record.quote) is not None
        return any(re.search(rf"\d[\d.]*[十百千万亿余多]*{unit}", record.quote) for unit in self.counted or ("",))

    def breach(self, named: str, said: str) -> bool:
        """Whether a record is no answer, whatever speaks for it.

        `named` is what it is called, `said` also what it says, both folded, with the stems of their words. A place
        may stand in either; what makes another indicator of one must stand in a name.
        """
        if not all(_has(said, words) for words in self.places) or not all(_has(named, words) for words in self.needed):
            return True
        if self.numbered and misnumbered(self.numbered, numbered(said)):
            return True
        if any(not _has(named, own) and _has(named, others) for own, others in self.apart):
            return True
        return any((found := pattern.findall(said)) and token not in found for token, pattern in self.designations)

    def lacks(self, named: str) -> int:
        """How many of the query's words that exclude others a record has not."""
        return sum(not _has(named, own) for own, _ in self.apart)


def _has(document: str, words: Sequence[str]) -> bool:
    """Whether a document has one of the words."""
    return any((f" {fold.stem(word, {})} " if word.isascii() else fold.fold(word, {})) in document for word in words)
