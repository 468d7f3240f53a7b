"""What an encoding must satisfy: each rule's code and message, beside the function that finds the breaches.

E1xx ids and references, E2xx figures and quotes, E4xx terms and notes, E5xx the text, E6xx completeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import zip_longest

from gaoan_cli.encode.records import all_parts
from gaoan_cli.encode.evidence import LONGEST_QUOTE, NOTE_MARK, Evidence, bound_of, claims_in, values_in, written
from gaoan_cli.encode.shapes import RECORDS
from gaoan_cli.report.model import Paragraph, Record, Section, Term, core_names, name_of
from gaoan_cli.report.vocabulary import MODALITIES

ORDINALS = {"第一": "1", "首位": "1", "第二": "2", "第三": "3", "第四": "4", "第五": "5"}
FALLS = ("下降", "降低", "减少")
NUMBERING = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附件)")
SEVERAL = re.compile("(?<=[^、，])，")  # between distinctions that need not stand side by side
HONOURING = re.compile("获评|入选|列为|荣获|创成|评为|创评|表彰|表扬|首批|唯一|试点")
PURSUING = re.compile("力争|确保|争创|全力创建|奋力夺取")


# What a rule finds: the record, or a kind and an id, and the detail.
Breaches = Iterator[tuple[Record | tuple[str, str], str]]


RULES: dict[str, tuple[str, Callable[[Evidence], Breaches]]] = {}


def rule(code: str, text: str) -> Callable[[Callable[[Evidence], Breaches]], None]:
    """Make a rule of the function that finds its breaches; `text`, not a docstring: python -OO strips those."""
    return lambda breaches: RULES.update({code: (text, breaches)})


@rule("E101", "Ids are unique in their kind.")
def _ids(evidence: Evidence) -> Breaches:
    records: tuple[Record, ...] = (*evidence.records, *evidence.report.sections, *evidence.report.paragraphs)
    for where, count in Counter((record.kind, record.id) for record in records).items():
        if count > 1:
            yield where, f"stands {count} times"


@rule("E102", "No two records of a kind and year have the same name.")
def _names(evidence: Evidence) -> Breaches:
    names = Counter((r.kind, getattr(r, "year", 0), name_of(r)) for r in evidence.records)
    for record in evidence.records:
        if names[record.kind, getattr(record, "year", 0), name_of(record)] > 1:
            yield record, f"{name_of(record)} is not the only one"


@rule("E103", "The paragraph a record stands in exists, and so do those that use a term, each named once.")
def _paragraphs(evidence: Evidence) -> Breaches:
    for record in evidence.records:
        mentions = Counter(record.mentions if isinstance(record, Term) else ())
        for id in dict.fromkeys((record.paragraph, *mentions)):
            if id not in evidence.texts:
                yield record, f"there is no paragraph {id}"
            if mentions[id] > 1:
                yield record, f"mentions {id} {mentions[id]} times"


@rule("E104", "A baseline names results that exist, each once; another mention is of a project that names this one.")
def _references(evidence: Evidence) -> Breaches:
    results = {result.id for result in evidence.report.results}
    for target in evidence.report.targets:
        for id, count in Counter(target.baseline).items():
            if id not in results:
                yield target, f"there is no result {id}"
            if count > 1:
                yield target, f"names {id} {count} times"
        if target.not_comparable and not target.baseline:
            yield target, "not_comparable needs a baseline that it speaks of"
    projects = {project.id: project for project in evidence.report.projects}
    for project in projects.values():
        other = project.other_mention
        if other == project.id:
            yield project, "names itself"
        elif other and (other not in projects or projects[other].other_mention != project.id):
            yield project, f"{other} does not name it back"


@rule("E105", "An alias differs from the record's names and from its other aliases.")
def _aliases(evidence: Evidence) -> Breaches:
    for record in evidence.records:
        names = Counter(name.casefold() for name in (*record.aliases, name_of(record)))
        for name, count in names.items():
            if count > 1:
                yield record, f"{name} stands {count} times"


@rule("E201", "The quote stands in its paragraph, word for word.")
def _quotes(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        if record.start is None:
            yield record, f"not in {record.paragraph}: {record.quote}"


@rule("E202", "A quote is a clause of at most 80 characters; so are the name of a term and an exemption.")
def _short_quotes(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        if len(record.quote) > LONGEST_QUOTE:
            yield record, f"has {len(record.quote)} characters"
    for term in evidence.report.terms:
        if len(term.name) > LONGEST_QUOTE:
            yield term, f"its name has {len(term.name)} characters"
    for exemption in evidence.report.exemptions:
        if len(exemption.words) > LONGEST_QUOTE:
            yield ("exemption", exemption.words), f"has {len(exemption.words)} characters"


@rule("E203", "The words that carry a record stand in its quote, word for word.")
def _words(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        said = [getattr(record, name, None) for name in ("wording", "modality", "what", "by")]
        for words in filter(None, (*said, *SEVERAL.split(getattr(record, "distinction", None) or ""))):
            if words not in record.quote:
                yield record, f"not in the quote: {words}"


@rule("E204", "The digits of the value stand in the wording.")
def _digits(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        if figure.value is None or figure.bound == "flat":
            continue
        value = written(abs(figure.value))
        ranks = {rank for word, rank in ORDINALS.items() if word in figure.wording}
        if value not in values_in(figure.wording) | ranks:
            yield figure, f"{value} is not in {figure.wording}"
    for project in evidence.report.projects:
        sum, unit = project.investment, project.investment_unit
        if sum is not None and f"{written(sum)}{unit}" not in project.quote:
            yield project, f"{sum}{unit} is not in the quote"


@rule("E205", "The unit stands in the quote as printed, except the 位 of a ranking.")
def _units(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        if (figure.measure == "rank" and figure.unit == "位") or figure.bound == "flat":
            continue
        if set((figure.unit or "").replace("/", "")) - set(figure.quote.replace("每立方米", "立方米")):
            yield figure, f"{figure.unit} is not in the quote"


@rule("E206", "A bound has its word beside its number: 左右, 以上, 余 behind, 突破, 超, 近 before, or 持平.")
def _bounds(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        if figure.value is not None and figure.measure != "rank" and bound_of(figure) != figure.bound:
            yield figure, f"{figure.bound}, but the words say {bound_of(figure)}"


@rule("E207", "A fall is growth with a negative value, and nothing else is negative.")
def _falls(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        if figure.value is None:
            continue
        falls = figure.measure == "growth" and any(word in figure.quote for word in FALLS)
        if falls != (figure.value < 0):
            yield figure, f"{figure.value}, but the quote {'tells of a fall' if falls else 'does not'}"


@rule("E208", "A figure has value, unit and bound, a qualitative one none of them; a rank says among whom.")
def _complete_figures(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        parts = {"value": figure.value, "unit": figure.unit, "bound": figure.bound}
        lacking = [name for name, part in parts.items() if part is None]
        if figure.measure == "qualitative":
            if len(lacking) < len(parts):
                yield figure, "is qualitative, so it has no value, unit or bound"
        elif lacking:
            yield figure, f"lacks {', '.join(lacking)}"
        elif figure.bound == "flat" and figure.value != 0:
            yield figure, "is flat, so its value is 0"
        elif figure.measure == "rank" and not figure.scope:
            yield figure, "is a rank, so it needs a scope: among whom"
    for project in evidence.report.projects:
        if (project.investment is None) != (project.investment_unit is None):
            yield project, "investment and investment_unit go together"


@rule("E209", "A record is of the year of its part, or its quote prints another; a report reviews the year before.")
def _years(evidence: Evidence) -> Breaches:
    report = evidence.report.particulars
    if report.reviews != report.year - 1:
        yield ("report", report.id), f"plans {report.year} and reviews {report.reviews}"
    usual = {"target": (report.year,), "result": (report.reviews,), "honour": (report.reviews,)}
    for record in evidence.quoted:
        years = usual.get(record.kind, (report.year, report.reviews))
        if record.year not in years and str(record.year) not in record.quote:
            yield record, f"{record.year} is not in the quote"


@rule("E210", "A number in a name or a note stands in the report too.")
def _numbers_in_prose(evidence: Evidence) -> Breaches:
    known = values_in(evidence.text)
    for record in evidence.records:
        note = record.definition_en if isinstance(record, Term) else record.note
        for prose in filter(None, (name_of(record), note, getattr(record, "not_comparable", None))):
            for number, value in claims_in(prose):
                if value not in known:
                    yield record, f"{number} is nowhere in the report"


@rule("E211", "Who received an honour stands in the quote, unless it is the place itself.")
def _recipients(evidence: Evidence) -> Breaches:
    for honour in evidence.report.honours:
        if honour.recipient != evidence.report.particulars.place and honour.recipient not in honour.quote:
            yield honour, f"{honour.recipient} is not in the quote"


@rule("E212", "A target whose quote says 力争 or 确保 has that modality, or a note that says why not.")
def _modalities(evidence: Evidence) -> Breaches:
    for target in evidence.report.targets:
        for word in MODALITIES:
            if word in target.quote and target.modality != word and word not in (target.note or ""):
                yield target, f"{word} is in the quote"


@rule("E401", "Every note mark [n] has a term of note n that names the paragraph, and every term a mark.")
def _note_marks(evidence: Evidence) -> Breaches:
    texts = evidence.texts.items()
    marks = {(int(mark[1]), id) for id, text in texts for mark in NOTE_MARK.finditer(text)}
    named = {(term.note, id) for term in evidence.report.terms for id in term.mentions}
    for note, paragraph in sorted(marks - named):
        yield ("paragraph", paragraph), f"[{note}] has no term that mentions this paragraph"
    notes = {note for note, _ in marks}
    for term in evidence.report.terms:
        if term.note not in notes:
            yield term, f"[{term.note}] is nowhere in the text"


@rule("E402", "A definition stands in its note, word for word, and so do the name and the words of each part.")
def _definitions(evidence: Evidence) -> Breaches:
    for term in evidence.report.terms:
        note = evidence.texts.get(term.paragraph)
        if note is None:
            continue
        if not note.startswith(f"{term.note}."):
            yield term, f"{term.paragraph} is not note {term.note}"
        for words in (term.definition, term.name):
            if words not in note:
                yield term, f"not in {term.paragraph}: {words}"
        for part in all_parts(term.parts):
            if part.wording not in term.definition:
                yield term, f"not in the definition: {part.wording}"
            if part.value is not None and written(part.value) not in values_in(part.wording):
                yield term, f"{part.value} is not in {part.wording}"


@rule("E403", "A term's mentions are all the paragraphs that use its name, and no other.")
def _mentions(evidence: Evidence) -> Breaches:
    for term in evidence.report.terms:
        users = evidence.users[core_names(term)[-1]]
        for id in sorted(users ^ {*term.mentions}):
            yield term, f"{id} {'uses the term but is not named' if id in users else 'does not use the term'}"


@rule("E501", "Headings and paragraphs in order are the report, white space aside.")
def _text(evidence: Evidence) -> Breaches:
    ours = "".join(evidence.text.split())
    theirs = ours if evidence.original is None else "".join(evidence.original.split())
    if ours != theirs:
        at = next(at for at, (one, other) in enumerate(zip_longest(ours, theirs)) if one != other)
        around = slice(max(0, at - 8), at + 8)
        yield ("", ""), f"“{ours[around]}” should be “{theirs[around]}”"


@rule("E502", "A title is its heading without number, closing stop and spaces.")
def _titles(evidence: Evidence) -> Breaches:
    for section in evidence.report.sections:
        bare = NUMBERING.sub("", "".join(section.heading.split())).rstrip("。")
        if bare != "".join(section.title.split()):
            yield section, f"{section.title} is not {bare}"


@rule("E503", "A lead is what its paragraph opens with, and has an English rendering.")
def _leads(evidence: Evidence) -> Breaches:
    for paragraph in evidence.report.paragraphs:
        if (paragraph.lead is None) != (paragraph.lead_en is None):
            yield paragraph, "lead and lead_en go together"
        if paragraph.lead and not paragraph.text.lstrip("—").startswith(paragraph.lead):
            yield paragraph, f"does not open with {paragraph.lead}"


@rule("E504", "A paragraph's id is its section's and its place in it; a subsection's begins with its parent's.")
def _positions(evidence: Evidence) -> Breaches:
    counted: Counter[str] = Counter()
    for paragraph in evidence.report.paragraphs:
        counted[paragraph.section] += 1
        expected = f"{paragraph.section}.p{counted[paragraph.section]}"
        if paragraph.id != expected:
            yield paragraph, f"stands where {expected} should"
    sections: dict[tuple[str, ...], Section] = {}
    for section in evidence.report.sections:
        parent = sections.get(section.path)
        if parent and not section.id.startswith(f"{parent.id}."):
            yield section, f"stands below {parent.id}"
        place = (*section.path, section.title)
        sections[place] = section


@rule("E601", "Every number of the text is the value of a record that quotes it, in the name of one, or exempt.")
def _numbers(evidence: Evidence) -> Breaches:
    for paragraph, number, account in evidence.numbers:
        if account is None:
            yield _left_over(paragraph, number)


def _left_over(paragraph: Paragraph, words: re.Match[str]) -> tuple[Paragraph, str]:
    around = paragraph.text[max(0, words.start() - 8) : words.end() + 8]
    return paragraph, f"{words[0]} in “{around}” is in no record"


@rule("E602", "An exemption stands in the text and covers a number that nothing else accounts for.")
def _exemptions(evidence: Evidence) -> Breaches:
    needed = {account for _, _, account in evidence.numbers}
    for exemption in evidence.report.exemptions:
        if exemption.words not in needed:
            yield ("exemption", exemption.words), "not needed"


@rule("E603", "Every word of recognition in the review (获评, 入选, 首批 …) stands in a record's quote.")
def _honouring(evidence: Evidence) -> Breaches:
    yield from _unquoted(evidence, "1", HONOURING, "honour", "result", "project")


@rule("E604", "Every word of resolve in the plan (力争, 确保 …) stands in the quote of a target or project.")
def _pursuing(evidence: Evidence) -> Breaches:
    yield from _unquoted(evidence, "2", PURSUING, "target", "project")


def _unquoted(evidence: Evidence, part: str, telling: re.Pattern[str], *kinds: str) -> Breaches:
    """The telling words of a part that no quote of these kinds holds."""
    for paragraph in evidence.report.paragraphs:
        if paragraph.section.split(".")[0] == part:
            for words in telling.finditer(paragraph.text):
                if evidence.account(paragraph, words, *kinds) is None:
                    yield _left_over(paragraph, words)


@rule("E605", "There are as many records of each kind as the file says under counts.")
def _counts(evidence: Evidence) -> Breaches:
    counts = evidence.source.counts or {}
    for kind in RECORDS:
        said, there = counts.get(f"{kind}s"), evidence.report.count(kind)
        if said != there:
            yield ("counts", f"{kind}s"), f"{said} are said, {there} are there"


@rule("E607", "A record marked draft was read by nobody yet.")
def _drafts(evidence: Evidence) -> Breaches:
    source = evidence.source
    if source.report["draft"]:
        yield ("report", source.report["id"]), "is a draft"
    waiting = source.sections[::-1]
    while waiting:
        section = waiting.pop()
        waiting += section["sections"][::-1]
        if section["draft"]:
            yield ("section", section["id"]), "is a draft"
    for kind in RECORDS:
        yield from (((kind, one["id"]), "is a draft") for one in getattr(source, f"{kind}s") if one["draft"])
