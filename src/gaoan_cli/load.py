"""Opening a report: the shipped one, compiled when the wheel was built, or another from its YAML.

Nothing is kept anywhere: a report given with --report is compiled each time it is asked. Paths are text here:
importing pathlib would take a part of every lookup.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from gaoan_cli.errors import DataError, GaoanError, printable
from gaoan_cli.files import mapped, read_file
from gaoan_cli.language import _, shown
from gaoan_cli.report.report import Report
from gaoan_cli.report.tables import Tables

if TYPE_CHECKING:
    from gaoan_cli.report.words import Words

PACKAGE = os.path.dirname(os.path.abspath(__file__))
SHIPPED = os.path.join(PACKAGE, "data")  # in a wheel
CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(PACKAGE)), "data")

COMPILED = "report.jsonl"
EVERYDAY, UNSAID = "everyday.yaml", "unsaid.yaml"  # lie beside a report


def load_report(path: str | bytes | os.PathLike[str] | None = None) -> Report:
    """Open the report shipped with gaoan, or the encoding in the YAML file `path`.

    Raises DataError when the file is missing, unreadable or not an encoding.
    """
    compiled = os.path.join(SHIPPED, COMPILED)
    if path is None and os.path.exists(compiled):
        return Report(Tables(mapped(compiled), shipped()), words=beside("words.bin"))
    file = shipped() if path is None else os.fsdecode(path)
    return _compiled(file, "" if path is None else _option(file), proved=path is None)


def _compiled(file: str, option: str, *, proved: bool) -> Report:
    """The report of a YAML file, the tables of meanings made when they are asked for; it says if it is not proved."""
    from gaoan_cli.encode.builder import build
    from gaoan_cli.encode.reader import read

    source = read(read_file(file), printable(file))
    compiled, later = build(source, *_beside_it(file))
    tables = Tables(compiled, file, lambda name: later[name]())
    report = Report(tables, option, words=beside("words.bin"))
    if not proved:
        from gaoan_cli.encode.check import broken, examined

        flaws = len(broken(examined(source, file, shipped())))
        one = _("{file} is not proved: gaoan check lists {count} mistake in it")
        several = _("{file} is not proved: gaoan check lists {count} mistakes in it")
        report.caveat = (one if flaws == 1 else several).format(file=printable(file), count=flaws) if flaws else ""
    return report


def read_report(file: str) -> Report:
    """The report in a YAML file, to be read and neither searched nor proved, in a fraction of the time.

    Raises DataError when the file is missing, unreadable or not an encoding.
    """
    from gaoan_cli.encode.reader import read
    from gaoan_cli.encode.records import bare

    return Report(Tables(bare(read(read_file(file), printable(file))), file))


def shipped() -> str:
    """The YAML of the shipped report: in the package, or in the checkout it is run from."""
    return beside("report.yaml")


def beside(name: str) -> str:
    """A data file that comes with the program."""
    packaged = os.path.join(SHIPPED, name)
    return packaged if os.path.exists(packaged) else os.path.join(CHECKOUT, name)


def compile_report(data: bytes, file: str) -> bytes:
    """The compiled form of a report's YAML, with all its tables. Raises DataError if it is not an encoding."""
    from gaoan_cli.encode.builder import build
    from gaoan_cli.encode.reader import read

    return build(read(data, printable(file)), *_beside_it(file), whole=True)[0]


def _beside_it(file: str) -> tuple[dict[str, Any], Words, dict[str, dict[str, list[str]]], list[str]]:
    """What an encoding is compiled with: the words of questions, what they mean, and what lies beside the file."""
    from gaoan_cli.encode.lexicon import read_everyday, read_unsaid
    from gaoan_cli.report.words import words_of

    spoken, unsaid = (os.path.join(os.path.dirname(file), name) for name in (EVERYDAY, UNSAID))
    everyday = read_everyday(read_file(spoken), printable(spoken)) if os.path.isfile(spoken) else {}
    return (
        lexicon(),
        words_of(beside("words.bin")),
        everyday,
        read_unsaid(read_file(unsaid), printable(unsaid)) if os.path.isfile(unsaid) else [],
    )


def lexicon() -> dict[str, Any]:
    """The words of questions that come with the program."""
    from gaoan_cli.encode.lexicon import LEXICON, read_lexicon

    return read_lexicon(*(read_file(beside(name)) for name in LEXICON))


def in_words(error: GaoanError) -> str:
    """What people are told of an error, in the language shown: what the reader says is English in itself."""
    if not isinstance(error, DataError) or shown()[0] == "en":
        return str(error)
    from gaoan_cli.encode.mistakes import shown_error

    return shown_error(error)


def versions(report: Report) -> str:
    """The program's version, the report's id and file, and the sum of that file to check it by."""
    import hashlib
    from importlib.metadata import version

    file = report.file
    named = _("report {id} {file}").format(id=report.particulars.id, file=printable(file))
    lines = [f"gaoan {version('gaoan')}", named]
    if os.path.isfile(file):  # a pipe has been read
        lines.append(f"sha256 {hashlib.sha256(read_file(file)).hexdigest()}")
    return "".join(f"{line}\n" for line in lines)


def _option(file: str) -> str:
    """What a command line needs to ask this report: nothing where the environment names it."""
    if os.environ.get("GAOAN_REPORT") == file:
        return ""
    import shlex

    return f" --report {shlex.quote(printable(file))}"
