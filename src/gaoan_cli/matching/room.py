"""The records of one kind beside one query: which hold its words, and which mean something near to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from operator import mul
from typing import Any
from weakref import WeakKeyDictionary

from gaoan_cli.matching.query import Query, Word
from gaoan_cli.matching.sounds import by_sound
from gaoan_cli.report.report import Report
from gaoan_cli.report.words import LENGTH, Vector, from_text, signs, unpacked

TEXT_WEIGHT = 0.7  # what a word counts for a first choice that stands in the text and not in a name
ASKING_WEIGHT = 0.3  # the same of a word that asks and stands in a name
MOST_NEAR = 60  # rows whose meaning is compared for it
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
        apart = sorted([((own ^ other).bit_count(), at) for at, other in enumerate(self.signs)])
        return [(cosine(vector, self.vector(at)), at) for _, at in apart[:most]]


_rows: WeakKeyDictionary[Report, dict[str, Rows]] = WeakKeyDictionary()


def rows_of(report: Report, table: str, line: int | None = None) -> Rows:
    """The rows of one of a report's tables, or of a line of one that has several, read once."""
    tables = _rows.setdefault(report, {})
    name = f"{table} {line}"
    if name not in tables:
        tables[name] = Rows(report.tables[table] if line is None else report.tables.row(table, line))
    return tables[name]


def _share(name: str, pieces: Sequence[str]) -> float:
    """How much of a name is made up of pieces: words of a Latin one that begin with a piece, or characters."""
    if not pieces or not name:
        return 0.0
    if name.isascii():
        words = name.split()
        return sum(word.startswith((*pieces,)) for word in words) / len(words)
    marked: set[int] = set()
    for piece in filter(name.__contains__, pieces):
        at = name.find(piece)
        while at >= 0:
            marked.update(range(at, at + len(piece)))
            at = name.find(piece, at + 1)
    return len(marked) / len(name)


class Room:
    """The records of one kind beside one query."""

    def __init__(self, report: Report, query: Query, kind: str) -> None:
        self.report, self.query, self.kind = report, query, kind
        self.meaning = rows_of(report, f"{kind}.vectors")
        self.whole = sum(word.weight for word in query.words) or 1.0
        self.taken: dict[str, str] = {}  # words that were taken by their sound, or for a slip
        self.forms = [word.forms for word in query.words]  # of those taken for a slip, what they misspell
        found = [*map(self._holders, query.words)]
        self.named, self.said = [named for named, _ in found], [said for _, said in found]
        for at, word in enumerate(query.words):
            if word.latin and not (self.named[at] or self.said[at]) and not report.words.known(word.text):
                self._take(at, word)

    def _take(self, at: int, word: Word) -> None:
        """An unknown Latin word by its sound, or as the word of the report that it misspells."""
        if heard := {hit.position for hit in by_sound(self.report, word.text, self.kind) if hit.how == "pinyin"}:
            self.named[at], self.taken[word.text] = heard, "sound"
            return
        from gaoan_cli.matching.slips import corrected

        documents = [text for *row, _, words in self.report.tables.rows(f"{self.kind}.words") for text in (*row, words)]
        if meant := corrected(word.forms[0], tuple(documents)):
            self.named[at], self.said[at] = self._holders(word._replace(forms=meant))
            self.forms[at], self.taken[word.text] = meant, "slip"

    def _holders(self, word: Word) -> tuple[set[int], set[int]]:
        """The positions of the records whose names have a word, and of those whose own words have it."""
        named, said = set[int](), set[int]()
        for form in word.forms:
            whole = form.isascii() or len(form) < 3
            pieces = [form] if whole else [one + other for one, other in pairwise(form) if not (one + other).isascii()]
            in_names, in_text = zip(*map(self._holding, pieces), strict=True)
            called, told = set.intersection(*in_names), set.intersection(*in_text)
            if not whole:  # its pieces may stand apart, and in 4A级 the 4 is in none
                called = {at for at in called if any(form in names for names in self.documents(at)[:2])}
                told = {at for at in told if form in self.documents(at)[2]}
            named, said = named | called, said | told
        return named, said

    def _holding(self, piece: str) -> tuple[set[int], set[int]]:
        rows = self.report.tables.rows_that_begin(f"{self.kind}.pieces", piece)
        _, *positions = next(rows, (piece, "", ""))
        named, said = ({*map(int, places.split())} for places in positions)
        return named, said

    def documents(self, position: int) -> tuple[str, str, str, str]:
        """The words of a record's names, of its everyday names, its own text, and the words of this."""
        names, everyday, text, words = self.report.tables.row(f"{self.kind}.words", position)
        return names, everyday, text, words

    def called(self, position: int) -> tuple[list[str], list[str], list[float]]:
        """What a record is called, everyday names too, folded; the words of each name; how much the query's make up."""
        names, words = self.report.tables.row(f"{self.kind}.called", position)
        pieces = [form for forms in self.forms for form in forms if form and form in names]
        stems = tuple(forms[0] for forms in self.forms if forms[0].isascii() and forms[0] in names)
        called = names.split("\n")
        shares = [_share(name, stems if name.isascii() else pieces) for name in called]
        return called, words.split("\n"), shares

    def first_choice(self) -> list[tuple[float, int]]:
        """The positions of the records that share most words or most meaning with the query, each with how much."""
        held = [0.0] * self.report.count(self.kind)
        for word, named, said in zip(self.query.words, self.named, self.said, strict=True):
            for position in named | said:
                held[position] += (1.0 if position in named else TEXT_WEIGHT) * word.weight / self.whole
        for word in self.query.asking:
            for position in self._holders(word)[0]:
                held[position] += ASKING_WEIGHT * word.weight / self.whole
        near = [0.0] * len(held)
        for packed in self.query.vectors:
            for likeness, at in self.meaning.nearest(packed, MOST_NEAR):
                position = self.meaning.positions[at]
                near[position] = max(near[position], likeness)
        return [(both, at) for at, pair in enumerate(zip(held, near, strict=True)) if (both := sum(pair)) > LEAST]
