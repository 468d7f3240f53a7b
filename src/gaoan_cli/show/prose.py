"""Text that folds at the edge as Chinese is set, drawn by rich.

No line begins with closing punctuation or ends with an opening mark, and neither a number nor a Latin word is
broken, unless it is longer than a line.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from gaoan_cli.report.fold import atoms


class Prose:
    """A text to be folded at whatever width it is given."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines of the text."""
        for line in self.text.split("\n", allow_blank=True):
            yield from folded(line, options.max_width)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """From the longest piece that stays together to the longest line."""
        return Measurement(least(self.text.plain), longest(self.text.plain)).with_maximum(options.max_width)


def longest(words: str) -> int:
    """The columns that the longest line takes when nothing is folded."""
    return max(map(cell_len, words.split("\n")))


def least(words: str) -> int:
    """The columns that the longest piece takes that should stay together."""
    return max((cell_len(atom) for line in words.split("\n") for atom in atoms(line)), default=1)


def folded(line: Text, width: int) -> Iterator[Text]:
    """The line in pieces that are no wider; what is indented stays so."""
    words = line.plain
    indent = min(len(words) - len(words.lstrip(" ")), width // 2)
    breaks: list[int] = []
    at = used = 0
    for atom in atoms(words):
        size = cell_len(atom)
        if used and used + size > width and not atom.isspace():
            breaks.append(at)
            used = indent
        while used + size > width and not atom.isspace():  # longer than a whole line
            taken = fitting(atom, width - used)
            at += taken
            breaks.append(at)
            atom, used = atom[taken:], indent
            size = cell_len(atom)
        at += len(atom)
        used += size
    first, *rest = line.divide(breaks)
    first.rstrip()
    yield first
    for piece in rest:
        piece.rstrip()
        yield Text(" " * indent) + piece


def fitting(words: str, width: int) -> int:
    """How many characters fit into so many columns; at least one."""
    used = 0
    for count, character in enumerate(words):
        used += cell_len(character)
        if used > width:
            return max(count, 1)
    return len(words)
