"""Runs of text and what each is for: what is drawn in colours, and marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from gaoan_cli.report.fold import atoms


class Span(NamedTuple):
    """A run of text and what it is: "" | figure | term | match | name | faint | chart."""

    text: str
    role: str = ""


Spans = tuple[Span, ...]


def text_of(spans: Spans) -> str:
    """The words of the spans."""
    return "".join(span.text for span in spans)


def mark(text: str, marks: Iterable[tuple[str, str]]) -> Spans:
    """The text with every occurrence of each (words, role) marked; the longer words win."""
    roles = {words: role for words, role in marks if words}
    pattern = "|".join(map(re.escape, sorted(roles, key=len, reverse=True)))
    pieces = re.split(f"({pattern})", text) if roles else [text]
    return tuple(Span(piece, roles[piece] if n % 2 else "") for n, piece in enumerate(pieces) if piece)


def excerpt(spans: Spans, width: int) -> Spans:
    """A long text cut down to what was found in it, with text on both sides."""
    text = text_of(spans)
    match = next((span.text for span in spans if span.role == "match"), "")
    pieces = (len(atom) for line in text.split("\n") for atom in (*atoms(line), "\n"))
    edges = list(accumulate(pieces, initial=0))
    start = max(edge for edge in edges if edge <= max(0, min(text.find(match) - width // 3, len(text) - width)))
    end = min(edge for edge in edges if edge >= min(start + width, len(text)))
    cut = ("..." if start else "") + text[start:end] + ("..." if end < len(text) else "")
    return mark(cut, [(match, "match")])


def breadcrumb(path: Sequence[str], id: str) -> str:
    """Where something stands: the headings above it, and its id."""
    return f"{' > '.join(path)} ({id})".lstrip()
