"""Which versions of Typer are quick: a hello-world and an exact lookup under each, side by side.

pyproject.toml caps Typer below the version that first loads pydantic on every command; this tells when a
newer one can be had again.

    python3 bench/typers.py [VERSION ...] [--runs 21] [--env FOLDER] [--write docs/speed.md]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from statistics import median

from run import HELLO, ROOT, Case, Environment, machine, measure, quietly, table, write_section

DEFAULT = ("0.25.1", "0.27.3", "0.28.0")
REQUIRES = "from importlib.metadata import requires; print(*requires('gaoan') or [], sep='\\n')"
LOADED = (
    "import sys; from gaoan_cli.__main__ import run; "
    "sys.argv = ['gaoan', 'target', 'gdp', '-n', '1', '--get', 'value']; "
    "import atexit; atexit.register(lambda: print(len(sys.modules), 'pydantic' in sys.modules)); run()"
)


def installed(folder: Path, version: str | None) -> Environment:
    """An environment with this version of Typer, or the newest that pip finds, whatever gaoan allows."""
    environment = Environment(folder)
    environment.install("--no-deps", str(ROOT))
    required = quietly(environment.program("python"), "-c", REQUIRES).splitlines()
    others = [line for line in required if "extra ==" not in line and not line.startswith("typer")]
    environment.install("--upgrade", f"typer=={version}" if version else "typer", *others)
    return environment


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("versions", nargs="*", default=DEFAULT, help="beside the newest")
    parser.add_argument("--runs", type=int, default=21, help="timed runs of each command")
    parser.add_argument("--env", type=Path, help="folder to keep the virtual environments in")
    parser.add_argument("--write", type=Path, metavar="FILE", help="rewrite this document's section")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.env or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        hello = folder / "hello.py"
        hello.write_text(HELLO, encoding="utf-8")
        environments: dict[str, Environment] = {}
        for version in (*arguments.versions, None):
            environment = installed(folder / f"typer-{version or 'newest'}", version)
            environments.setdefault(environment.version("typer"), environment)
        cases = []
        for version, environment in environments.items():
            python, gaoan = environment.program("python"), environment.program("gaoan")
            cases += [
                Case(f"bare {version}", (python, "-c", "pass")),
                Case(f"hello {version}", (python, str(hello), "GDP"), "Hello GDP"),
                Case(f"gaoan {version}", (gaoan, "target", "gdp"), "增长5.6%左右"),
            ]
        times = measure(cases, arguments.runs)
        rows = []
        for version, environment in environments.items():
            bare, hello_world, gaoan_ = (
                median(times[f"{what} {version}"]) for what in ("bare", "hello", "gaoan")
            )
            modules, pydantic = quietly(environment.program("python"), "-c", LOADED).split()[-2:]
            rows.append(
                (
                    version,
                    f"{hello_world:.0f}",
                    f"{hello_world / bare:.1f}",
                    f"{gaoan_:.0f}",
                    f"{gaoan_ / bare:.1f}",
                    modules,
                    "yes" if pydantic == "True" else "no",
                )
            )
    head = ("Typer", "hello-world ms", "× bare Python", "`gaoan target gdp` ms", "× bare Python")
    text = (
        "## Under other versions of Typer\n\n"
        f"Medians of {arguments.runs} alternating runs on {machine()}. The last is the newest that pip "
        "finds, whatever `pyproject.toml` allows; modules are those loaded when gaoan ends.\n\n"
        f"{table((*head, 'modules', 'pydantic'), rows)}\n"
        "Repeat it with `python3 bench/typers.py --write docs/speed.md`.\n"
    )
    print(text)
    if arguments.write:
        write_section(arguments.write, "typers", text)


if __name__ == "__main__":
    main()
