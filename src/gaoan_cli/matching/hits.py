"""A hit: a record that a query found, how likely it is what was asked for, and in which way it was found.

The ways in which a hit was found:

exact      the whole of an id, number, name, alias or part of a term
prefix     the beginning of one
substring  a piece of one, at word borders where it is Latin
pinyin     its sound: spelled out, or other characters that sound the same
initials   the first letters of its syllables
words      the query's words stand in its names or in the report's words
meaning    words near to the query's in meaning do
fuzzy      nearly the same characters: a correction
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gaoan_cli.report.model import KINDS, Figure, Record
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import HOWS, MATCH_FIELDS

if TYPE_CHECKING:
    from gaoan_cli.matching.evidence import Evidence

MOST_WEIGHED = 15  # records that are looked at closely for one query


class Hit(NamedTuple):
    """A record found: the chance in percent that it is what was asked for, by which field, how, by which words."""

    record: Record
    position: int
    score: float
    field: str
    how: str
    words: tuple[str, ...] = ()
    share: float = 1.0  # of the name or text that was matched

    @property
    def rank(self) -> tuple[int, float, int, bool, int, int]:
        """What hits by name are sorted by, best first."""
        record = self.record
        headline = isinstance(record, Figure) and record.headline
        field = MATCH_FIELDS.index(self.field)
        return HOWS.index(self.how), -self.share, field, not headline, KINDS.index(record.kind), self.position


def hit_of(report: Report, kind: str, position: int, share: float, field: str, how: str, *words: str) -> Hit:
    """A hit that says how much of the name, or of the text, was matched."""
    return Hit(report.record(kind, position), position, 100.0, field, how, words, share)


def best_of(hits: list[Hit]) -> list[Hit]:
    """Each record once, by its best hit; best first."""
    best: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        place = (hit.record.kind, hit.position)
        if place not in best or hit.rank < best[place].rank:
            best[place] = hit
    return sorted(best.values(), key=lambda hit: hit.rank)


def once(hits: list[Hit]) -> list[Hit]:
    """Each record by its first hit, in the order of these."""
    first: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        first.setdefault((hit.record.kind, hit.position), hit)
    return [*first.values()]


class Finding(NamedTuple):
    """What a query finds.

    `hits` answer it, best first; `others` are the rest of the ranking; `missing` are those of its several subjects
    that have no answer; `weighed` are the first of the ranking with all that speaks for them.
    """

    hits: tuple[Hit, ...]
    others: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()
    weighed: tuple[tuple[Evidence, float], ...] = ()

    @property
    def ranked(self) -> tuple[Hit, ...]:
        """All hits, those that answer and the rest."""
        return self.hits + self.others
