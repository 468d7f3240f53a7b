"""How long gaoan takes, from the shell and back, beside what else answers the same question.

Makes its own virtual environments, installs the checkout and what it is compared with, and times whole
processes in alternating runs, so that a busy machine slows all of them alike. A run that does not print
what it should ends the measurement.

    python3 bench/run.py [--runs 21] [--env FOLDER] [--write docs/speed.md]
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import pty
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "data" / "report.yaml"
HELLO = """\
import typer


def main(name: str):
    print(f"Hello {name}")


if __name__ == "__main__":
    typer.run(main)
"""
SCRIPT = """\
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as stream:
    report = yaml.load(stream, Loader=yaml.CSafeLoader)
for target in report["targets"]:
    names = [target["id"], target["name"], *target.get("aliases", [])]
    if sys.argv[2].casefold() in [str(name).casefold() for name in names]:
        print(target["value"])
"""
# What the project holds itself to: the first takes at most, or at least, so many times the second.
BARS = (
    ("exact", "at most", 1.25, "hello-world"),
    ("exact, a term", "at most", 1.25, "hello-world"),
    ("hello-world", "at most", 6.0, "bare Python"),
    ("pinyin", "at most", 1.6, "hello-world"),
    ("typo", "at most", 1.6, "hello-world"),
    ("typo, English", "at most", 1.6, "hello-world"),
    ("search", "at most", 1.6, "hello-world"),
    ("list", "at most", 1.3, "hello-world"),
    ("pretty", "at most", 2.2, "hello-world"),
    ("yq", "at least", 1.5, "exact"),
    ("PyYAML script", "at least", 1.5, "exact"),
)


class Case(NamedTuple):
    """A command to time: what it must print, and how it is run."""

    name: str
    command: tuple[str, ...]
    says: str = ""
    code: int = 0
    environment: tuple[tuple[str, str], ...] = ()
    terminal: bool = False
    fresh_cache: bool = False

    @property
    def shown(self) -> str:
        """The command as one would type it."""
        words = [f"{name}={shlex.quote(value)}" for name, value in self.environment]
        words += [Path(word).name if Path(word).is_absolute() else quoted(word) for word in self.command]
        return " ".join(words)


def quoted(word: str) -> str:
    """A word of a command line, in quotation marks where a shell needs them."""
    return f'"{word}"' if "'" in word else shlex.quote(word)


class Environment:
    """A virtual environment in a folder, made when it is not there yet."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        if not (self.bin / "python").exists():
            quietly(sys.executable, "-m", "venv", str(folder))

    def install(self, *what: str) -> None:
        """Install with pip."""
        quietly(self.program("python"), "-m", "pip", "install", "--disable-pip-version-check", *what)

    def program(self, name: str) -> str:
        """The path of one of its programs."""
        return str(self.bin / name)

    def version(self, package: str) -> str:
        """The version installed of a package."""
        ask = f"from importlib.metadata import version; print(version({package!r}))"
        return quietly(self.program("python"), "-c", ask).strip()


def quietly(*command: str) -> str:
    """What a command prints; ends with its messages when it fails."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{shlex.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def in_terminal(command: Sequence[str], environment: dict[str, str]) -> tuple[bytes, int]:
    """What a command prints in a terminal of 80 columns, and its exit code."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    pieces = []
    try:
        while piece := os.read(ours, 65536):
            pieces.append(piece)
    except OSError:  # how Linux says that nobody has the terminal open any more
        pass
    os.close(ours)
    return b"".join(pieces), process.wait()


def off_terminal(command: Sequence[str], environment: dict[str, str]) -> tuple[bytes, int]:
    """What a command prints into a pipe, and its exit code."""
    done = subprocess.run(
        command, check=False, env=environment, stdin=subprocess.DEVNULL, capture_output=True
    )
    return done.stdout, done.returncode


def seconds(case: Case, home: Path) -> float:
    """How long one run takes; ends the measurement when it does not do what it should."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LINES": "24",
        **dict(case.environment),
    }
    if case.fresh_cache:
        environment["XDG_CACHE_HOME"] = tempfile.mkdtemp(dir=home)
    run = in_terminal if case.terminal else off_terminal
    start = time.perf_counter()
    output, code = run(case.command, environment)
    taken = time.perf_counter() - start
    printed = output.decode("utf-8", "replace")
    if code != case.code or case.says not in printed:
        sys.exit(f"{case.name}: {case.shown} ended with exit code {code} and printed:\n{printed}")
    return taken


def measure(cases: Iterable[Case], runs: int) -> dict[str, list[float]]:
    """The milliseconds of every run of each case, by its name; the first round only warms up.

    Each round has its own order, so that no case always follows the same other one.
    """
    cases = tuple(cases)
    times: dict[str, list[float]] = {case.name: [] for case in cases}
    with tempfile.TemporaryDirectory() as home:
        for round in range(runs + 1):
            for case in random.Random(round).sample(cases, len(cases)):
                taken = seconds(case, Path(home))
                if round:
                    times[case.name].append(1000 * taken)
    return times


# --- What is measured ------------------------------------------------------------------------------


def own_cases(environment: Environment, folder: Path) -> list[Case]:
    """The floor, and gaoan in all the ways it is asked."""
    hello = folder / "hello.py"
    hello.write_text(HELLO, encoding="utf-8")
    python = environment.program("python")
    gaoan = environment.program("gaoan")
    gdp = "地区生产总值增长5.6%左右"
    completing = (
        ("_GAOAN_COMPLETE", "complete_bash"),
        ("COMP_WORDS", "gaoan target g"),
        ("COMP_CWORD", "2"),
    )
    grain = (gaoan, "target", "今年粮食产量要达到多少？", "--json")
    other_file = (gaoan, "target", "gdp", "--json", "--report", str(REPORT))
    return [
        Case("bare Python", (python, "-c", "pass")),
        Case("hello-world", (python, str(hello), "GDP"), "Hello GDP"),
        Case("exact", (gaoan, "target", "gdp", "--json"), gdp),
        Case("exact, a term", (gaoan, "term", "1225", "--json"), "talent-1225"),
        Case("pinyin", (gaoan, "target", "jinglaoyuan", "--json"), '"how": "pinyin"'),
        Case("typo", (gaoan, "target", "固定资产投姿", "--json"), "fixed-asset-investment"),
        Case("typo, English", (gaoan, "result", "afforestaton", "--json"), "afforestation"),
        Case("question", grain, "粮食"),
        Case("search", (gaoan, "search", "停车场", "--json"), "停车场"),
        Case("list", (gaoan, "result", "--json"), "gdp"),
        Case("plain", (gaoan, "target", "gdp"), gdp),
        Case("pretty", (gaoan, "target", "gdp"), "5.6", terminal=True),
        Case("help", (gaoan, "--help"), "compare"),
        Case("completion", (gaoan,), "gdp-growth", environment=completing),
        Case("nothing found", (gaoan, "target", "登月"), code=1),
        Case("another report, no cache", other_file, gdp, fresh_cache=True),
        Case("another report, cached", other_file, gdp),
    ]


def other_cases(environment: Environment, others: Environment, folder: Path) -> list[Case]:
    """Other ways to the target of GDP, of those that are here: its value, or its sentence."""
    gaoan = environment.program("gaoan")
    as_json, as_sqlite = folder / "report.json", folder / "report.db"
    quietly(gaoan, "export", "json", "--force", "--output", str(as_json))
    quietly(gaoan, "export", "sqlite", "--force", "--output", str(as_sqlite))
    script = folder / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    wanted = '.targets[] | select(.id == "gdp-growth") | .value'
    query = "select value from targets where id = 'gdp-growth'"
    cases = [
        Case("PyYAML script", (environment.program("python"), str(script), str(REPORT), "gdp"), "5.6"),
        Case("sqlite-utils", (others.program("sqlite-utils"), "query", str(as_sqlite), query), "5.6"),
    ]
    if jq := shutil.which("jq"):
        cases.append(Case("yq", (others.program("yq"), "-r", wanted, str(REPORT)), "5.6"))
        cases.append(Case("jq", (jq, "-r", wanted, str(as_json)), "5.6"))
    if ripgrep := shutil.which("rg"):
        text = str(ROOT / "data" / "report.txt")
        cases.append(Case("ripgrep", (ripgrep, "-o", "地区生产总值增长[^、，；。]*", text), "5.6"))
    return cases


def not_here() -> list[str]:
    """What is not compared, and why."""
    missing = []
    if not shutil.which("jq"):
        missing += ["jq: not found on PATH", "yq: needs jq, which is not found on PATH"]
    if not shutil.which("rg"):
        missing += ["ripgrep: rg not found on PATH"]
    return missing


# --- What is printed ---------------------------------------------------------------------------------


def machine() -> str:
    """What the numbers are of: processor, system, Python, and the day."""
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        described = ""
    model = re.search(r"^model name\s*:\s*(.+)$", described, re.MULTILINE)
    processor = model[1] if model else platform.processor() or platform.machine()
    return (
        f"{processor}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {datetime.date.today()}"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table: what is named to the left, numbers to the right."""
    lines = [head, ["---" if column in WORDED else "---:" for column in head], *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


WORDED = ("what", "command", "bar", "", "Typer", "pydantic")


def timings(cases: Sequence[Case], times: dict[str, list[float]], missing: Iterable[str]) -> str:
    """The table of medians."""
    floor = median(times["hello-world"])
    rows: list[tuple[str, ...]] = [
        (
            case.name,
            f"`{case.shown}`" + (" in a terminal" if case.terminal else ""),
            f"{median(times[case.name]):.0f}",
            f"{min(times[case.name]):.0f}",
            f"{median(times[case.name]) / floor:.2f}",
        )
        for case in cases
    ]
    rows += [(*reason.split(": ", 1), "not measured", "", "") for reason in missing]
    return table(("what", "command", "median ms", "fastest ms", "× hello-world"), rows)


def bars(times: dict[str, list[float]]) -> str:
    """The table of bars, and whether each is met."""
    rows = []
    for what, most, limit, against in BARS:
        found, verdict = "", "not measured"
        if what in times and against in times:
            ratio = median(times[what]) / median(times[against])
            found = f"{ratio:.2f}"
            verdict = "met" if (ratio <= limit if most == "at most" else ratio >= limit) else "not met"
        rows.append((f"{what}: {most} {limit:g} × {against}", found, verdict))
    return table(("bar", "ratio", ""), rows)


def write_section(file: Path, name: str, text: str) -> None:
    """Put the text between the markers of this name in a document, or behind all that is there."""
    document = file.read_text(encoding="utf-8") if file.exists() else INTRODUCTION
    begin, end = f"<!-- generated: {name} -->\n", "<!-- end -->\n"
    section = f"{begin}{text.strip()}\n{end}"
    before, found, rest = document.partition(begin)
    behind = rest.partition(end)[2]
    file.write_text(
        before + section + behind if found else f"{document.rstrip()}\n\n{section}", encoding="utf-8"
    )


INTRODUCTION = """\
# Speed

Measured, not promised: every number here was printed by a script in `bench/`, which rewrites its own section.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=21, help="timed runs of each command")
    parser.add_argument("--env", type=Path, help="folder to keep the virtual environments in")
    parser.add_argument("--write", type=Path, metavar="FILE", help="rewrite this document's section")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.env or Path(temporary)).resolve()
        environment, others = Environment(folder / "gaoan"), Environment(folder / "others")
        environment.install(str(ROOT))
        others.install("yq", "sqlite-utils")
        cases = own_cases(environment, folder) + other_cases(environment, others, folder)
        load = os.getloadavg()[0]
        times = measure(cases, arguments.runs)
        made_with = [f"Typer {environment.version('typer')}"]
        made_with += [f"{name} {others.version(name)}" for name in ("yq", "sqlite-utils")]
        if jq := shutil.which("jq"):
            made_with.append(quietly(jq, "--version").strip())
        if ripgrep := shutil.which("rg"):
            made_with.append(quietly(ripgrep, "--version").split("\n")[0])
    text = (
        "## From the shell and back\n\n"
        f"Whole processes on {machine()}; {', '.join(made_with)}. Medians of {arguments.runs} alternating "
        f"runs after one that warmed up; load average {load:.1f} when they began. The hello-world is one "
        "function of one argument under typer.run, by the same Python and Typer.\n\n"
        f"{timings(cases, times, not_here())}\n"
        "What the project holds itself to:\n\n"
        f"{bars(times)}\n"
        "Repeat it with `python3 bench/run.py --write docs/speed.md`.\n"
    )
    print(text)
    if arguments.write:
        write_section(arguments.write, "run", text)


if __name__ == "__main__":
    main()
