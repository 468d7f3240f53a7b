"""What may answer a query: one function a way of matching, each over the records of one kind.

A report's tables (`encode.builder`) hold what is compared; a function gives the hits of its way, unsorted.
The ways that take a query by its sound, or for a slip, have modules of their own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from gaoan_cli.matching.hits import Hit, hit_of, qualifiers_of
from gaoan_cli.matching.query import Query
from gaoan_cli.report import fold
from gaoan_cli.report.report import Report

OWN_WORDS = {"term": "definition", "section": "text", "paragraph": "text"}
MIN_COVERAGE = 0.66  # the share of a query's meaning that a record must hold
TEXT_WEIGHT = 0.7  # what a word counts that stands in the quote and not in a name
LATIN = r"[a-z0-9+&%. ]+"


def by_name(report: Report, form: str, kind: str) -> list[Hit]:
    """Names that are the form."""
    return [
        hit_of(report, kind, position, 1.0, field, "exact", form)
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
            hits.append(hit_of(report, kind, position, len(form) / len(name), field, how, form))
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
            hits.append(hit_of(report, kind, position, found * len(form) / len(text), field, "words", form))
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


# --- By the words that carry the meaning -----------------------------------------------------------


def by_words(report: Report, query: Query, kind: str) -> list[Hit]:
    """Records that hold enough of the words that carry the query's meaning.

    A word counts by how rare it is among the records; one that no record holds counts most, so a question
    about something else is not answered with the little it shares.
    """
    from gaoan_cli.matching.slips import corrected

    words = report.table(f"{kind}.words")
    names, quotes = words["names"], words["textwords"]
    qualifiers = qualifiers_of(report)
    stems = (corrected(word, (*names, *quotes)) for word in query.stems if len(word) > 1)
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
        hit_of(report, kind, at, weight / whole, "names" if at in named else own, "words", *query.han_pieces)
        for at, weight in enumerate(held)
        if weight / whole >= MIN_COVERAGE and at not in lacking
    ]


def _numbered(report: Report, query: Query, kind: str) -> set[int]:
    """Records with a name such as 1225, 1+6 or PM2.5 that stands whole among the query's words."""
    words = {word for word in query.stems if re.search(r"\d[+\d]", word)}
    return {hit.position for word in words for hit in by_name(report, word, kind)}


def _bigrams(piece: str) -> Iterator[str]:
    """The pairs of neighbouring characters of each Chinese run, which stand for its words."""
    for run in re.findall("[^a-z&+%. ]+", piece):
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def _rows_with(unit: str, rows: list[str]) -> set[int]:
    """The positions of the rows that hold the unit."""
    return {position for position, row in enumerate(rows) if unit in row}


def _straddling(units: list[str], found: dict[str, tuple[set[int], set[int]]], qualifiers: frozenset[str]) -> set[str]:
    """The bigrams between two that are found: there two words meet, as 府债 in 政府债务."""
    return {
        unit
        for before, unit, after in zip(units, units[1:], units[2:], strict=False)
        if unit[0] != " " and before not in qualifiers and before[-1] == unit[0] and unit[-1] == after[0]
        if any(found[before]) and any(found[after])
    }
