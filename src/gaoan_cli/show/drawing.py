"""Views drawn with rich. Text is data here: every word goes through Text, never through markup."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import NamedTuple

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from gaoan_cli.show.cards import Bar, Card, Chart, Spans
from gaoan_cli.show.pages import Passage, View
from gaoan_cli.show.prose import Prose, least, longest
from gaoan_cli.show.tables import Row, Table, excerpt

# Colours of the terminal's own palette, so that light and dark backgrounds both stay readable.
STYLES = {"": "", "figure": "bold cyan", "term": "magenta", "match": "bold red", "name": "bold", "faint": "dim"}
NARROW = 60  # columns below which a list stacks its cells
MIDDLING = 80  # columns from which a list draws growth and ranks beside the figures
WIDE = 100  # columns from which a list shows English names, and bars beside the figures
BAR = 12
RANKS = 10  # of a ranking that are drawn
GAP = 2  # columns between those of a list
LEAST = 17  # columns of a list that its shorter cells get before the longer ones share the rest
SHORT = 40  # characters of a statement that is shown as a figure


class Strokes(NamedTuple):
    """The characters that lines and charts are drawn with."""

    frame: str = "╭─│╰"
    rule: str = "─"
    eighths: str = "▏▎▍▌▋▊▉█"
    fall: str = "░"
    rank: str = "█"
    other_rank: str = "·"


FINE = Strokes()
ASCII = Strokes("+-|+", "-", "#", "-", "#", ".")


def strokes_of(encoding: str) -> Strokes:
    """What can be drawn in this encoding: the fine strokes as far as it has them, else ASCII's."""

    def drawable(strokes: str) -> bool:
        return strokes.encode(encoding, "ignore").decode(encoding) == strokes

    return Strokes(*(fine if drawable(fine) else coarse for fine, coarse in zip(FINE, ASCII, strict=True)))


def draw(views: Sequence[View], width: int, *, coloured: bool, encoding: str) -> str:
    """The views as lines of at most this many columns, with colours or without any escape sequence."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        height=width,
        color_system="standard" if coloured else None,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    strokes = strokes_of(encoding)
    for number, view in enumerate(views):
        if number:
            console.print()
        console.print(renderable(view, width, strokes))
    # Without the spaces that fill a line: where marks are wider than rich believes, they would fold it.
    return "\n".join(line.rstrip(" ") for line in out.getvalue().split("\n"))


def renderable(view: View, width: int, strokes: Strokes = FINE) -> RenderableType:
    """The view as something rich can print at this width."""
    if isinstance(view, Card):
        return _card(view, strokes)
    if isinstance(view, Table):
        title = Text(view.title, "bold")
        if width < NARROW:
            return Group(title, _stacked(view, strokes))
        return Group(title, Text(), _columns(view, width, strokes))
    return _passage(view)


def _text(spans: Spans) -> Text:
    return Text.assemble(*((span.text, STYLES[span.role]) for span in spans))


def _prose(words: str, style: str = "") -> Prose:
    return Prose(Text(words, style))


def _below(what: RenderableType) -> Padding:
    """Something with an empty line above it."""
    return Padding(what, (1, 0, 0, 0))


def _indented(what: RenderableType) -> Padding:
    return Padding(what, (0, 0, 0, 2))


def _card(card: Card, strokes: Strokes) -> RenderableType:
    rows = Grid.grid(padding=(0, 1))
    rows.add_column(no_wrap=True, style="dim")
    rows.add_column()
    for label, spans in card.rows:
        rows.add_row(Text(label), Prose(_text(spans)))
    body: list[RenderableType] = [_prose(card.title, "bold")]
    body += [_prose(card.subtitle, "dim")] if card.subtitle else []
    body.append(_below(_prose(card.statement, STYLES["figure"] if len(card.statement) <= SHORT else "")))
    body += [_prose(card.explanation)] if card.explanation else []
    body += [_below(_chart(card.chart, strokes))] if card.chart else []
    body.append(_below(rows))
    # Open to the right: the width of Chinese quotation marks differs between terminals.
    top, line, side, bottom = tuple(strokes.frame)
    middle = f"{side}   \n" * 6
    frame = box.Box(f"{top}{line * 3}\n{middle}{bottom}{line * 3}\n")
    return Panel(Group(*body), box=frame, padding=(0, 1), expand=True)


def _cells(table: Table, row: Row) -> list[Text]:
    """What is said of a record, cell by cell."""
    return [_text(excerpt(spans, table.excerpt) if table.excerpt else spans) for spans in row.cells]


def _stacked(table: Table, strokes: Strokes) -> RenderableType:
    lines: list[RenderableType] = []
    for row in table.rows:
        lines.append(_prose(row.name, "bold"))
        for head, cell in zip(table.heads[1:], _cells(table, row), strict=False):
            if cell:  # of two years, which one it is
                label = Text(f"{head} ", "dim") if head.isdigit() else Text()
                lines.append(_indented(Prose(label + cell)))
        lines += [_indented(_chart(row.chart, strokes))] if row.chart else []
        lines.append(_indented(_prose(row.at, "dim")))
    return Group(*lines)


def _columns(table: Table, width: int, strokes: Strokes) -> RenderableType:
    charts = [_chart(row.chart, strokes) for row in table.rows]
    labelled = any("\n" in chart.plain for chart in charts)
    beside = any(charts) and width >= (WIDE if labelled else MIDDLING)
    lines = [[Text(head, "dim") for head in table.heads]]
    for row, chart in zip(table.rows, charts, strict=True):
        cells = _cells(table, row)
        if chart and not beside:
            cells[-1] = Text("\n").join((chart, cells[-1]))
        lines.append([Text(row.name), *cells, Text(row.at, "dim")])
    if beside:
        for line, chart in zip(lines, [Text(), *charts], strict=True):
            line.insert(-1, chart)
    if width >= WIDE:
        for line, words in zip(lines, ["in English", *(row.name_en for row in table.rows)], strict=True):
            line.append(Text(words, "dim"))
    head = box.Box(f"    \n    \n {strokes.rule * 2} \n" + "    \n" * 5)
    grid = Grid(box=head, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for column, size in zip(lines[0], _widths(lines, width), strict=True):
        grid.add_column(column, width=size)
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


def _chart(chart: Chart, strokes: Strokes) -> Text:
    """Lengths as bars, hollow for a fall; a rank as a mark among the first ten of a ranking."""
    lines = []
    for one in chart:
        if isinstance(one, Bar):
            label = f"{one.label} " if one.label else ""
            lines.append(Text.assemble((label, "dim"), (_bar(one.share, strokes), "cyan")))
        elif one.place <= RANKS:
            before, behind = (strokes.other_rank * n for n in (one.place - 1, RANKS - one.place))
            lines.append(Text.assemble((before, "dim"), (strokes.rank, "cyan"), (behind, "dim")))
    return Text("\n").join(lines)


def _bar(share: float, strokes: Strokes) -> str:
    """A length in the finest steps there are; in whole columns for a fall."""
    if share < 0:
        return strokes.fall * max(1, round(-share * BAR))
    steps = len(strokes.eighths)
    whole, part = divmod(max(1, round(share * BAR * steps)), steps)
    return strokes.eighths[-1] * whole + (strokes.eighths[part - 1] if part else "")


def _passage(passage: Passage) -> RenderableType:
    lines: list[RenderableType] = [_prose(passage.heading, "bold cyan")]
    head = (passage.subtitle, passage.breadcrumb, passage.lead_en)
    lines += [_prose(words, "dim") for words in head if words]
    lines += [_below(Prose(_text(paragraph))) for paragraph in passage.paragraphs]
    if passage.terms:
        notes = Grid.grid(padding=(0, 1))
        notes.add_column(ratio=1)
        notes.add_column(ratio=3)
        for name, definition in passage.terms:
            notes.add_row(_prose(name, STYLES["term"]), _prose(definition))
        lines.append(_below(notes))
    return Group(*lines)
