"""Standard output, for programs."""

from __future__ import annotations

import sys


def write(text: str) -> None:
    """Put text for programs on standard output, in UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()
