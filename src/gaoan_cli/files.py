"""Files, read whole, or mapped into memory and read where they are looked at."""

from __future__ import annotations

import mmap
import os

from gaoan_cli.errors import DataError, printable
from gaoan_cli.language import _

MOST_BYTES = 1 << 24  # no report is larger


def read_file(file: str | os.PathLike[str]) -> bytes:
    """The bytes of a data file. Raises DataError if there is no such file to be read, or it is too large."""
    try:
        with open(file, "rb") as stream:
            # No more than there is: a buffer of the largest size takes a part of every lookup.
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(min(size, MOST_BYTES) + 1)
            data += stream.read(MOST_BYTES + 1 - len(data)) if len(data) > size else b""  # a pipe, or it grew
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = _(getattr(error, "strerror", None) or str(error))
    else:
        if len(data) <= MOST_BYTES:
            return data
        reason = _("it is larger than {size} MiB").format(size=MOST_BYTES >> 20)
    raise DataError(_("cannot be read: {reason}").format(reason=reason), printable(str(file)))


def mapped(file: str) -> mmap.mmap:
    """A file that comes with the program, in memory as far as it is looked at. Raises DataError if there is none."""
    try:
        with open(file, "rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # ValueError: it is empty
        raise DataError(_("damaged or missing: install gaoan again"), printable(file)) from None
