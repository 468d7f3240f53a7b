"""What the shell offers while a command is typed, tried in the shells themselves."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import TEMPLATE
from gaoan_cli.matching.suggest import completions
from gaoan_cli.report.report import Report

pty = pytest.importorskip("pty")
SHELLS = {"zsh": ["zsh", "-i"], "bash": ["bash", "--norc", "-i"]}
READY = "ready to type"


@pytest.fixture(autouse=True)
def _installed(installed: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command here finds the shipped report compiled."""
    monkeypatch.setenv("PYTHONPATH", installed.get("PYTHONPATH", ""))


class Terminal:
    """A shell in a terminal, in which gaoan's completion is installed."""

    def __init__(self, shell: str, home: Path) -> None:
        install = [sys.executable, "-m", "gaoan_cli", "--install-completion", shell]
        environment = os.environ | {
            "HOME": str(home),
            "ZDOTDIR": str(home),
            "TERM": "dumb",
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        given = environment | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
        subprocess.run(install, env=given, check=True, capture_output=True)
        self.end, theirs = pty.openpty()
        self.shell = subprocess.Popen(
            SHELLS[shell], stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
        )
        os.close(theirs)
        begin = "source ~/.bashrc; " if shell == "bash" else "unsetopt prompt_sp; "
        self.type(f"{begin}LISTMAX=1000; echo {READY[:5]}''{READY[5:]}\n")
        self.until(READY)

    def type(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def until(self, pattern: str) -> str:
        """What the terminal shows until it shows this, or nothing more comes."""
        shown = ""
        while not re.search(pattern, shown) and select.select([self.end], [], [], 20)[0]:
            shown += os.read(self.end, 1000).decode("utf-8", "replace")
        return shown

    def close(self) -> None:
        self.shell.kill()
        self.shell.wait()
        os.close(self.end)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_first_tab_of_a_shell_completes(shell: str, tmp_path: Path) -> None:
    """The first TAB after a shell has started completes what was typed, and so does every later one."""
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    terminal = Terminal(shell, tmp_path)
    try:
        for typed, completed in (
            ("gaoan targ", "gaoan target"),
            ("gaoan term talent-1", "gaoan term talent-1225"),
            ("gaoan target 新增学", "gaoan target 新增学位"),
            ("gaoan target --get modal", "gaoan target --get modality"),
            ("gaoan target --topic ecol", "gaoan target --topic ecology"),
        ):
            terminal.type(f"{typed}\t")
            rest = re.escape(completed[len(typed) :])
            assert re.search(f"{rest} ", terminal.until(f"{rest} ")), typed
            terminal.type("\x15")  # clears the line
    finally:
        terminal.close()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("gaoan tar", "target"),
        ("gaoan target gdp", "gdp-growth"),
        ("gaoan target 新增学", "新增学位"),
        ("gaoan section 2.", "2.3"),
        ("gaoan section ", "1.2"),
        ("gaoan target --section ", "2.3"),
        ("gaoan target --get ", "value"),
        ("gaoan search --get heading", "heading"),
        ("gaoan compare --get comp", "computed"),
        ("gaoan target --color n", "never"),
        ("gaoan target --topic ec", "ecology"),
        ("gaoan export s", "sqlite"),
        (f"gaoan project --report {TEMPLATE} linxi", "linxi-bridge"),
        ("gaoan help tar", "target"),
    ],
)
def test_what_is_offered(words: str, offered: str) -> None:
    """Commands, options' values, ids and Chinese names that begin as typed are offered, each on its line."""
    asked = {"_GAOAN_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args", "COLUMNS": "20"}
    out = subprocess.run(
        [sys.executable, "-m", "gaoan_cli"],
        env=os.environ | asked | {"_TYPER_COMPLETE_ARGS": words},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    lines = out.stdout.splitlines()
    assert offered in [line.split("\t")[0] for line in lines]
    assert all(line.startswith(words.rpartition(" ")[2]) for line in lines)


def test_only_words_a_shell_takes_for_one_are_offered(report: Report) -> None:
    """R&D would be a command of its own, and an id longer than forty characters a line of its own."""
    assert completions(report, "R&D", ("target",)) == []
    long = [record.id for record in report.targets if len(record.id) > 40]
    assert long
    assert all(id not in dict(completions(report, id, ("target",))) for id in long)
