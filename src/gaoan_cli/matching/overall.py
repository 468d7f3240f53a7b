"""What is asked of the report as a whole: the year's main targets, and who delivered it, when and where."""

from __future__ import annotations

from gaoan_cli.matching.candidates import TEXT_KINDS
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.years import is_about, kinds_about
from gaoan_cli.report import fold
from gaoan_cli.report.model import Figure, Paragraph, Record
from gaoan_cli.report.report import Report


def about_the_whole(report: Report, query: Query, kinds: tuple[str, ...]) -> list[Record]:
    """The records of these kinds that answer a question about the report as a whole; [] for another question."""
    if query.places.others:
        return []
    lexicon = report.tables["lexicon"]
    words = {word.text for word in query.words}
    if query.seeks("aim") and words <= {*lexicon["headline"]}:
        return _headline(report, query, kinds)
    if "paragraph" not in kinds:
        return []
    if kinds == TEXT_KINDS and query.part and words <= {*lexicon["whole part"]}:
        part = next((section for section in report.sections if section.role == query.part), None)
        return [part] if part else []
    particulars: dict[str, list[str]] = lexicon["particulars"]
    allowed = {word for group in particulars.values() for word in group}
    latin = set(fold.latin(query.plain))
    said = {word for word in allowed if (word in latin if word.isascii() else word in query.plain)}
    field = next((field for field, keys in particulars.items() if field != "beside" and said & {*keys}), "")
    place = _place(report, field) if field and words <= allowed and field != "closing" else None
    if field == "closing" and words <= allowed:
        place = _closing(report)
    return [place] if place else []


def _headline(report: Report, query: Query, kinds: tuple[str, ...]) -> list[Record]:
    """The headline figures, or the paragraphs that most of them stand in."""
    choice = kinds_about(report, query.year or report.particulars.year, ("target", "result"))
    figures = [one for kind in choice for one in report.records(kind) if isinstance(one, Figure) and one.headline]
    figures = [one for one in figures if is_about(report, one, query.year)]
    if found := [one for one in figures if one.kind in kinds]:
        return [*found]
    ids = [one.paragraph for one in figures]
    ordered = sorted(dict.fromkeys(ids), key=lambda id: -ids.count(id))
    return [one for id in ordered if "paragraph" in kinds and (one := report.get("paragraph", id))]


def _place(report: Report, field: str) -> Paragraph | None:
    """The paragraph before the first part that gives a particular of the report."""
    own = report.particulars
    year, month, day = (str(int(number)) for number in own.date.split("-"))
    given = {"speaker": own.speaker, "date": f"{year}年{month}月{day}日", "session": own.session}[field]
    wanted = fold.bare(given, report.simplified)
    for id in report.sections[0].paragraphs:
        paragraph = report.get("paragraph", id)
        if isinstance(paragraph, Paragraph):
            text = fold.bare(paragraph.text, report.simplified)
            if wanted in text or (field == "session" and text.rstrip("上") in wanted):
                return paragraph
    return None


def _closing(report: Report) -> Paragraph | None:
    """The last paragraph of the text, before the notes."""
    notes = {term.paragraph for term in report.terms}
    sections = [section for section in report.sections if not notes.intersection(section.paragraphs)]
    last = report.get("paragraph", sections[-1].paragraphs[-1]) if sections else None
    ends = [section.paragraphs[-1] for section in sections if section.level == 1]
    last = report.get("paragraph", ends[-1]) if ends else last
    return last if isinstance(last, Paragraph) else None
