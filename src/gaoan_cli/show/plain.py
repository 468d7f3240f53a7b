"""Views as plain text: no colour, no boxes, nothing cut; for pipes, files and simple terminals."""

from __future__ import annotations

from collections.abc import Sequence

from gaoan_cli.show.cards import Card, Page, Row, Spans, Table, View

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
    return _page(view)


def said(spans: Spans) -> str:
    """The words of the spans."""
    return "".join(span.text for span in spans)


def _card(card: Card) -> str:
    lines = [card.title, card.subtitle, card.figure, card.reading]
    lines += [
        (label.ljust(LABEL) if row == 0 else " " * LABEL) + line
        for label, spans in card.rows
        for row, line in enumerate(said(spans).split("\n"))
    ]
    return "".join(f"{line}\n" for line in lines if line)


def _table(table: Table) -> str:
    """A line a record: where it stands, what it is called, what is said of it, separated by tabs."""
    return "".join("\t".join("; ".join(cell.split("\n")) for cell in cells(row)) + "\n" for row in table.rows)


def _page(page: Page) -> str:
    head = (page.heading, page.subtitle, page.place, page.gloss)
    blocks = ["\n".join(filter(None, head)), *map(said, page.paragraphs)]
    blocks += ["\n".join(f"{name}: {definition}" for name, definition in page.terms)] if page.terms else []
    return "\n\n".join(blocks) + "\n"


def cells(row: Row) -> tuple[str, ...]:
    """The words of a row of a list."""
    return row.place, row.name, *map(said, row.cells), row.name_en
