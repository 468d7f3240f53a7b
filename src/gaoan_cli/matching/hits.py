"""A hit: a record that a query found, how well, and in which way."""

from __future__ import annotations

from typing import NamedTuple

from gaoan_cli.report.model import KINDS, Figure, Record
from gaoan_cli.report.report import Report
from gaoan_cli.report.vocabulary import HOWS, MATCH_FIELDS

# Each way's scores: the lowest, and the highest, which a query that covers a whole name gets.
SCORES = {
    "exact": (100.0, 100.0),
    "prefix": (90.0, 99.0),
    "substring": (80.0, 89.0),
    "pinyin": (70.0, 79.0),
    "initials": (60.0, 69.0),
    "words": (40.0, 59.0),
    "fuzzy": (20.0, 39.0),
}


class Hit(NamedTuple):
    """A record found: how good the match is (0–100), by which field, in which way, and by which words."""

    record: Record
    position: int
    score: float
    field: str
    how: str
    words: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, float, int, bool, int, int]:
        """What hits are sorted by, best first."""
        record = self.record
        headline = isinstance(record, Figure) and record.headline
        field = MATCH_FIELDS.index(self.field)
        return HOWS.index(self.how), -self.score, field, not headline, KINDS.index(record.kind), self.position


def qualifiers_of(report: Report) -> frozenset[str]:
    """Words that make another indicator of the one they stand with, as they stand in folded names."""
    words = report.table("lexicon")["qualifiers"]
    return frozenset(f" {word} " if word.isascii() else word for word in words)


def hit_of(report: Report, kind: str, position: int, share: float, field: str, how: str, *words: str) -> Hit:
    """A hit whose score says how much of the name, or of the meaning, was matched."""
    low, high = SCORES[how]
    score = round(low + (high - low) * min(1.0, share), 1)
    return Hit(report.record(kind, position), position, score, field, how, words)
