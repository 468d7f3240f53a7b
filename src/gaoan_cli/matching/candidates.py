"""What may answer a query: one function a way of matching, each over the records of one kind.

A report's tables (`encode.builder`) hold what is compared; a function gives the hits of its way, unsorted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from gaoan_cli.matching.query import Query
from gaoan_cli.report import fold
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
OWN_WORDS = {"term": "definition", "section": "text", "paragraph": "text"}
MIN_COVERAGE = 0.66  # the share of a query's meaning that a record must hold
TEXT_WEIGHT = 0.7  # what a word counts that stands in the quote and not in a name
MIN_LATIN_RATIO = 80.0  # RapidFuzz ratio for Latin of 6 letters and more: one slip
MIN_SHORT_LATIN_RATIO = 88.0  # for 4 or 5 letters: one left out or doubled
MIN_HAN_RATIO = 75.0  # the same for Chinese of 4 characters and more
MIN_PARTIAL_RATIO = 80.0  # for a misspelt piece of a name
SHORT_NAME = 5  # characters of a Chinese name whose first one is seldom wrong
LONG_ENOUGH = 5  # characters of a query that may be a misspelt piece of a name, twice that for Latin
LATIN = r"[a-z0-9+&%. ]+"


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


def by_name(report: Report, form: str, kind: str) -> list[Hit]:
    """Names that are the form."""
    return [
        _hit(report, kind, position, 1.0, field, "exact", form)
        for name, field, position in report.table(f"{kind}.names")
        if name == form
    ]


def by_piece(report: Report, form: str, kind: str) -> list[Hit]:
    """Names that begin with the form, or hold it."""
    if form.isdigit() and len(form) < 2:
        return []
    whole = re.compile(bordered(form))
    hits = []
    for name, field, position in report.table(f"{kind}.names"):
        if form in name and whole.search(name):
            how = "prefix" if name.startswith(form) else "substring"
            hits.append(_hit(report, kind, position, len(form) / len(name), field, how, form))
    return hits


def by_text(report: Report, form: str, kind: str) -> list[Hit]:
    """Records whose words in the report hold the form."""
    one_character = kind == "paragraph" and fold.is_han(form)
    short_latin = re.fullmatch(LATIN, form) and len(form) < 3 and not form.isdigit()
    if (len(form) < 2 and not one_character) or short_latin:
        return []
    whole = re.compile(bordered(form))
    field = OWN_WORDS.get(kind, "quote")
    hits = []
    for position, text in enumerate(report.table(f"{kind}.words")["text"]):
        if form in text and (found := len(whole.findall(text))):
            hits.append(_hit(report, kind, position, found * len(form) / len(text), field, "words", form))
    return hits


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


# --- By sound ----------------------------------------------------------------------------------


def by_sound(report: Report, form: str, kind: str) -> list[Hit]:
    """Names typed by sound: pinyin, initials, or characters that sound the same."""
    if fold.is_han(form):
        return _same_sound(report, form, kind)
    letters = form.replace(" ", "")
    if not re.fullmatch(LATIN, letters) or len(letters) < 3 or letters.isdigit():
        return []
    sounds = report.table(f"{kind}.sounds")
    syllables = re.compile("(?:^|(?<= ))" + " ?".join(map(re.escape, letters)) + "(?= |$)")
    hits = []
    for spelled, field, position in sounds["pinyin"]:
        whole = spelled.replace(" ", "")
        if letters in whole and (len(letters) >= 4 or letters == whole) and syllables.search(spelled):
            hits.append(_hit(report, kind, position, len(letters) / len(whole), field, "pinyin"))
    for initials, field, position in sounds["initials"]:
        enough = len(letters) >= (4 if initials.startswith(letters) else 5)
        if letters == initials or (enough and letters in initials):
            hits.append(_hit(report, kind, position, len(letters) / len(initials), field, "initials"))
    return hits


def _same_sound(report: Report, form: str, kind: str) -> list[Hit]:
    """Names that sound like the form and share at least half of its characters."""
    if len(form) < 2:
        return []
    syllables = report.table("sounds")
    of_character = {character: syllable for syllable, chars in syllables.items() for character in chars}
    sound = " ".join(of_character.get(character, character) for character in form)
    names = report.table(f"{kind}.words")["names"]
    hits = []
    for spoken, field, position in report.table(f"{kind}.sounds")["alone"]:
        part = len(form) >= 4 and f" {sound} " in f" {spoken} "
        shared = sum(character in names[position] for character in form)
        if (part or spoken == sound) and 2 * shared >= len(form):
            hits.append(_hit(report, kind, position, len(sound) / len(spoken), field, "pinyin"))
    return hits


# --- By the words that carry the meaning -----------------------------------------------------------


def by_words(report: Report, query: Query, kind: str) -> list[Hit]:
    """Records that hold enough of the words that carry the query's meaning.

    A word counts by how rare it is among the records; one that no record holds counts most, so a question
    about something else is not answered with the little it shares.
    """
    words = report.table(f"{kind}.words")
    names, quotes = words["names"], words["textwords"]
    qualifiers = {w if fold.is_han(w) else f" {w} " for w in report.table("lexicon")["qualifiers"]}
    stems = (_known(word, (*names, *quotes)) for word in query.stems if len(word) > 1)
    units = [bigram for piece in query.han_pieces for bigram in _bigrams(piece)]
    units += [f" {stem} " for stem in stems]
    found = {unit: (_rows_with(unit, names), _rows_with(unit, quotes)) for unit in units}
    straddling = _straddling(units, found, qualifiers)
    weights: dict[str, float] = {}
    held = [0.0] * len(names)
    lacking: set[int] = set()
    for unit, (in_names, in_quotes) in found.items():
        holders = in_names | in_quotes
        if unit in qualifiers:
            lacking |= set(range(len(names))) - (holders if kind == "paragraph" else in_names)
        elif holders or unit not in straddling:
            weights[unit] = max(math.log((len(names) + 1) / (len(holders) + 0.5)), 0.1)
            for position in holders:
                held[position] += weights[unit] * (1.0 if position in in_names else TEXT_WEIGHT)
    whole = sum(weights.values())
    if not whole:
        return []
    for position in _numbered(report, query, kind):
        held[position] = max(held[position], MIN_COVERAGE * whole)
    named = set().union(*(in_names for in_names, _ in found.values()))
    own = OWN_WORDS.get(kind, "quote")
    return [
        _hit(report, kind, at, weight / whole, "names" if at in named else own, "words", *query.han_pieces)
        for at, weight in enumerate(held)
        if weight / whole >= MIN_COVERAGE and at not in lacking
    ]


def _numbered(report: Report, query: Query, kind: str) -> set[int]:
    """Records with a name such as 1225, 1+6 or PM2.5 that stands whole among the query's words."""
    words = {word for word in query.stems if re.search(r"\d[+\d]", word)}
    return {hit.position for word in words for hit in by_name(report, word, kind)}


def _known(word: str, documents: tuple[str, ...]) -> str:
    """The word, or the one word of the report that it misspells."""
    if len(word) < 5 or any(f" {word} " in document for document in documents):
        return word
    cutoff = MIN_LATIN_RATIO if len(word) >= 6 else MIN_SHORT_LATIN_RATIO
    from rapidfuzz import fuzz, process

    # A slip seldom falls on the first letter, and unemployment is no slip for employment.
    vocabulary = {
        other
        for document in documents
        for other in document.split()
        if other[0] == word[0] and other.isascii() and len(other) > 3 and abs(len(other) - len(word)) <= 1
    }
    near = process.extractOne(word, sorted(vocabulary), scorer=fuzz.ratio, score_cutoff=cutoff)
    return near[0] if near else word


def _bigrams(piece: str) -> Iterator[str]:
    """The pairs of neighbouring characters of each Chinese run, which stand for its words."""
    for run in re.findall("[^a-z&+%. ]+", piece):
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def _rows_with(unit: str, rows: list[str]) -> set[int]:
    """The positions of the rows that hold the unit."""
    return {position for position, row in enumerate(rows) if unit in row}


def _straddling(
    units: list[str], found: dict[str, tuple[set[int], set[int]]], qualifiers: set[str]
) -> set[str]:
    """The bigrams between two that are found: there two words meet, as 府债 in 政府债务."""
    return {
        unit
        for before, unit, after in zip(units, units[1:], units[2:], strict=False)
        if unit[0] != " " and before not in qualifiers and before[-1] == unit[0] and unit[-1] == after[0]
        if any(found[before]) and any(found[after])
    }


# --- By nearly the same spelling -------------------------------------------------------------------


def by_spelling(report: Report, form: str, kind: str) -> list[Hit]:
    """Names with nearly the same characters, and pinyin with nearly the same letters."""
    from rapidfuzz import fuzz, process

    han = fold.is_han(form)
    size = len(form)
    if size < 4:
        return _by_order(report, form, kind) if han else []
    ratio = MIN_HAN_RATIO if han else MIN_LATIN_RATIO if size >= 6 else MIN_SHORT_LATIN_RATIO
    tables = [(form, report.table(f"{kind}.names"))]
    if not han:
        pinyin = report.table(f"{kind}.sounds")["pinyin"]
        tables.append((form.replace(" ", ""), [(key.replace(" ", ""), *rest) for key, *rest in pinyin]))
    hits = []
    for needle, rows in tables:
        keys = [key if _plausible_slip(needle, key, han) else None for key, _, _ in rows]
        near = list(process.extract_iter(needle, keys, scorer=fuzz.ratio, score_cutoff=ratio))
        spoken = han or rows is tables[-1][1]
        if not near and size >= (LONG_ENOUGH if han else 2 * LONG_ENOUGH) and spoken:
            longer = [key if len(key) > size and _qualified(form, key) else None for key, _, _ in rows]
            cutoff = MIN_PARTIAL_RATIO
            near = list(process.extract_iter(needle, longer, scorer=fuzz.partial_ratio, score_cutoff=cutoff))
        for _, likeness, at in near:
            _, field, position = rows[at]
            hits.append(_hit(report, kind, position, likeness / 100, field, "fuzzy"))
    return hits or (_by_order(report, form, kind) if han else [])


def _by_order(report: Report, form: str, kind: str) -> list[Hit]:
    """The characters of a short name in the wrong order."""
    if not 3 <= len(form) <= SHORT_NAME:
        return []
    return [
        _hit(report, kind, position, 0.7, field, "fuzzy")
        for name, field, position in report.table(f"{kind}.names")
        if sorted(name) == sorted(form)
    ]


def _plausible_slip(form: str, name: str, han: bool) -> bool:
    """Whether the name may be what the form misspells.

    A slip changes a Chinese name's length by a character or two, seldom the first character of a short one
    or the first letter, and never whether something is per capita.
    """
    first = form[0] == name[:1]
    if not han:
        return first
    size = len(form)
    near = abs(len(name) - size) <= 1 + size // 10
    return near and (first or size > SHORT_NAME or sorted(form) == sorted(name)) and _qualified(form, name)


def _qualified(form: str, name: str) -> bool:
    """Whether the name is per capita if the form is."""
    return all(qualifier in name for qualifier in ("人均", " capita ") if qualifier in form)


def _hit(report: Report, kind: str, position: int, share: float, field: str, how: str, *words: str) -> Hit:
    """A hit whose score says how much of the name, or of the meaning, was matched."""
    low, high = SCORES[how]
    score = round(low + (high - low) * min(1.0, share), 1)
    return Hit(report.records(kind)[position], position, score, field, how, words)
