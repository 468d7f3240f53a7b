"""Which modules a command may load: what is heavy is not imported before it is needed."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import gaoan_cli

HEAVY = {
    "typer",
    "rich",
    "rapidfuzz",
    "yaml",
    "pydantic",
    "pypinyin",
    "opencc",
    "sqlite3",
    "pyarrow",
    "concurrent.futures",
    "csv",
    "mcp",
    "jinja2",
    "webbrowser",
    "importlib.metadata",
    "hashlib",
    "gaoan_cli.matching.room",
}
ROOM = "gaoan_cli.matching.room"  # where records are weighed
PACKAGE = Path(gaoan_cli.__file__).parent
WATCH = """
import json, sys
sys.argv = ["gaoan", *json.loads(sys.argv[1])]
from gaoan_cli.__main__ import run
try:
    run()
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(environment: dict[str, str], *arguments: str) -> set[str]:
    """The heavy modules that the command has loaded when it ends."""
    command = [sys.executable, "-c", WATCH, json.dumps(arguments)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    modules = json.loads(run.stderr.splitlines()[-1])
    return HEAVY & set(modules)


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (["target", "gdp", "--json"], set()),
        (["term", "1225", "--json"], set()),
        (["term", "1225", "--compact"], set()),
        (["target", "gdp"], set()),
        (["target", "--json"], set()),
        (["target", "jinglaoyuan", "--json"], set()),
        (["target", "精深加工龙投企业", "--json"], {"rapidfuzz", ROOM}),
        (["target", "今年粮食产量要达到多少？", "--json"], set()),
        (["section", "2.3"], set()),
        (["compare", "gdp", "--json"], set()),
        (["search", "停车场"], set()),
        (["target", "gdp", "--all"], {"typer", ROOM}),
        (["--help"], {"typer"}),
        (["skill"], {"typer"}),
        (["target", "--help"], {"typer"}),
        ([], {"typer"}),
        (["target", "科技形中下企业", "--json"], {"rapidfuzz", ROOM}),
        (["target", "登月", "--json"], {"rapidfuzz", ROOM}),
        (["target", "--format", "yaml"], {"typer", "yaml"}),
        (["target", "--format", "csv"], {"typer", "csv"}),
        (["export", "text"], {"typer"}),
        (["bogus"], {"typer"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_loads_only_what_it_needs(installed: dict[str, str], arguments: list[str], allowed: set[str]) -> None:
    """No heavy module is loaded but the one the command cannot do without."""
    beside = {"importlib.metadata"} if "rapidfuzz" in allowed else set()  # what rapidfuzz itself loads
    assert loaded(installed, *arguments) <= allowed | beside


def test_the_package_loads_without_the_command_line() -> None:
    """import gaoan_cli loads neither typer nor anything heavy."""
    code = "import json, sys, gaoan_cli; print(json.dumps(sorted(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not HEAVY & set(json.loads(out))


IMPORTERS = {
    "typer": {f"cli.{name}" for name in ("app", "commands", "completion", "parameters", "usage")},
    "rich": {"show.terminal", "show.drawing", "show.prose"},
    "rapidfuzz": {"matching.slips"},
    "yaml": {"encode.lexicon", "encode.reader", "show.formats"},
    "sqlite3": {"show.database"},
    "pyarrow": {"show.parquet"},
    "mcp": {"tasks.mcp"},
    "jinja2": {"show.page.page"},
    "webbrowser": {"tasks.open"},
    "xlsxwriter": {"show.sheets"},
}


def imports(module: Path) -> set[str]:
    """The modules that a module imports, anywhere in it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


MODULES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): imports(path) for path in PACKAGE.rglob("*.py")}


@pytest.mark.parametrize("library", IMPORTERS)
def test_a_library_is_imported_in_its_room_only(library: str) -> None:
    """A library is imported by the modules that are for it, and by no other."""
    importers = {name for name, found in MODULES.items() if any(one.split(".")[0] == library for one in found)}
    assert importers == IMPORTERS[library]
