"""What every record of an encoding must satisfy: one function a rule, its docstring the rule itself.

Codes: E1xx ids and references, E2xx figures and quotes, E3xx what is computed, E4xx terms and notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from gaoan_cli.encode.encoding import (
    NOTE_MARK,
    NOTE_NUMBER,
    RUN,
    Encoding,
    Flaw,
    Flaws,
    flaw,
    number_of,
    written,
)
from gaoan_cli.report.model import Figure, Part, Project, Term, core_names, name_of
from gaoan_cli.report.vocabulary import MODALITIES

LONGEST_QUOTE = 80
# The words that make a bound, and how they stand to the number they bound.
BEFORE = (("above", "突破"), ("above", "超"), ("nearly", "近"))
BEHIND = (("about", "左右"), ("at_least", "以上"), ("above", "余"))
FALLS = ("下降", "降低", "减少")
PLACES = {"第一": 1, "首位": 1, "第二": 2, "第三": 3, "第四": 4, "第五": 5}

# --- E1: ids and references ----------------------------------------------------------------------


def unique_ids(encoding: Encoding) -> Flaws:
    """Ids are unique in their kind."""
    for records in (encoding.records, encoding.report.sections, encoding.report.paragraphs):
        for (kind, id), count in Counter((record.kind, record.id) for record in records).items():
            if count > 1:
                yield Flaw(kind, id, f"stands {count} times")


def unique_names(encoding: Encoding) -> Flaws:
    """No two records of a kind and year have the same name."""
    names = Counter((r.kind, getattr(r, "year", 0), name_of(r)) for r in encoding.records)
    for record in encoding.records:
        if names[record.kind, getattr(record, "year", 0), name_of(record)] > 1:
            yield flaw(record, f"{name_of(record)} is not the only one")


def known_paragraphs(encoding: Encoding) -> Flaws:
    """The paragraph a record stands in exists, and so do those that use a term, each named once."""
    for record in encoding.records:
        mentions = record.mentions if isinstance(record, Term) else ()
        for id in dict.fromkeys((record.paragraph, *mentions)):
            if id not in encoding.paragraphs:
                yield flaw(record, f"there is no paragraph {id}")
            if mentions.count(id) > 1:
                yield flaw(record, f"mentions {id} {mentions.count(id)} times")


def known_references(encoding: Encoding) -> Flaws:
    """A baseline names results that exist, each once; another mention is of a project that names this one."""
    results = {result.id for result in encoding.report.results}
    projects = {project.id: project for project in encoding.report.projects}
    for target in encoding.report.targets:
        for id in dict.fromkeys(target.baseline):
            if id not in results:
                yield flaw(target, f"there is no result {id}")
            if target.baseline.count(id) > 1:
                yield flaw(target, f"names {id} {target.baseline.count(id)} times")
        if target.not_comparable and not target.baseline:
            yield flaw(target, "not_comparable needs a baseline that it speaks of")
    for project in projects.values():
        other = project.other_mention
        if other == project.id:
            yield flaw(project, "names itself")
        elif other and (other not in projects or projects[other].other_mention != project.id):
            yield flaw(project, f"{other} does not name it back")


def useful_aliases(encoding: Encoding) -> Flaws:
    """An alias differs from the record's names and from its other aliases."""
    for record in encoding.records:
        names = Counter(name.casefold() for name in (*record.aliases, name_of(record)))
        for name, count in names.items():
            if count > 1:
                yield flaw(record, f"{name} stands {count} times")


# --- E2: figures and quotes ----------------------------------------------------------------------


def quote_in_paragraph(encoding: Encoding) -> Flaws:
    """The quote stands in its paragraph, word for word."""
    for record in encoding.quoted:
        if record.start is None:
            yield flaw(record, f"not in {record.paragraph}: {record.quote}")


def short_quote(encoding: Encoding) -> Flaws:
    """A quote is a clause of at most 80 characters."""
    for record in encoding.quoted:
        if len(record.quote) > LONGEST_QUOTE:
            yield flaw(record, f"has {len(record.quote)} characters")


def words_in_quote(encoding: Encoding) -> Flaws:
    """The words that carry a record stand in its quote, word for word."""
    for record in encoding.quoted:
        words: list[str | None]
        if isinstance(record, Figure):
            words = [record.wording, record.modality]
        elif isinstance(record, Project):
            words = [record.what]
        else:
            words = [record.by, *re.split("(?<=[^、，])[，]", record.distinction or "")]
        for said in filter(None, words):
            if said not in record.quote:
                yield flaw(record, f"not in the quote: {said}")


def digits_in_wording(encoding: Encoding) -> Flaws:
    """The digits of the value stand in the wording."""
    for figure in encoding.figures:
        if figure.value is None or figure.bound == "flat":
            continue
        value = written(abs(figure.value))
        places = {str(place) for word, place in PLACES.items() if word in figure.wording}
        if value not in {number_of(run[0]) for run in RUN.finditer(figure.wording)} | places:
            yield flaw(figure, f"{value} is not in {figure.wording}")
    for project in encoding.report.projects:
        if (
            project.investment is not None
            and f"{written(project.investment)}{project.investment_unit}" not in project.quote
        ):
            yield flaw(project, f"{project.investment}{project.investment_unit} is not in the quote")


def unit_in_quote(encoding: Encoding) -> Flaws:
    """The unit stands in the quote as printed, except the 位 of a ranking."""
    for figure in encoding.figures:
        if (figure.measure == "rank" and figure.unit == "位") or figure.bound == "flat":
            continue
        missing = set((figure.unit or "").replace("/", "")) - set(figure.quote.replace("每立方米", "立方米"))
        if missing:
            yield flaw(figure, f"{figure.unit} is not in the quote")


def bound_in_words(encoding: Encoding) -> Flaws:
    """A bound has its word beside its number: 左右, 以上, 余 behind, 突破, 超, 近 before, or 持平."""
    for figure in encoding.figures:
        if figure.value is None or figure.measure == "rank":
            continue
        found = _bound(figure)
        if found != figure.bound:
            yield flaw(figure, f"{figure.bound}, but the words say {found}")


def _bound(figure: Figure) -> str:
    """The bound that the words beside the number make."""
    if "持平" in figure.wording:
        return "flat"
    number = re.escape(written(abs(figure.value or 0)))
    unit = "".join(f"{re.escape(c)}?" for c in figure.unit or "")
    at = figure.quote.find(figure.wording)
    behind = figure.quote[at:]
    # “分别增长5%、7%左右” says 左右 once for all the numbers it lists.
    for bound, word in BEHIND:
        if re.search(rf"(?<![\d.]){number}{unit}(?:、[\d.]+{unit})*{word}", behind):
            return bound
    for bound, word in BEFORE:
        if re.search(rf"{word}{number}(?![\d.])", figure.quote):
            return bound
    return "exact"


def sign_of_fall(encoding: Encoding) -> Flaws:
    """A fall is growth with a negative value, and nothing else is negative."""
    for figure in encoding.figures:
        if figure.value is None:
            continue
        falls = figure.measure == "growth" and any(word in figure.quote for word in FALLS)
        if falls != (figure.value < 0):
            yield flaw(figure, f"{figure.value}, but the quote {'tells of a fall' if falls else 'does not'}")


def complete_figure(encoding: Encoding) -> Flaws:
    """A figure has value, unit and bound, a qualitative one none of them; a rank says among whom."""
    for figure in encoding.figures:
        parts = (figure.value, figure.unit, figure.bound)
        if figure.measure == "qualitative":
            if parts != (None, None, None):
                yield flaw(figure, "is qualitative, so it has no value, unit or bound")
        elif None in parts:
            yield flaw(
                figure,
                "lacks "
                + ", ".join(n for n, v in zip(("value", "unit", "bound"), parts, strict=True) if v is None),
            )
        elif figure.bound == "flat" and figure.value != 0:
            yield flaw(figure, "is flat, so its value is 0")
        elif figure.measure == "rank" and not figure.scope:
            yield flaw(figure, "is a rank, so it needs a scope: among whom")
    for project in encoding.report.projects:
        if (project.investment is None) != (project.investment_unit is None):
            yield flaw(project, "investment and investment_unit go together")


def modality_in_quote(encoding: Encoding) -> Flaws:
    """A target whose quote says 力争 or 确保 has that modality, or a note that says why not."""
    for target in encoding.report.targets:
        for word in MODALITIES:
            if word in target.quote and target.modality != word and word not in (target.note or ""):
                yield flaw(target, f"{word} is in the quote")


def year_of_record(encoding: Encoding) -> Flaws:
    """A record is of the year of its part, or its quote prints another; a report reviews the year before."""
    particulars = encoding.report.particulars
    if particulars.reviews != particulars.year - 1:
        yield Flaw("report", particulars.id, f"plans {particulars.year} and reviews {particulars.reviews}")
    for record in encoding.quoted:
        usual = {"target": particulars.year, "result": particulars.reviews, "honour": particulars.reviews}
        expected = (usual[record.kind],) if record.kind in usual else (particulars.year, particulars.reviews)
        if record.year not in expected and str(record.year) not in record.quote:
            yield flaw(record, f"{record.year} is not in the quote")


def numbers_in_prose(encoding: Encoding) -> Flaws:
    """A number in a name or a note stands in the report too."""
    known = {number_of(run[0]) for run in RUN.finditer(encoding.everything)}
    for record in encoding.records:
        said = [name_of(record)]
        said += [record.definition_en] if isinstance(record, Term) else [record.note or ""]
        said += [record.not_comparable or ""] if isinstance(record, Figure) else []
        for prose in said:
            for run in re.findall(r"\d[\d,]*(?:\.\d+)?", prose):
                number = run.replace(",", "")
                if len(number) > 1 and written(float(number)) not in known and not _sum_named(prose, number):
                    yield flaw(record, f"{run} is nowhere in the report")


def _sum_named(prose: str, number: str) -> bool:
    """Whether the prose itself adds the number up: 70 + 31 + 47 = 148."""
    match = re.search(r"((?:\d+ \+ )+\d+) = (\d+)", prose)
    return bool(match and match[2] == number and sum(map(int, match[1].split(" + "))) == int(number))


def recipient_in_text(encoding: Encoding) -> Flaws:
    """Who received an honour stands in the quote, unless it is the place itself."""
    for honour in encoding.report.honours:
        if honour.recipient != encoding.report.particulars.place and honour.recipient not in honour.quote:
            yield flaw(honour, f"{honour.recipient} is not in the quote")


# --- E3: what is computed ------------------------------------------------------------------------


def exact_amount(encoding: Encoding) -> Flaws:
    """An amount is its value in the base unit, exactly."""
    for figure in encoding.figures:
        if figure.value is None or figure.unit is None or figure.amount is None:
            continue
        scale = {"亿": 10**8, "万": 10**4}.get(figure.unit[0], 1)
        if Decimal(str(figure.value)) * scale != Decimal(str(figure.amount)):
            yield flaw(figure, f"{figure.value} {figure.unit} is not {figure.amount} {figure.base_unit}")


# --- E4: terms and notes -------------------------------------------------------------------------


def note_marks(encoding: Encoding) -> Flaws:
    """Every note mark [n] has a term of note n that names the paragraph, and every term a mark."""
    marked = {
        (int(match[1]), paragraph.id)
        for paragraph in encoding.report.paragraphs
        for match in NOTE_MARK.finditer(paragraph.text)
    }
    named = {(term.note, id) for term in encoding.report.terms for id in term.mentions}
    for note, paragraph in sorted(marked - named):
        yield Flaw("paragraph", paragraph, f"[{note}] has no term that mentions this paragraph")
    notes = {note for note, _ in marked}
    for term in encoding.report.terms:
        if term.note not in notes:
            yield flaw(term, f"[{term.note}] is nowhere in the text")


def definition_in_note(encoding: Encoding) -> Flaws:
    """A definition stands in its note, word for word, and so do the name and the words of each part."""
    for term in encoding.report.terms:
        note = encoding.paragraphs.get(term.paragraph)
        if note is None:
            continue
        if not note.text.startswith(f"{term.note}."):
            yield flaw(term, f"{term.paragraph} is not note {term.note}")
        for words in (term.definition, term.name):
            if words not in note.text:
                yield flaw(term, f"not in {term.paragraph}: {words}")
        for part in _all_parts(term.parts):
            if part.wording not in term.definition:
                yield flaw(term, f"not in the definition: {part.wording}")
            numbers = {number_of(run[0]) for run in RUN.finditer(part.wording)}
            if part.value is not None and written(part.value) not in numbers:
                yield flaw(term, f"{part.value} is not in {part.wording}")


def _all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all_parts(part.parts)


def mentions_of_term(encoding: Encoding) -> Flaws:
    """A term's mentions are all the paragraphs that use its name, and no other."""
    for term in encoding.report.terms:
        name = core_names(term)[-1]
        using = {
            p.id for p in encoding.report.paragraphs if name in p.text and NOTE_NUMBER.match(p.text) is None
        }
        for id in sorted(using ^ set(term.mentions)):
            yield flaw(
                term, f"{id} {'uses the term but is not named' if id in using else 'does not use the term'}"
            )
