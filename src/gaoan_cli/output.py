"""What is written, and where: answers to standard output, messages to standard error."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any, TextIO

from gaoan_cli.errors import WriteError
from gaoan_cli.language import _


class Answers(io.TextIOWrapper):
    """Standard output without a buffer: a text is out to its last byte, or WriteError says why it is not.

    Python's own forgets what a short write leaves over when it is not buffered, and gives up on a pipe that
    is full and was set not to block.
    """

    def write(self, text: str) -> int:
        """Write all of the text. A reader that has gone away ends the program, as with cat."""
        rest = memoryview(text.encode(self.encoding, self.errors or "strict"))
        try:
            while rest:
                rest = rest[_written(self.buffer, rest) :]
        except OSError as error:
            if isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL):
                end_without_reader()
            reason = _(error.strerror or str(error))
            raise WriteError(_("the answer cannot be written: {reason}").format(reason=reason)) from None
        return len(text)


class Messages(io.TextIOWrapper):
    """Standard error: a message that cannot be written changes nothing about the answer.

    What is invisible in it, an argument's perhaps, is spelled out: it could turn the message around.
    """

    def write(self, text: str) -> int:
        """Write what can be written."""
        shown = text if text.isprintable() else "".join(map(_visible, text))
        with suppress(OSError):
            self.buffer.write(shown.encode(self.encoding, "backslashreplace"))
        return len(text)


def prepare() -> None:
    """Make the standard streams fit for Chinese, for odd ends and for being closed altogether."""
    sys.stdin = sys.stdin or io.StringIO()
    sys.stdout = _unbuffered(sys.stdout, Answers)
    sys.stderr = _unbuffered(sys.stderr, Messages)


def _unbuffered(stream: TextIO | None, kind: type[io.TextIOWrapper]) -> TextIO:
    """The standard stream as this kind, in an encoding that knows Chinese."""
    if stream is None:  # closed: a file opened to be read fails as it would
        return kind(io.FileIO(os.open(os.devnull, os.O_RDONLY), "wb"), "utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    try:
        "高安产业".encode(stream.encoding)  # of Chinese encodings, Big5 knows the first half
    except (UnicodeEncodeError, LookupError):
        stream.reconfigure(encoding="utf-8")
    raw: Any = getattr(stream.buffer, "raw", stream.buffer)
    return kind(raw, stream.encoding, "replace")


def _written(raw: Any, data: memoryview) -> int:
    """Write some of the data, and say how much."""
    written: int | None = raw.write(data)
    if written is None:  # the end is full, and another process set it not to block
        import select

        select.select([], [raw], [])
    return written or 0


def _visible(character: str) -> str:
    """The character, or its code if nobody would see it or a terminal would obey it."""
    shown = character.isprintable() or character in "\n\t\u3000"
    return character if shown else character.encode("unicode_escape", "surrogatepass").decode()


def end_without_reader() -> None:
    """End as a program does whose reader has gone away."""
    import signal

    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.raise_signal(signal.SIGPIPE)
    sys.exit(141)


def write(text: str) -> None:
    """Put text for programs on standard output, in UTF-8 whatever the locale. Raises WriteError."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()


def show(text: str) -> None:
    """Put text for people on standard output, in their locale's encoding. Raises WriteError."""
    sys.stdout.write(text)
    sys.stdout.flush()


def say(*lines: str) -> None:
    """Put lines for people on standard error, the first with the program's name."""
    sys.stderr.write("".join(f"{'' if number else 'gaoan: '}{line}\n" for number, line in enumerate(lines)))


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese two for each character."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)
