"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gaoan_cli.errors import UsageError, WriteError, printable

# What the system says when there is no room: no mistake of the user's.
DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))


@contextmanager
def whole(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """An empty file to be filled, which then takes the place of the target, or vanishes if anything fails.

    Through a link the file is written that it names. What is overwritten is replaced: the new file has its
    permissions, but the owner is whoever writes, and further hard links keep the old contents.

    Raises UsageError when the target is there already and `overwrite` is false, is no regular file, or
    cannot be written; WriteError when the disk is full.
    """
    shown = printable(str(target))
    try:
        real, mode = _examined(target, shown)
        if mode is not None and not overwrite:
            raise FileExistsError
        part = real.with_name(f".gaoan-{os.urandom(8).hex()}")
        with _stopped_gently():
            try:
                flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
                os.close(os.open(part, flags, 0o666 if mode is None else 0o600))
                yield part
                if mode is not None:
                    part.chmod(stat.S_IMODE(mode) & 0o777)
                _place(part, real, overwrite)
            finally:
                part.unlink(missing_ok=True)
    except FileExistsError:
        raise UsageError(f"{shown} is there already: --force overwrites it") from None
    except OSError as error:
        if error.errno in DISK:
            raise WriteError(f"{shown} cannot be written: {error.strerror}") from None
        raise UsageError(f"{shown} cannot be written: {error.strerror or error}") from None


def _examined(target: Path, shown: str) -> tuple[Path, int | None]:
    """The file that the target names in the end, and the mode of what is there."""
    try:
        real = Path(os.path.realpath(target))
        mode = real.stat().st_mode
    except FileNotFoundError:
        return real, None
    except ValueError as error:  # a NUL in the name
        raise UsageError(f"{shown} cannot be written: {error}") from None
    if stat.S_ISDIR(mode):
        raise UsageError(f"{shown} is a folder: name a file in it")
    if not stat.S_ISREG(mode):
        raise UsageError(f"{shown} is no regular file: leave --output out and redirect")
    return real, mode


def _place(part: Path, real: Path, overwrite: bool) -> None:
    if overwrite:
        part.replace(real)
        return
    try:
        os.link(part, real)  # unlike a renaming, fails where somebody has put a file meanwhile
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # a file system, or a system, without hard links
        if os.path.lexists(real):
            raise FileExistsError from None
        part.rename(real)


@contextmanager
def _stopped_gently() -> Iterator[None]:
    """SIGTERM and SIGHUP, unless they are ignored, unwind the program instead of ending it on the spot."""

    def stop(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    numbers = {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
    caught = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in caught:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)
