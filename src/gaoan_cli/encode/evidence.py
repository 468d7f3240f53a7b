"""What the rules ask of an encoding: its records, its text, and which numbers of the text they account for.

Every question is answered by a table made in one pass or by bisection, so that a check takes no more than
n log n steps, whatever grows: a file may come from anybody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from gaoan_cli.encode.reader import Source
from gaoan_cli.report.fold import arabic
from gaoan_cli.report.model import (
    Exemption,
    Figure,
    Number,
    Paragraph,
    Part,
    Project,
    Sourced,
    Term,
    core_names,
    name_of,
)
from gaoan_cli.report.report import Report

LONGEST_QUOTE = 80
NUMBER = re.compile(r"\d+(?:\.\d+)?|[〇一二三四五六七八九十百千两]+")  # in digits or Chinese numerals
NOTE_MARK = re.compile(r"\[(\d{1,9})\]")
NOTE_NUMBER = re.compile(r"(\d{1,9})\.(?=“)")
ANY = "any number"

Span = tuple[int, int]


def _further(one: Span, other: Span) -> Span:
    return one if one[1] >= other[1] else other


class Spans:
    """Stretches of a text, which are asked for the one around a place."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self.starts = [start for start, _ in ordered]
        self.furthest: list[Span] = list(accumulate(ordered, _further))

    def around(self, match: re.Match[str]) -> Span | None:
        """The stretch that reaches furthest of those around the match, or None."""
        behind = bisect_right(self.starts, match.start())
        span = self.furthest[behind - 1] if behind else (0, 0)
        return span if match.end() <= span[1] else None


class Words:
    """Words that are looked for all at once; those longer than a quote are not."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = {word for word in words if len(word) <= LONGEST_QUOTE}
        self.lengths: dict[str, set[int]] = {}
        for word in self.words:
            self.lengths.setdefault(word[0], set()).add(len(word))

    def spans(self, text: str) -> Iterator[Span]:
        """Where they stand in the text."""
        for start, character in enumerate(text):
            for length in self.lengths.get(character, ()):
                if (word := text[start : start + length]) in self.words:
                    yield start, start + len(word)


class Evidence:
    """A report under examination, the file it was read from, and the text it encodes if that is known."""

    def __init__(self, report: Report, source: Source, original: str | None) -> None:
        self.report, self.source, self.original = report, source, original
        self.figures = (*report.targets, *report.results)
        self.quoted: tuple[Sourced, ...] = (*self.figures, *report.honours, *report.projects)
        self.records: tuple[Sourced | Term, ...] = (*self.quoted, *report.terms)
        self.paragraphs = {paragraph.id: paragraph for paragraph in report.paragraphs}
        self.exemptions = [Exemption(**fields) for fields in source.exemptions]

    @cached_property
    def text(self) -> str:
        """All words of the report."""
        return "\n".join(f"{s.heading}\n{s.text}" for s in self.report.sections if s.level == 1)

    @cached_property
    def marks(self) -> set[tuple[int, str]]:
        """Every note mark of the text: the number of the note, and the paragraph."""
        return {(int(mark[1]), p.id) for p in self.report.paragraphs for mark in NOTE_MARK.finditer(p.text)}

    @cached_property
    def numbers(self) -> list[tuple[Paragraph, re.Match[str]]]:
        """Every number of the text but note marks and note numbers."""
        found = []
        for paragraph in self.report.paragraphs:
            marks = {mark.start(1) for mark in NOTE_MARK.finditer(paragraph.text)}
            if note := NOTE_NUMBER.match(paragraph.text):
                marks.add(note.start(1))
            numbers = NUMBER.finditer(paragraph.text)
            found += [(paragraph, number) for number in numbers if number.start() not in marks]
        return found

    @cached_property
    def users(self) -> dict[str, dict[str, None]]:
        """Of every term's name: the ids of the paragraphs that use it, in order, without the notes."""
        words = Words(core_names(term)[-1] for term in self.report.terms)
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for paragraph in self.report.paragraphs:
            if NOTE_NUMBER.match(paragraph.text) is None:
                for start, end in words.spans(paragraph.text):
                    found[paragraph.text[start:end]][paragraph.id] = None
        return found

    @cached_property
    def _given(self) -> dict[Hashable, Spans]:
        """By paragraph and number: quotes of the records that give the number, and names that hold any."""
        found: dict[Hashable, list[Span]] = defaultdict(list)
        names: dict[str, set[str]] = defaultdict(set)
        for record in self.quoted:
            if record.start is None or record.end is None:
                continue
            for number in {str(record.year), _value(record)}:
                found[record.paragraph, number].append((record.start, record.end))
            if not isinstance(record, Figure):
                names[record.paragraph] |= {name_of(record), *record.aliases}
        for term in self.report.terms:
            called = core_names(term)
            for id in set(term.mentions):
                names[id].update(called)
            names[term.paragraph].add(term.name)
            if (at := self._text(term.paragraph).find(term.definition)) >= 0:
                found[term.paragraph, ANY].append((at, at + len(term.definition)))
        for id, words in names.items():
            found[id, ANY] += Words(words).spans(self._text(id))
        return _searchable(found)

    @cached_property
    def _exempt(self) -> dict[str, Spans]:
        words = Words(exemption.words for exemption in self.exemptions)
        return {id: Spans(words.spans(paragraph.text)) for id, paragraph in self.paragraphs.items()}

    def _text(self, id: str) -> str:
        return self.paragraphs[id].text if id in self.paragraphs else ""

    def given(self, paragraph: Paragraph, number: re.Match[str]) -> bool:
        """Whether a record that quotes the number has it as its value, or it is in the name of one."""
        keys = ((paragraph.id, value_of(number[0])), (paragraph.id, ANY))
        return any(key in self._given and self._given[key].around(number) for key in keys)

    def exemption(self, paragraph: Paragraph, match: re.Match[str]) -> str | None:
        """The words of the exemption that these words of the paragraph fall under, or None."""
        span = self._exempt[paragraph.id].around(match)
        return paragraph.text[slice(*span)] if span else None

    def accounted(self, paragraph: Paragraph, number: re.Match[str]) -> bool:
        """Whether a record gives the number, or an exemption holds it."""
        return self.given(paragraph, number) or self.exemption(paragraph, number) is not None

    def unquoted(
        self, part: str, words: re.Pattern[str], records: Iterable[Sourced]
    ) -> Iterator[tuple[Paragraph, str]]:
        """Words of a part of the report that no record quotes, and that are not exempt."""
        found: dict[Hashable, list[Span]] = defaultdict(list)
        for record in records:
            if record.start is not None and record.end is not None:
                found[record.paragraph].append((record.start, record.end))
        quotes = _searchable(found)
        for paragraph in self.report.paragraphs:
            if paragraph.section.split(".")[0] == part:
                for word in words.finditer(paragraph.text):
                    quoted = paragraph.id in quotes and quotes[paragraph.id].around(word)
                    if not quoted and self.exemption(paragraph, word) is None:
                        yield self.left_over(paragraph, word)

    @staticmethod
    def left_over(paragraph: Paragraph, match: re.Match[str]) -> tuple[Paragraph, str]:
        """What to say of words of a paragraph that no record gives."""
        around = paragraph.text[max(0, match.start() - 8) : match.end() + 8]
        return paragraph, f"{match[0]} in “{around}” is in no record"


def _searchable(found: dict[Hashable, list[Span]]) -> dict[Hashable, Spans]:
    return {key: Spans(spans) for key, spans in found.items()}


def _value(record: Sourced) -> str:
    value = record.value if isinstance(record, Figure) else None
    value = record.investment if isinstance(record, Project) else value
    return "" if value is None else written(abs(value))


def written(value: Number | Decimal) -> str:
    """A number as one writes it: 30.0 → 30."""
    return f"{Decimal(str(value)).normalize():f}"


def value_of(number: str) -> str:
    """What a run of digits or of Chinese numerals says, as one writes it: 十一 → 11."""
    return written(Decimal(number)) if number[0].isdecimal() else str(arabic(number))


def values_in(text: str) -> set[str]:
    """The numbers in a text, as one writes them."""
    return {value_of(number) for number in NUMBER.findall(text)}


def claims_in(prose: str) -> Iterator[tuple[str, str]]:
    """The numbers of two digits and more that prose of ours claims, as printed and as one writes them.

    What it adds up itself is no claim: 70 + 31 + 47 = 148.
    """
    sums = re.findall(r"(\d{1,15}(?: \+ \d{1,15})*)(?: = (\d{1,15}))?", prose)
    right = {total for parts, total in sums if total and sum(map(int, parts.split(" + "))) == int(total)}
    for number in re.findall(r"\d[\d,]*(?:\.\d+)?", prose):
        bare = number.replace(",", "")
        if len(bare) > 1 and bare not in right:
            yield number, value_of(bare)


# The words that make a bound, and how they stand to the number they bound.
BEFORE = {"突破": "above", "超": "above", "近": "nearly"}
BEHIND = {"左右": "about", "以上": "at_least", "余": "above"}


def bound_of(figure: Figure) -> str:
    """The bound that the words beside the number make."""
    if "持平" in figure.wording:
        return "flat"
    quote, value = figure.quote, written(abs(figure.value or 0))
    numbers = [*re.finditer(r"\d+(?:\.\d+)?", quote)]
    ends = [*(number.start() for number in numbers[1:]), len(quote)]
    found, behind, at = "exact", "", quote.find(figure.wording)
    for number, end in reversed([*zip(numbers, ends, strict=False)]):
        tail = quote[number.end() : end].lstrip(figure.unit or "")
        # “分别增长5%、7%左右” says 左右 once for all the numbers it lists.
        behind = next((word for word in BEHIND if tail.startswith(word)), behind if tail == "、" else "")
        if value_of(number[0]) == value and number.start() >= at:
            before = next((word for word in BEFORE if quote.endswith(word, 0, number.start())), "")
            found = BEHIND.get(behind) or BEFORE.get(before) or found
    return found


def all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    """The parts, and theirs."""
    for part in parts:
        yield part
        yield from all_parts(part.parts)
