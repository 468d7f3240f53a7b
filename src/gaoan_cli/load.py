"""Opening a report: the shipped one, compiled when the wheel was built, or another from its YAML.

Nothing is kept anywhere: a report given with --report is compiled each time it is asked.
"""

from __future__ import annotations

import os
from pathlib import Path

from gaoan_cli.errors import printable
from gaoan_cli.files import read_file
from gaoan_cli.report.report import Report

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "data"  # in a wheel
CHECKOUT = PACKAGE.parents[1] / "data"


def load_report(path: str | os.PathLike[str] | None = None) -> Report:
    """Open the report shipped with gaoan, or the encoding in the YAML file `path`.

    Raises DataError when the file is missing, unreadable or not an encoding.
    """
    file = Path(path) if path else shipped()
    compiled = SHIPPED / "report.jsonl"
    if not path and compiled.exists():
        return Report(read_file(compiled), file)
    data = read_file(file)
    return Report(compile_report(data, file), file, _option(file) if path else "")


def shipped() -> Path:
    """The YAML of the shipped report: in the package, or in the checkout it is run from."""
    return beside("report.yaml")


def beside(name: str) -> Path:
    """A data file that comes with the program."""
    packaged = SHIPPED / name
    return packaged if packaged.exists() else CHECKOUT / name


def compile_report(data: bytes, file: Path) -> bytes:
    """The compiled form of a report's YAML. Raises DataError if it is not an encoding."""
    from gaoan_cli.encode.builder import build
    from gaoan_cli.encode.lexicon import read_lexicon
    from gaoan_cli.encode.reader import read

    return build(read(data, printable(str(file))), read_lexicon(read_file(beside("lexicon.yaml"))))


def _option(file: Path) -> str:
    """What a command line needs to ask this report: nothing where the environment names it."""
    if os.environ.get("GAOAN_REPORT") == str(file):
        return ""
    import shlex

    return f" --report {shlex.quote(printable(str(file)))}"
