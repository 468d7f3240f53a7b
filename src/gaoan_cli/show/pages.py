"""Which views a command shows for the records it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gaoan_cli.report.model import Comparison, Paragraph, Section, Shown, core_names, name_of
from gaoan_cli.report.report import Report
from gaoan_cli.show import cards as view
from gaoan_cli.show.plain import said

EXCERPT = 72  # characters of a paragraph that a list shows


def pages(report: Report, command: str, records: Sequence[Shown], words: Mapping[str, str] | None) -> list[view.View]:
    """The views of the records: a card for one, tables for several, the text for a section."""
    first = records[0]
    if command == "section" and words is not None:
        views: list[view.View] = []
        if isinstance(first, (Section, Paragraph)):
            views.append(page(report, first, words.get(first.id, "")))
        if len(records) > 1:
            also, *more = listing(report, records[1:], words)
            views += [also._replace(title="Also"), *more]
        return views
    if len(records) == 1 and not isinstance(first, (Section, Paragraph)):
        if isinstance(first, Comparison):
            return [view.comparison_card(report, first)]
        return [view.card(report, first)]
    return list(listing(report, records, words or {}))


def page(report: Report, record: Section | Paragraph, query: str = "") -> view.Page:
    """The text of a section or paragraph, with its terms and figures marked."""
    ids = record.paragraphs if isinstance(record, Section) else (record.id,)
    paragraphs = [p for p in report.paragraphs if p.id in set(ids)]
    terms = [t for t in report.terms if set(t.mentions) & set(ids)]
    figures = [f for f in (*report.targets, *report.results) if f.paragraph in set(ids)]
    sections = {s.id: s for s in report.sections}
    body: list[view.Spans] = []
    headed = {record.id if isinstance(record, Section) else record.section}
    for paragraph in paragraphs:
        if paragraph.section not in headed:
            headed.add(paragraph.section)
            body.append((view.Span(sections[paragraph.section].heading, "name"),))
        marks = [(query, "match")] if query else []
        marks += [(f.wording, "figure") for f in figures if f.paragraph == paragraph.id and f.value is not None]
        marks += [(core, "term") for t in terms if paragraph.id in t.mentions for core in core_names(t)]
        if paragraph.lead:
            marks.append((paragraph.lead, "name"))
        body.append(view.mark(paragraph.text, marks))
    section = record if isinstance(record, Section) else sections[record.section]
    return view.Page(
        section.heading,
        section.title_en,
        view.place(record.path, record.id).strip(),
        tuple(body),
        tuple((t.name, t.definition) for t in terms),
        record.lead_en or "" if isinstance(record, Paragraph) else "",
    )


def listing(report: Report, records: Sequence[Shown], words: Mapping[str, str]) -> list[view.Table]:
    """A table for each kind, in the order in which the kinds come up."""
    tables = []
    longest = view.fastest(records)
    for kind in dict.fromkeys(record.kind for record in records):
        table = view.table(report, kind, [record for record in records if record.kind == kind], longest)
        if kind == "paragraph":
            rows = [
                row._replace(cells=(view.mark(said(row.cells[0]), [(words.get(row.place, ""), "match")]),))
                for row in table.rows
            ]
            table = table._replace(rows=tuple(rows), cut=EXCERPT)
        tables.append(table)
    return tables


def greeting(report: Report) -> str:
    """What the program says when it is called without a command, with five things to try of this report."""
    p = report.particulars
    counted = [(report.count(kind), kind) for kind in ("target", "result", "term", "honour", "project")]
    counts = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for count, kind in counted)
    tries = {
        f"gaoan target {_asked(report, 'target')}{report.option}": "a target, with the report's own words",
        f"gaoan term {_asked(report, 'term')}{report.option}": "what a term stands for",
        f"gaoan compare{report.option}": f"{p.reviews} beside {p.year}",
        f"gaoan search {_asked(report, 'project')}{report.option}": "everything the report says of something",
        f"gaoan section {report.sections[-2].id}{report.option}": "the text itself",
    }
    width = max(map(columns, tries)) + 3
    return (
        f"{p.place}{p.title}  {p.place_en}, {p.title_en}\n"
        f"{p.date}  {p.session}  {p.speaker_title} {p.speaker}\n"
        f"{counts}\n\n"
        + "".join(f"{command}{' ' * (width - columns(command))}{what}\n" for command, what in tries.items())
        + "\ngaoan --help lists all commands; every lookup takes --json.\n"
    )


def _asked(report: Report, kind: str) -> str:
    """What people would call the headline, or first, record of a kind."""
    records = report.records(kind)
    first = next((r for r in records if getattr(r, "headline", False)), records[0] if records else None)
    return min(getattr(first, "aliases", ()) or (name_of(first),), key=len) if first else ""


def columns(words: str) -> int:
    """How many columns of a terminal the words take."""
    return sum(2 if character > "\u2e7f" else 1 for character in words)
