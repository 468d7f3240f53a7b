"""Many encodings proved at once, on as many processors as there are."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from gaoan_cli.encode.check import Outcome, check_file, lines_of
from gaoan_cli.errors import DataError, GaoanError, printable
from gaoan_cli.language import _, choose, shown
from gaoan_cli.load import in_words, shipped
from gaoan_cli.output import say, show, write
from gaoan_cli.show.formats import as_json

MOST_PROCESSES = 61  # that Windows waits for
NOT_PROVED = DataError.exit_code


def check(files: Sequence[str], section: str | None, *, json: bool) -> int:
    """Prove encodings, say of each how it went, and give the exit code; one that cannot be read stops no other."""
    found: list[dict[str, Any]] = []
    right = 0
    for file, outcome in zip(files, outcomes(files, shipped(), section), strict=True):
        if isinstance(outcome, GaoanError):
            told = in_words(outcome)
            say(told if isinstance(outcome, DataError) else f"{printable(file)}: {told}")
            continue
        right += not outcome.findings
        found += [{"file": outcome.file} | finding._asdict() for finding in outcome.findings]
        if not json:
            show(brief(outcome))
    told = (
        _("{right} of {count} files have no mistake in {section}")
        if section
        else _("{right} of {count} files have no mistake")
    )
    if json:
        write(as_json(found))
    else:
        show(told.format(right=right, count=len(files), section=section) + "\n")
    return NOT_PROVED if right < len(files) else 0


def outcomes(files: Sequence[str], shipped: str, section: str | None) -> Iterator[Outcome | GaoanError]:
    """The outcome of each file, in their order as soon as it is there, or the error why there is none.

    The processes are started afresh, as Windows starts them, and leave Ctrl-C to this one at every moment:
    it then waits for the files that are being looked at.
    """
    count = min(len(files), os.cpu_count() or 1, MOST_PROCESSES)
    language = ",".join(shown())
    sys.warnoptions.append(
        "ignore:resource_tracker"
    )  # for its process, which else complains where the reader goes away
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=_begin, initargs=(language,)) as pool:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            look = partial(_outcome, shipped=shipped, section=section)
            results = [(file, pool.submit(look, file) if os.path.isfile(file) else None) for file in files]  # noqa: PTH113
        finally:
            signal.signal(signal.SIGINT, before)
        for file, result in results:
            yield result.result() if result else look(file)  # a pipe is this process's own


def _begin(language: str) -> None:
    """Make a process speak the language shown, deaf to Ctrl-C, and end when the one that started it has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    choose(language)
    Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    """End, from whatever is being done, when a process does: its reader may have gone away, as with `| head`."""
    parent.join()
    os._exit(1)


def _outcome(file: str, shipped: str, section: str | None) -> Outcome | GaoanError:
    try:
        return check_file(file, shipped, section)
    except GaoanError as error:
        return error


def brief(outcome: Outcome) -> str:
    """The outcome of one of many files for people: a line, and the mistakes if there are any."""
    if outcome.findings:
        told = _("{file}: {count} mistakes") if len(outcome.findings) > 1 else _("{file}: {count} mistake")
    elif outcome.section:
        told = _("nothing is found in {section} of {file}")
    else:
        told = _("{file}: proved") if outcome.original else _("{file}: proved, but for its text")
    first = told.format(file=outcome.file, count=len(outcome.findings), section=outcome.section)
    return "".join(f"{line}\n" for line in (first, *lines_of(outcome)))
