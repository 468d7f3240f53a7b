"""What finds the breaches of the rules (`findings.RULES`): a function for all that is asked of one kind of thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from gaoan_cli.encode.builder import all_parts
from gaoan_cli.encode.evidence import LONGEST_QUOTE, NOTE_MARK, Evidence, bound_of, claims_in, values_in, written
from gaoan_cli.encode.findings import MOST_FINDINGS
from gaoan_cli.encode.shapes import RECORDS
from gaoan_cli.report.model import Figure, Project, Record, Section, Sourced, Term, core_names, name_of
from gaoan_cli.report.vocabulary import MODALITIES

ORDINALS = {"第一": "1", "首位": "1", "第二": "2", "第三": "3", "第四": "4", "第五": "5"}
FALLS = ("下降", "降低", "减少")
NUMBERING = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附件)")
# By part of the report: the rule that its words must be quoted by records, which words, and of which kinds.
TELLING = {
    "1": (
        "E603",
        re.compile("获评|入选|列为|荣获|创成|评为|创评|表彰|表扬|首批|唯一|试点"),
        ("honour", "result", "project"),
    ),
    "2": ("E604", re.compile("力争|确保|争创|全力创建|奋力夺取"), ("target", "project")),
}

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
        for words in filter(None, _carrying(record)):
            if words not in record.quote:
                yield "E203", record, f"not in the quote: {words}"
        years = usual.get(record.kind, (report.year, report.reviews))
        if record.year not in years and str(record.year) not in record.quote:
            yield "E209", record, f"{record.year} is not in the quote"
    for honour in evidence.report.honours:
        if honour.recipient != report.place and honour.recipient not in honour.quote:
            yield "E211", honour, f"{honour.recipient} is not in the quote"


def _carrying(record: Sourced) -> list[str | None]:
    if isinstance(record, Figure):
        return [record.wording, record.modality]
    if isinstance(record, Project):
        return [record.what]
    return [record.by, *re.split("(?<=[^、，])，", record.distinction or "")]


def _figures(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        yield from _incomplete(figure)
        ranked, flat, value = figure.measure == "rank", figure.bound == "flat", figure.value
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


def _incomplete(figure: Figure) -> Breaches:
    parts = {"value": figure.value, "unit": figure.unit, "bound": figure.bound}
    lacking = [name for name, part in parts.items() if part is None]
    if figure.measure == "qualitative":
        if len(lacking) < len(parts):
            yield "E208", figure, "is qualitative, so it has no value, unit or bound"
    elif lacking:
        yield "E208", figure, f"lacks {', '.join(lacking)}"
    elif figure.bound == "flat" and figure.value != 0:
        yield "E208", figure, "is flat, so its value is 0"
    elif figure.measure == "rank" and not figure.scope:
        yield "E208", figure, "is a rank, so it needs a scope: among whom"


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
        pairs = enumerate(zip(ours, theirs, strict=False))
        at = next((at for at, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
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
            code, words, kinds = TELLING[part]
            told = [(code, paragraph, match) for match in words.finditer(paragraph.text)]
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
