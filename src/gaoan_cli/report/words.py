"""The table of words: how common each is, and a vector that is near those of words with a like meaning.

data/words.py and data/tuned.py make it; a word is found in its block and its row read by position, so that a query
costs the rows of its own words. A text is cut into the fewest words of the table.
"""

from __future__ import annotations

import base64
import mmap
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import add, mul

from gaoan_cli.errors import DataError
from gaoan_cli.language import _
from gaoan_cli.report import fold
from gaoan_cli.report.fold import latin_words

BLOCK, LONGEST_NAME = 4096, 256  # bytes of names that are looked through for one, and of a name
LONGEST = 6  # characters of a Chinese word in the table
ZIPF_STEPS = 25  # steps of the frequency byte to one of the Zipf scale
NEVER_SEEN = 1.5  # the Zipf frequency of a word that the table lacks
COMMONEST = 7.2  # the Zipf frequency from which a word weighs next to nothing
LEAST_WEIGHT = 0.3
FACTOR_STEPS = 32  # steps of the factor byte to one
OTHERS = 2  # bytes of a row before its vector: frequency, factor
STEP = 0.36  # of the root mean square of a vector's numbers: what one step of the four bits stands for
LENGTH = STEP**-2  # the square of a packed vector's length, a number of it: what divides a product into a cosine
# A number of -32 to 31 steps in four bits; the negative ones are counted from the end.
FOUR_BITS = tuple(8 + min(7, steps) if steps < 32 else 8 + max(-7, steps - 64) for steps in range(64))
# The two numbers of a byte, each as a signed byte.
UPPER = bytes(((byte >> 4) - 8) % 256 for byte in range(256))
LOWER = bytes(((byte & 15) - 8) % 256 for byte in range(256))

Vector = memoryview  # of small integers


class Words:
    """The table, opened once; every row that was read is kept."""

    def __init__(self, path: str) -> None:
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - importing pathlib would take a part of every lookup
                self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            count, dimensions, size = map(int, self._bytes.readline().split())
            self._names = b"\n" + self._bytes.read(size) + b"\n"
            if count != self._names.count(b"\n") - 1:
                raise ValueError
        except (OSError, ValueError):
            raise DataError(_("the table of words is damaged or missing: install gaoan again"), path) from None
        self._start, self._width = self._bytes.tell(), OTHERS + dimensions // 2
        self._blocks = _blocks(self._names)
        self._firsts = [first for first, _, _ in self._blocks]
        self._rows: dict[str, bytes | None] = {}
        self._weights: dict[str, float] = {}

    def row(self, word: str) -> bytes | None:
        """The frequency byte, the factor byte and the packed vector of a word, or None."""
        if word not in self._rows:
            name = word.encode()
            _, begin, before = self._blocks[max(0, bisect_right(self._firsts, name) - 1)]
            at = self._names.find(b"\n%b\n" % name, begin, begin + BLOCK + LONGEST_NAME)
            if at >= 0:
                start = self._start + (before + self._names.count(b"\n", begin, at)) * self._width
                self._rows[word] = self._bytes[start : start + self._width]
            else:
                self._rows[word] = None
        return self._rows[word]

    def known(self, word: str) -> str | None:
        """The word as the table has it, or its stem; None if it has neither."""
        return next((form for form in (word, fold.stem(word, {})) if self.row(form)), None)

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer in the language at large, the more."""
        if word not in self._weights:
            row = self.row(self.known(word) or word)
            zipf = row[0] / ZIPF_STEPS if row and row[0] else NEVER_SEEN
            self._weights[word] = max(LEAST_WEIGHT, COMMONEST - zipf)
        return self._weights[word]

    def vector(self, word: str) -> Vector | None:
        """The vector of a word, or of its stem; None if the table has neither."""
        row = self.row(self.known(word) or word)
        return unpacked(row[OTHERS:]) if row else None

    def mean(self, words: Mapping[str, float]) -> bytes:
        """The mean of the words' vectors by weight and by how much each tells, packed; zeros if none has one."""
        total = [0.0] * (2 * (self._width - OTHERS))
        for word, weight in words.items():
            if row := self.row(self.known(word) or word):
                tells = weight * row[1] / FACTOR_STEPS
                total = list(map(add, total, map(tells.__mul__, unpacked(row[OTHERS:]))))
        return packed(total)

    def likeness(self, text: str, other: str) -> float:
        """How near the meanings of two texts are, from -1 to 1; 0 where the table knows no word of one."""
        ours, theirs = (
            self.mean({word: self.weight(word) for word in self.cut(fold.plain(one, {}))}) for one in (text, other)
        )
        x, y = unpacked(ours), unpacked(theirs)
        size = (sum(a * a for a in x) * sum(b * b for b in y)) ** 0.5
        return sum(a * b for a, b in zip(x, y, strict=True)) / size if size else 0.0

    def cut(self, text: str) -> list[str]:
        """The words of a text that `fold.plain` made: the fewest of the table, Latin ones whole."""
        found: list[str] = []
        for han, run in fold.runs(text):
            found += self._cut_run(run) if han else latin_words(run)
        return found

    def _cut_run(self, run: str) -> list[str]:
        """A run of Chinese as the fewest words of the table; of several ways the one with the commonest words."""
        best: list[tuple[int, int, int]] = [(0, 0, 0)]  # pieces, rarity, where the last piece begins
        for end in range(1, len(run) + 1):
            ways = []
            for start in range(max(0, end - LONGEST), end):
                row = self.row(run[start:end])
                if row or start == end - 1:
                    pieces, rarity, _ = best[start]
                    ways.append((pieces + 1, rarity - (row[0] if row else 0), start))
            best.append(min(ways))
        found, end = [], len(run)
        while end:
            found.append(run[best[end][2] : end])
            end = best[end][2]
        return found[::-1]


def _blocks(names: bytes) -> list[tuple[bytes, int, int]]:
    """Names between line breaks, in blocks: the first of each, where the break before it is, how many come before it.

    Making a string of each name takes a part of every question.
    """
    blocks, begin, before = [], 0, 0
    while begin < len(names) - 1:
        blocks.append((names[begin + 1 : names.index(b"\n", begin + 1)], begin, before))
        end = names.find(b"\n", begin + BLOCK)
        end = end if end >= 0 else len(names) - 1
        before += names.count(b"\n", begin, end)
        begin = end
    return blocks


def packed(vector: Iterable[float]) -> bytes:
    """A vector of unit length in four bits a number."""
    numbers = list(vector)
    step = (sum(map(mul, numbers, numbers)) / len(numbers)) ** 0.5 * STEP or 1.0
    small = [FOUR_BITS[round(number / step)] for number in numbers]
    half = len(small) // 2
    return bytes(upper * 16 + lower for upper, lower in zip(small[:half], small[half:], strict=True))


def unpacked(row: bytes) -> Vector:
    """The numbers of a packed vector."""
    return memoryview(row.translate(UPPER) + row.translate(LOWER)).cast("b")


def as_text(rows: Iterable[bytes]) -> str:
    """Packed vectors as text that JSON can hold."""
    return base64.b64encode(b"".join(rows)).decode()


def from_text(text: str) -> bytes:
    """What `as_text` made, again."""
    return base64.b64decode(text)
