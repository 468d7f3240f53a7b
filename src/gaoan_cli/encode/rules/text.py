"""E4xx and E5xx: terms and their notes, the text and its order."""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest

from gaoan_cli.encode.evidence import NOTE_MARK, NOTE_NUMBER, Evidence, values_in
from gaoan_cli.encode.quantities import written
from gaoan_cli.encode.records import all_parts
from gaoan_cli.encode.rules.registry import Breaches, rule
from gaoan_cli.encode.said import said
from gaoan_cli.report.fold import core_names
from gaoan_cli.report.model import Section

# The numbers of headings, in the shapes that thirty-three real reports have.
HAN = "[一二三四五六七八九十百]+"
NUMBERING = re.compile(
    rf"^(?:第{HAN}(?:部分|章|节)[、：:]?|{HAN}、|[(（]{HAN}[)）][、.]?|[(（]\d{{1,2}}[)）]|\d{{1,2}}[.．、](?!\d)|{HAN}是"
    rf"|附件[一二三四五六七八九十\d]*[：:]?|附录[一二三四五六七八九十\d]*[：:]?)"
)


@rule("E401", "Every note mark [n] has a term of note n that names the paragraph, and every term a mark.")
def _note_marks(evidence: Evidence) -> Breaches:
    texts = evidence.texts.items()
    marks = {(int(mark[1]), id) for id, text in texts for mark in NOTE_MARK.finditer(text)}
    named = {(term.note or 0, id) for term in evidence.report.terms for id in term.mentions}
    for note, paragraph in sorted(marks - named):
        yield ("paragraph", paragraph), said("[{note}] has no term that mentions this paragraph", note=note)
    notes = {note for note, _ in marks}
    for term in evidence.report.terms:
        if notes and term.note is not None and term.note not in notes:
            yield term, said("[{note}] is nowhere in the text", note=term.note)


@rule("E402", "A definition stands in its note, word for word, and so do the name and the words of each part.")
def _definitions(evidence: Evidence) -> Breaches:
    for term in evidence.report.terms:
        note = evidence.texts.get(term.paragraph)
        if note is None:
            continue
        number = NOTE_NUMBER.match(note)
        if term.note is not None and (number is None or re.sub(r"\D", "", number[0]) != str(term.note)):
            yield term, said("{place} is not note {note}", place=term.paragraph, note=term.note)
        for words in (term.definition, term.name):
            if words not in note:
                yield term, said("not in {place}: {words}", place=term.paragraph, words=words)
        for part in all_parts(term.parts):
            if part.wording not in term.definition:
                yield term, said("not in the definition: {words}", words=part.wording)
            if part.value is not None and written(part.value) not in values_in(part.wording):
                yield term, said("{value} is not in {wording}", value=part.value, wording=part.wording)


@rule("E403", "A term's mentions are all the paragraphs that use its name, and no other.")
def _mentions(evidence: Evidence) -> Breaches:
    for term in evidence.report.terms:
        users = evidence.users[core_names(term.name)[-1]]
        for id in sorted(users ^ {*term.mentions}):
            yield (
                term,
                (
                    said("{id} uses the term but is not named", id=id)
                    if id in users
                    else said("{id} does not use the term", id=id)
                ),
            )


@rule("E501", "Headings and paragraphs in order are the report, white space aside.")
def _text(evidence: Evidence) -> Breaches:
    ours = "".join(evidence.text.split())
    theirs = ours if evidence.original is None else "".join(evidence.original.split())
    if ours != theirs:
        at = next(at for at, (one, other) in enumerate(zip_longest(ours, theirs)) if one != other)
        around = slice(max(0, at - 8), at + 8)
        yield ("", ""), said("“{ours}” should be “{theirs}”", ours=ours[around], theirs=theirs[around])


@rule("E502", "A title is its heading without number, closing stop and spaces.")
def _titles(evidence: Evidence) -> Breaches:
    for section in evidence.report.sections:
        bare = NUMBERING.sub("", "".join(section.heading.split())).rstrip("。")
        if bare != "".join(section.title.split()):
            yield section, said("{title} is not {heading}", title=section.title, heading=bare)


@rule("E503", "A lead is what its paragraph opens with, and has an English rendering.")
def _leads(evidence: Evidence) -> Breaches:
    drafted = {*evidence.drafted}  # which have no English yet
    for paragraph in evidence.report.paragraphs:
        if (paragraph.lead is None) != (paragraph.lead_en is None) and paragraph.section not in drafted:
            yield paragraph, said("lead and lead_en go together")
        if paragraph.lead and not paragraph.text.lstrip("—").startswith(paragraph.lead):
            yield paragraph, said("does not open with {lead}", lead=paragraph.lead)


@rule("E504", "A paragraph's id is its section's and its place in it; a subsection's begins with its parent's.")
def _positions(evidence: Evidence) -> Breaches:
    counted: Counter[str] = Counter()
    for paragraph in evidence.report.paragraphs:
        counted[paragraph.section] += 1
        expected = f"{paragraph.section}.p{counted[paragraph.section]}"
        if paragraph.id != expected:
            yield paragraph, said("stands where {id} should", id=expected)
    sections: dict[tuple[str, ...], Section] = {}
    for section in evidence.report.sections:
        parent = sections.get(section.path)
        if parent and not section.id.startswith(f"{parent.id}."):
            yield section, said("stands below {id}", id=parent.id)
        place = (*section.path, section.title)
        sections[place] = section


@rule("E505", "Every part says what it is for, and what is said of the report stands in its text: place, day, speaker.")
def _particulars(evidence: Evidence) -> Breaches:
    own = evidence.report.particulars
    for section in evidence.report.sections:
        if section.level == 1 and section.role == "other" and not evidence.source.report["draft"]:
            yield section, said("has no role: front, review, plan, outlook or notes")
    text = "".join(evidence.text.split())
    told = {name: getattr(own, name) for name in ("title", "place", "session", "speaker")}
    year, month, day = own.date.split("-") if own.date else ("", "", "")
    told["date"] = f"{year}年{int(month)}月{int(day)}日" if own.date else ""
    for name, words in told.items():
        shown = [words, words.rstrip("市县区旗省")] if name == "place" else [words]
        if words and not any("".join(one.split()) in text for one in shown):
            yield ("report", own.id), said("{name} {words} is nowhere in the text", name=name, words=words)
