"""How time and memory grow with the report: reports 10, 100 and more times the size of the shipped one.

A larger report is the shipped one and copies of it, each with other ids, names and figures: digits, Latin
letters and a third of the hanzi are exchanged, by a different table in each copy. It is compiled once;
then whole processes are measured, from a warm cache. What takes longest at the largest size is profiled.

Run by a Python that has gaoan installed:

    python bench/scale.py [--largest 100] [--runs 5] [--keep FOLDER] [--write docs/speed.md]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from run import ROOT, machine, quietly, table, write_section

REPORT = ROOT / "data" / "report.yaml"
GAOAN = (sys.executable, "-m", "gaoan_cli")
LOAD = "import sys; from gaoan_cli import load_report; load_report(sys.argv[1])"
# What is measured: words of the command line after `gaoan`, to which --json and --report are added.
QUERIES = {
    "exact": ("target", "gdp"),
    "pinyin": ("target", "jinglaoyuan"),
    "fuzzy": ("target", "固定资产投姿"),
    "fuzzy, English": ("result", "afforestaton"),
    "question": ("target", "今年粮食产量要达到多少？"),
    "search": ("search", "停车场"),
    "nothing found": ("target", "登月"),
}
LINES = 25  # of a profile
SHARE = 1 / 3  # of the hanzi that are exchanged in a copy
KEPT = "零〇一二两三四五六七八九十百千万亿"  # a numeral stays a numeral


# --- Larger reports ------------------------------------------------------------------------------------


class Copy:
    """One copy of the report: how its texts, numbers, ids and places differ from the original."""

    def __init__(self, number: int, hanzi: list[str]) -> None:
        self.number = number
        choose = random.Random(number)
        self.table: dict[int, str] = {}
        for letters in ("bcdfghjklmnpqrstvwxyz", "aeiou", "123456789"):
            mixed = "".join(choose.sample(letters, len(letters)))
            self.table |= zip(map(ord, letters + letters.upper()), mixed + mixed.upper(), strict=True)
        some = choose.sample(hanzi, int(SHARE * len(hanzi)))
        self.table |= zip(map(ord, some), some[1:] + some[:1], strict=True)

    def changed(self, parser: Any, value: Any) -> Any:
        """A scalar as the copy has it, by what its field holds."""
        from gaoan_cli.encode import reader as source

        if parser is source.text:
            return value.translate(self.table)
        if parser is source.identifier:
            return f"{value}-{self.number}"
        if parser is source.number:
            return json.loads(str(value).translate(self.table))
        if parser is source.place:
            part, dot, rest = value.partition(".")
            part = str(10 * self.number + int(part)) if part.isdigit() else f"{part}{self.number}"
            return part + dot + rest
        return value

    def record(self, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        """A record of the copy; the original is copy 0."""
        from gaoan_cli.encode.reader import SHAPES

        made: dict[str, Any] = {}
        for name, value in values.items():
            field = SHAPES[kind][name]
            if value is None or value == []:
                continue
            if isinstance(field.of, str):
                made[name] = [self.record(field.of, item) for item in value]
            elif not self.number or name in ("unit", "investment_unit"):
                made[name] = value
            elif name == "note" and kind == "term":
                made[name] = 100 * self.number + value
            elif field.many:
                made[name] = [self.changed(field.of, item) for item in value]
            else:
                made[name] = self.changed(field.of, value)
        return made


def make(times: int, file: Path) -> None:
    """Write a report so many times the size of the shipped one, a record a line."""
    from gaoan_cli.encode.reader import KINDS, read

    data = REPORT.read_bytes()
    source = read(data, REPORT.name)
    units = {unit for figure in source.targets + source.results for unit in figure["unit"] or ""}
    used = {character for character in data.decode() if "\u4e00" <= character <= "\u9fff"}
    hanzi = sorted(used - units - set(KEPT))
    copies = [Copy(number, hanzi) for number in range(times)]
    with file.open("w", encoding="utf-8") as out:
        out.write(f"schema: 1\nreport: {json.dumps(source.report, ensure_ascii=False)}\n")
        for kind in KINDS:
            out.write(f"{kind}s:\n")
            for copy in copies[: 1 if kind == "reading" else times]:
                for values in getattr(source, f"{kind}s"):
                    out.write(f"  - {json.dumps(copy.record(kind, values), ensure_ascii=False)}\n")


# --- Measuring -----------------------------------------------------------------------------------------


class Taken(NamedTuple):
    """What one process took."""

    seconds: float
    megabytes: float


def run(command: tuple[str, ...], cache: Path, code: int = 0) -> Taken:
    """Time and peak memory of one process, which must end with this exit code.

    Linux counts what the parent holds for the child too: this script stays smaller than any gaoan.
    """
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != code:
        sys.exit(f"{' '.join(command)} ended with exit code {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Taken(seconds, usage.ru_maxrss * unit / 1e6)


def commands(file: Path) -> dict[str, tuple[str, ...]]:
    """What is measured of a report, by name."""
    asked = {name: (*GAOAN, *words, "--json", "--report", str(file)) for name, words in QUERIES.items()}
    return {"load": (sys.executable, "-c", LOAD, str(file)), **asked}


def measured(file: Path, cache: Path, runs: int) -> dict[str, Taken]:
    """Compiling, which fills the cache, then the median of each command from it."""
    todo = commands(file)
    found = {"compile": run(todo["load"], cache)}
    every: dict[str, list[Taken]] = {name: [] for name in todo}
    for _ in range(runs):
        for name, command in todo.items():
            every[name].append(run(command, cache, code=1 if name == "nothing found" else 0))
    for name, all in every.items():
        found[name] = Taken(median(t.seconds for t in all), median(t.megabytes for t in all))
    return found


def profile(file: Path, name: str, cache: Path) -> str:
    """The top of the profile of a command: where its time goes."""
    python, *rest = commands(file)["load" if name == "compile" else name]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "load.py")
        if rest[0] == "-c":
            script.write_text(rest[1], encoding="utf-8")
            rest = [str(script), *rest[2:]]
        environment = os.environ | {"XDG_CACHE_HOME": folder if name == "compile" else str(cache)}
        command = (python, "-m", "cProfile", "-s", "tottime", *rest)
        done = subprocess.run(command, check=False, env=environment, capture_output=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    begin = next((at for at, line in enumerate(lines) if " function calls " in line), 0)
    return "\n".join(line for line in lines[begin : begin + LINES] if line.strip())


# --- What is printed -------------------------------------------------------------------------------------


def growth(found: dict[int, dict[str, Taken]], name: str, field: str) -> list[float]:
    """How many times more each size takes than the one before it."""
    values = [getattr(of_size[name], field) for of_size in found.values()]
    return [after / before for before, after in pairwise(values)]


def grown(found: dict[int, dict[str, Taken]], field: str, digits: int) -> str:
    """The table of one quantity: a column a size, then the factors of growth."""
    sizes = list(found)
    head = ("what", *(f"{size} ×" for size in sizes), "growth")
    rows = []
    for name in found[sizes[0]]:
        values = [f"{getattr(found[size][name], field):.{digits}f}" for size in sizes]
        rows.append((name, *values, ", ".join(f"{factor:.1f}" for factor in growth(found, name, field))))
    return table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--largest", type=int, default=100, help="how many times the shipped report")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command")
    parser.add_argument("--keep", type=Path, help="folder to keep the larger reports in")
    parser.add_argument("--write", type=Path, metavar="FILE", help="rewrite this document's section")
    parser.add_argument("--make", nargs=2, metavar=("TIMES", "FILE"), help="only write such a report")
    arguments = parser.parse_args()
    if arguments.make:
        make(int(arguments.make[0]), Path(arguments.make[1]))
        return
    sizes = [1]
    while 10 * sizes[-1] <= arguments.largest:
        sizes.append(10 * sizes[-1])
    found: dict[int, dict[str, Taken]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        cache = Path(temporary, "cache")
        for size in sizes:
            file = folder / f"report-{size}.yaml"
            if not file.exists():  # made by a process of its own: this one is to stay small
                quietly(sys.executable, __file__, "--make", str(size), str(file))
            found[size] = measured(file, cache, arguments.runs)
            print(f"{size} ×: {file.stat().st_size / 1e6:.1f} MB of YAML", file=sys.stderr)
        last = found[sizes[-1]]
        worst = max((name for name in last if name != "compile"), key=lambda name: last[name].seconds)
        profiles = [
            f"The profile of “{name}” at {size} ×:\n\n"
            f"```text\n{profile(folder / f'report-{size}.yaml', name, cache)}\n```\n"
            # Profiled at 100 ×, compiling takes minutes, and its profile is the same.
            for name, size in (("compile", min(10, sizes[-1])), (worst, min(100, sizes[-1])))
        ]
    text = (
        "## With a larger report\n\n"
        f"Whole processes on {machine()}: medians of {arguments.runs} runs. A report of n × is the shipped "
        "one and n - 1 copies with other ids and names. Compiling fills the cache that the rest reads. "
        "Growth is the factor from each size to the next: 10 is as fast as the report grows.\n\n"
        f"Seconds:\n\n{grown(found, 'seconds', 2)}\n"
        f"Megabytes at most:\n\n{grown(found, 'megabytes', 0)}\n"
        "Repeat it with `python bench/scale.py --write docs/speed.md` in an environment that has gaoan.\n"
    )
    print(text)
    print("\n".join(profiles))
    if arguments.write:
        write_section(arguments.write, "scale", text)


if __name__ == "__main__":
    main()
