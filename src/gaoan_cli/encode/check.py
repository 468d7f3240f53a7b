"""The proof that an encoding says what the report says: running the rules and telling what they found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gaoan_cli.encode import completeness, rules
from gaoan_cli.encode.encoding import Encoding, Flaws
from gaoan_cli.encode.reader import Malformed, read
from gaoan_cli.errors import DataError, printable
from gaoan_cli.files import read_file
from gaoan_cli.load import beside, compile_report, shipped
from gaoan_cli.report.report import Report


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
    original: bool = True


CHECKS: dict[str, Callable[[Encoding], Flaws]] = {
    "E101": rules.unique_ids,
    "E102": rules.unique_names,
    "E103": rules.known_paragraphs,
    "E104": rules.known_references,
    "E105": rules.useful_aliases,
    "E201": rules.quote_in_paragraph,
    "E202": rules.short_quote,
    "E203": rules.words_in_quote,
    "E204": rules.digits_in_wording,
    "E205": rules.unit_in_quote,
    "E206": rules.bound_in_words,
    "E207": rules.sign_of_fall,
    "E208": rules.complete_figure,
    "E209": rules.year_of_record,
    "E210": rules.numbers_in_prose,
    "E211": rules.recipient_in_text,
    "E212": rules.modality_in_quote,
    "E301": rules.exact_amount,
    "E401": rules.note_marks,
    "E402": rules.definition_in_note,
    "E403": rules.mentions_of_term,
    "E501": completeness.text_round_trip,
    "E502": completeness.heading_and_title,
    "E503": completeness.opening_lead,
    "E504": completeness.positions,
    "E601": completeness.numbers_accounted,
    "E602": completeness.needed_exemptions,
    "E603": completeness.honours_accounted,
    "E604": completeness.goals_accounted,
    "E605": completeness.counted_records,
}
SHAPE = "E001"  # the file is not an encoding at all


def check_file(path: str | None = None) -> Outcome:
    """Check the shipped encoding, or the one in a file: everything found, in the order of the codes.

    Raises DataError when the file cannot be read.
    """
    file = Path(path or shipped())
    data = read_file(file)
    name = printable(str(file))
    try:
        source = read(data, name)
    except Malformed as error:
        found = tuple(
            Finding(SHAPE, "The file has the shape of an encoding.", e.line, e.record, e.message)
            for e in error.findings
        )
        return Outcome(name, found, ())
    report = Report(compile_report(data, str(file)), str(file))
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
    return Outcome(name, found, coverage(encoding), encoding.original is not None)


def _rule(check: Callable[[Encoding], Flaws]) -> str:
    return " ".join((check.__doc__ or "").split())


def original_of(file: Path, report: Report) -> str | None:
    """The text that is encoded: the .txt beside the file, or the shipped one for a copy of the report."""
    candidates = [file.with_suffix(".txt")]
    if report.particulars.id == "gaoan-2024":
        candidates += [Path(beside("report.txt"))]
    for original in candidates:
        if original.is_file():
            try:
                return original.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise DataError(f"cannot be read: {error}", printable(str(original))) from None
    return None


def coverage(encoding: Encoding) -> tuple[tuple[str, str], ...]:
    """How much of the report the encoding accounts for."""
    runs = list(encoding.runs())
    digits = [pair for pair in runs if pair[1][0][0].isdecimal()]
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
    rows += [("text", "equals the original")] if encoding.original else []
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
