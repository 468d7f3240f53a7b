"""The proof that an encoding says what the report says: one function a check, its docstring the rule.

Codes: E1xx ids and references, E2xx figures and quotes, E3xx what is computed, E4xx terms and notes,
E5xx the text, E6xx completeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from gaoan_cli.errors import DataError
from gaoan_cli.load import (
    CHECKOUT,
    SHIPPED,
    Report,
    compile_bytes,
    printable,
    read_file,
    read_source,
    shipped,
)
from gaoan_cli.model import Figure, Honour, Number, Paragraph, Part, Project, Record, Section, Term, name_of
from gaoan_cli.source import Malformed, Source
from gaoan_cli.text import arabic
from gaoan_cli.view import core_names

LONGEST_QUOTE = 80
CHINESE_NUMERAL = "〇一二三四五六七八九十百千两"
RUN = re.compile(rf"\d+(?:\.\d+)?|[{CHINESE_NUMERAL}]+")
NOTE_MARK = re.compile(r"\[(\d+)\]")
NOTE_NUMBER = re.compile(r"(\d+)\.(?=“)")
# The words that make a bound, and how they stand to the number they bound.
BEFORE = {"above": ("突破", "超"), "nearly": ("近",)}
BEHIND = {"about": ("左右",), "at_least": ("以上",), "above": ("余",)}
FALLS = ("下降", "降低", "减少")
PLACES = {"第一": 1, "首位": 1, "第二": 2, "第三": 3, "第四": 4, "第五": 5}
HONOURING = re.compile("获评|入选|列为|荣获|创成|评为|创评|表彰|表扬|首批|唯一|试点")
PURSUING = re.compile("力争|确保|争创|全力创建|奋力夺取")


class Finding(NamedTuple):
    """Something wrong in an encoding: where, which rule it breaks, and the detail."""

    code: str
    rule: str
    line: int
    record: str
    detail: str


class Outcome(NamedTuple):
    """What a check found, and how much it looked at."""

    file: str
    findings: tuple[Finding, ...]
    coverage: tuple[tuple[str, str], ...]


class Flaw(NamedTuple):
    """A breach of one rule: the record it is in, if it is in one, and the detail."""

    kind: str
    id: str
    detail: str


Flaws = Iterator[Flaw]


class Encoding:
    """A report to be checked, with the lines its records stand on and the text it encodes."""

    def __init__(self, report: Report, source: Source, original: str | None) -> None:
        self.report, self.source, self.original = report, source, original
        self.figures = (*report.targets, *report.results)
        self.quoted: tuple[Figure | Honour | Project, ...] = (
            *self.figures,
            *report.honours,
            *report.projects,
        )
        self.paragraphs = {paragraph.id: paragraph for paragraph in report.paragraphs}

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record but the text."""
        return (*self.quoted, *self.report.terms)

    @cached_property
    def everything(self) -> str:
        """All words of the report."""
        return "\n".join(f"{s.heading}\n{s.text}" for s in self.report.sections if s.level == 1)

    @cached_property
    def explained(self) -> dict[str, list[tuple[int, int, frozenset[str]]]]:
        """Per paragraph: stretches of text, and the numbers in them that some record gives as its value."""
        spans: dict[str, list[tuple[int, int, frozenset[str]]]] = {}
        for record in self.quoted:
            if record.start is None or record.end is None:
                continue
            numbers = {_written(value) for value in (*_values(record), record.year)}
            spans.setdefault(record.paragraph, []).append((record.start, record.end, frozenset(numbers)))
            for name in _printed_names(record):
                self._add(spans, record.paragraph, name)
        for term in self.report.terms:
            for paragraph in term.mentions:
                for name in core_names(term):
                    self._add(spans, paragraph, name)
            self._add(spans, term.paragraph, term.definition)
            self._add(spans, term.paragraph, term.name)
        for exemption in self.report.exemptions:
            for id in self.paragraphs:
                self._add(spans, id, exemption["words"])
        return spans

    def _add(
        self, spans: dict[str, list[tuple[int, int, frozenset[str]]]], paragraph: str, words: str
    ) -> None:
        """Every occurrence of words whose numbers are all accounted for."""
        text = self.paragraphs[paragraph].text if paragraph in self.paragraphs else ""
        everything = frozenset(run[0] for run in RUN.finditer(words))
        for match in re.finditer(re.escape(words), text):
            spans.setdefault(paragraph, []).append((match.start(), match.end(), everything | {"*"}))

    def runs(self) -> Iterator[tuple[Paragraph, re.Match[str]]]:
        """Every number of the text, in digits or Chinese numerals, but note marks and note numbers."""
        for paragraph in self.report.paragraphs:
            marks = {match.start(1) for match in NOTE_MARK.finditer(paragraph.text)}
            marks |= {match.start(1) for match in [NOTE_NUMBER.match(paragraph.text)] if match}
            for run in RUN.finditer(paragraph.text):
                if run.start() not in marks:
                    yield paragraph, run

    def accounted(self, paragraph: Paragraph, run: re.Match[str]) -> bool:
        """Whether a record gives this number as its value where it stands, or words around it are exempt."""
        written = _written_run(run[0])
        return any(
            start <= run.start() and run.end() <= end and ("*" in numbers or written in numbers)
            for start, end, numbers in self.explained.get(paragraph.id, ())
        )


def _values(record: Figure | Honour | Project) -> list[Number]:
    value = (
        record.investment
        if isinstance(record, Project)
        else record.value
        if isinstance(record, Figure)
        else None
    )
    return [] if value is None else [abs(value)]


def _printed_names(record: Figure | Honour | Project) -> list[str]:
    """The names of things: a number inside one is no figure."""
    if isinstance(record, Figure):
        return []
    return [name_of(record), *record.aliases]


def _written(value: Number) -> str:
    return f"{Decimal(str(value)).normalize():f}"


def _written_run(run: str) -> str:
    return _written(float(run) if "." in run else int(run)) if run[0].isascii() else str(arabic(run))


def _flaw(record: Record, detail: str) -> Flaw:
    return Flaw(record.kind, record.id, detail)


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
            yield _flaw(record, f"{name_of(record)} is not the only one")


def known_paragraphs(encoding: Encoding) -> Flaws:
    """The paragraph a record stands in exists, and so do those that use a term."""
    for record in encoding.records:
        for id in (record.paragraph, *(record.mentions if isinstance(record, Term) else ())):
            if id not in encoding.paragraphs:
                yield _flaw(record, f"there is no paragraph {id}")


def known_references(encoding: Encoding) -> Flaws:
    """A baseline names results that exist, and another mention a project that names this one back."""
    results = {result.id for result in encoding.report.results}
    projects = {project.id: project for project in encoding.report.projects}
    for target in encoding.report.targets:
        for id in target.baseline:
            if id not in results:
                yield _flaw(target, f"there is no result {id}")
        if target.not_comparable and not target.baseline:
            yield _flaw(target, "not_comparable needs a baseline that it speaks of")
    for project in projects.values():
        other = project.other_mention
        if other and (other not in projects or projects[other].other_mention != project.id):
            yield _flaw(project, f"{other} does not name it back")


def useful_aliases(encoding: Encoding) -> Flaws:
    """An alias differs from the record's names and from its other aliases."""
    for record in encoding.records:
        names = Counter(name.casefold() for name in (*record.aliases, name_of(record)))
        for name, count in names.items():
            if count > 1:
                yield _flaw(record, f"{name} stands {count} times")


# --- E2: figures and quotes ----------------------------------------------------------------------


def quote_in_paragraph(encoding: Encoding) -> Flaws:
    """The quote stands in its paragraph, word for word."""
    for record in encoding.quoted:
        if record.start is None:
            yield _flaw(record, f"not in {record.paragraph}: {record.quote}")


def short_quote(encoding: Encoding) -> Flaws:
    """A quote is a clause of at most 80 characters."""
    for record in encoding.quoted:
        if len(record.quote) > LONGEST_QUOTE:
            yield _flaw(record, f"has {len(record.quote)} characters")


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
                yield _flaw(record, f"not in the quote: {said}")


def digits_in_wording(encoding: Encoding) -> Flaws:
    """The digits of the value stand in the wording."""
    for figure in encoding.figures:
        if figure.value is None or figure.bound == "flat":
            continue
        written = _written(abs(figure.value))
        places = {str(place) for word, place in PLACES.items() if word in figure.wording}
        if written not in {_written_run(run[0]) for run in RUN.finditer(figure.wording)} | places:
            yield _flaw(figure, f"{written} is not in {figure.wording}")
    for project in encoding.report.projects:
        if (
            project.investment is not None
            and f"{_written(project.investment)}{project.investment_unit}" not in project.quote
        ):
            yield _flaw(project, f"{project.investment}{project.investment_unit} is not in the quote")


def unit_in_quote(encoding: Encoding) -> Flaws:
    """The unit stands in the quote as printed, except the 位 of a ranking."""
    for figure in encoding.figures:
        if (figure.measure == "rank" and figure.unit == "位") or figure.bound == "flat":
            continue
        missing = set((figure.unit or "").replace("/", "")) - set(figure.quote.replace("每立方米", "立方米"))
        if missing:
            yield _flaw(figure, f"{figure.unit} is not in the quote")


def bound_in_words(encoding: Encoding) -> Flaws:
    """A bound has its word beside the number (左右, 以上, 余 behind; 突破, 超, 近 before; 持平), and no
    number with such a word is exact; the 以上 of a size class (亿元以上项目45个) is none.
    """
    for figure in encoding.figures:
        if figure.value is None or figure.measure == "rank":
            continue
        found = _bound(figure)
        if found != figure.bound:
            yield _flaw(figure, f"{figure.bound}, but the words say {found}")


def _bound(figure: Figure) -> str:
    """The bound that the words beside the number make."""
    if "持平" in figure.wording:
        return "flat"
    number = re.escape(_written(abs(figure.value or 0)))
    unit = "".join(f"{re.escape(c)}?" for c in figure.unit or "")
    at = figure.quote.find(figure.wording)
    behind = figure.quote[at:]
    # “分别增长5%、7%左右” says 左右 once for all the numbers it lists.
    for bound, words in BEHIND.items():
        if re.search(rf"(?<![\d.]){number}{unit}(?:、[\d.]+{unit})*(?:{'|'.join(words)})", behind):
            return bound
    for bound, words in BEFORE.items():
        if re.search(rf"(?:{'|'.join(words)}){number}(?![\d.])", figure.quote):
            return bound
    return "exact"


def sign_of_fall(encoding: Encoding) -> Flaws:
    """A fall is growth with a negative value, and nothing else is negative."""
    for figure in encoding.figures:
        if figure.value is None:
            continue
        falls = figure.measure == "growth" and any(word in figure.quote for word in FALLS)
        if falls != (figure.value < 0):
            yield _flaw(figure, f"{figure.value}, but the quote {'tells of a fall' if falls else 'does not'}")


def complete_figure(encoding: Encoding) -> Flaws:
    """A figure has value, unit and bound; a qualitative one has none of them; flat is 0; a rank says among whom."""
    for figure in encoding.figures:
        parts = (figure.value, figure.unit, figure.bound)
        if figure.measure == "qualitative":
            if parts != (None, None, None):
                yield _flaw(figure, "is qualitative, so it has no value, unit or bound")
        elif None in parts:
            yield _flaw(
                figure,
                "lacks "
                + ", ".join(n for n, v in zip(("value", "unit", "bound"), parts, strict=True) if v is None),
            )
        elif figure.bound == "flat" and figure.value != 0:
            yield _flaw(figure, "is flat, so its value is 0")
        elif figure.measure == "rank" and not figure.scope:
            yield _flaw(figure, "is a rank, so it needs a scope: among whom")
    for project in encoding.report.projects:
        if (project.investment is None) != (project.investment_unit is None):
            yield _flaw(project, "investment and investment_unit go together")


def year_of_record(encoding: Encoding) -> Flaws:
    """A record is of the year of its part, or its quote prints another."""
    particulars = encoding.report.particulars
    for record in encoding.quoted:
        usual = {"target": particulars.year, "result": particulars.reviews, "honour": particulars.reviews}
        expected = (usual[record.kind],) if record.kind in usual else (particulars.year, particulars.reviews)
        if record.year not in expected and str(record.year) not in record.quote:
            yield _flaw(record, f"{record.year} is not in the quote")


def numbers_in_prose(encoding: Encoding) -> Flaws:
    """A number in a name or a note stands in the report too."""
    known = {_written_run(run[0]) for run in RUN.finditer(encoding.everything)}
    for record in encoding.records:
        said = [name_of(record)]
        said += [record.definition_en] if isinstance(record, Term) else [record.note or ""]
        said += [record.not_comparable or ""] if isinstance(record, Figure) else []
        for prose in said:
            for run in re.findall(r"\d[\d,]*(?:\.\d+)?", prose):
                number = run.replace(",", "")
                if len(number) > 1 and _written(float(number)) not in known and not _sum_named(prose, number):
                    yield _flaw(record, f"{run} is nowhere in the report")


def _sum_named(prose: str, number: str) -> bool:
    """Whether the prose itself adds the number up: 70 + 31 + 47 = 148."""
    match = re.search(r"((?:\d+ \+ )+\d+) = (\d+)", prose)
    return bool(match and match[2] == number and sum(map(int, match[1].split(" + "))) == int(number))


def recipient_in_text(encoding: Encoding) -> Flaws:
    """Who received an honour stands in the quote, unless it is the place itself."""
    for honour in encoding.report.honours:
        if honour.recipient != encoding.report.particulars.place and honour.recipient not in honour.quote:
            yield _flaw(honour, f"{honour.recipient} is not in the quote")


# --- E3: what is computed ------------------------------------------------------------------------


def exact_amount(encoding: Encoding) -> Flaws:
    """An amount is its value in the base unit, exactly."""
    for figure in encoding.figures:
        if figure.value is None or figure.unit is None or figure.amount is None:
            continue
        scale = {"亿": 10**8, "万": 10**4}.get(figure.unit[0], 1)
        if Decimal(str(figure.value)) * scale != Decimal(str(figure.amount)):
            yield _flaw(figure, f"{figure.value} {figure.unit} is not {figure.amount} {figure.base_unit}")


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
            yield _flaw(term, f"[{term.note}] is nowhere in the text")


def definition_in_note(encoding: Encoding) -> Flaws:
    """A definition stands in its note, word for word, and so do the name and the words of each part."""
    for term in encoding.report.terms:
        note = encoding.paragraphs.get(term.paragraph)
        if note is None:
            continue
        if not note.text.startswith(f"{term.note}."):
            yield _flaw(term, f"{term.paragraph} is not note {term.note}")
        for words in (term.definition, term.name):
            if words not in note.text:
                yield _flaw(term, f"not in {term.paragraph}: {words}")
        for part in _all_parts(term.parts):
            if part.wording not in term.definition:
                yield _flaw(term, f"not in the definition: {part.wording}")
            numbers = {_written_run(run[0]) for run in RUN.finditer(part.wording)}
            if part.value is not None and _written(part.value) not in numbers:
                yield _flaw(term, f"{part.value} is not in {part.wording}")


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
            yield _flaw(
                term, f"{id} {'uses the term but is not named' if id in using else 'does not use the term'}"
            )


# --- E5: the text --------------------------------------------------------------------------------


def text_round_trip(encoding: Encoding) -> Flaws:
    """Headings and paragraphs in order are the report, white space aside."""
    if encoding.original is None:
        return
    ours, theirs = ("".join(text.split()) for text in (encoding.everything, encoding.original))
    if ours != theirs:
        at = next(
            (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
            min(len(ours), len(theirs)),
        )
        yield Flaw("", "", f"“{ours[max(0, at - 8) : at + 8]}” should be “{theirs[max(0, at - 8) : at + 8]}”")


def heading_and_title(encoding: Encoding) -> Flaws:
    """A title is its heading without number, closing stop and spaces."""
    for section in encoding.report.sections:
        bare = re.sub(
            r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附件)", "", _squeezed(section.heading)
        ).rstrip("。")
        if bare != _squeezed(section.title):
            yield _flaw(section, f"{section.title} is not {bare}")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def opening_lead(encoding: Encoding) -> Flaws:
    """A lead is what its paragraph opens with, and has an English rendering."""
    for paragraph in encoding.report.paragraphs:
        if (paragraph.lead is None) != (paragraph.lead_en is None):
            yield _flaw(paragraph, "lead and lead_en go together")
        if paragraph.lead and not paragraph.text.lstrip("—").startswith(paragraph.lead):
            yield _flaw(paragraph, f"does not open with {paragraph.lead}")


def positions(encoding: Encoding) -> Flaws:
    """A paragraph's id is its section's and its place in it; a subsection's begins with its parent's."""
    counted: Counter[str] = Counter()
    for paragraph in encoding.report.paragraphs:
        counted[paragraph.section] += 1
        expected = f"{paragraph.section}.p{counted[paragraph.section]}"
        if paragraph.id != expected:
            yield _flaw(paragraph, f"stands where {expected} should")
    sections: dict[tuple[str, ...], Section] = {}
    for section in encoding.report.sections:
        parent = sections.get(section.path)
        if section.path and parent and not section.id.startswith(f"{parent.id}."):
            yield _flaw(section, f"stands below {parent.id}")
        sections[(*section.path, section.title)] = section


# --- E6: completeness ----------------------------------------------------------------------------


def numbers_accounted(encoding: Encoding) -> Flaws:
    """Every number of the text, in digits or Chinese numerals, is the value of a record that quotes it,
    stands in the name of one, or in an exemption with its reason.
    """
    for paragraph, run in encoding.runs():
        if not encoding.accounted(paragraph, run):
            around = paragraph.text[max(0, run.start() - 8) : run.end() + 8]
            yield _flaw(paragraph, f"{run[0]} in “{around}” is in no record")


def needed_exemptions(encoding: Encoding) -> Flaws:
    """An exemption stands in the text and covers a number that nothing else accounts for."""
    words = [exemption["words"] for exemption in encoding.report.exemptions]
    spans = {
        id: [span for span in found if not _exempt(encoding.paragraphs[id].text[span[0] : span[1]], words)]
        for id, found in encoding.explained.items()
    }
    bare = Encoding(encoding.report, encoding.source, None)
    bare.explained = spans
    open_runs = [(paragraph, run) for paragraph, run in encoding.runs() if not bare.accounted(paragraph, run)]
    for exemption in words:
        if not any(_covers(exemption, paragraph, run) for paragraph, run in open_runs):
            yield Flaw("exemption", "", f"{exemption}: not needed")


def _exempt(stretch: str, words: list[str]) -> bool:
    return stretch in words


def _covers(words: str, paragraph: Paragraph, run: re.Match[str]) -> bool:
    return any(
        match.start() <= run.start() and run.end() <= match.end()
        for match in re.finditer(re.escape(words), paragraph.text)
    )


def honours_accounted(encoding: Encoding) -> Flaws:
    """Every word of recognition in the review (获评, 入选, 列为, 荣获, 创成, 首批, 唯一 …) stands in a record's quote."""
    yield from _words_accounted(
        encoding,
        HONOURING,
        (*encoding.report.honours, *encoding.report.results, *encoding.report.projects),
        "1",
    )


def goals_accounted(encoding: Encoding) -> Flaws:
    """Every word of resolve in the plan (力争, 确保, 争创, 创建 …) stands in the quote of a target or project."""
    yield from _words_accounted(
        encoding, PURSUING, (*encoding.report.targets, *encoding.report.projects), "2"
    )


def _words_accounted(
    encoding: Encoding, pattern: re.Pattern[str], records: tuple[Figure | Honour | Project, ...], part: str
) -> Flaws:
    spans: dict[str, list[tuple[int, int]]] = {}
    for record in records:
        if record.start is not None and record.end is not None:
            spans.setdefault(record.paragraph, []).append((record.start, record.end))
    exempt = [exemption["words"] for exemption in encoding.report.exemptions]
    for paragraph in encoding.report.paragraphs:
        if paragraph.section.split(".")[0] != part:
            continue
        for match in pattern.finditer(paragraph.text):
            inside = any(
                start <= match.start() and match.end() <= end for start, end in spans.get(paragraph.id, ())
            )
            if not inside and not any(_covers(words, paragraph, match) for words in exempt):
                around = paragraph.text[max(0, match.start() - 8) : match.end() + 8]
                yield _flaw(paragraph, f"{match[0]} in “{around}” is in no record")


def counted_records(encoding: Encoding) -> Flaws:
    """There are as many records of each kind as the file says under counts."""
    counts = encoding.source.counts
    for kind in ("term", "target", "result", "honour", "project"):
        if encoding.report.count(kind) != (counts or {}).get(f"{kind}s"):
            yield Flaw(
                "counts",
                f"{kind}s",
                f"{(counts or {}).get(f'{kind}s')} are said, {encoding.report.count(kind)} are there",
            )


CHECKS: dict[str, Callable[[Encoding], Flaws]] = {
    "E101": unique_ids,
    "E102": unique_names,
    "E103": known_paragraphs,
    "E104": known_references,
    "E105": useful_aliases,
    "E201": quote_in_paragraph,
    "E202": short_quote,
    "E203": words_in_quote,
    "E204": digits_in_wording,
    "E205": unit_in_quote,
    "E206": bound_in_words,
    "E207": sign_of_fall,
    "E208": complete_figure,
    "E209": year_of_record,
    "E210": numbers_in_prose,
    "E211": recipient_in_text,
    "E301": exact_amount,
    "E401": note_marks,
    "E402": definition_in_note,
    "E403": mentions_of_term,
    "E501": text_round_trip,
    "E502": heading_and_title,
    "E503": opening_lead,
    "E504": positions,
    "E601": numbers_accounted,
    "E602": needed_exemptions,
    "E603": honours_accounted,
    "E604": goals_accounted,
    "E605": counted_records,
}
SHAPE = "E001"  # the file is not an encoding at all


def check_file(path: str | None = None) -> Outcome:
    """Check the shipped encoding, or the one in a file: everything found, in the order of the codes.

    Raises DataError when the file cannot be read.
    """
    file = Path(path) if path else shipped()
    data = read_file(file)
    name = printable(str(file))
    try:
        source = read_source(data, file)
    except Malformed as error:
        found = tuple(
            Finding(SHAPE, "The file has the shape of an encoding.", e.line, e.record, e.message)
            for e in error.findings
        )
        return Outcome(name, found, ())
    report = Report(compile_bytes(data, file), file)
    encoding = Encoding(report, source, original_of(file, report))
    found = tuple(
        Finding(
            code,
            _rule(check),
            source.lines.get((flaw.kind, flaw.id), 0),
            f"{flaw.kind} {flaw.id}".strip(),
            flaw.detail,
        )
        for code, check in CHECKS.items()
        for flaw in check(encoding)
    )
    return Outcome(name, found, coverage(encoding))


def _rule(check: Callable[[Encoding], Flaws]) -> str:
    return " ".join((check.__doc__ or "").split())


def original_of(file: Path, report: Report) -> str | None:
    """The text an encoding encodes: the .txt beside it, or the shipped one for a copy of the shipped report."""
    beside = [file.with_suffix(".txt")]
    if report.particulars.id == "gaoan-2024":
        beside += [SHIPPED / "report.txt", CHECKOUT / "report.txt"]
    for original in beside:
        if original.is_file():
            try:
                return original.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise DataError(f"cannot be read: {error}", printable(str(original))) from None
    return None


def coverage(encoding: Encoding) -> tuple[tuple[str, str], ...]:
    """How much of the report the encoding accounts for."""
    runs = list(encoding.runs())
    digits = [pair for pair in runs if pair[1][0][0].isascii()]
    by_kind = Counter(f"{figure.kind}s, {figure.measure}" for figure in encoding.figures)
    counts = {
        kind: encoding.report.count(kind)
        for kind in ("target", "result", "term", "honour", "project", "paragraph")
    }
    rows = [("checks", str(len(CHECKS)))]
    for label, pairs in (
        ("runs of digits", digits),
        ("Chinese numerals", [pair for pair in runs if pair not in digits]),
    ):
        rows.append(
            (label, f"{sum(encoding.accounted(*pair) for pair in pairs)} of {len(pairs)} accounted for")
        )
    rows += [(f"{kind}s", str(count)) for kind, count in counts.items()]
    rows += [(f"  {label}", str(count)) for label, count in sorted(by_kind.items())]
    rows.append(("exemptions", str(len(encoding.report.exemptions))))
    rows.append(("text", "equals the original" if encoding.original else "no original to compare with"))
    return tuple(rows)


def summary(outcome: Outcome) -> str:
    """The outcome for people: every finding with its place, rule and detail, or the coverage."""
    lines = []
    for finding in outcome.findings:
        place = f"{outcome.file}:{finding.line}" if finding.line else outcome.file
        lines.append(": ".join(filter(None, (place, finding.code, finding.record, finding.detail))))
        lines.append(f"    {finding.rule}")
    if outcome.findings:
        lines.append(f"{len(outcome.findings)} finding{'s' if len(outcome.findings) > 1 else ''}")
    else:
        width = max(len(label) for label, _ in outcome.coverage)
        lines.append(f"{outcome.file} is proved")
        lines += [f"  {label.ljust(width)}  {value}" for label, value in outcome.coverage]
    return "".join(f"{line}\n" for line in lines)
