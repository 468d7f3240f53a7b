"""Views as plain text: no colour, no boxes, nothing cut; for pipes, files and simple terminals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gaoan_cli.show.cards import Card, Table, text_of
from gaoan_cli.show.pages import View

LABEL = 10


def plain(views: Sequence[View], *, titled: bool = False) -> str:
    """The views as lines of text, the last ending in a line break.

    Tables have their title if there are several, or when `titled`.
    """
    titled = titled or len(views) > 1
    return "\n".join("".join(f"{line}\n" for line in _lines(view, titled)) for view in views)


def _lines(view: View, titled: bool) -> Iterator[str]:
    if isinstance(view, Card):
        yield from filter(None, (view.title, view.subtitle, view.statement, view.explanation))
        for label, spans in view.rows:
            yield label.ljust(LABEL) + text_of(spans).replace("\n", "\n" + " " * LABEL)
    elif isinstance(view, Table):
        yield from [view.title] if titled else []
        for row in view.rows:  # where it stands, what it is called, what is said of it, separated by tabs
            cells = (row.at, row.name, *map(text_of, row.cells), row.name_en)
            yield "\t".join(cell.replace("\n", "; ") for cell in cells)
    else:
        yield from filter(None, (view.heading, view.subtitle, view.breadcrumb, view.lead_en))
        for paragraph in view.paragraphs:
            yield f"\n{text_of(paragraph)}"
        yield from [""] if view.terms else []
        yield from (f"{name}: {definition}" for name, definition in view.terms)
