"""The proof that an encoding says what the report says: running the rules and telling what they found."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from gaoan_cli.digest import digest
from gaoan_cli.encode.builder import compile_report
from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.findings import Finding
from gaoan_cli.encode.reader import Malformed, decode, read
from gaoan_cli.encode.rules import RULES
from gaoan_cli.load import CHECKOUT, SHIPPED, Report, printable, read_file, shipped


class Outcome(NamedTuple):
    """What a check found, and how much it looked at."""

    file: str
    findings: tuple[Finding, ...]
    coverage: tuple[tuple[str, str], ...]
    original: bool = True


SHAPE = ("E001", "The file has the shape of an encoding.")
MOST_FINDINGS = 1000  # of one rule


def check_file(path: str | None = None) -> Outcome:
    """Check the shipped encoding, or the one in a file: everything found, in the order of the codes.

    Raises DataError when the file, or the text beside it, cannot be read.
    """
    file = Path(path) if path else shipped()
    data, name = read_file(file), printable(str(file))
    try:
        source = read(data, name)
    except Malformed as error:
        return Outcome(name, tuple(Finding(*SHAPE, e.line, e.record, e.message) for e in error.findings), ())
    report = Report(compile_report(source, digest(data)), file)
    evidence = Evidence(report, source, original_of(file, report))
    findings: list[Finding] = []
    for code in sorted(RULES):
        found = list(islice(RULES[code].findings(evidence), MOST_FINDINGS + 1))
        if len(found) > MOST_FINDINGS:
            found[-1] = found[-1]._replace(
                line=0, record="", detail=f"and more: over {MOST_FINDINGS:,} in all"
            )
        findings += found
    return Outcome(name, tuple(findings), coverage(evidence), evidence.original is not None)


def original_of(file: Path, report: Report) -> str | None:
    """The text that is encoded: the .txt beside the file, or the shipped one for a copy of the report."""
    beside = [file.with_suffix(".txt")]
    if report.particulars.id == "gaoan-2024":
        beside += [SHIPPED / "report.txt", CHECKOUT / "report.txt"]
    for original in beside:
        try:
            there = original.is_file()
        except OSError:  # with the suffix, a name that is too long
            there = False
        if there:
            return decode(read_file(original), printable(str(original)))
    return None


def coverage(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """How much of the report the encoding accounts for."""
    rows = [("checks", str(len(RULES)))]
    accounted = [(number[0][0].isdecimal(), evidence.accounted(p, number)) for p, number in evidence.numbers]
    for label, digits in (("runs of digits", True), ("Chinese numerals", False)):
        are = [yes for decimal, yes in accounted if decimal is digits]
        rows.append((label, f"{sum(are)} of {len(are)} accounted for"))
    for kind in ("target", "result", "term", "honour", "project", "paragraph"):
        rows.append((f"{kind}s", str(evidence.report.count(kind))))
    by_kind = Counter(f"{figure.kind}s, {figure.measure}" for figure in evidence.figures)
    rows += [(f"  {label}", str(count)) for label, count in sorted(by_kind.items())]
    rows.append(("exemptions", str(len(evidence.exemptions))))
    rows += [("text", "equals the original")] if evidence.original else []
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
        against = "" if outcome.original else ", but for its text: there is no original beside it"
        lines.append(f"{outcome.file} is proved{against}")
        lines += [f"  {label.ljust(width)}  {value}" for label, value in outcome.coverage]
    return "".join(f"{line}\n" for line in lines)
