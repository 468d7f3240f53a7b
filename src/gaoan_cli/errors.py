"""The errors gaoan raises on purpose, and what each means for the exit code.

GaoanError
├── UsageError  2   the command was called in a way that cannot mean anything
├── DataError   3   a data file cannot be used; carries file, line and record
└── WriteError 74   the answer cannot be written

Anything else that escapes is a fault of ours and stays a traceback.
"""

from __future__ import annotations


class GaoanError(Exception):
    """What every error raised on purpose derives from."""

    exit_code = 1


class UsageError(GaoanError):
    """The command line makes no sense, whatever the report says."""

    exit_code = 2


class DataError(GaoanError):
    """A data file cannot be used: `where` is FILE[:LINE][: RECORD], the message what would be right."""

    exit_code = 3

    def __init__(self, message: str, file: str = "", line: int = 0, record: str = "") -> None:
        super().__init__(message)
        self.message, self.file, self.line, self.record = message, file, line, record

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.record, self.message) if part)


class WriteError(GaoanError):
    """The answer cannot be written: the disk is full, or standard output is closed."""

    exit_code = 74  # what sysexits.h calls an error of input or output


# What the system says when a file cannot be read or written: not everywhere in these words, then in its own.
REASONS = (
    "No such file or directory",
    "Permission denied",
    "Operation not permitted",
    "Is a directory",
    "Not a directory",
    "File exists",
    "File name too long",
    "File too large",
    "Too many levels of symbolic links",
    "Read-only file system",
    "No space left on device",
    "Disk quota exceeded",
    "Input/output error",
    "Bad file descriptor",
    "Broken pipe",
    "embedded null byte",
)


def printable(text: str) -> str:
    """The text fit for a message: no control or invisible characters, no lone surrogates."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
