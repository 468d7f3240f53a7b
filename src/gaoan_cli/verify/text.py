"""Texts as they are held against each other: the draft with its places, the report in one folded string."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from functools import cached_property, lru_cache

from gaoan_cli.report.report import Report

NOTE = re.compile(r"\[\d{1,3}\]")  # the number of a note: nobody quotes it
KEPT = "%‰+&"
GRAM = 3  # characters by which the nearest words are looked for


class Folded:
    """Letters, digits and what makes numbers of a text, and where each of them stands in it."""

    def __init__(self, text: str, simplified: dict[int, str]) -> None:
        self.source = text
        notes = {at for match in NOTE.finditer(text) for at in range(*match.span())} if "[" in text else ()
        plain = [
            (piece, at)
            for at, character in enumerate(text.translate(simplified))
            if at not in notes
            for piece in _pieces(character)
        ]
        kept, origins = [], []
        for place, (piece, at) in enumerate(plain):
            if piece.isalnum() or piece in KEPT or (piece := _between_digits(plain, place)):
                kept.append(piece)
                origins.append(at)
        self.text, self.origins = "".join(kept), origins

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Where in the source the folded characters from begin to end stand."""
        return self.origins[begin], self.origins[end - 1] + 1


@lru_cache(1 << 14)
def _pieces(character: str) -> str:
    """A character with its width and case folded; "" for a space."""
    return "".join(unicodedata.normalize("NFKC", character).casefold().split())


def _between_digits(plain: list[tuple[str, int]], place: int) -> str:
    """What a mark between two digits counts for: a point is one, the comma of thousands nothing, others part."""
    if not 0 < place < len(plain) - 1 or not (plain[place - 1][0].isdigit() and plain[place + 1][0].isdigit()):
        return ""
    if plain[place][0] == ".":
        return "."
    if plain[place][0] == ",":
        behind = "".join(piece for piece, _ in plain[place + 1 : place + 5])
        if re.match(r"\d{3}(?!\d)", behind):
            return ""
    return " "


class Original:
    """All that is printed of a report, folded, with the paragraph that each place is of."""

    def __init__(self, report: Report) -> None:
        own = report.particulars
        pieces = [("", f"{own.place}{own.title}"), ("", own.session)]
        pieces += [(section.id, section.heading) for section in report.sections]
        pieces += [(one.id, one.text) for one in report.paragraphs]
        self.simplified = report.simplified
        self.starts, self.ids, at = [], [], 0
        for id, text in pieces:
            self.starts.append(at)
            self.ids.append(id)
            at += len(text) + 1
        self.text = "\n".join(text for _, text in pieces)
        self.bare = NOTE.sub("", self.text)
        self.folded = Folded(self.text, report.simplified)

    def paragraph(self, place: int) -> str | None:
        """The id of the paragraph or section that a place of the text is in; None for the title."""
        return self.ids[bisect_right(self.starts, place) - 1] or None

    @cached_property
    def grams(self) -> dict[str, list[int]]:
        """Where each run of so many folded characters stands."""
        found: dict[str, list[int]] = defaultdict(list)
        text = self.folded.text
        for at in range(len(text) - GRAM + 1):
            found[text[at : at + GRAM]].append(at)
        return found


@lru_cache(1)
def original_of(report: Report) -> Original:
    """A report as drafts are held against it, folded once for all of them."""
    return Original(report)


class Draft:
    """The text that is verified, with what is code or an address blanked out."""

    BLANK = re.compile(
        r"^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)[^\n]*$|\Z)|<!--.*?(?:-->|\Z)|(?<!`)`[^`\n]+`|https?://[^\s）)>”]+",
        re.DOTALL | re.MULTILINE,
    )

    def __init__(self, text: str) -> None:
        self.source = text
        self.text = self.BLANK.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a place, counted from one."""
        line = bisect_right(self.lines, at)
        return line, at - self.lines[line - 1] + 1
