"""The records of one kind beside one query: which hold its words, and which mean something near to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from heapq import nsmallest
from operator import mul
from typing import Any
from weakref import WeakKeyDictionary

from gaoan_cli.matching.query import Query, Word
from gaoan_cli.matching.sounds import by_sound
from gaoan_cli.report.report import Report
from gaoan_cli.report.words import LENGTH, Vector, from_text, signs, unpacked

TEXT_WEIGHT = 0.7  # what a word counts for a first choice that stands in the text and not in a name
ASKING_WEIGHT = 0.3  # the same of a word that asks and stands in a name
MOST_NEAR = 120  # rows whose meaning is compared for it
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
        self.words: list[str] = table["texts"].split("\n")
        self.packed, self.signed = from_text(table["packed"]), from_text(table["signs"])
        self.width = len(self.packed) // max(1, len(self.positions))

    @cached_property
    def of(self) -> dict[int, list[int]]:
        """The rows of each record, by its position."""
        rows: dict[int, list[int]] = defaultdict(list)
        for at, position in enumerate(self.positions):
            rows[position].append(at)
        return rows

    def vector(self, at: int) -> Vector:
        """The vector of a row."""
        return unpacked(self.packed[at * self.width : (at + 1) * self.width])

    @cached_property
    def signs(self) -> list[int]:
        """The signs of each row."""
        size = max(1, self.width // 4)
        return [int.from_bytes(self.signed[at : at + size], "big") for at in range(0, len(self.signed), size)]

    def nearest(self, packed: bytes, most: int) -> list[tuple[float, int]]:
        """The rows nearest to a vector, with their cosines: of those of the likest signs."""
        own, vector = signs(packed), unpacked(packed)
        apart = [((own ^ other).bit_count(), at) for at, other in enumerate(self.signs)]
        return [(cosine(vector, self.vector(at)), at) for _, at in nsmallest(most, apart)]


_rows: WeakKeyDictionary[Report, dict[str, Rows]] = WeakKeyDictionary()


def rows_of(report: Report, table: str, line: int | None = None) -> Rows:
    """The rows of one of a report's tables, or of a line of one that has several, read once."""
    tables = _rows.setdefault(report, {})
    name = f"{table} {line}"
    if name not in tables:
        tables[name] = Rows(report.tables[table] if line is None else report.tables.row(table, line))
    return tables[name]


def written(word: Word) -> list[str]:
    """The forms of a word as documents have them, Latin ones between spaces."""
    return [f" {form} " if form.isascii() else form for form in word.forms]


class Room:
    """The records of one kind beside one query."""

    def __init__(self, report: Report, query: Query, kind: str) -> None:
        self.report, self.query, self.kind = report, query, kind
        documents: Sequence[tuple[str, str, str, str]] = report.tables.rows(f"{kind}.words")
        self.names = [names + everyday for names, everyday, _, _ in documents]
        self.texts = [text for *_, text, _ in documents]
        self.text_words = [words for *_, words in documents]
        self.meaning = rows_of(report, f"{kind}.vectors")
        self.whole = sum(word.weight for word in query.words) or 1.0
        self.taken: dict[str, str] = {}  # words that were taken by their sound, or for a slip
        self.forms = [word.forms for word in query.words]  # of those taken for a slip, what they misspell
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

        if meant := corrected(word.forms[0], (*self.names, *self.text_words)):
            word = word._replace(forms=meant)
            self.named[at] = self._holders(self.names, word)
            self.said[at], self.taken[word.text] = self._holders(self.text_words, word), "slip"
            self.forms[at] = meant

    @staticmethod
    def _holders(documents: list[str], word: Word) -> set[int]:
        """The positions of the documents that have a word."""
        holding = ({at for at, document in enumerate(documents) if form in document} for form in written(word))
        return set().union(*holding)

    def called(self, position: int) -> tuple[list[str], list[str]]:
        """What a record is called, everyday names too, folded; and the words of each of these names."""
        names, words = self.report.tables.row(f"{self.kind}.called", position)
        return names.split("\n"), words.split("\n")

    def share(self, name: str) -> float:
        """How much of a name the query's words make up."""
        if name.isascii():
            words, stems = name.split(), tuple(forms[0] for forms in self.forms if forms[0].isascii())
            return sum(word.startswith(stems) for word in words) / max(1, len(words))
        marked: set[int] = set()
        for form in (form for forms in self.forms for form in forms if form):
            at = name.find(form)
            while at >= 0:
                marked.update(range(at, at + len(form)))
                at = name.find(form, at + 1)
        return len(marked) / max(1, len(name))

    def first_choice(self) -> list[tuple[float, int]]:
        """The positions of the records that share most words or most meaning with the query, each with how much."""
        held = [0.0] * len(self.names)
        for word, named, said in zip(self.query.words, self.named, self.said, strict=True):
            for position in named | said:
                held[position] += (1.0 if position in named else TEXT_WEIGHT) * word.weight / self.whole
        for word in self.query.asking:
            for position in self._holders(self.names, word):
                held[position] += ASKING_WEIGHT * word.weight / self.whole
        near = [0.0] * len(held)
        for packed in self.query.vectors:
            for likeness, at in self.meaning.nearest(packed, MOST_NEAR):
                position = self.meaning.positions[at]
                near[position] = max(near[position], likeness)
        return [(both, at) for at, pair in enumerate(zip(held, near, strict=True)) if (both := sum(pair)) > LEAST]
