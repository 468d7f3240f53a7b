"""How long gaoan takes, from the shell and back, and how that grows with the report.

Whole processes, in alternating runs beside a Typer hello-world of the same Python, so that a busy machine slows
all of them alike; a run that does not print what it should ends the measurement. Growth is timed in one process,
on the shipped report many times over.

    python bench/speed.py [--runs 21] [--write docs/speed.md]
Needs gaoan installed beside the Python that runs it, not editable: that compiles the report at every start.
"""

from __future__ import annotations

import argparse
import copy
import datetime
import gc
import os
import platform
import pty
import random
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from gaoan_cli.encode.builder import build
from gaoan_cli.encode.lexicon import read_everyday
from gaoan_cli.encode.reader import Source, read
from gaoan_cli.load import EVERYDAY, SHIPPED, beside, lexicon, shipped
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.ranking import find
from gaoan_cli.report.model import KINDS
from gaoan_cli.report.report import Report
from gaoan_cli.report.tables import Tables
from gaoan_cli.report.words import Words

HELLO = """\
import typer


def main(name: str):
    print(f"Hello {name}")


if __name__ == "__main__":
    typer.run(main)
"""
TIMES = (1, 10, 100)


class Case(NamedTuple):
    """A command to time: what it must print, its exit code, and how many hello-worlds it may take."""

    name: str
    arguments: str
    says: str = ""
    most: float | None = None
    code: int = 0
    terminal: bool = False


CASES = (
    Case("exact", "target gdp --json", "地区生产总值增长5.6%左右", 0.72),
    Case("exact, a term", "term 1225 --json", "talent-1225", 0.72),
    Case("pinyin", "target jinglaoyuan --json", '"how": "pinyin"', 0.95),
    Case("typo", "target 固定资产投姿 --json", "fixed-asset-investment", 0.95),
    Case("typo, English", "result afforestaton --json", "afforestation", 0.95),
    Case("question, a name in it", "target 今年粮食产量要达到多少？ --json", "粮食", 1.5),
    Case("question, weighed", "result 给厂子老板们省了多少开销 --json", "16.7亿元", 1.5),
    Case("question, weighed, English", "search 'anything about fixing leaky water mains' --json", "管网", 1.5),
    Case("search", "search 停车场 --json", "停车场", 0.95),
    Case("list", "result --json", "gross-regional-product", 0.8),
    Case("plain", "target gdp", "地区生产总值增长5.6%左右", 1.3),
    Case("pretty", "target gdp", "5.6", 1.8, terminal=True),
    Case("help", "--help", "compare", 1.35),
    Case("nothing found", "target 登月", code=1),
    Case("another report", f"target gdp --json --report {shlex.quote(str(shipped()))}", "5.6%"),
)


def in_terminal(command: list[str], environment: dict[str, str]) -> tuple[bytes, int]:
    """What a command prints in a terminal, and its exit code."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65536):
            pieces.append(piece)
    except OSError:  # how Linux says that nobody has the terminal open any more
        os.close(ours)
    return b"".join(pieces), process.wait()


def piped(command: list[str], environment: dict[str, str]) -> tuple[bytes, int]:
    """What a command prints into a pipe, and its exit code."""
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    return done.stdout, done.returncode


def milliseconds(command: list[str], says: str, code: int, terminal: bool = False) -> float:
    """How long one run takes; ends the measurement when it does not do what it should."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", "COLUMNS": "80"}
    start = time.perf_counter()
    output, ended = (in_terminal if terminal else piped)(command, environment)
    taken = 1000 * (time.perf_counter() - start)
    if ended != code or says not in output.decode("utf-8", "replace"):
        sys.exit(f"{shlex.join(command)} ended with exit code {ended} and printed:\n{output!r}")
    return taken


def processes(runs: int) -> str:
    """The table of commands: medians of the runs after a first that warms up, each round in its own order."""
    with tempfile.TemporaryDirectory() as folder:
        hello = Path(folder, "hello.py")
        hello.write_text(HELLO, encoding="utf-8")
        commands: list[tuple[str, list[str], str, int, bool]] = [
            ("bare Python", [sys.executable, "-c", "pass"], "", 0, False),
            ("hello-world", [sys.executable, str(hello), "GDP"], "Hello GDP", 0, False),
        ]
        for case in CASES:
            command = [str(Path(sys.executable).with_name("gaoan")), *shlex.split(case.arguments)]
            commands.append((case.name, command, case.says, case.code, case.terminal))
        times: dict[str, list[float]] = {name: [] for name, *_ in commands}
        for round in range(runs + 1):
            for name, command, says, code, terminal in random.Random(round).sample(commands, len(commands)):
                taken = milliseconds(command, says, code, terminal)
                times[name] += [taken] if round else []
    floor = median(times["hello-world"])
    lines = ["| what | command | ms | × hello-world | at most |", "| --- | --- | ---: | ---: | --- |"]
    cases = {case.name: case for case in CASES}
    for name, taken in ((name, median(taken)) for name, taken in times.items()):
        case, ratio = cases.get(name, Case(name, "")), taken / floor
        shown = f"`gaoan {case.arguments}`".replace(str(shipped()), "report.yaml") if case.arguments else ""
        verdict = "" if case.most is None else f"{case.most:g}: {'met' if ratio <= case.most else 'not met'}"
        lines.append(f"| {name} | {shown} | {taken:.0f} | {ratio:.2f} | {verdict} |")
    return "\n".join(lines)


def multiplied(source: Source, times: int) -> Source:
    """The source with every record and section so many times, each copy with ids of its own."""
    fields = source._asdict()
    for kind in ("terms", "targets", "results", "honours", "projects", "sections"):
        copies = [(number, one) for number in range(times) for one in copy.deepcopy(fields[kind])]
        fields[kind] = [one | {"id": f"{one['id']}-{number}"} if number else one for number, one in copies]
    return Source(**fields)


def growth() -> str:
    """The table of growth: seconds for the report once, ten and a hundred times over."""
    gc.disable()  # as the program does
    source = read(Path(shipped()).read_bytes(), "report.yaml")
    words, everyday = Words(beside("words.bin")), read_everyday(Path(beside(EVERYDAY)).read_bytes(), EVERYDAY)
    rows: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start, result = time.perf_counter(), work()
        rows.setdefault(name, []).append(time.perf_counter() - start)
        return result

    for times in TIMES:
        larger = multiplied(source, times)
        compiled, later = build(larger, lexicon(), words, everyday)
        meanings = timed("compile the meanings", lambda: {name: made() for name, made in later.items()})  # noqa: B023
        for query in ("gdp", "jinglaoyuan", "固定资产投姿", "今年粮食产量要达到多少？", "登月"):
            report = Report(Tables(compiled, shipped(), meanings.__getitem__), words=beside("words.bin"))
            timed(f"open, and ask {query}", lambda: find(report, Query(query, report), KINDS))  # noqa: B023
    lines = ["| what | " + " | ".join(f"{times} × (s)" for times in TIMES) + " | last ÷ one before |"]
    lines.append("| --- |" + " ---: |" * (len(TIMES) + 1))
    for name, taken in rows.items():
        cells = " | ".join(f"{seconds:.3f}" for seconds in taken)
        lines.append(f"| {name} | {cells} | {taken[-1] / taken[-2]:.1f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    if not Path(SHIPPED, "report.jsonl").exists():
        sys.exit("install gaoan, not editable: pip install .")
    text = (
        f"# Speed\n\nPrinted by `python bench/speed.py --write docs/speed.md` on {datetime.date.today()}: Python "
        f"{platform.python_version()}, {os.cpu_count()} cores, medians of {options.runs} alternating runs.\n\n"
        f"{processes(options.runs)}\n\n## Growth\n\nThe report many times over, inside one process.\n\n"
        f"{growth()}\n"
    )
    print(text)
    if options.write:
        options.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
