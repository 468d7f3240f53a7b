"""The passages of a draft that stand in quotation marks, and how each stands in the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from gaoan_cli.encode.quantities import BEFORE, BEHIND
from gaoan_cli.report.fold import is_han
from gaoan_cli.verify.findings import Finding, Verdict
from gaoan_cli.verify.text import GRAM, Draft, Folded, Original

SHORTEST = 8  # letters and digits that a passage has at least
LONGEST = 400  # characters that are compared at once; a longer passage is taken sentence by sentence
PAIRS = {"“": "”", "「": "」", "『": "』"}
MARK = re.compile('[“”「」『』"＂]|\n[ \t\r]*\n')
ELLIPSIS = re.compile(r"…+|\.{3,}|[\[［(（]\s*(?:…+|\.{3,}|略)\s*[\]］)）]")
SENTENCE = re.compile(f"[^。；！？\n]{{1,{LONGEST}}}[。；！？\n]*|[。；！？\n]+")
SIMILAR = 0.6  # the part of a passage that the report's nearest words share, if it is theirs
BUCKET = 16
ENDS_IN_NUMBER = re.compile(r"\d[^\d\s]{0,5}$")
BOUND_BEHIND = re.compile("|".join(sorted(BEHIND, key=len, reverse=True)))
BOUND_BEFORE = re.compile(f"(?:{'|'.join(sorted(BEFORE, key=len, reverse=True))})$")


class Passage(NamedTuple):
    """What stands between two quotation marks; `sure` is false where the marks may be paired otherwise."""

    start: int
    end: int
    sure: bool = True


def passages(text: str) -> list[Passage]:
    """The outermost quotations of a text, in order; a mark without its fellow in the paragraph opens none."""
    found: list[Passage] = []
    opened: list[tuple[str, int]] = []
    straight: list[int] = []
    for match in MARK.finditer(text):
        mark = match[0]
        if mark in PAIRS:
            opened.append((PAIRS[mark], match.end()))
        elif mark in PAIRS.values():
            while opened and opened[-1][0] != mark and any(close == mark for close, _ in opened):
                opened.pop()
            if opened and opened[-1][0] == mark:
                found.append(Passage(opened.pop()[1], match.start()))
        elif mark in '"＂':
            straight.append(match.start())
        else:
            found += _paired(straight)
            opened, straight = [], []
    found += _paired(straight)
    return _outermost(sorted(found, key=lambda one: (one.start, -one.end)))


def _paired(straight: list[int]) -> Iterator[Passage]:
    """The quotations between straight marks, taken two by two."""
    for first, last in zip(straight[::2], straight[1::2], strict=False):
        yield Passage(first + 1, last, len(straight) % 2 == 0)


def _outermost(found: list[Passage]) -> list[Passage]:
    kept: list[Passage] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def verified(draft: Draft, original: Original) -> tuple[list[Finding], list[Passage]]:
    """A finding for each quotation that is long enough, and the passages they are of."""
    findings, judged = [], []
    for one in passages(draft.text):
        for piece in _pieces(draft.text, one):
            words = draft.text[piece.start : piece.end]
            if len(words) < SHORTEST or not is_han(words):
                continue
            folded = Folded(words, original.simplified)
            if len(folded.text) < SHORTEST:
                continue
            verdict, place = judge(words, folded.text, original)
            if verdict == "absent" and not one.sure:
                continue
            judged.append(piece)
            says = original.text[place[0] : place[1]] if place else None
            start = piece.start + len(words) - len(words.lstrip())
            paragraph = original.paragraph(place[0]) if place else None
            findings.append(Finding(*draft.place(start), words.strip(), "quote", verdict, None, paragraph, says))
    return findings, judged


def _pieces(text: str, one: Passage) -> Iterator[Passage]:
    """A passage, or if it is long its sentences."""
    if one.end - one.start <= LONGEST:
        yield one
        return
    for match in SENTENCE.finditer(text, one.start, one.end):
        yield Passage(match.start(), match.end(), one.sure)


def judge(words: str, folded: str, original: Original) -> tuple[Verdict, tuple[int, int] | None]:
    """How words stand in the report, and where it has them or what is nearest."""
    place, cut = standing(folded, original)
    if place and not cut:
        same = words.strip() in original.bare or "".join(words.split()) in original.bare
        return ("verbatim" if same else "punctuation"), place
    if cut:
        return "altered", place
    if (parts := [part for part in ELLIPSIS.split(words) if part.strip()]) and len(parts) > 1:
        whole = _with_gaps([Folded(part, original.simplified).text for part in parts], original)
        if whole:
            return "verbatim", whole
    near = _nearest(folded, original)
    return ("altered", near) if near else ("absent", None)


def standing(folded: str, original: Original) -> tuple[tuple[int, int] | None, bool]:
    """Where the report has these words, and whether it has them only with more to their numbers."""
    text, at, cut = original.folded.text, original.folded.text.find(folded), None
    while at >= 0:
        place = original.folded.span(at, at + len(folded))
        more = _cut(text, at, at + len(folded), original.text, place)
        if not more:
            return place, False
        cut = cut or (place[0] - more[0], place[1] + more[1])
        at = text.find(folded, at + 1)
    return cut, cut is not None


def _cut(text: str, begin: int, end: int, source: str, place: tuple[int, int]) -> tuple[int, int] | None:
    """How many characters before and behind belong to the number that words begin or end with."""
    before = behind = 0
    number = re.compile(r"[\d.]+$|(?<=[\d.])$")
    if text[begin].isdigit():
        if digits := number.search(text[max(0, begin - 8) : begin]):
            before = len(digits[0])
        elif bound := BOUND_BEFORE.search(source[max(0, place[0] - 4) : place[0]]):
            before = len(bound[0])
    if ENDS_IN_NUMBER.search(text[max(0, end - 8) : end]):
        if text[end - 1].isdigit() and (more := re.match(r"[\d.]*[万亿]*[%\u4e00-\u9fff]?", source[place[1] :][:12])):
            behind = len(more[0])
        elif bound := BOUND_BEHIND.match(source, place[1]):
            behind = len(bound[0])
    return (before, behind) if before or behind else None


def _with_gaps(parts: list[str], original: Original) -> tuple[int, int] | None:
    """Where the report has parts one behind the other in one paragraph, each long enough to be told."""
    text, at, begin = original.folded.text, 0, -1
    if any(len(part) < SHORTEST // 2 for part in parts):
        return None
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return None
        begin = at if begin < 0 else begin
        at += len(part)
    place = original.folded.span(begin, at)
    return place if original.paragraph(place[0]) == original.paragraph(place[1] - 1) else None


def _nearest(folded: str, original: Original) -> tuple[int, int] | None:
    """The report's words that are likest, if they are like enough."""
    votes: Counter[int] = Counter()
    for at in range(len(folded) - GRAM + 1):
        for bucket in {(place - at) // BUCKET for place in original.grams.get(folded[at : at + GRAM], ())}:
            votes[bucket] += 1
            votes[bucket + 1] += 1
    best, span = SIMILAR, None
    for bucket, count in votes.most_common(2):
        if count < max(1, len(folded) // 8):
            break
        first = max(0, (bucket - 1) * BUCKET - 4)
        window = original.folded.text[first : first + 2 * BUCKET + len(folded) + 8]
        blocks = [
            block
            for block in SequenceMatcher(None, folded, window, autojunk=False).get_matching_blocks()
            if block.size > 1
        ]
        share = sum(block.size for block in blocks) / len(folded)
        if share >= best:
            begin, last = blocks[0], blocks[-1]
            start = first + max(0, begin.b - begin.a)
            end = min(len(original.folded.text), first + last.b + len(folded) - last.a)
            best, span = share + 0.001, (start, end)
    return _within(original, original.folded.span(*span), folded) if span else None


def _within(original: Original, place: tuple[int, int], folded: str) -> tuple[int, int]:
    """A place without what it has of the paragraphs beside."""
    begin, end = place
    middle = (begin + end) // 2
    begin = max(begin, original.text.rfind("\n", begin, middle) + 1)
    stop = original.text.find("\n", middle, end)
    end = stop if stop >= 0 else end
    if BOUND_BEHIND.match(original.text, end):
        end += len(BOUND_BEHIND.match(original.text, end)[0])  # type: ignore[index]
    return begin, end
