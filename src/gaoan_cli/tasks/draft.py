"""`gaoan draft`: a report's text in a file → a draft of its encoding in another, which nobody has yet."""

from __future__ import annotations

import os
from pathlib import Path

from gaoan_cli.encode import draft as drafts
from gaoan_cli.encode.lexicon import read_phrases
from gaoan_cli.encode.reader import decode, read
from gaoan_cli.errors import UsageError, printable
from gaoan_cli.files import read_file
from gaoan_cli.language import _
from gaoan_cli.load import CHECKOUT, SHIPPED, beside
from gaoan_cli.show.save import whole


def draft(file: str | None, previous: str | None, output: str | None) -> list[str]:
    """Draft the encoding of the text in a file, and say what was drafted and what a person must find.

    `previous` names an earlier report's encoding, `output` the file to be written: without it the one beside the
    text. Raises UsageError for a file that is there or cannot be written, DataError for one that cannot be used.
    """
    if not file or "" in (previous, output):
        raise UsageError(_("name a report's text: gaoan draft FILE.txt [--previous YAML] [--output FILE.yaml]"))
    target = Path(output or _beside(file))
    if os.path.lexists(target):  # somebody may have worked on it
        told = _("{file} is there already: name another with --output, or move it away")
        raise UsageError(told.format(file=printable(str(target))))
    text = decode(read_file(file), printable(file))
    known = read(read_file(previous), printable(previous)) if previous else None
    drafted = drafts.draft(text, printable(file), read_phrases(read_file(beside("set_phrases.yaml"))), known)
    with whole(target, overwrite=False) as part:
        part.write_text(drafted.yaml, encoding="utf-8", newline="\n")
    return [*drafts.summary(drafted, printable(str(target)))]


def _beside(file: str) -> str:
    """The name of the encoding beside a text."""
    path = Path(file)
    if path.suffix in (".yaml", ".yml"):
        told = _("{file} is an encoding: give the report's text, a .txt file")
        raise UsageError(told.format(file=printable(file)))
    return str(path.parent / f"{path.stem}.yaml")


def template() -> str:
    """The small encoding that explains every key: in the package, or in the checkout it is run from."""
    packaged, checkout = Path(SHIPPED) / "template.yaml", Path(CHECKOUT).parent / "docs" / "template.yaml"
    return read_file(packaged if packaged.exists() else checkout).decode()
