"""Views drawn in a terminal: the only module that imports rich.

Text is data here: every word goes through Text, never through markup, and unspaced Chinese folds at
the edge instead of being cut.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from gaoan_cli.view import Bar, Card, Page, Spans, Table, View

# Colours of the terminal's own palette, so that light and dark backgrounds both stay readable.
STYLES = {
    "": "",
    "figure": "bold cyan",
    "term": "magenta",
    "match": "bold red",
    "name": "bold",
    "faint": "dim",
}
NARROW = 60  # columns below which a list stacks its cells
WIDE = 100  # columns from which a list shows English names and bars
BAR = 12
TIGHT = 10  # columns that a short figure may claim for itself
SHORT = 40  # characters of a figure that is shown large


def text(spans: Spans) -> Text:
    """Spans as styled text."""
    made = Text(overflow="fold")
    for span in spans:
        made.append(span.text, STYLES[span.role])
    return made


def draw(view: View, width: int) -> RenderableType:
    """The view as something rich can print at this width."""
    if isinstance(view, Card):
        return _card(view)
    if isinstance(view, Table):
        return _table(view, width)
    return _page(view)


def _card(card: Card) -> RenderableType:
    rows = Grid.grid(padding=(0, 1))
    rows.add_column(no_wrap=True, style="dim")
    rows.add_column(overflow="fold")
    for label, spans in card.rows:
        rows.add_row(Text(label), text(spans))
    body: list[RenderableType] = [Text(card.subtitle, "dim")] if card.subtitle else []
    style = STYLES["figure"] if len(card.figure) <= SHORT else ""
    body.append(Padding(Text(card.figure, style, overflow="fold"), (1, 0, 0, 0)))
    if card.reading:
        body.append(Text(card.reading, overflow="fold"))
    if card.bars:
        body.append(Padding(_bars(card.bars), (1, 0, 0, 0)))
    body.append(Padding(rows, (1, 0, 0, 0)))
    title = Text(card.title, "bold", overflow="fold")
    # Open to the right: the width of Chinese quotation marks differs between terminals.
    return Panel(Group(title, *body), box=OPEN, padding=(0, 1), expand=True)


OPEN = box.Box("╭───\n│   \n│   \n│   \n│   \n│   \n│   \n╰───\n")


def _table(table: Table, width: int) -> RenderableType:
    return Group(Text(table.title, "bold"), _stacked(table) if width < NARROW else _columns(table, width))


def _stacked(table: Table) -> RenderableType:
    lines: list[RenderableType] = []
    for row in table.rows:
        lines.append(Text(row.name, "bold", overflow="fold"))
        lines += [Padding(text(cell), (0, 0, 0, 2)) for cell in row.cells if cell]
        lines.append(Padding(Text(row.place, "dim"), (0, 0, 0, 2)))
    return Group(*lines)


def _columns(table: Table, width: int) -> RenderableType:
    wide = width >= WIDE
    drawn = wide and any(row.bars for row in table.rows)
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim", expand=True)
    widths = _widths(table)
    for head, longest in zip(table.heads[:-1], widths, strict=True):
        tight = longest <= TIGHT
        grid.add_column(
            head,
            overflow="fold",
            min_width=longest if tight else None,
            ratio=None if tight else min(longest, 4 * TIGHT),
        )
    if drawn:
        grid.add_column("", no_wrap=True)
    grid.add_column(table.heads[-1], no_wrap=True, style="dim")
    if wide:
        grid.add_column("in English", overflow="fold", style="dim", ratio=3 * TIGHT)
    for row in table.rows:
        cells: list[RenderableType] = [Text(row.name, overflow="fold"), *map(text, row.cells)]
        cells += [_bars(row.bars)] if drawn else []
        cells.append(Text(row.place))
        cells += [Text(row.name_en, overflow="fold")] if wide else []
        grid.add_row(*cells)
    return grid


def _widths(table: Table) -> list[int]:
    """How many columns of the terminal the longest line of each column would take."""
    columns = [[row.name for row in table.rows]]
    for number in range(len(table.heads) - 2):
        columns.append(["".join(span.text for span in row.cells[number]) for row in table.rows])
    return [max(8, *(cell_len(line) for text in column for line in text.split("\n"))) for column in columns]


def _bars(bars: Iterable[Bar]) -> Text:
    lines = Text()
    for bar in bars:
        filled = max(1, round(bar.share * BAR))
        lines.append(f"{bar.label} ", "dim").append("█" * filled + "\n", "cyan")
    lines.rstrip()
    return lines


def _page(page: Page) -> RenderableType:
    lines: list[RenderableType] = [Text(page.heading, "bold cyan", overflow="fold")]
    lines += [Text(page.subtitle, "dim")] if page.subtitle else []
    lines.append(Text(page.place, "dim", overflow="fold"))
    lines += [Padding(text(paragraph), (1, 0, 0, 0)) for paragraph in page.paragraphs]
    if page.terms:
        notes = Grid.grid(padding=(0, 1))
        notes.add_column(style=STYLES["term"], overflow="fold", ratio=1)
        notes.add_column(overflow="fold", ratio=3)
        for name, definition in page.terms:
            notes.add_row(Text(name, overflow="fold"), Text(definition, overflow="fold"))
        lines.append(Padding(notes, (1, 0, 0, 0)))
    return Group(*lines)


def console(width: int | None = None) -> Console:
    """A console on standard output that leaves text alone."""
    return Console(width=width, markup=False, emoji=False, highlight=False, soft_wrap=False)


def show(views: Iterable[View], *, page: bool) -> None:
    """Print the views; through the user's pager when they are longer than the screen and `page`."""
    views = list(views)
    out = console()
    with out.capture() as capture:
        for number, view in enumerate(views):
            if number:
                out.print()
            out.print(draw(view, out.width))
    drawn = capture.get()
    if page and drawn.count("\n") > out.height and _paged(drawn):
        return
    out.file.write(drawn)


def _paged(drawn: str) -> bool:
    """Show text in $PAGER, or in less; False when there is none."""
    import shlex
    import shutil
    import subprocess

    command = shlex.split(os.environ.get("PAGER") or "less -FIRX")
    if not command or not shutil.which(command[0]):
        return False
    return subprocess.run(command, input=drawn, text=True, encoding="utf-8", check=False).returncode == 0
