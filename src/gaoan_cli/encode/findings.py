"""What an encoding must satisfy: the rules, and what finds their breaches, a function for each kind of thing.

E1xx ids and references, E2xx figures and quotes, E4xx terms and notes, E5xx the text, E6xx completeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import NamedTuple

from gaoan_cli.encode.builder import all_parts
from gaoan_cli.encode.evidence import LONGEST_QUOTE, NOTE_MARK, Evidence, bound_of, claims_in, values_in, written
from gaoan_cli.encode.shapes import RECORDS
from gaoan_cli.report.model import Honour, Record, Section, Term, core_names, name_of
from gaoan_cli.report.vocabulary import MODALITIES

RULES = {
    "E101": "Ids are unique in their kind.",
    "E102": "No two records of a kind and year have the same name.",
    "E103": "The paragraph a record stands in exists, and so do those that use a term, each named once.",
    "E104": "A baseline names results that exist, each once; another mention is of a project that names this one.",
    "E105": "An alias differs from the record's names and from its other aliases.",
    "E201": "The quote stands in its paragraph, word for word.",
    "E202": "A quote is a clause of at most 80 characters; so are the name of a term and an exemption.",
    "E203": "The words that carry a record stand in its quote, word for word.",
    "E204": "The digits of the value stand in the wording.",
    "E205": "The unit stands in the quote as printed, except the 位 of a ranking.",
    "E206": "A bound has its word beside its number: 左右, 以上, 余 behind, 突破, 超, 近 before, or 持平.",
    "E207": "A fall is growth with a negative value, and nothing else is negative.",
    "E208": "A figure has value, unit and bound, a qualitative one none of them; a rank says among whom.",
    "E209": "A record is of the year of its part, or its quote prints another; a report reviews the year before.",
    "E210": "A number in a name or a note stands in the report too.",
    "E211": "Who received an honour stands in the quote, unless it is the place itself.",
    "E212": "A target whose quote says 力争 or 确保 has that modality, or a note that says why not.",
    "E401": "Every note mark [n] has a term of note n that names the paragraph, and every term a mark.",
    "E402": "A definition stands in its note, word for word, and so do the name and the words of each part.",
    "E403": "A term's mentions are all the paragraphs that use its name, and no other.",
    "E501": "Headings and paragraphs in order are the report, white space aside.",
    "E502": "A title is its heading without number, closing stop and spaces.",
    "E503": "A lead is what its paragraph opens with, and has an English rendering.",
    "E504": "A paragraph's id is its section's and its place in it; a subsection's begins with its parent's.",
    "E601": "Every number of the text is the value of a record that quotes it, in the name of one, or exempt.",
    "E602": "An exemption stands in the text and covers a number that nothing else accounts for.",
    "E603": "Every word of recognition in the review (获评, 入选, 首批 …) stands in a record's quote.",
    "E604": "Every word of resolve in the plan (力争, 确保 …) stands in the quote of a target or project.",
    "E605": "There are as many records of each kind as the file says under counts.",
}
MOST_FINDINGS = 1000  # that are told of one rule
ORDINALS = {"第一": "1", "首位": "1", "第二": "2", "第三": "3", "第四": "4", "第五": "5"}
FALLS = ("下降", "降低", "减少")
NUMBERING = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附件)")
SEVERAL = re.compile("(?<=[^、，])，")  # between distinctions that need not stand side by side
# By part of the report: the rule that its words must be quoted by records, of which kinds, and which words.
TELLING = {
    "1": ("E603", ("honour", "result", "project"), "获评|入选|列为|荣获|创成|评为|创评|表彰|表扬|首批|唯一|试点"),
    "2": ("E604", ("target", "project"), "力争|确保|争创|全力创建|奋力夺取"),
}


class Finding(NamedTuple):
    """Something wrong in an encoding: where, which rule it breaks, and the detail."""

    code: str
    rule: str
    line: int
    record: str
    detail: str


# Of each breach: the code of the rule, the record or its kind and id, and the detail.
Breaches = Iterator[tuple[str, Record | tuple[str, str], str]]


def breaches(evidence: Evidence) -> Breaches:
    """Every breach of every rule; those of one rule in the order of the file."""
    for find in (_records, _quoted, _figures, _targets, _projects, _terms, _text, _accounts):
        yield from find(evidence)
    # As many as terms times paragraphs, where terms share a name.
    yield from islice(_mentions(evidence), MOST_FINDINGS + 1)


def _records(evidence: Evidence) -> Breaches:
    everything: tuple[Record, ...] = (*evidence.records, *evidence.report.sections, *evidence.report.paragraphs)
    for where, count in Counter((record.kind, record.id) for record in everything).items():
        if count > 1:
            yield "E101", where, f"stands {count} times"
    names = Counter((record.kind, getattr(record, "year", 0), name_of(record)) for record in evidence.records)
    known = values_in(evidence.text)
    for record in evidence.records:
        name = name_of(record)
        if names[record.kind, getattr(record, "year", 0), name] > 1:
            yield "E102", record, f"{name} is not the only one"
        mentions = Counter(record.mentions if isinstance(record, Term) else ())
        for id in dict.fromkeys((record.paragraph, *mentions)):
            if id not in evidence.texts:
                yield "E103", record, f"there is no paragraph {id}"
            if mentions[id] > 1:
                yield "E103", record, f"mentions {id} {mentions[id]} times"
        for alias, count in Counter(alias.casefold() for alias in (*record.aliases, name)).items():
            if count > 1:
                yield "E105", record, f"{alias} stands {count} times"
        note = record.definition_en if isinstance(record, Term) else record.note
        for prose in filter(None, (name, note, getattr(record, "not_comparable", None))):
            for number, value in claims_in(prose):
                if value not in known:
                    yield "E210", record, f"{number} is nowhere in the report"


def _quoted(evidence: Evidence) -> Breaches:
    report = evidence.report.particulars
    if report.reviews != report.year - 1:
        yield "E209", ("report", report.id), f"plans {report.year} and reviews {report.reviews}"
    usual = {"target": (report.year,), "result": (report.reviews,), "honour": (report.reviews,)}
    for record in evidence.quoted:
        if record.start is None:
            yield "E201", record, f"not in {record.paragraph}: {record.quote}"
        if len(record.quote) > LONGEST_QUOTE:
            yield "E202", record, f"has {len(record.quote)} characters"
        said = [getattr(record, name, None) for name in ("wording", "modality", "what", "by")]
        for words in filter(None, (*said, *SEVERAL.split(getattr(record, "distinction", None) or ""))):
            if words not in record.quote:
                yield "E203", record, f"not in the quote: {words}"
        years = usual.get(record.kind, (report.year, report.reviews))
        if record.year not in years and str(record.year) not in record.quote:
            yield "E209", record, f"{record.year} is not in the quote"
        if isinstance(record, Honour) and record.recipient not in record.quote and record.recipient != report.place:
            yield "E211", record, f"{record.recipient} is not in the quote"


def _figures(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        ranked, flat, value = figure.measure == "rank", figure.bound == "flat", figure.value
        parts = {"value": value, "unit": figure.unit, "bound": figure.bound}
        lacking = [name for name, part in parts.items() if part is None]
        if figure.measure == "qualitative":
            if len(lacking) < len(parts):
                yield "E208", figure, "is qualitative, so it has no value, unit or bound"
        elif lacking:
            yield "E208", figure, f"lacks {', '.join(lacking)}"
        elif flat and value != 0:
            yield "E208", figure, "is flat, so its value is 0"
        elif ranked and not figure.scope:
            yield "E208", figure, "is a rank, so it needs a scope: among whom"
        unit = "" if flat or (ranked and figure.unit == "位") else figure.unit or ""
        if set(unit.replace("/", "")) - set(figure.quote.replace("每立方米", "立方米")):
            yield "E205", figure, f"{unit} is not in the quote"
        if value is None:
            continue
        digits = written(abs(value))
        ranks = {rank for word, rank in ORDINALS.items() if word in figure.wording}
        if not flat and digits not in values_in(figure.wording) | ranks:
            yield "E204", figure, f"{digits} is not in {figure.wording}"
        if not ranked and (bound := bound_of(figure)) != figure.bound:
            yield "E206", figure, f"{figure.bound}, but the words say {bound}"
        falls = figure.measure == "growth" and any(word in figure.quote for word in FALLS)
        if falls != (value < 0):
            yield "E207", figure, f"{value}, but the quote {'tells of a fall' if falls else 'does not'}"


def _targets(evidence: Evidence) -> Breaches:
    results = {result.id for result in evidence.report.results}
    for target in evidence.report.targets:
        for id, count in Counter(target.baseline).items():
            if id not in results:
                yield "E104", target, f"there is no result {id}"
            if count > 1:
                yield "E104", target, f"names {id} {count} times"
        if target.not_comparable and not target.baseline:
            yield "E104", target, "not_comparable needs a baseline that it speaks of"
        for word in MODALITIES:
            if word in target.quote and target.modality != word and word not in (target.note or ""):
                yield "E212", target, f"{word} is in the quote"


def _projects(evidence: Evidence) -> Breaches:
    for project in evidence.report.projects:
        sum, unit = project.investment, project.investment_unit
        if sum is not None and f"{written(sum)}{unit}" not in project.quote:
            yield "E204", project, f"{sum}{unit} is not in the quote"
        if (sum is None) != (unit is None):
            yield "E208", project, "investment and investment_unit go together"
    projects = {project.id: project for project in evidence.report.projects}
    for project in projects.values():
        other = project.other_mention
        if other == project.id:
            yield "E104", project, "names itself"
        elif other and (other not in projects or projects[other].other_mention != project.id):
            yield "E104", project, f"{other} does not name it back"


def _terms(evidence: Evidence) -> Breaches:
    terms, paragraphs = evidence.report.terms, evidence.report.paragraphs
    marks = {(int(mark[1]), paragraph.id) for paragraph in paragraphs for mark in NOTE_MARK.finditer(paragraph.text)}
    for note, id in sorted(marks - {(term.note, id) for term in terms for id in term.mentions}):
        yield "E401", ("paragraph", id), f"[{note}] has no term that mentions this paragraph"
    notes = {note for note, _ in marks}
    for term in terms:
        if len(term.name) > LONGEST_QUOTE:
            yield "E202", term, f"its name has {len(term.name)} characters"
        if term.note not in notes:
            yield "E401", term, f"[{term.note}] is nowhere in the text"
        if (note_text := evidence.texts.get(term.paragraph)) is None:
            continue
        if not note_text.startswith(f"{term.note}."):
            yield "E402", term, f"{term.paragraph} is not note {term.note}"
        for words in (term.definition, term.name):
            if words not in note_text:
                yield "E402", term, f"not in {term.paragraph}: {words}"
        for part in all_parts(term.parts):
            if part.wording not in term.definition:
                yield "E402", term, f"not in the definition: {part.wording}"
            if part.value is not None and written(part.value) not in values_in(part.wording):
                yield "E402", term, f"{part.value} is not in {part.wording}"


def _mentions(evidence: Evidence) -> Breaches:
    for term in evidence.report.terms:
        using = evidence.users[core_names(term)[-1]]
        for id in sorted(using ^ {*term.mentions}):
            yield "E403", term, f"{id} {'uses the term but is not named' if id in using else 'does not use the term'}"


def _text(evidence: Evidence) -> Breaches:
    ours = "".join(evidence.text.split())
    theirs = ours if evidence.original is None else "".join(evidence.original.split())
    if ours != theirs:
        at = next(at for at, (one, other) in enumerate(zip_longest(ours, theirs)) if one != other)
        around = slice(max(0, at - 8), at + 8)
        yield "E501", ("", ""), f"“{ours[around]}” should be “{theirs[around]}”"
    counted: Counter[str] = Counter()
    for paragraph in evidence.report.paragraphs:
        if (paragraph.lead is None) != (paragraph.lead_en is None):
            yield "E503", paragraph, "lead and lead_en go together"
        if paragraph.lead and not paragraph.text.lstrip("—").startswith(paragraph.lead):
            yield "E503", paragraph, f"does not open with {paragraph.lead}"
        counted[paragraph.section] += 1
        expected = f"{paragraph.section}.p{counted[paragraph.section]}"
        if paragraph.id != expected:
            yield "E504", paragraph, f"stands where {expected} should"
    sections: dict[tuple[str, ...], Section] = {}
    for section in evidence.report.sections:
        bare = NUMBERING.sub("", "".join(section.heading.split())).rstrip("。")
        if bare != "".join(section.title.split()):
            yield "E502", section, f"{section.title} is not {bare}"
        parent = sections.get(section.path)
        if parent and not section.id.startswith(f"{parent.id}."):
            yield "E504", section, f"stands below {parent.id}"
        below = (*section.path, section.title)
        sections[below] = section


def _accounts(evidence: Evidence) -> Breaches:
    unquoted = [("E601", paragraph, number) for paragraph, number, by in evidence.numbers if by is None]
    for paragraph in evidence.report.paragraphs:
        if (part := paragraph.section.split(".")[0]) in TELLING:
            code, kinds, words = TELLING[part]
            told = [(code, paragraph, match) for match in re.finditer(words, paragraph.text)]
            unquoted += [one for one in told if evidence.account(*one[1:], *kinds) is None]
    for code, paragraph, match in unquoted:
        around = paragraph.text[max(0, match.start() - 8) : match.end() + 8]
        yield code, paragraph, f"{match[0]} in “{around}” is in no record"
    needed = {by for _, _, by in evidence.numbers}
    for exempt, _ in evidence.report.exemptions:
        if exempt not in needed:
            yield "E602", ("exemption", exempt), "not needed"
        if len(exempt) > LONGEST_QUOTE:
            yield "E202", ("exemption", exempt), f"has {len(exempt)} characters"
    counts = evidence.source.counts or {}
    for kind in RECORDS:
        said, there = counts.get(f"{kind}s"), evidence.report.count(kind)
        if said != there:
            yield "E605", ("counts", f"{kind}s"), f"{said} are said, {there} are there"
