"""What no score can buy: another place's figure, an opposite, or another indicator is no answer."""

from __future__ import annotations

from collections.abc import Sequence

from gaoan_cli.matching.query import Query
from gaoan_cli.report import fold
from gaoan_cli.report.model import Figure, Record

NEEDED = "="  # marks a choice of which a record must have a word if the query has one


class Guards:
    """What a record must say to answer a query, by the words of the lexicon."""

    def __init__(self, query: Query) -> None:
        lexicon = query.report.table("lexicon")
        self.han, self.latin = query.plain, f" {' '.join(fold.latin(query.plain))} "
        self.places: list[Sequence[str]] = [(place, place.rstrip("省市县区")) for place in query.places.others]
        self.places += [shown for said, shown in lexicon["levels"] if self._says(said)]
        # An amount is no growth, unless both are asked for, and none in square metres is one in yuan.
        self.amount = "growth" not in query.measure and bool(query.units.difference(lexicon["per cent"]))
        asked = [units for units in lexicon["dimensions"] if not query.units.isdisjoint(units)]
        self.units: list[str] = asked[0] if len(asked) == 1 else []
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

    def unfit(self, record: Record) -> bool:
        """Whether a record may be about what is asked and measures it otherwise: a growth for an amount, 亩 for 元."""
        if not isinstance(record, Figure):
            return False
        other = record.unit not in (None, "%") and not any(unit in record.unit for unit in self.units)
        return (self.amount and record.measure == "growth") or bool(self.units and other)

    def breach(self, named: str, said: str) -> bool:
        """Whether a record is no answer, whatever speaks for it.

        `named` is what it is called, `said` also what it says, both folded, with the stems of their words. A place
        may stand in either; what makes another indicator of one must stand in a name.
        """
        if not all(_has(said, words) for words in self.places) or not all(_has(named, words) for words in self.needed):
            return True
        return any(not _has(named, own) and _has(named, others) for own, others in self.apart)

    def lacks(self, named: str) -> int:
        """How many of the query's words that exclude others a record has not."""
        return sum(not _has(named, own) for own, _ in self.apart)


def _has(document: str, words: Sequence[str]) -> bool:
    """Whether a document has one of the words."""
    return any((f" {fold.stem(word, {})} " if word.isascii() else fold.fold(word, {})) in document for word in words)
