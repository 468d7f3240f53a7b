"""Views drawn in a terminal, line by line. Text is data here: every word is a rich Text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from gaoan_cli.language import _
from gaoan_cli.show.cards import Card
from gaoan_cli.show.lists import Row, Table
from gaoan_cli.show.pages import Passage, View
from gaoan_cli.show.prose import folded, least, longest
from gaoan_cli.show.said import english
from gaoan_cli.show.spans import Spans, excerpt

# Colours of the terminal's own palette, so that light and dark backgrounds both stay readable.
STYLES = {
    "figure": "bold cyan",
    "term": "magenta",
    "match": "bold red",
    "name": "bold",
    "faint": "dim",
    "chart": "cyan",
}
# What lines and charts are drawn with, and what stands for it where an encoding lacks it.
STROKES = {"╭─│╰": "+-|+", "▏▎▍▌▋▊▉█": "########", "░": "-", "·": "."}
NARROW = 60  # columns below which a list stacks its cells
MIDDLING = 80  # columns from which a list draws growth and ranks beside the figures
WIDE = 100  # columns from which a list shows English names, and bars beside the figures
GAP = 2  # columns between those of a list
LEAST = 17  # columns of a list that its shorter cells get before the longer ones share the rest
SHORT = 40  # characters of a statement that is shown as a figure


def draw(views: Sequence[View], width: int, *, coloured: bool, encoding: str) -> str:
    """The views as lines of at most this many columns, with colours or without any escape sequence."""
    console = Console(width=width, color_system="standard" if coloured else None, no_color=False, legacy_windows=False)
    lines = _spaced(*(list(_lines(view, width)) for view in views))
    with console.capture() as capture:
        console.print(Text("\n", no_wrap=True, overflow="ignore").join(lines))
    # Without the spaces that fill a line: where marks are wider than rich believes, they would fold it.
    text = re.sub(" +$", "", capture.get(), flags=re.MULTILINE)
    for fine, coarse in STROKES.items():
        if fine.encode(encoding, "ignore").decode(encoding) != fine:
            text = text.translate(str.maketrans(fine, coarse))
    return text


def _lines(view: View, width: int) -> Iterable[Text]:
    if isinstance(view, Card):
        return _card(view, width)
    if isinstance(view, Passage):
        return _passage(view, width)
    return [Text(view.title, "bold"), *(_stacked if width < NARROW else _columns)(view, width)]


def _text(spans: Spans) -> Text:
    return Text.assemble(*((span.text, STYLES.get(span.role, "")) for span in spans))


# --- Lines ---------------------------------------------------------------------------------------


def _block(texts: Iterable[Text], width: int) -> list[Text]:
    """The lines of the texts that say something, one below the other."""
    return [line for text in texts if text for line in folded(text, width)]


def _spaced(*blocks: list[Text]) -> list[Text]:
    """The blocks that have lines, an empty one between them."""
    return [line for block in blocks if block for line in (Text(), *block)][1:]


def _beside(cells: Iterable[Text], widths: Iterable[int], gap: int) -> Iterator[Text]:
    """The lines of cells beside each other."""
    columns = [(width, folded(cell, width)) for cell, width in zip(cells, widths, strict=True)]
    for pieces in zip_longest(*(lines for _width, lines in columns), fillvalue=Text()):
        line = Text()
        for piece, (width, _lines_of) in zip(pieces, columns, strict=True):
            line.append_text(piece).append(" " * (width + gap - piece.cell_len))
        yield line


def _labelled(rows: Iterable[tuple[Text, Text]], width: int) -> list[Text]:
    """The lines of texts, each beside its label."""
    rows = list(rows)
    size = min(max((label.cell_len for label, _ in rows), default=0), width // 2)
    return [line for row in rows for line in _beside(row, (size, width - size - 1), 1)]


# --- Views ---------------------------------------------------------------------------------------


def _card(card: Card, width: int) -> list[Text]:
    inner = width - 4
    style = STYLES["figure"] if len(card.statement) <= SHORT else ""
    body = _spaced(
        _block([Text(card.title, "bold"), Text(card.subtitle, "dim")], inner),
        _block([Text(card.statement, style), Text(card.explanation)], inner),
        _block([_text(card.chart)], inner),
        _labelled(((Text(label, "dim"), _text(spans)) for label, spans in card.rows), inner),
    )
    # Open to the right: the width of Chinese quotation marks differs between terminals.
    line = "─" * (width - 1)
    return [Text("╭" + line), *(Text("│ ") + text for text in body), Text("╰" + line)]


def _cells(table: Table, row: Row) -> list[Text]:
    """What is said of a record, cell by cell."""
    return [_text(excerpt(spans, table.excerpt) if table.excerpt else spans) for spans in row.cells]


def _stacked(table: Table, width: int) -> Iterator[Text]:
    for row in table.rows:
        yield from folded(Text(row.name, "bold"), width)
        named = len(row.cells) > 1  # which year, or what, each number is of
        below = [
            Text(f"{head} " if head.isdigit() or (named and cell.plain.isdigit()) else "", "dim") + cell
            for head, cell in zip(table.heads[1:], _cells(table, row), strict=False)
            if cell
        ]
        for line in _block([*below, _text(row.chart), Text(row.at, "dim")], width - 2):
            yield Text("  ") + line


def _columns(table: Table, width: int) -> Iterator[Text]:
    charts = [_text(row.chart) for row in table.rows]
    named = width >= WIDE and any(row.other for row in table.rows)
    beside = any(charts) and width >= (WIDE if any("\n" in chart.plain for chart in charts) else MIDDLING)

    def line(name: Text, cells: list[Text], chart: Text, at: Text, other: Text) -> list[Text]:
        if chart and not beside:
            cells = [*cells[:-1], Text("\n").join((chart, cells[-1]))]
        return [name, *cells, *([chart] if beside else []), at, *([other] if named else [])]

    name, *heads, at = (Text(head, "bold dim") for head in table.heads)
    lines = [line(name, heads, Text(), at, Text(_("in Chinese") if english() else _("in English"), "bold dim"))]
    for row, chart in zip(table.rows, charts, strict=True):
        lines.append(line(Text(row.name), _cells(table, row), chart, Text(row.at, "dim"), Text(row.other, "dim")))
    widths = _widths(lines, width)
    yield Text()
    yield from _beside(lines[0], widths, GAP)
    yield Text("─" * (sum(widths) + GAP * (len(widths) - 1)))
    for cells in lines[1:]:
        yield from _beside(cells, widths, GAP)
    for words in table.foot:
        yield from (Text(), *folded(Text(words, "dim"), width))


def _widths(lines: Sequence[Sequence[Text]], width: int) -> list[int]:
    """How wide each column of a list is: as its longest line, or its share of what there is."""
    columns = list(zip(*lines, strict=True))
    wanted = [max(longest(cell.plain) for cell in column) for column in columns]
    pieces = [max(least(cell.plain) for cell in column) for column in columns]
    needed = [want if want <= LEAST else min(piece, LEAST) for want, piece in zip(wanted, pieces, strict=True)]
    room = width - GAP * (len(wanted) - 1)
    while sum(needed) > room:
        needed[needed.index(max(needed))] -= 1
    spare, missing = room - sum(needed), sum(wanted) - sum(needed)
    if missing <= spare:
        return wanted
    return [need + spare * (want - need) // missing for want, need in zip(wanted, needed, strict=True)]


def _passage(passage: Passage, width: int) -> list[Text]:
    head = (passage.subtitle, passage.breadcrumb, passage.lead)
    return _spaced(
        _block([Text(passage.heading, "bold cyan"), *(Text(words, "dim") for words in head)], width),
        *(_block([_text(spans).append(f" {id}" if id else "", "dim")], width) for id, spans in passage.paragraphs),
        _labelled(((Text(name, STYLES["term"]), Text(definition)) for name, definition in passage.terms), width),
    )
