"""gaoan skill: what an agent with a shell is told, and that it is true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from conftest import Run
from gaoan_cli import quick
from gaoan_cli.cli.skill import skill

TEXT = skill(quick.COMMANDS)
COMMANDS = re.findall("`(gaoan [^`]+)`", TEXT)


def test_a_skill_is_small_and_opens_with_what_it_is_for(run: Run) -> None:
    """Less than two kilobytes, a name and one line of description in front, in every language."""
    assert run("skill").stdout == run("skill", "--lang", "zh").stdout == TEXT
    assert len(TEXT.encode()) < 2000
    front = re.fullmatch(r"---\n(.*?)\n---\n.*", TEXT, re.DOTALL)
    assert front
    about = yaml.safe_load(front[1])
    assert list(about) == ["name", "description"]
    assert about["name"] == "gaoan" and "Government Work Report" in about["description"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_in_the_skill_finds_something(
    run: Run, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command line, pasted, runs and has an answer; a compact one is the compact JSON of a lookup."""
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text("2024年地区生产总值增长5.6%左右。\n", encoding="utf-8")
    ran = run(*shlex.split(command)[1:])
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout
    if "--compact" in command:
        assert ran.json


def test_every_lookup_is_in_the_skill() -> None:
    """Whatever can be looked up has its line, compact, and so has checking a draft, which is not."""
    for command in re.findall("^- `(gaoan [^`]+)`", TEXT, re.MULTILINE):
        assert ("--compact" in command) == (command.split()[1] in (*quick.COMMANDS, "schema"))
    for name in (*quick.COMMANDS, "cite", "verify", "schema"):
        assert any(command.startswith(f"gaoan {name} ") for command in COMMANDS)
