"""`gaoan verify FILE`: read a draft, find what the report does not say, and say it."""

from __future__ import annotations

import sys
from collections import Counter
from difflib import SequenceMatcher

from gaoan_cli.encode.reader import decode
from gaoan_cli.errors import DataError, UsageError, printable
from gaoan_cli.files import MOST_BYTES, read_file
from gaoan_cli.language import _
from gaoan_cli.output import show, write
from gaoan_cli.report.report import Report
from gaoan_cli.verify import quotes
from gaoan_cli.verify.figures import Figures
from gaoan_cli.verify.findings import Finding
from gaoan_cli.verify.text import Draft, original_of

STDIN = "-"
LONGEST = 120  # characters of a passage that people are shown


def read_draft(file: str) -> str:
    """The text of a draft, from a file or from standard input.

    Raises UsageError for a file without a name, DataError for one that cannot be read or is no text.
    """
    if not file:
        raise UsageError(_("the file has no name: name a text, or - for standard input"))
    name = "stdin" if file == STDIN else printable(file)
    return decode(_standard_input() if file == STDIN else read_file(file), name)


def run(report: Report, file: str, *, json: bool) -> int:
    """Write what is found in a draft, and give the exit code: 1 where the report does not say something."""
    findings = verify(report, read_draft(file))
    if json:
        from gaoan_cli.show.formats import as_json

        write(as_json([one._asdict() for one in findings]))
    else:
        show(summary(findings, file))
    return int(any(one.wrong for one in findings))


def _standard_input() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    data: bytes = stream.read(MOST_BYTES + 1) if stream else sys.stdin.read().encode()
    if len(data) > MOST_BYTES:
        reason = _("it is larger than {size} MiB").format(size=MOST_BYTES >> 20)
        raise DataError(_("cannot be read: {reason}").format(reason=reason), "stdin")
    return data


def verify(report: Report, text: str) -> list[Finding]:
    """What is found in a text, in its order."""
    draft, original = Draft(text), original_of(report)
    found, judged = quotes.verified(draft, original)
    return sorted(
        [*found, *Figures(original, report, draft, judged).findings()], key=lambda one: (one.line, one.column)
    )


def summary(findings: list[Finding], file: str) -> str:
    """What people are shown: each finding with the report's words beside it, and how many there are of each."""
    name = "" if file == STDIN else printable(file)
    lines = [line for one in findings for line in _shown(one, name)]
    counts = Counter(one.verdict for one in findings)
    words = _verdicts()
    said = ", ".join(f"{words[verdict]} {count}" for verdict, count in counts.items())
    lines.append(said or _("no quotation and no figure of the report's indicators is found"))
    return "".join(f"{line}\n" for line in lines)


def _verdicts() -> dict[str, str]:
    """The verdicts in the language shown."""
    return {
        "verbatim": _("verbatim"),
        "punctuation": _("punctuation"),
        "altered": _("altered"),
        "absent": _("absent"),
        "agrees": _("agrees"),
        "differs": _("differs"),
    }


def _shown(one: Finding, name: str) -> list[str]:
    place = ":".join(filter(None, (name, str(one.line), str(one.column))))
    ours, theirs = _excerpt(one.passage), _excerpt(one.says or "")
    if one.wrong and one.says:
        head, colon, rest = theirs.partition("年：") if one.kind == "figure" else ("", "", theirs)
        ours, rest = marked(ours, rest)
        theirs = f"{head}{colon}{rest}"
    lines = [f"{place}  {_verdicts()[one.verdict]}  {ours}"]
    if one.wrong and one.says:
        source = " ".join(filter(None, (one.paragraph, f"gaoan {one.record}" if one.record else "")))
        label = _("the report")
        lines.append(f"    {label}  {theirs}  ({source})")
    return lines


def _excerpt(text: str) -> str:
    text = printable(" ".join(text.split()))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def marked(ours: str, theirs: str) -> tuple[str, str]:
    """Two texts, with what one has and the other has not between 【】."""
    left = right = ""
    for kind, begin, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        same = kind == "equal"
        left += ours[begin:end] if same or begin == end else f"【{ours[begin:end]}】"
        right += theirs[first:last] if same or first == last else f"【{theirs[first:last]}】"
    return left, right
