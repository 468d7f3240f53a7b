"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gaoan_cli.errors import UsageError, WriteError, printable
from gaoan_cli.language import _

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
    if "\0" in str(target):
        raise UsageError(_("{file} cannot be written: {reason}").format(file=shown, reason=_("a name holds no NUL")))
    try:
        real = Path(os.path.realpath(target))
        mode = _mode(real, shown)
        if mode is not None and not overwrite:
            raise FileExistsError
        part = real.with_name(f".gaoan-{os.urandom(8).hex()}")
        with _stopped_gently():
            try:
                part.touch(0o666 if mode is None else 0o600, exist_ok=False)
                yield part
                if mode is not None:
                    part.chmod(mode)
                if overwrite:
                    part.replace(real)
                else:
                    _put(part, real)
            finally:
                part.unlink(missing_ok=True)
    except FileExistsError:
        raise UsageError(_("{file} is there already: --force overwrites it").format(file=shown)) from None
    except OSError as error:
        kind = WriteError if error.errno in DISK else UsageError
        reason = _(error.strerror or str(error))
        raise kind(_("{file} cannot be written: {reason}").format(file=shown, reason=reason)) from None


def _mode(real: Path, shown: str) -> int | None:
    """The mode of a file, None if there is none. Raises UsageError for what is no regular file."""
    if real.is_dir():
        raise UsageError(_("{file} is a folder: name a file in it").format(file=shown))
    try:
        mode = real.stat().st_mode
    except FileNotFoundError:
        return None
    if not real.is_file():
        raise UsageError(_("{file} is no regular file: leave --output out and redirect").format(file=shown))
    return mode & 0o777


def _put(part: Path, real: Path) -> None:
    """Give the file its name, unless somebody has put another there meanwhile, which a renaming would replace."""
    try:
        os.link(part, real)
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
