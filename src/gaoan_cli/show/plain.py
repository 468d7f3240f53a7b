"""Views as plain text: no colour, no boxes, nothing cut; for pipes, files and simple terminals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gaoan_cli.language import _
from gaoan_cli.show.cards import Card
from gaoan_cli.show.lists import Table
from gaoan_cli.show.pages import View
from gaoan_cli.show.said import english
from gaoan_cli.show.spans import text_of

LABEL = 10


def plain(views: Sequence[View]) -> str:
    """The views as lines of text, the last ending in a line break."""
    return "\n".join("".join(f"{line}\n" for line in _lines(view)) for view in views)


def _lines(view: View) -> Iterator[str]:
    if isinstance(view, Card):
        yield from filter(None, (view.title, view.subtitle, view.statement, view.explanation))
        for label, spans in view.rows:
            yield label.ljust(LABEL) + text_of(spans).replace("\n", "\n" + " " * LABEL)
    elif isinstance(view, Table):
        yield from _tsv(view)
    else:
        yield from filter(None, (view.heading, view.subtitle, view.breadcrumb, view.lead))
        for id, paragraph in view.paragraphs:
            yield f"\n{text_of(paragraph)}{f' ({id})' if id else ''}"
        yield from [""] if view.terms else []
        yield from (f"{name}: {definition}" for name, definition in view.terms)


def _tsv(table: Table) -> Iterator[str]:
    """A list as tab-separated values, heads first: where each stands, its name, what is said of it, its other name."""
    name, *heads, at = table.heads
    other = any(row.other for row in table.rows)
    yield "\t".join([at, name, *heads, *([_("in Chinese") if english() else _("in English")] if other else [])])
    for row in table.rows:
        cells = (row.at, row.name.strip(), *map(text_of, row.cells), *([row.other] if other else []))
        yield "\t".join(cell.replace("\n", "; ") for cell in cells)
