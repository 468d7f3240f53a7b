"""Views drawn in a terminal. Text is data here: every word goes through Text, never through markup."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from gaoan_cli.show.cards import Bar, Card, Drawing, Page, Row, Spans, Table, View, excerpt
from gaoan_cli.show.prose import Prose, least, longest

# Colours of the terminal's own palette, so that light and dark backgrounds both stay readable.
STYLES = {"": "", "figure": "bold cyan", "term": "magenta", "match": "bold red", "name": "bold", "faint": "dim"}
NARROW = 60  # columns below which a list stacks its cells
MIDDLING = 80  # columns from which a list draws growth and ranks beside the figures
WIDE = 100  # columns from which a list shows English names, and bars beside the figures
NARROWEST, WIDEST = 20, 200  # columns that are drawn, whatever the terminal says
BAR = 12
EIGHTHS: tuple[str, ...] = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
PLACES = 10  # of a ranking that are drawn
GAP = 2  # columns between those of a list
LEAST = 17  # columns of a list that its shorter cells get before the longer ones share the rest
SHORT = 40  # characters of a figure that is shown large


def text(spans: Spans) -> Text:
    """Spans as styled text."""
    return Text.assemble(*((span.text, STYLES[span.role]) for span in spans))


def prose(words: str, style: str = "") -> Prose:
    """Words in one style, to be folded."""
    return Prose(Text(words, style))


def indented(what: RenderableType) -> Padding:
    """Something two columns to the right."""
    return Padding(what, (0, 0, 0, 2))


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
    rows.add_column()
    for label, spans in card.rows:
        rows.add_row(Text(label), Prose(text(spans)))
    body: list[RenderableType] = [prose(card.title, "bold")]
    body += [prose(card.subtitle, "dim")] if card.subtitle else []
    style = STYLES["figure"] if len(card.figure) <= SHORT else ""
    body.append(Padding(prose(card.figure, style), (1, 0, 0, 0)))
    body += [prose(card.reading)] if card.reading else []
    body += [Padding(_drawn(card.drawing), (1, 0, 0, 0))] if card.drawing else []
    body.append(Padding(rows, (1, 0, 0, 0)))
    # Open to the right: the width of Chinese quotation marks differs between terminals.
    return Panel(Group(*body), box=OPEN, padding=(0, 1), expand=True)


OPEN = box.Box("╭───\n│   \n│   \n│   \n│   \n│   \n│   \n╰───\n")


def _table(table: Table, width: int) -> RenderableType:
    title = Text(table.title, "bold")
    if width < NARROW:
        return Group(title, _stacked(table))
    return Group(title, Text(), _columns(table, width))


def _said(table: Table, row: Row) -> list[Text]:
    """What is said of a record, cell by cell."""
    return [text(excerpt(spans, table.cut) if table.cut else spans) for spans in row.cells]


def _stacked(table: Table) -> RenderableType:
    lines: list[RenderableType] = []
    for row in table.rows:
        lines.append(prose(row.name, "bold"))
        for head, cell in zip(table.heads[1:], _said(table, row), strict=False):
            if cell:  # of two years, which one it is
                label = Text(f"{head} ", "dim") if head.isdigit() else Text()
                lines.append(indented(Prose(label + cell)))
        lines += [indented(_drawn(row.drawing))] if row.drawing else []
        lines.append(indented(prose(row.place, "dim")))
    return Group(*lines)


def _columns(table: Table, width: int) -> RenderableType:
    wide = width >= WIDE
    drawn = [_drawn(row.drawing) for row in table.rows]
    labelled = any("\n" in drawing.plain for drawing in drawn)
    beside = any(drawn) and width >= (WIDE if labelled else MIDDLING)
    lines = [[Text(head, "dim") for head in table.heads]]
    for row, drawing in zip(table.rows, drawn, strict=True):
        said = _said(table, row)
        if drawing and not beside:
            said[-1] = Text("\n").join((drawing, said[-1]))
        lines.append([Text(row.name), *said, Text(row.place, "dim")])
    if beside:
        for line, drawing in zip(lines, [Text(), *drawn], strict=True):
            line.insert(-1, drawing)
    if wide:
        for line, words in zip(lines, ["in English", *(row.name_en for row in table.rows)], strict=True):
            line.append(Text(words, "dim"))
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for head, size in zip(lines[0], _widths(lines, width), strict=True):
        grid.add_column(head, width=size)
    for line in lines[1:]:
        grid.add_row(*map(Prose, line))
    return grid


def _widths(lines: Sequence[Sequence[Text]], width: int) -> list[int]:
    """How wide each column of a list is: as its longest line, or its share of what there is."""
    columns = [[cell.plain for cell in column] for column in zip(*lines, strict=True)]
    wanted = [max(map(longest, column)) for column in columns]
    needed = [
        want if want <= LEAST else min(max(map(least, column)), LEAST)
        for want, column in zip(wanted, columns, strict=True)
    ]
    room = width - GAP * (len(columns) - 1)
    if sum(wanted) <= room:
        return wanted
    spare, missing = max(room - sum(needed), 0), sum(wanted) - sum(needed)
    return [need + spare * (want - need) // missing for want, need in zip(wanted, needed, strict=True)]


def _drawn(drawing: Drawing) -> Text:
    """Lengths as bars, hollow for a fall; a place as a mark among the first ten of a ranking."""
    lines = []
    for one in drawing:
        if isinstance(one, Bar):
            label = f"{one.label} " if one.label else ""
            lines.append(Text.assemble((label, "dim"), (_bar(one.share), "cyan")))
        elif one.place <= PLACES:
            before, behind = one.place - 1, PLACES - one.place
            lines.append(Text.assemble(("·" * before, "dim"), ("█", "cyan"), ("·" * behind, "dim")))
    return Text("\n").join(lines)


def _bar(share: float) -> str:
    """A length in eighths of a column; hollow, in whole columns, for a fall."""
    if share < 0:
        return "░" * max(1, round(-share * BAR))
    whole, eighths = divmod(max(1, round(share * BAR * 8)), 8)
    return "█" * whole + EIGHTHS[eighths]


def _page(page: Page) -> RenderableType:
    lines: list[RenderableType] = [prose(page.heading, "bold cyan")]
    lines += [prose(words, "dim") for words in (page.subtitle, page.place, page.gloss) if words]
    lines += [Padding(Prose(text(paragraph)), (1, 0, 0, 0)) for paragraph in page.paragraphs]
    if page.terms:
        notes = Grid.grid(padding=(0, 1))
        notes.add_column(ratio=1)
        notes.add_column(ratio=3)
        for name, definition in page.terms:
            notes.add_row(prose(name, STYLES["term"]), prose(definition))
        lines.append(Padding(notes, (1, 0, 0, 0)))
    return Group(*lines)


def console() -> Console:
    """A console on standard output that leaves text alone, of a width that can be read."""
    out = Console(markup=False, emoji=False, highlight=False, soft_wrap=False)
    out.width = min(max(out.width, NARROWEST), WIDEST)
    return out


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
    import signal
    import subprocess

    try:
        command = shlex.split(os.environ.get("PAGER") or "less")
    except ValueError:  # a quotation mark that is not closed
        return False
    if not command or not shutil.which(command[0]):
        return False
    environment = os.environ | {"LESS": f"-R {os.environ.get('LESS') or '-FIX'}"}  # -R shows colours
    handler = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for the pager
    try:
        done = subprocess.run(command, input=drawn, text=True, encoding="utf-8", check=False, env=environment)
    finally:
        signal.signal(signal.SIGINT, handler)
    return done.returncode <= 0  # it showed the text, or was stopped
