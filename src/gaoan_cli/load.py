"""Opening a report: the compiled form when it was made from exactly this YAML, else compiling it.

A report's YAML is read and digested at every start, and a compiled report is used only when it names
that digest, so what is served is never older than the file. The compiled form of the shipped report
lies beside it (made when the wheel was built); any other is kept in the user's cache folder, if that
can be written.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gaoan_cli.digest import checksum, digest
from gaoan_cli.errors import DataError
from gaoan_cli.report.model import (
    Figure,
    Honour,
    Paragraph,
    Particulars,
    Project,
    Record,
    Section,
    Term,
    from_dict,
)

if TYPE_CHECKING:
    from gaoan_cli.encode.reader import Source

MAGIC = "gaoan-compiled-4"  # raise the number whenever the compiled form changes
PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "data"
CHECKOUT = PACKAGE.parents[1] / "data"
MOST_BYTES = 1 << 29  # no report is larger
MOST_CACHED = 8  # compiled reports kept for the files given with --report
# What decides what a compiled report holds: a cache made by another version is not used.
MAKERS = (
    *("encode/builder.py", "encode/reader.py", "encode/pinyin.py", "encode/characters.txt"),
    *("report/model.py", "report/fold.py"),
)


class Report:
    """A report: its particulars and, read when first asked for, its records of each kind."""

    def __init__(self, compiled: bytes, source: Path) -> None:
        header = compiled.index(b"\n") + 1
        self._body = compiled.index(b"\n", header) + 1
        self._compiled = memoryview(compiled)
        fields = json.loads(compiled[header : self._body])
        self.source = source
        self.source_digest = compiled[: header - 1].split()[1].decode()
        self.particulars = Particulars(**fields["report"])
        pairs = zip(fields["traditional"], fields["simplified"], strict=True)
        self.simplified = {ord(traditional): simple for traditional, simple in pairs}
        self._blocks: dict[str, tuple[int, int, int]] = fields["blocks"]

    @property
    def option(self) -> str:
        """What a command line needs to ask this report: nothing for the shipped one, else --report."""
        if self.source == shipped() or os.environ.get("GAOAN_REPORT") == str(self.source):
            return ""
        import shlex

        return f" --report {shlex.quote(printable(str(self.source)))}"

    def block(self, name: str) -> str:
        """A block of the compiled report as text, one item a line."""
        start, length, _ = self._blocks[name]
        return str(self._compiled[self._body + start : self._body + start + length], "utf-8")

    def count(self, kind: str) -> int:
        """How many records of the kind there are."""
        return self._blocks[f"{kind}.records"][2]

    def records(self, kind: str) -> tuple[Record, ...]:
        """Every record of the kind, in the report's order."""
        lines = self.block(f"{kind}.records").split("\n")[:-1]
        return tuple(map(from_dict, json.loads(f"[{','.join(lines)}]")))

    def record(self, kind: str, position: int) -> Record:
        """The record of the kind at this position in the report's order."""
        return from_dict(json.loads(self._lines(kind)[position]))

    def get(self, kind: str, id: str) -> Record | None:
        """The record of the kind with this id, or None."""
        needle = f'{{"kind":"{kind}","id":{json.dumps(id)},'
        line = next((line for line in self._lines(kind) if line.startswith(needle)), None)
        return None if line is None else from_dict(json.loads(line))

    def _lines(self, kind: str) -> list[str]:
        lines: dict[str, list[str]] = self.__dict__.setdefault("_split", {})
        if kind not in lines:
            lines[kind] = self.block(f"{kind}.records").split("\n")[:-1]
        return lines[kind]

    @cached_property
    def targets(self) -> tuple[Figure, ...]:
        """What the report commits to for its year."""
        return cast("tuple[Figure, ...]", self.records("target"))

    @cached_property
    def results(self) -> tuple[Figure, ...]:
        """What the report says of the year it reviews."""
        return cast("tuple[Figure, ...]", self.records("result"))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms its notes explain."""
        return cast("tuple[Term, ...]", self.records("term"))

    @cached_property
    def honours(self) -> tuple[Honour, ...]:
        """The recognitions it claims."""
        return cast("tuple[Honour, ...]", self.records("honour"))

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The works, places and events it names."""
        return cast("tuple[Project, ...]", self.records("project"))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its headings, each with all the text below it, as printed."""
        return cast("tuple[Section, ...]", self.records("section"))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, as printed."""
        return cast("tuple[Paragraph, ...]", self.records("paragraph"))

    @cached_property
    def exemptions(self) -> tuple[dict[str, str], ...]:
        """Numbers of the text that no record need quote, each with its reason."""
        return tuple(json.loads(line) for line in self.block("exemptions").splitlines())


def load_report(path: str | os.PathLike[str] | None = None) -> Report:
    """Open the report shipped with gaoan, or the encoding in the YAML file `path`.

    Raises DataError when the file is missing, unreadable or not an encoding.
    """
    source = Path(path) if path else shipped()
    data = read_file(source)
    return Report(_compiled(data, source), source)


def shipped() -> Path:
    """The YAML of the shipped report: in the package, or in the checkout it is run from."""
    packaged = SHIPPED / "report.yaml"
    return packaged if packaged.exists() else CHECKOUT / "report.yaml"


def read_file(path: Path) -> bytes:
    """The bytes of a data file. Raises DataError if there is no such file to be read, or no end to it."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
    except ValueError as error:  # a NUL in the name
        reason = str(error)
    else:
        if len(data) <= MOST_BYTES:
            return data
        reason = f"it is larger than {MOST_BYTES >> 20} MiB"
    raise DataError(f"cannot be read: {reason}", printable(str(path)))


def printable(name: str) -> str:
    """A file name fit to be printed: no control characters, no lone surrogates."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _compiled(data: bytes, source: Path) -> bytes:
    wanted = digest(data)
    beside = source.with_suffix(".compiled")
    if source.parent == SHIPPED and (found := _trusted(beside, wanted)):
        return found
    cache = _cache_file(wanted)
    if cache and (found := _trusted(cache, wanted)):
        return found
    made = compile_bytes(data, source)
    if cache:
        _store(cache, made)
    return made


def compile_bytes(data: bytes, source: Path) -> bytes:
    """Compile a report's YAML. Raises DataError if it is not an encoding."""
    from gaoan_cli.encode.builder import compile_report

    return compile_report(read_source(data, source), digest(data))


def read_source(data: bytes, source: Path) -> Source:
    """What the YAML says, before anything is computed. Raises DataError if it is not an encoding."""
    from gaoan_cli.encode.reader import read

    return read(data, printable(str(source)))


def _trusted(file: Path, wanted: str) -> bytes | None:
    """The compiled report in a file, if it is made from this YAML, whole, and ours to trust.

    One that was installed with the program is as whole as the program.
    """
    try:
        with file.open("rb") as stream:
            if file.parent != SHIPPED and hasattr(os, "getuid"):
                status = os.fstat(stream.fileno())
                if status.st_uid != os.getuid() or status.st_mode & 0o022:
                    return None
            compiled = stream.read()
    except (OSError, ValueError):
        return None
    first = compiled[: compiled.find(b"\n")].decode("ascii", "replace").split(" ")
    if first[:2] != [MAGIC, wanted]:
        return None
    whole = file.parent == SHIPPED or first[2:] == [
        checksum(memoryview(compiled)[compiled.find(b"\n") + 1 :])
    ]
    return compiled if whole else None


def _cache_file(wanted: str) -> Path | None:
    """Where the compiled form of this YAML is kept, or None without a home."""
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME", ""))
        if not base.is_absolute():
            base = Path.home() / ".cache"
    except RuntimeError:  # no home folder
        return None
    if not base.is_absolute() or base.parent == Path(base.anchor):  # HOME is empty
        return None
    stamp = []
    for name in MAKERS:
        try:
            status = (PACKAGE / name).stat()
        except OSError:
            continue
        stamp.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    made_by = digest(" ".join(stamp).encode(), sys.version.encode())
    return base / "gaoan" / (f"{wanted[:24]}-{made_by[:16]}")


def _store(file: Path, compiled: bytes) -> None:
    """Keep the compiled report, all of it or nothing; a cache that cannot be written is no error."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(compiled)
            part.replace(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        kept = sorted(file.parent.glob("*-*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in kept[MOST_CACHED:]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
