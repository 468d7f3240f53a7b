"""The table of words: how common each is, and a vector that is near those of words with a like meaning.

data/words.py and data/tuned.py make it; a word is found in its block and its row read by position, so that a query
costs the rows of its own words. A text is cut into the fewest words of the table.
"""

from __future__ import annotations

from array import array
from binascii import a2b_base64, b2a_base64
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import add, mul

from gaoan_cli.errors import DataError, printable
from gaoan_cli.files import mapped
from gaoan_cli.language import _
from gaoan_cli.report import fold
from gaoan_cli.report.fold import latin_words

BLOCK, LONGEST_NAME = 1024, 256  # bytes of names that are looked through for one, and of a name
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
# Whether each of the two is positive, as a digit.
UPPER_SIGN = bytes(ord("1" if byte >> 4 > 8 else "0") for byte in range(256))
LOWER_SIGN = bytes(ord("1" if byte & 15 > 8 else "0") for byte in range(256))

Vector = memoryview  # of small integers


class Weights(dict[str, float]):
    """How much each word tells, from the table when it is first asked for."""

    def __init__(self, table: Words) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> float:
        row = self._table.row(self._table.known(word) or word)
        zipf = row[0] / ZIPF_STEPS if row and row[0] else NEVER_SEEN
        self[word] = weight = max(LEAST_WEIGHT, COMMONEST - zipf)
        return weight


class Meanings(dict[str, "tuple[int, Vector] | None"]):
    """The signs and the vector of each word, or of its stem, when first asked for; None if the table has neither."""

    def __init__(self, table: Words) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> tuple[int, Vector] | None:
        row = self._table.row(word) or self._table.row(self._table.known(word) or word)
        self[word] = meaning = (signs(row[OTHERS:]), unpacked(row[OTHERS:])) if row else None
        return meaning


@lru_cache(1)
def words_of(path: str) -> Words:
    """The table in a file, opened once for all reports. Raises DataError if it is damaged."""
    return Words(path)


class Words:
    """The table, opened once; every row that was read is kept."""

    def __init__(self, path: str) -> None:
        self._bytes = mapped(path)
        try:
            count, dimensions, size = map(int, self._bytes.readline().split())
            self._names = b"\n" + self._bytes.read(size) + b"\n"
            if count != self._names.count(b"\n") - 1:
                raise ValueError
        except ValueError:
            raise DataError(_("damaged or missing: install gaoan again"), printable(path)) from None
        self._start, self._width = self._bytes.tell(), OTHERS + dimensions // 2
        self._blocks = _blocks(self._names)
        self._firsts = [first for first, _, _ in self._blocks]
        self._rows: dict[str, bytes | None] = {}
        self.weights = Weights(self)
        self._known: dict[str, str | None] = {}
        self._tell: dict[tuple[str, float], Sequence[float]] = {}
        self._cuts: dict[str, list[str]] = {}
        self._likeness: dict[tuple[str, str], float] = {}
        self.meanings = Meanings(self)

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
        if word not in self._known:
            self._known[word] = next((form for form in (word, fold.stem(word, {})) if self.row(form)), None)
        return self._known[word]

    def weight(self, word: str) -> float:
        """How much a word tells: the rarer in the language at large, the more."""
        return self.weights[word]

    def vector(self, word: str) -> Vector | None:
        """The vector of a word, or of its stem; None if the table has neither."""
        meaning = self.meanings[word]
        return meaning[1] if meaning else None

    def mean(self, words: Mapping[str, float]) -> bytes:
        """The mean of the words' vectors by weight and by how much each tells, packed; zeros if none has one."""
        total = [0.0] * (2 * (self._width - OTHERS))
        for word, weight in words.items():
            if told := self._told(word, weight):
                total = list(map(add, total, told))
        return packed(total)

    def _told(self, word: str, weight: float) -> Sequence[float]:
        """The vector of a word by its weight and by how much it tells; none if the table lacks it."""
        if (word, weight) not in self._tell:
            row = self.row(self.known(word) or word)
            tells = weight * row[1] / FACTOR_STEPS if row else 0.0
            self._tell[word, weight] = array("d", map(tells.__mul__, unpacked(row[OTHERS:]) if row else ()))
        return self._tell[word, weight]

    def likeness(self, text: str, other: str) -> float:
        """How near the meanings of two texts are, from -1 to 1; 0 where the table knows no word of one."""
        if (text, other) not in self._likeness:
            texts = (self.cut(fold.plain(one, {})) for one in (text, other))
            x, y = (unpacked(self.mean({word: self.weight(word) for word in words})) for words in texts)
            size = (sum(a * a for a in x) * sum(b * b for b in y)) ** 0.5
            self._likeness[text, other] = sum(a * b for a, b in zip(x, y, strict=True)) / size if size else 0.0
        return self._likeness[text, other]

    def cut(self, text: str) -> list[str]:
        """The words of a text that `fold.plain` made: the fewest of the table, Latin ones whole."""
        found: list[str] = []
        for han, run in fold.runs(text):
            if han and run not in self._cuts:
                self._cuts[run] = self._cut_run(run)
            found += self._cuts[run] if han else latin_words(run)
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


def signs(row: bytes) -> int:
    """The signs of a packed vector, a bit a number: the fewer bits two have apart, the nearer they are as a rule.

    Counting bits takes a small part of the time of a product, and tells apart what is far.
    """
    return int(row.translate(UPPER_SIGN) + row.translate(LOWER_SIGN), 2)


def as_text(rows: Iterable[bytes]) -> str:
    """Packed vectors, or their signs in bytes, as text that JSON can hold."""
    return b2a_base64(b"".join(rows), newline=False).decode()


def from_text(text: str) -> bytes:
    """What `as_text` made, again."""
    return a2b_base64(text)
