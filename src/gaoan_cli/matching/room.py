"""The records of one kind beside one query: which hold its words, and which mean something near to it."""

from __future__ import annotations

from collections import defaultdict
from operator import add, mul
from typing import Any
from weakref import WeakKeyDictionary

from gaoan_cli.matching.query import Query, Word
from gaoan_cli.matching.sounds import by_sound
from gaoan_cli.report.report import Report
from gaoan_cli.report.words import LENGTH, Vector, from_text, unpacked

TEXT_WEIGHT = 0.7  # what a word counts for a first choice that stands in the text and not in a name
LEAST = 0.15  # of shared words and meaning together, for a first choice


def cosine(one: Vector, other: Vector) -> float:
    """How near two vectors are in direction: all are of one length."""
    total: int = sum(map(mul, one, other))
    return total / (LENGTH * len(one))


class Rows:
    """Vectors of passages, each with the position of its record, what it is, and its words."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.positions: list[int] = table["positions"]
        self.fields: list[str] = table["fields"].split(" ")
        self.words: list[str] = table["words"].split("\n")
        self.packed = from_text(table["packed"])
        self.width = len(self.packed) // max(1, len(self.positions))
        self.of: dict[int, list[int]] = defaultdict(list)
        for at, position in enumerate(self.positions):
            self.of[position].append(at)

    def vector(self, at: int) -> Vector:
        """The vector of a row."""
        return unpacked(self.packed[at * self.width : (at + 1) * self.width])


_rows: WeakKeyDictionary[Report, dict[str, Rows]] = WeakKeyDictionary()


def rows_of(report: Report, table: str) -> Rows:
    """The rows of one of a report's tables, read once."""
    tables = _rows.setdefault(report, {})
    if table not in tables:
        tables[table] = Rows(report.table(table))
    return tables[table]


class Room:
    """The records of one kind beside one query."""

    def __init__(self, report: Report, query: Query, kind: str) -> None:
        self.report, self.query, self.kind = report, query, kind
        docs = report.table(f"{kind}.words")
        self.names = list(map(add, docs["names"], docs["everyday"]))
        self.texts: list[str] = docs["text"]
        self.text_words: list[str] = docs["textwords"]
        self.meaning = rows_of(report, f"{kind}.vectors")
        self.called = rows_of(report, f"{kind}.called")
        self.whole = sum(word.weight for word in query.words) or 1.0
        self.taken: dict[str, str] = {}  # words that were taken by their sound, or for a slip
        self.named = [self._holders(self.names, word) for word in query.words]
        self.said = [self._holders(self.texts, word) | self._holders(self.text_words, word) for word in query.words]
        for at, word in enumerate(query.words):
            if word.latin and not (self.named[at] or self.said[at]) and not report.words.known(word.text):
                self._take(at, word)

    def _take(self, at: int, word: Word) -> None:
        """An unknown Latin word by its sound, or as the word of the report that it misspells."""
        if heard := {hit.position for hit in by_sound(self.report, word.text, self.kind) if hit.how == "pinyin"}:
            self.named[at], self.taken[word.text] = heard, "sound"
            return
        from gaoan_cli.matching.slips import corrected

        meant = corrected(word.forms[0], (*self.names, *self.text_words))
        if meant != word.forms[0]:
            word = word._replace(forms=(meant,))
            self.named[at] = self._holders(self.names, word)
            self.said[at], self.taken[word.text] = self._holders(self.text_words, word), "slip"

    @staticmethod
    def _holders(documents: list[str], word: Word) -> set[int]:
        """The positions of the documents that have a word, Latin ones between spaces."""
        forms = [f" {form} " if form.isascii() else form for form in word.forms]
        return {at for at, document in enumerate(documents) if any(form in document for form in forms)}

    def first_choice(self) -> list[tuple[float, int]]:
        """The positions of the records that share most words or most meaning with the query, each with how much."""
        held = [0.0] * len(self.names)
        for word, named, said in zip(self.query.words, self.named, self.said, strict=True):
            for position in named | said:
                held[position] += (1.0 if position in named else TEXT_WEIGHT) * word.weight / self.whole
        near = [0.0] * len(held)
        half = self.meaning.width
        upper = unpacked(self.meaning.packed)
        for packed in self.query.vectors:
            vector = unpacked(packed)[:half]
            for at, position in enumerate(self.meaning.positions):
                likeness = sum(map(mul, vector, upper[at * half : at * half + half])) / (LENGTH * half)
                near[position] = max(near[position], likeness)
        return [(both, at) for at, pair in enumerate(zip(held, near, strict=True)) if (both := sum(pair)) > LEAST]
