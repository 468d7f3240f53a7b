"""What is written, and where: answers to standard output, messages to standard error."""

from __future__ import annotations

import sys


def write(text: str) -> None:
    """Put text for programs on standard output, in UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()


def say(*lines: str) -> None:
    """Put lines for people on standard error, the first with the program's name."""
    sys.stderr.write("".join(f"{'' if number else 'gaoan: '}{line}\n" for number, line in enumerate(lines)))
