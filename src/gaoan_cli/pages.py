"""Which views a command shows for the records it found."""

from __future__ import annotations

from collections.abc import Sequence

from gaoan_cli import view
from gaoan_cli.load import Report
from gaoan_cli.model import Paragraph, Record, Section
from gaoan_cli.question import ask
from gaoan_cli.text import fold, locate


def pages(report: Report, command: str, records: Sequence[Record], query: str) -> list[view.View]:
    """The views of the records: a card for one, tables for several, the text for a section."""
    first = records[0]
    if command == "section" and query:
        words = found_words(report, query, records)
        views: list[view.View] = []
        if isinstance(first, (Section, Paragraph)):
            views.append(view.page(report, first, words.get(first.id, "")))
        if len(records) > 1:
            views.append(listing(report, records[1:], query)[0]._replace(title="Also"))
        return views
    if len(records) == 1 and not isinstance(first, (Section, Paragraph)):
        return [view.card(report, first)]
    return list(listing(report, records, query))


def listing(report: Report, records: Sequence[Record], query: str) -> list[view.Table]:
    """A table for each kind, in the order in which the kinds come up."""
    tables = []
    for kind in dict.fromkeys(record.kind for record in records):
        table = view.table(report, kind, [record for record in records if record.kind == kind])
        if kind == "paragraph":
            words = found_words(report, query, records)
            rows = [view.passage(row, words.get(row.place, "")) for row in table.rows]
            table = table._replace(rows=tuple(rows))
        tables.append(table)
    return tables


def found_words(report: Report, query: str, records: Sequence[Record]) -> dict[str, str]:
    """The words of each paragraph or section that the query matched, as printed, by id."""
    question = ask(query, report.simplified, report.particulars.year)
    forms = [fold(query, report.simplified), "".join(question.chunks), *question.chunks]
    found = {}
    for record in records:
        if isinstance(record, (Paragraph, Section)):
            for form in forms:
                if form and (place := locate(record.text, form, report.simplified)):
                    found[record.id] = record.text[place[0] : place[1]]
                    break
    return found


def greeting(report: Report) -> str:
    """What the program says when it is called without a command."""
    p = report.particulars
    counts = ", ".join(
        f"{report.count(kind)} {kind}s" for kind in ("target", "result", "term", "honour", "project")
    )
    return (
        f"{p.place}{p.title}  {p.place_en}, {p.title_en}\n"
        f"{p.date}  {p.session}  {p.speaker_title} {p.speaker}\n"
        f"{counts}\n\n"
        "gaoan target gdp           a target, with the report's own words\n"
        "gaoan term 1225            what a term stands for\n"
        f"gaoan compare              {p.reviews} beside {p.year}\n"
        "gaoan search 停车场        everything the report says of something\n"
        "gaoan section 2.3          the text itself\n\n"
        "gaoan --help lists all commands; every command takes --json.\n"
    )
