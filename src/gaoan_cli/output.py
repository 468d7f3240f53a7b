"""What is written, and where: answers to standard output, messages to standard error."""

from __future__ import annotations

import sys

from gaoan_cli.errors import GaoanError, NotFound


def write(text: str) -> None:
    """Put text for programs on standard output, in UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)
    sys.stdout.flush()


def report_error(error: GaoanError) -> None:
    """One clear line, then what to type instead; and what a program that asked is given all the same."""
    lines = [f"gaoan: {error}"]
    if isinstance(error, NotFound):
        write(error.output)
        lines += [error.elsewhere] if error.elsewhere else []
        lines += ["Nearest:"] if error.suggestions else []
        lines += [f"  {suggestion}" for suggestion in error.suggestions]
    sys.stderr.write("".join(f"{line}\n" for line in lines))
