"""E2xx: quotes, and the words and years that must stand in them."""

from __future__ import annotations

import re

from gaoan_cli.encode.evidence import LONGEST_QUOTE, Evidence, claims_in, values_in
from gaoan_cli.encode.rules.registry import Breaches, rule
from gaoan_cli.encode.said import said
from gaoan_cli.report.model import Honour, Period, Term, name_of
from gaoan_cli.report.vocabulary import MODALITIES

# What gives an honour, and what a clause may have before it that names nobody.
HONOURING = re.compile("获评|获批|受?命名|入选|列为|荣获|创成|评为|创评|被评为|获")
HOW_GIVEN = re.compile("^(?:继?\\d{4}年|连续.{1,3}年|以.*成绩|分别|均|并|被|先后|成功|再次|继)+$")
RARE = "唯一|首[批家个]|仅"
SEVERAL = re.compile("(?<=[^、，])，")  # between distinctions that need not stand side by side


@rule("E201", "The quote stands in its paragraph, word for word.")
def _quotes(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        if record.start is None:
            yield record, said("not in {place}: {words}", place=record.paragraph, words=record.quote)


@rule("E202", "A quote is a clause of at most 80 characters; so are the name of a term and an exemption.")
def _short_quotes(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        if len(record.quote) > LONGEST_QUOTE:
            yield record, said("has {count} characters", count=len(record.quote))
    for term in evidence.report.terms:
        if len(term.name) > LONGEST_QUOTE:
            yield term, said("its name has {count} characters", count=len(term.name))
    for exemption in evidence.report.exemptions:
        if len(exemption.words) > LONGEST_QUOTE:
            yield ("exemption", exemption.words), said("has {count} characters", count=len(exemption.words))


@rule("E203", "The words that carry a record stand in its quote, word for word; a distinction has all that is rare.")
def _words(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        carrying = [getattr(record, name, None) for name in ("wording", "modality", "what", "by")]
        distinction = getattr(record, "distinction", None) or ""
        for words in filter(None, (*carrying, *SEVERAL.split(distinction))):
            if words not in record.quote:
                yield record, said("not in the quote: {words}", words=words)
        if isinstance(record, Honour) and record.status != "pilot":
            for rare in re.findall(RARE, record.quote):
                if rare not in distinction + record.title:
                    yield record, said("{words} is left out of the distinction", words=rare)


@rule("E209", "A record is of the year of its part, or its sentence prints another; a report reviews the year before.")
def _years(evidence: Evidence) -> Breaches:
    report = evidence.report.particulars
    if report.reviews != report.year - 1:
        yield (
            ("report", report.id),
            said("plans {year} and reviews {reviews}", year=report.year, reviews=report.reviews),
        )
    kinds = {"target": {report.year}, "result": {report.reviews}, "honour": {report.reviews}}
    roles = {"review": {report.reviews}, "plan": {report.year}, "outlook": {report.year}}
    others = {section.id: {*section.years} for section in evidence.report.sections}
    for record in evidence.quoted:
        role = evidence.role(record.paragraph)
        usual = kinds.get(record.kind) or roles.get(role, {report.year, report.reviews})
        period = getattr(record, "period", None)
        told = others.get(record.paragraph.split(".")[0], set()) | {*range(*_ends(period))}
        if record.year not in usual | told and str(record.year) not in record.quote:
            yield record, said("{words} is not in the quote", words=record.year)


def _ends(period: Period | None) -> tuple[int, int]:
    return (period.from_, period.to + 1) if period else (0, 0)


@rule("E210", "A number in a name or a note stands in the report too.")
def _numbers_in_prose(evidence: Evidence) -> Breaches:
    known = values_in(evidence.text)
    for record in evidence.records:
        note = record.definition_en if isinstance(record, Term) else record.note_en
        for prose in filter(None, (name_of(record), note, getattr(record, "not_comparable_en", None))):
            for number, value in claims_in(prose):
                if value not in known:
                    yield record, said("{number} is nowhere in the report", number=number)


@rule("E211", "Who received an honour stands before its verb; the place itself, where nobody does, or by a note.")
def _recipients(evidence: Evidence) -> Breaches:
    for honour in evidence.report.honours:
        if honour.recipient != evidence.report.particulars.place:
            if honour.recipient not in honour.quote:
                yield honour, said("{words} is not in the quote", words=honour.recipient)
        elif "recipient" not in (honour.note_en or "").casefold():
            if named := _recipient_in(honour.quote):
                yield honour, said("the words name {name}", name=named)
            elif not HONOURING.search(honour.quote) and honour.status not in ("pilot", "ranked"):
                yield honour, said("the words have no verb that gives it")


def _recipient_in(quote: str) -> str:
    """What stands before the verb that gives an honour, in its clause, but for when and how."""
    verb = HONOURING.search(quote)
    clause = re.split("[，；。：]", quote[: verb.start()])[-1] if verb else ""
    return HOW_GIVEN.sub("", clause)


@rule("E212", "A target whose quote says 力争 or 确保 has that modality, or a note that says why not.")
def _modalities(evidence: Evidence) -> Breaches:
    for target in evidence.report.targets:
        for word in MODALITIES:
            if word in target.quote and target.modality != word and word not in (target.note_en or ""):
                yield target, said("{words} is in the quote", words=word)
