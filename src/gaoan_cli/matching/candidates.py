"""What each kind of record is found by: one method a tier, and the blocks of text that they search.

A report's keys stand in blocks of text, one key a line, so a tier is a search in a string and the time grows
with the report no faster than the report.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from gaoan_cli.load import Report
from gaoan_cli.matching.query import Question
from gaoan_cli.report import fold as text

KINDS = ("target", "result", "term", "honour", "project", "section", "paragraph")
FIELDS = (
    *("id", "note", "name", "title", "alias", "part", "lead", "name_en", "title_en", "lead_en"),
    *("heading", "recipient", "names", "quote", "definition", "text"),
)
# Each tier's scores: the lowest, and the highest, which a query that covers a whole key gets.
TIERS = {
    "exact": (100.0, 100.0),
    "prefix": (90.0, 99.0),
    "substring": (80.0, 89.0),
    "pinyin": (70.0, 79.0),
    "initials": (60.0, 69.0),
    "words": (40.0, 59.0),
    "fuzzy": (20.0, 39.0),
}
ORDER = {how: rank for rank, how in enumerate(TIERS)}
OWN_WORDS = {"term": "definition", "section": "text", "paragraph": "text"}
ENOUGH_WORDS = 0.66  # the share of a query's meaning that a record must hold
IN_TEXT = 0.7  # what a word counts that stands in the quote and not in a name
SAME_LETTERS = 80.0  # RapidFuzz ratio for Latin of 6 letters and more: one slip
SAME_CHARACTERS = 75.0  # the same for Chinese of 4 characters and more
SHORT_NAME = 5  # characters of a Chinese name whose first one is seldom wrong
LONG_ENOUGH = 5  # characters of a query that may be a misspelt piece of a name, twice that for Latin
PIECE = 80.0  # how like the piece must be
ONE_LETTER_MORE = 88.0  # for 4 or 5 letters: one left out or doubled
# Words that make another indicator of the one they stand with: GDP per capita is not GDP.
QUALIFIERS = ("人均", " capita ")
LATIN = r"[a-z0-9+&%. ]+"


class Hit(NamedTuple):
    """A record found: where it is, how good the match is (0–100), and why it matched."""

    kind: str
    position: int
    score: float
    field: str
    how: str
    headline: bool = False

    @property
    def rank(self) -> tuple[int, float, int, bool, int, int]:
        """What hits are sorted by, best first."""
        field = FIELDS.index(self.field)
        return ORDER[self.how], -self.score, field, not self.headline, KINDS.index(self.kind), self.position


class Index:
    """One report's keys, searched kind by kind; blocks are read when a tier first needs them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.blocks: dict[str, str] = {}
        self.split: dict[str, list[str]] = {}
        self.headline: dict[str, set[int]] = {}

    # --- the tiers -------------------------------------------------------------------------

    def exact(self, form: str, kind: str) -> list[Hit]:
        """Names that are the form."""
        block = self.block(kind, "keys")
        needle = f"{form}\t"
        hits = []
        at = block.find(needle)
        while at >= 0:
            if at == 0 or block[at - 1] == "\n":
                field, position = block[at + len(needle) : block.index("\n", at)].split("\t")
                hits.append(self.hit(kind, int(position), 1.0, field, "exact"))
            at = block.find(needle, at + 1)
        return hits

    def pieces(self, form: str, kind: str) -> list[Hit]:
        """Names that begin with the form, or hold it."""
        if form.isdigit() and len(form) < 2:
            return []
        hits = []
        for key, field, position in self.lines(kind, "keys", bordered(form)):
            how = "prefix" if key.startswith(form) else "substring"
            hits.append(self.hit(kind, position, len(form) / len(key), field, how))
        return hits

    def quoted(self, form: str, kind: str) -> list[Hit]:
        """Records whose words in the report hold the form."""
        one_character = kind == "paragraph" and text.is_han(form)
        if (len(form) < 2 and not one_character) or (
            re.fullmatch(LATIN, form) and len(form) < 3 and not form.isdigit()
        ):
            return []
        counts = Counter(numbers(bordered(form), self.block(kind, "text")))
        if not counts:
            return []
        lines = self.rows(kind, "text")
        field = OWN_WORDS.get(kind, "quote")
        return [
            self.hit(kind, position, count * len(form) / len(lines[position]), field, "words")
            for position, count in counts.items()
        ]

    def sounded(self, form: str, kind: str) -> list[Hit]:
        """Names typed by sound: pinyin, initials, or characters that sound the same."""
        if text.is_han(form):
            return self.same_sound(form, kind)
        letters = form.replace(" ", "")
        if not re.fullmatch(LATIN, letters) or len(letters) < 3 or letters.isdigit():
            return []
        hits = []
        spelled = "(?:^|(?<= ))" + " ?".join(map(re.escape, letters)) + "(?=[ \t])"
        for key, field, position in self.lines(kind, "pinyin", spelled):
            whole = len(key.replace(" ", ""))
            if len(letters) >= 4 or len(letters) == whole:
                hits.append(self.hit(kind, position, len(letters) / whole, field, "pinyin"))
        for key, field, position in self.lines(kind, "initials", re.escape(letters)):
            if key == letters or len(letters) >= (4 if key.startswith(letters) else 5):
                hits.append(self.hit(kind, position, len(letters) / len(key), field, "initials"))
        return hits

    def same_sound(self, form: str, kind: str) -> list[Hit]:
        """Names that sound like the form and share at least half of its characters."""
        if len(form) < 2:
            return []
        sound = " ".join(self.readings.get(character, character) for character in form)
        hits = []
        for key, field, position in self.lines(kind, "sounds", f"(?:^|(?<= )){re.escape(sound)}(?=[ \t])"):
            if key != sound and len(form) < 4:
                continue
            if 2 * self.shared(form, kind, position) >= len(form):
                hits.append(self.hit(kind, position, len(sound) / len(key), field, "pinyin"))
        return hits

    def shared(self, form: str, kind: str, position: int) -> int:
        """How many characters of the form stand in the names of a record."""
        names = self.rows(kind, "words")[position]
        return sum(character in names for character in form)

    def meaning(self, question: Question, kind: str) -> list[Hit]:
        """Records that hold enough of the words that carry the question's meaning.

        A word counts by how rare it is among the records; one that no record holds counts most, so a
        question about something else is not answered with the little it shares.
        """
        names = self.rows(kind, "words")
        quotes = self.rows(kind, "textwords")
        spelled = (self.known(word, kind) for word in question.words if len(word) > 1)
        units = [pair for chunk in question.chunks for pair in pairs(chunk)] + [
            f" {word} " for word in spelled
        ]
        if not units or not names:
            return []
        found = {unit: (holding(unit, names), holding(unit, quotes)) for unit in units}
        junctions = meeting(units, found)
        whole = 0.0
        held = [0.0] * len(names)
        lacking: set[int] = set()
        for unit, (in_names, in_quotes) in found.items():
            holders = in_names | in_quotes
            if not holders and unit in junctions:
                continue
            if unit in QUALIFIERS:
                lacking |= set(range(len(names))) - (holders if kind == "paragraph" else in_names)
                continue
            weight = max(math.log((len(names) + 1) / (len(holders) + 0.5)), 0.1)
            whole += weight
            for position in holders:
                held[position] += weight * (1.0 if position in in_names else IN_TEXT)
        if not whole:
            return []
        named = set().union(*(in_names for in_names, _ in found.values()))
        for position in self.numbered(question, kind):
            held[position] = max(held[position], ENOUGH_WORDS * whole)
        return [
            self.hit(
                kind, position, share, "names" if position in named else OWN_WORDS.get(kind, "quote"), "words"
            )
            for position, share in ((position, weight / whole) for position, weight in enumerate(held))
            if share >= ENOUGH_WORDS and position not in lacking
        ]

    def numbered(self, question: Question, kind: str) -> set[int]:
        """Records with a name such as 1225, 1+6 or PM2.5 that stands whole among the question's words."""
        words = {word for word in question.words if re.search(r"\d[+\d]", word)}
        return {hit.position for word in words for hit in self.exact(word, kind)}

    def alike(self, form: str, kind: str) -> list[Hit]:
        """Names with nearly the same characters, and pinyin with nearly the same letters."""
        from rapidfuzz import fuzz, process

        han = text.is_han(form)
        size = len(form)
        if size < 4:
            return self.swapped(form, kind) if han else []
        cutoff = SAME_CHARACTERS if han else SAME_LETTERS if size >= 6 else ONE_LETTER_MORE
        hits = []
        for name in ["keys"] if han else ["keys", "pinyin"]:
            lines = [line.rsplit("\t", 2) for line in self.rows(kind, name)]
            needle, keys = form, [line[0] for line in lines]
            if name == "pinyin":
                needle, keys = form.replace(" ", ""), [key.replace(" ", "") for key in keys]
            candidates = [key if could_be(needle, key, han) else None for key in keys]
            near = list(process.extract_iter(needle, candidates, scorer=fuzz.ratio, score_cutoff=cutoff))
            if not near and size >= (LONG_ENOUGH if han else 2 * LONG_ENOUGH) and (han or name == "pinyin"):
                longer = [key if len(key) > size and qualified(form, key) else None for key in keys]
                near = list(
                    process.extract_iter(needle, longer, scorer=fuzz.partial_ratio, score_cutoff=PIECE)
                )
            hits += [
                self.hit(kind, int(lines[at][2]), ratio / 100, lines[at][1], "fuzzy") for _, ratio, at in near
            ]
        return hits or (self.swapped(form, kind) if han else [])

    def swapped(self, form: str, kind: str) -> list[Hit]:
        """The characters of a short name in the wrong order."""
        if not 3 <= len(form) <= SHORT_NAME:
            return []
        return [
            self.hit(kind, position, 0.7, field, "fuzzy")
            for key, field, position in self.lines(kind, "keys", f"^[{re.escape(form)}]{{{len(form)}}}(?=\t)")
            if sorted(key) == sorted(form)
        ]

    # --- the blocks ------------------------------------------------------------------------

    def block(self, kind: str, name: str) -> str:
        """A block of a kind, read once."""
        full = f"{kind}.{name}"
        if full not in self.blocks:
            self.blocks[full] = self.report.block(full)
        return self.blocks[full]

    def rows(self, kind: str, name: str) -> list[str]:
        """The lines of a block, split once."""
        full = f"{kind}.{name}"
        if full not in self.split:
            self.split[full] = self.block(kind, name).split("\n")[:-1]
        return self.split[full]

    def lines(self, kind: str, name: str, pattern: str) -> Iterator[tuple[str, str, int]]:
        """The lines whose key the pattern is found in: key, field, position."""
        block = self.block(kind, name)
        end = -1
        for match in re.compile(pattern, re.MULTILINE).finditer(block):
            if match.start() < end:
                continue
            start = block.rfind("\n", 0, match.start()) + 1
            end = block.find("\n", match.end())
            key, field, position = block[start:end].split("\t")
            if match.end() <= start + len(key):
                yield key, field, int(position)

    def hit(self, kind: str, position: int, share: float, field: str, how: str) -> Hit:
        """A hit whose score says how much of the key, or of the meaning, was matched."""
        low, high = TIERS[how]
        headline = kind in ("target", "result") and position in self.headlines(kind)
        return Hit(kind, position, round(low + (high - low) * min(1.0, share), 1), field, how, headline)

    def headlines(self, kind: str) -> set[int]:
        """The positions of the headline figures."""
        if kind not in self.headline:
            self.headline[kind] = set(numbers('"headline":true', self.block(kind, "records")))
        return self.headline[kind]

    @cached_property
    def readings(self) -> dict[str, str]:
        """The sound of each common character."""
        lines = (line.split("\t") for line in self.report.block("syllables").splitlines())
        return {character: syllable for syllable, characters in lines for character in characters}

    def known(self, word: str, kind: str) -> str:
        """The word, or the one word of the report that it misspells."""
        documents = self.block(kind, "words") + self.block(kind, "textwords")
        if len(word) < 5 or f" {word} " in documents:
            return word
        cutoff = SAME_LETTERS if len(word) >= 6 else ONE_LETTER_MORE
        from rapidfuzz import fuzz, process

        # A slip seldom falls on the first letter, and unemployment is no slip for employment.
        vocabulary = {
            w
            for w in documents.split()
            if w[0] == word[0] and w.isascii() and len(w) > 3 and abs(len(w) - len(word)) <= 1
        }
        near = process.extractOne(word, sorted(vocabulary), scorer=fuzz.ratio, score_cutoff=cutoff)
        return near[0] if near else word


def could_be(form: str, key: str, han: bool) -> bool:
    """Whether the key may be what the form misspells.

    A slip changes a Chinese name's length by a character or two, seldom the first character of a short one
    or the first letter, and never whether something is per capita.
    """
    first = form[0] == key[:1]
    if not han:
        return first
    size = len(form)
    return (
        abs(len(key) - size) <= 1 + size // 10
        and (first or size > SHORT_NAME or sorted(form) == sorted(key))
        and qualified(form, key)
    )


def qualified(form: str, key: str) -> bool:
    """Whether the key is per capita if the form is."""
    return all(qualifier in key for qualifier in QUALIFIERS if qualifier in form)


def holding(unit: str, lines: list[str]) -> set[int]:
    """The positions of the lines that hold the unit."""
    return {position for position, line in enumerate(lines) if unit in line}


def meeting(units: list[str], found: dict[str, tuple[set[int], set[int]]]) -> set[str]:
    """The pairs of characters between two that are found: there two words meet, as 府债 in 政府债务."""
    return {
        unit
        for before, unit, after in zip(units, units[1:], units[2:], strict=False)
        if unit[0] != " "
        and before not in QUALIFIERS
        and before[-1] == unit[0]
        and unit[-1] == after[0]
        and any(found[before])
        and any(found[after])
    }


def numbers(pattern: str, block: str) -> Iterator[int]:
    """The number of the line that each match of the pattern stands on."""
    line = at = 0
    for match in re.finditer(pattern, block):
        line += block.count("\n", at, match.start())
        at = match.start()
        yield line


def bordered(form: str) -> str:
    """A pattern for the form that does not begin or end inside a number or a Latin word."""
    left = right = ""
    if form[0].isdigit():
        left = r"(?<![\d.])"
    elif form[0].isascii():
        left = "(?<![a-z])"
    if form[-1].isdigit():
        right = r"(?![\d]|\.\d)"
    elif form[-1].isascii() and len(form) < 4:
        right = "(?![a-z])"
    return left + re.escape(form) + right


def pairs(chunk: str) -> Iterator[str]:
    """The pairs of neighbouring characters of each Chinese run, as a text without spaces has words."""
    for run in re.findall("[^a-z&+%. ]+", chunk):
        if len(run) == 1:
            continue
        yield from (run[i : i + 2] for i in range(len(run) - 1))
