"""Files, read and written whole."""

from __future__ import annotations

import os

from gaoan_cli.errors import DataError, printable

MOST_BYTES = 1 << 24  # no report is larger


def read_file(file: str | os.PathLike[str]) -> bytes:
    """The bytes of a data file. Raises DataError if there is no such file to be read, or it is too large."""
    try:
        with open(file, "rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or str(error)
    else:
        if len(data) <= MOST_BYTES:
            return data
        reason = f"it is larger than {MOST_BYTES >> 20} MiB"
    raise DataError(f"cannot be read: {reason}", printable(str(file)))
