"""Text folded at the edge as Chinese is set.

No line begins with closing punctuation or ends with an opening mark, and neither a number nor a Latin word is
broken, unless it is longer than a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from gaoan_cli.report.fold import atoms


def longest(words: str) -> int:
    """The columns that the longest line takes when nothing is folded."""
    return max(map(cell_len, words.split("\n")))


def least(words: str) -> int:
    """The columns that the longest piece takes that should stay together."""
    return max((cell_len(atom) for line in words.split("\n") for atom in atoms(line)), default=1)


def folded(text: Text, width: int) -> Iterator[Text]:
    """The text in lines that are no wider; what is indented stays so."""
    for line in text.split("\n", allow_blank=True):
        words = line.plain
        indent = min(len(words) - len(words.lstrip(" ")), width // 2)
        first, *rest = line.divide(_breaks(words, width, indent))
        first.rstrip()
        yield first
        for piece in rest:
            piece.rstrip()
            yield Text(" " * indent) + piece


def _breaks(words: str, width: int, indent: int) -> Iterator[int]:
    """Where a line is broken, if all but its first part begin so many columns from the edge."""
    at = used = 0
    for atom in atoms(words):
        whole = cell_len(atom) <= width - indent
        if used > indent and used + cell_len(atom) > width and not atom.isspace():
            yield at
            used = indent
        for piece in (atom,) if whole or atom.isspace() else atom:
            if used > indent and used + cell_len(piece) > width and not whole:
                yield at
                used = indent
            at += len(piece)
            used += cell_len(piece)
