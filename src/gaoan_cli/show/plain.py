"""Views as plain text: no colour, no boxes, nothing cut; for pipes, files and simple terminals."""

from __future__ import annotations

from collections.abc import Sequence

from gaoan_cli.show.cards import Card, text_of
from gaoan_cli.show.pages import Passage, View
from gaoan_cli.show.tables import Table

LABEL = 10


def plain(views: Sequence[View], *, titled: bool = False) -> str:
    """The views as lines of text, the last ending in a line break.

    Tables have their title if there are several, or when `titled`.
    """
    return "\n".join(_view(view, titled or len(views) > 1) for view in views)


def _view(view: View, titled: bool) -> str:
    if isinstance(view, Card):
        return _card(view)
    if isinstance(view, Table):
        return (f"{view.title}\n" if titled else "") + _table(view)
    return _passage(view)


def _card(card: Card) -> str:
    lines = [card.title, card.subtitle, card.statement, card.explanation]
    lines += [
        (label.ljust(LABEL) if row == 0 else " " * LABEL) + line
        for label, spans in card.rows
        for row, line in enumerate(text_of(spans).split("\n"))
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _table(table: Table) -> str:
    """A line a record: where it stands, what it is called, what is said of it, separated by tabs."""
    lines = [(row.at, row.name, *map(text_of, row.cells), row.name_en) for row in table.rows]
    return "".join("\t".join("; ".join(cell.split("\n")) for cell in line) + "\n" for line in lines)


def _passage(passage: Passage) -> str:
    head = (passage.heading, passage.subtitle, passage.breadcrumb, passage.lead_en)
    blocks = ["\n".join(filter(None, head)), *map(text_of, passage.paragraphs)]
    if passage.terms:
        blocks.append("\n".join(f"{name}: {definition}" for name, definition in passage.terms))
    return "\n\n".join(blocks) + "\n"
