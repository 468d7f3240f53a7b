"""The documents say what the program does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import mypy.api
import pytest

import gaoan_cli
from conftest import ROOT, TEMPLATE, Run
from gaoan_cli.cli.about import HELP
from gaoan_cli.cli.app import COMMANDS
from gaoan_cli.encode.shapes import SHAPES

README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA = (ROOT / "DATA.md").read_text(encoding="utf-8")


def test_generated_parts_are_up_to_date() -> None:
    """The README's examples, the pictures and DATA.md's table are what the program prints, draws and reads now."""
    command = [sys.executable, "docs/examples.py", "--check"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    """The README lists the command."""
    assert f"| `gaoan {command}" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_help_opens_with_examples(run: Run, command: str) -> None:
    """The help of a command begins with a sentence and examples to paste; -h is the same."""
    ran = run(command, "--help")
    assert ran.exit_code == 0
    lines = [line.strip() for line in ran.stdout.splitlines() if line.strip()]
    assert lines[2].startswith(f"gaoan {command}")
    assert run(command, "-h").stdout == ran.stdout


def examples() -> list[str]:
    """The examples in the help of the lookups, as they stand there."""
    found = [f"{name} {example}" for name, (_, *examples) in HELP.items() for example in examples]
    return [example for example in found if not re.search(r"[|<>]|\.yaml|\.md|--output", example)]


@pytest.mark.no_cover
@pytest.mark.parametrize("example", examples())
def test_examples_in_the_help_find_something(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example: str
) -> None:
    """An example from the help, pasted, prints what it finds, or writes it to the file that it names."""
    monkeypatch.chdir(tmp_path)
    ran = run(*example.split())
    assert ran.exit_code == 0, ran.stderr
    assert bool(ran.stdout) != any(tmp_path.iterdir())


def test_the_readme_python_runs() -> None:
    """The Python example of the README prints what its comments say."""
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert out.stdout.splitlines() == re.findall(r"# (.+)$", code, re.MULTILINE)


def test_the_readme_python_is_typed(tmp_path: Path) -> None:
    """The Python example of the README passes mypy --strict, and a name that there is not does not."""
    file = tmp_path / "example.py"
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    for line, verdict in (("", 0), ("gaoan_cli.nope\n", 1)):
        file.write_text(f"import gaoan_cli\n\n{code}{line}", encoding="utf-8")
        command = ["--strict", "--cache-dir", str(ROOT / ".mypy_cache" / "readme"), str(file)]
        assert mypy.api.run(command)[2] == verdict


def test_the_readme_shell_recipes_print_what_they_say(run: Run) -> None:
    """Recipes with a comment print it."""
    assert run("target", "gdp", "--get", "quote").stdout == "地区生产总值增长5.6%左右\n"
    assert "gaoan target gdp --get quote                             # 地区生产总值增长5.6%左右" in README


def test_the_first_two_shell_blocks_are_one_command_each() -> None:
    """Setting up and asking, and setting up and testing, take one line each."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert [block.count("\n") for block in blocks[:2]] == [1, 1]
    assert blocks[0].rstrip().endswith("gaoan target gdp")
    assert "pytest" in blocks[1]


def test_every_key_is_in_the_data_dictionary() -> None:
    """DATA.md's table, which is generated, has a row for every key of the YAML, with its meaning."""
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", DATA, re.MULTILINE))
    for shape in SHAPES.values():
        for key in shape:
            assert rows[key].endswith("."), key


def test_everything_public_is_there() -> None:
    """What the package says it exports can be imported, and is in alphabetical order."""
    assert sorted(gaoan_cli.__all__) == gaoan_cli.__all__
    for name in gaoan_cli.__all__:
        assert getattr(gaoan_cli, name).__doc__


def test_search_from_python() -> None:
    """The public search gives records with score, field and tier, in all kinds or the ones asked for."""
    report = gaoan_cli.load_report()
    found = gaoan_cli.search(report, "gdp", kinds=["target"])
    assert [(one.record.id, one.score, one.field, one.how) for one in found] == [
        ("gdp-growth", 100.0, "alias", "exact")
    ]
    assert {one.record.kind for one in gaoan_cli.search(report, "gdp")} == {"target", "result"}
    assert gaoan_cli.search(report, "登月") == []


def test_without_a_command_the_program_greets(run: Run) -> None:
    """gaoan alone says which report it knows and five things to try."""
    out = run().stdout
    assert "高安市政府工作报告" in out
    assert len(re.findall(r"^gaoan \w+ ", out, re.MULTILINE)) == 5


@pytest.mark.parametrize(("typed", "meant"), [(("targat",), "target"), (("target", "--jsn"), "--json")])
def test_a_slip_suggests_what_was_meant(run: Run, typed: tuple[str, ...], meant: str) -> None:
    """A mistyped command or option suggests the right one."""
    ran = run(*typed)
    assert ran.exit_code == 2
    assert f"(perhaps {meant})" in ran.stderr


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("gaoan tar", "target"),
        ("gaoan target gdp", "gdp-growth"),
        ("gaoan target 新增学", "新增学位"),
        ("gaoan term talent", "talent-1225"),
        ("gaoan section 2.", "2.3"),
        ("gaoan term 四尘", "四尘三烟三气"),
        ("gaoan target --topic ec", "ecology"),
        ("gaoan target --format js", "jsonl"),
        ("gaoan export s", "sqlite"),
        ("gaoan schema pro", "project"),
        (f"gaoan project --report {TEMPLATE} linxi", "linxi-bridge"),
        ("gaoan search 市图", ""),
    ],
)
def test_completion_offers_names(words: str, offered: str) -> None:
    """The shell's completion offers commands, ids and Chinese names that begin as typed."""
    environment = {
        **os.environ,
        "_GAOAN_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(words.count(" ")),
    }
    command = [sys.executable, "-m", "gaoan_cli"]
    out = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert offered in out.stdout.splitlines() or not offered


def test_completion_with_an_unusable_report_offers_nothing(tmp_path: Path) -> None:
    """Completion never fails aloud."""
    from gaoan_cli.matching.suggest import completions

    assert completions(gaoan_cli.load_report(), "zzz", ("target",)) == []


def test_the_agent_recipe(run: Run) -> None:
    """search --json gives an agent records with their match, and schema what the fields mean."""
    records = run("search", "nursery places", "--json").json
    assert records[0]["match"]["how"] == "exact"
    assert json.loads(run("schema").stdout)["type"] == "array"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_no_name_of_a_report_reaches_a_shell_as_code(shell: str, tmp_path: Path) -> None:
    """A name full of what shells and markup run is completed without any of it."""
    evil = "新增学位\\\\$(touch PWNED)`touch PWNED`[/foo]:smile:"
    text = TEMPLATE.read_text(encoding="utf-8")
    file = tmp_path / "evil.yaml"
    file.write_text(text.replace("name: 新增学位", f'name: "{evil}"'), encoding="utf-8")
    words = {"_TYPER_COMPLETE_ARGS": "gaoan target new", "COMP_WORDS": "gaoan target new", "COMP_CWORD": "2"}
    asked = {"_GAOAN_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = subprocess.run(
        [sys.executable, "-m", "gaoan_cli"],
        env=os.environ | words | asked | {"GAOAN_REPORT": str(file)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "new-school-places" in done.stdout
    assert done.stderr == ""
    assert not re.search(r"[$`\\\[\]]|smile:", done.stdout)
