"""Names and words that are nearly what was typed: a character or letter wrong, left out, doubled or moved."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile

from gaoan_cli.matching.hits import Hit, hit_of
from gaoan_cli.report import fold
from gaoan_cli.report.report import Report

MIN_LATIN_RATIO = 80.0  # RapidFuzz ratio for Latin of 6 letters and more: one slip
MIN_SHORT_LATIN_RATIO = 88.0  # for 4 or 5 letters: one left out or doubled
MIN_HAN_RATIO = 75.0  # the same for Chinese of 4 characters and more
MIN_PARTIAL_RATIO = 80.0  # for a misspelt piece of a name
SHORT_NAME = 5  # characters of a Chinese name whose first one is seldom wrong
SHORT_PINYIN = 12  # letters of pinyin of which no more than one may be wrong, where it is spelled right
LONG_LATIN = 8  # letters of an English name of which one may be wrong
LEAST_LATIN = 5  # letters of an English word that may be misspelt
LONG_ENOUGH = 5  # characters of a query that may be a misspelt piece of a name, twice that for Latin


def by_one_slip(report: Report, form: str, kind: str) -> list[Hit]:
    """The name that the form has with one character wrong, left out, doubled or moved, where that leaves no word.

    What is meant is made of words: 投姿 is none, so that 固定资产投姿 is a slip; 省内 is one, so that 省内资金 is none
    for 省外资金. Of several such names none is meant for certain.
    """
    if len(form) < (LONG_ENOUGH if fold.is_han(form) else LONG_LATIN):
        return []
    found: dict[str, list[Hit]] = {}
    half = (len(form) - 1) // 2  # one slip leaves so much whole before it or behind it
    alike = [
        row for piece in (form[:half], form[-half:]) for row in report.tables.rows_that_hold(f"{kind}.names", piece)
    ]
    for name, field, position in dict.fromkeys(map(tuple, alike)):
        if abs(len(name) - len(form)) <= 1:
            start, wrong, right = _difference(form, name)
            moved = len(wrong) == 2 and wrong == right[::-1]
            doubled = right or wrong in (form[start - 1 : start], form[start + 1 : start + 2])
            one = max(len(wrong), len(right)) == 1 and doubled and not (wrong + right).isdigit()
            if (one or moved) and _in_no_word(report, form, start, start + len(wrong)):
                found.setdefault(name, []).append(hit_of(report, kind, position, 1 - 1 / len(name), field, "fuzzy"))
    return next(iter(found.values())) if len(found) == 1 else []


def _difference(one: str, other: str) -> tuple[int, str, str]:
    """Where two texts begin to differ, and what each has from there to where they end alike."""
    start = _alike(one, other)
    end = _alike(one[start:][::-1], other[start:][::-1])
    return start, one[start : len(one) - end], other[start : len(other) - end]


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _in_no_word(report: Report, form: str, start: int, end: int) -> bool:
    """Whether a stretch of a form lies in what is no word: a lone Chinese character, or Latin letters nobody knows."""
    at = 0
    for word in report.words.cut(form):
        at = form.index(word, at)
        if at <= end and at + len(word) >= start:
            if word.isascii() and word.isalpha() and report.words.known(word) is None:
                return True
            if len(word) == 1 and at < max(end, start + 1) and at + 1 > start:
                return True
        at += len(word)
    return False


def by_spelling(report: Report, form: str, kind: str) -> list[Hit]:
    """Names with nearly the same characters, and pinyin with nearly the same letters."""
    from rapidfuzz import fuzz, process

    han = fold.is_han(form)
    size = len(form)
    if size < 4:
        return _by_order(report, form, kind) if han else []
    ratio = MIN_HAN_RATIO if han else MIN_LATIN_RATIO if size >= 6 else MIN_SHORT_LATIN_RATIO
    tables = [(form, report.tables[f"{kind}.names"])]
    if not han:
        pinyin = report.tables.columns(f"{kind}.pinyin")
        tables.append((form.replace(" ", ""), [(key.replace(" ", ""), *rest) for key, *rest in pinyin]))
    # A slip never changes whether something is per capita.
    qualifiers = [word for word in report.tables["lexicon"]["qualifiers"] if word in form]
    # Gao tie zhan is spelled right: of so few letters no more than one is a slip for what is said otherwise.
    few = not han and size < SHORT_PINYIN and is_spelled(form.replace(" ", ""), report.tables["sounds"])
    least = 100 * (1 - 1 / size) if few else 0.0
    hits = []
    for needle, rows in tables:
        slips = (_plausible_slip(needle, key, qualifiers) if han else key[:1] == needle[0] for key, _, _ in rows)
        keys = [key if slip else None for slip, (key, _, _) in zip(slips, rows, strict=True)]
        spoken = han or rows is tables[-1][1]
        cutoff = max(ratio, least) if spoken else ratio
        near = list(process.extract_iter(needle, keys, scorer=fuzz.ratio, score_cutoff=cutoff))
        if not near and size >= (LONG_ENOUGH if han else 2 * LONG_ENOUGH) and spoken:
            longer = [
                key if len(key) > size and all(word in key for word in qualifiers) else None for key, _, _ in rows
            ]
            cutoff = max(MIN_PARTIAL_RATIO, least)
            near = list(process.extract_iter(needle, longer, scorer=fuzz.partial_ratio, score_cutoff=cutoff))
        for _, likeness, at in near:
            _, field, position = rows[at]
            hits.append(hit_of(report, kind, position, likeness / 100, field, "fuzzy"))
    return hits or (_by_order(report, form, kind) if han else [])


def is_spelled(letters: str, syllables: Collection[str]) -> bool:
    """Whether letters are syllables of pinyin, one behind the other."""
    ends = {0}
    for at in range(len(letters)):
        if at in ends:
            ends |= {end for end in range(at + 1, at + 7) if letters[at:end] in syllables}
    return len(letters) in ends


def _by_order(report: Report, form: str, kind: str) -> list[Hit]:
    """The characters of a short name in the wrong order."""
    if not 3 <= len(form) <= SHORT_NAME:
        return []
    return [
        hit_of(report, kind, position, 0.7, field, "fuzzy")
        for name, field, position in report.tables[f"{kind}.names"]
        if sorted(name) == sorted(form)
    ]


def _plausible_slip(form: str, name: str, qualifiers: list[str]) -> bool:
    """Whether the Chinese name may be what the form misspells, which has these qualifiers.

    A slip changes its length by a character or two, and seldom the first character of a short one.
    """
    size = len(form)
    near = abs(len(name) - size) <= 1 + size // 10
    likely = form[0] == name[:1] or size > SHORT_NAME or sorted(form) == sorted(name)
    return near and likely and all(word in name for word in qualifiers)


def corrected(word: str, documents: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the report that one slip makes this one, else the nearest by spelling; () if the report has it."""
    if len(word) < LEAST_LATIN or any(f" {word} " in document for document in documents):
        return ()
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    # A slip seldom falls on the first letter, and unemployment is no slip for employment.
    vocabulary = {
        other
        for document in documents
        for other in document.split()
        if other[0] == word[0] and other.isascii() and len(other) > 3 and abs(len(other) - len(word)) <= 1
    }
    short = len(word) == LEAST_LATIN  # with another letter it is another word
    slips = (other for other in vocabulary if OSA.distance(word, other, score_cutoff=1) <= 1)
    if near := [other for other in slips if not short or len(other) != len(word) or sorted(other) == sorted(word)]:
        return tuple(sorted(near))
    cutoff = MIN_SHORT_LATIN_RATIO if short else MIN_LATIN_RATIO
    best = process.extractOne(word, sorted(vocabulary), scorer=fuzz.ratio, score_cutoff=cutoff)
    return (best[0],) if best else ()
