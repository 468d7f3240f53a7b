"""The whole report in another form: text, JSON, YAML, a page of HTML or a SQLite database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaoan_cli.files import read_file
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.model import KINDS
from gaoan_cli.show.formats import encode
from gaoan_cli.show.save import whole

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report


def as_text(report: Report) -> bytes:
    """Every heading and paragraph, as printed, on a line of its own."""
    return "".join(f"{s.heading}\n{s.text}\n" for s in report.sections if s.level == 1).encode()


def everything(report: Report) -> dict[str, Any]:
    """The report as one plain object: particulars, then the records of each kind, computed fields and all."""
    kinds = {f"{kind}s": [to_dict(record) for record in report.records(kind)] for kind in KINDS}
    comparisons = [to_dict(comparison) for comparison in report.comparisons]
    return {"schema": 2, "report": to_dict(report.particulars), **kinds, "comparisons": comparisons}


def as_json(report: Report) -> bytes:
    """One JSON object, a record a line."""
    parts = []
    for name, value in everything(report).items():
        written = "[\n  " + ",\n  ".join(map(encode, value)) + "\n ]" if isinstance(value, list) else encode(value)
        parts.append(f"{encode(name)}: {written}")
    return ("{" + ",\n ".join(parts) + "}\n").encode()


def as_page(report: Report) -> bytes:
    """One page of HTML that holds all of it."""
    from gaoan_cli.show.page.page import as_html

    return as_html(report)


WRITERS: dict[str, Callable[[Report], bytes]] = {
    "text": as_text,
    "json": as_json,
    "yaml": lambda report: read_file(report.file),  # the encoding itself, which `gaoan check` reads
    "html": as_page,
}
FORMS = (*WRITERS, "sqlite")


def save(report: Report, form: str, file: Path, *, overwrite: bool) -> None:
    """Write the report to a file in one of FORMS, whole or not at all; through a link, to the file it names.

    Raises UsageError when the file is there already and `overwrite` is false, is no regular file, or cannot
    be written; WriteError when the disk is full; DataError when the encoding cannot be written in this form.
    """
    with whole(file, overwrite=overwrite) as part:
        if form == "sqlite":
            from gaoan_cli.show.database import write_database

            write_database(report, part)
        else:
            part.write_bytes(WRITERS[form](report))
