"""The proof that an encoding says what the report says: running the rules and telling what they found."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.lexicon import NAMING, read_naming
from gaoan_cli.encode.mistakes import shown_mistake
from gaoan_cli.encode.reader import Malformed, Source, decode, read
from gaoan_cli.encode.records import bare
from gaoan_cli.encode.rules import RULES
from gaoan_cli.encode.said import Said, said
from gaoan_cli.errors import UsageError, printable
from gaoan_cli.files import mapped, read_file
from gaoan_cli.language import _
from gaoan_cli.output import columns
from gaoan_cli.report.model import KINDS
from gaoan_cli.report.report import Report
from gaoan_cli.report.tables import Tables
from gaoan_cli.report.vocabulary import MANY


class Finding(NamedTuple):
    """Something wrong in an encoding: where, which rule it breaks, and the detail, in English."""

    code: str
    rule: str
    line: int
    record: str
    detail: str


class Outcome(NamedTuple):
    """What a check found, and how much it looked at: the whole, or the one section named."""

    file: str
    findings: tuple[Finding, ...]
    coverage: tuple[tuple[str, str], ...]
    original: bool = True
    section: str = ""


SHAPE = ("E001", "The file has the shape of an encoding.")
UNREAD = "E607"  # of drafts
SERVED = ("E002", "Every record that is served is that of the encoding beside it.")
COUNTED = ("target", "result", "term", "honour", "project", "paragraph")
MOST_FINDINGS = 1000  # that are told of one rule
LONGEST = 300  # characters of what is told of a record


def check_file(path: str, shipped: str, section: str | None = None) -> Outcome:
    """Check the encoding in a file: everything found, in the order of the codes.

    `shipped` is the encoding that comes with the program, beside which its text, the lexicon and, once
    installed, its compiled form lie. With a section, or a paragraph, only what is found in it and below it.
    Raises DataError when the file, or the text beside it, cannot be read, UsageError for a section that is not there.
    """
    data, name = read_file(path), printable(path)
    try:
        source = read(data, name)
    except Malformed as error:
        return Outcome(name, tuple(Finding(*SHAPE, e.line, e.record, e.message) for e in error.findings), ())
    evidence = examined(source, path, shipped)
    served, findings = Path(shipped).with_suffix(".jsonl"), []
    within = None if section is None else _within(section, evidence, source)
    if (
        path == shipped
        and served.exists()
        and _records(Report(Tables(mapped(str(served)), path))) != _records(evidence.report)
    ):
        findings.append(
            Finding(*SERVED, 0, "", said("{file} is not: install gaoan again", file=printable(served.name)))
        )
    findings += broken(evidence, within)
    return Outcome(name, tuple(findings), coverage(evidence), evidence.original is not None, section or "")


def examined(source: Source, path: str, shipped: str) -> Evidence:
    """An encoding with all that the rules look at. Raises DataError when a text beside it cannot be read."""
    beside = Path(shipped).with_name
    report = Report(Tables(bare(source), path), words=str(beside("words.bin")))
    naming = read_naming(*(read_file(beside(name)) for name in NAMING))
    return Evidence(report, source, original_of(Path(path), report, Path(shipped)), naming)


def broken(evidence: Evidence, within: set[tuple[str, str]] | None = None) -> list[Finding]:
    """Every breach of a rule, in the order of the codes; of `within`, by kind and id, where that is given."""
    source, findings = evidence.source, []
    for code, (rule, breaches) in sorted(RULES.items()):
        found = (one for one in breaches(evidence) if within is None or tuple(one[0][:2]) in within)
        for number, ((kind, id, *_rest), detail) in enumerate(islice(found, MOST_FINDINGS + 1)):
            line, record = source.lines.get((kind, id), 0), f"{kind} {id}".strip()
            if number == MOST_FINDINGS:
                line, record, detail = 0, "", said("and more: over {count} in all", count=f"{MOST_FINDINGS:,}")
            findings.append(Finding(code, rule, line, _short(record), detail.cut(LONGEST)))
    return findings


def _within(section: str, evidence: Evidence, source: Source) -> set[tuple[str, str]]:
    """Kind and id of what stands in a section or paragraph and below it. Raises UsageError if there is none."""
    stands = {(one.kind, one.id): one.id for one in evidence.report.sections}
    stands |= {(one.kind, one.id): one.id for one in evidence.report.paragraphs}
    stands |= {(one.kind, one.id): one.paragraph for one in evidence.records}
    for exemption in source.exemptions:  # one for the whole report concerns each place that its words stand in
        words, only = exemption["words"], exemption["paragraph"]
        places = [only] if only else [id for id, text in evidence.texts.items() if words in text]
        if inside := [id for id in places if _below(id, section)]:
            stands["exemption", words] = inside[0]
    if section not in stands.values():
        raise UsageError(_("there is no section {name!r}: gaoan section lists them").format(name=printable(section)))
    return {record for record, place in stands.items() if _below(place, section)}


def _below(place: str, section: str) -> bool:
    return place == section or place.startswith(f"{section}.")


def _records(report: Report) -> list[object]:
    """All that a report says: its particulars, and every record of every kind."""
    return [report.particulars, *(report.records(kind) for kind in KINDS)]


def _short(said: str) -> str:
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}…"


def original_of(file: Path, report: Report, shipped: Path) -> str | None:
    """The text that is encoded: the .txt beside the file, or the shipped one for a copy of the report."""
    encodings = [file, shipped] if report.particulars.id == "gaoan-2024" else [file]
    for original in (encoding.with_suffix(".txt") for encoding in encodings):
        with suppress(OSError):  # with the suffix, a name that is too long
            if original.is_file():
                return decode(read_file(original), printable(str(original)))
    return None


def coverage(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """How much of the report the encoding accounts for."""
    rows = [(_("checks"), str(len(RULES)))]
    for label, digits in ((_("runs of digits"), True), (_("Chinese numerals"), False)):
        are = [by is not None for one, number, by in evidence.numbers if number[0][0].isdecimal() is digits]
        rows.append((label, _("{right} of {all} accounted for").format(right=sum(are), all=len(are))))
    for kind in COUNTED:
        rows.append((_(MANY[kind]), str(evidence.report.count(kind))))
    by_kind = Counter((figure.kind, figure.measure) for figure in evidence.figures)
    for (kind, measure), count in sorted(by_kind.items()):
        rows.append((_("  {kind}, {measure}").format(kind=_(MANY[kind]), measure=_(measure)), str(count)))
    rows.append((_("exemptions"), str(len(evidence.report.exemptions))))
    rows += [(_("text"), _("equals the original"))] if evidence.original else []
    return tuple(rows)


def summary(outcome: Outcome) -> str:
    """The outcome for people: every finding with its place, rule and detail, or the coverage."""
    lines = lines_of(outcome)
    if outcome.findings:
        lines += _counted(outcome)
    elif outcome.section:
        lines.append(_("nothing is found in {section} of {file}").format(section=outcome.section, file=outcome.file))
    else:
        proved = (
            _("{file} is proved")
            if outcome.original
            else _("{file} is proved, but for its text: there is no original beside it")
        )
        lines.append(proved.format(file=outcome.file))
        width = max(columns(label) for label, value in outcome.coverage)
        lines += [f"  {label}{' ' * (width - columns(label))}  {value}" for label, value in outcome.coverage]
    return "".join(f"{line}\n" for line in lines)


def lines_of(outcome: Outcome) -> list[str]:
    """Every finding with its place, rule and detail, in two lines."""
    lines = []
    for finding in outcome.findings:
        place = f"{outcome.file}:{finding.line}" if finding.line else outcome.file
        told = filter(None, (place, finding.code, finding.record, _shown(finding.detail)))
        lines += [": ".join(told), f"    {_(finding.rule)}"]
    return lines


def _counted(outcome: Outcome) -> list[str]:
    """How many findings there are, by code, and how many records are drafts that nobody has read."""
    codes = Counter(finding.code for finding in outcome.findings)
    count, section = len(outcome.findings), outcome.section
    if section:
        told = _("{count} findings in {section}") if count > 1 else _("{count} finding in {section}")
    else:
        told = _("{count} findings") if count > 1 else _("{count} finding")
    lines = [told.format(count=count, section=section)]
    lines += [f"  {code}: {count}" for code, count in codes.items()]
    if unread := codes[UNREAD]:
        lines.append(
            (_("{count} drafts are unread") if unread > 1 else _("{count} draft is unread")).format(count=unread)
        )
    return lines


def _shown(detail: str) -> str:
    """The detail of a finding in the language shown."""
    return detail.shown() if isinstance(detail, Said) else shown_mistake(detail)  # the reader's
