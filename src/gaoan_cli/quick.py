"""The short way: a plain lookup, answered without the command-line library.

`gaoan target gdp` is what people type all day, `gaoan target gdp --json` what scripts and agents call in loops, and
Typer is more than half of their start-up. Whatever this does not understand to the letter goes the long way through
`cli`, which alone decides what a command line means; once a file is read, the answer is given here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from gaoan_cli.answer import Answer, look_up
from gaoan_cli.load import load_report
from gaoan_cli.options import Options, query_of
from gaoan_cli.report.report import Report

COMMANDS = ("target", "result", "term", "section", "honour", "project", "search", "compare")
COMPLETION = "_GAOAN_COMPLETE"  # set when the shell asks what could be typed


class Lookup(NamedTuple):
    """A lookup that was answered: the report, the command, its answer, and how it was asked for."""

    report: Report
    command: str
    answer: Answer
    options: Options


def answer(arguments: Sequence[str]) -> Lookup | None:
    """The answer to a lookup with --json, --compact, --best, --get and --report; None if it needs the long way.

    Raises DataError and UsageError as the long way would.
    """
    if not arguments or arguments[0] not in COMMANDS or COMPLETION in os.environ:
        return None
    words: list[str] = []
    report = os.environ.get("GAOAN_REPORT")
    options = Options()
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "--json":
            options = options._replace(format="json")
        elif argument == "--compact":
            options = options._replace(format="json", compact=True)
        elif argument == "--best":
            options = options._replace(best=True)
        elif argument == "--get":
            options = options._replace(get=next(rest, "-"))
        elif argument == "--report":
            report = next(rest, "-") or "-"
        elif argument == "--":
            words += rest
        elif argument.startswith("-"):
            return None
        else:
            words.append(argument)
    if any(value.startswith("-") for value in (options.get, report) if value):
        return None
    query, opened = query_of(words), load_report(report or None)
    return Lookup(opened, arguments[0], look_up(opened, arguments[0], query, options), options)
