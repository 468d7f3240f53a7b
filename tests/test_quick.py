"""The short way answers as the long way does, or leaves it to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import TEMPLATE, Run
from gaoan_cli import quick
from gaoan_cli.errors import DataError, UsageError
from gaoan_cli.writing import give

ANSWERED = [
    ["target", "gdp"],
    ["target", "gdp", "--best"],
    ["result"],
    ["section", "2.3"],
    ["search", "停车场"],
    ["target", "固定资产投姿"],
    ["compare", "GDP"],
    ["target", "gdp", "--report", str(TEMPLATE)],
    ["target", "gdp", "--json"],
    ["target", "GDP", "--json"],
    ["target", "--json"],
    ["target", "--json", "gdp"],
    ["target", "gdp", "--compact"],
    ["section", "2.3", "--json", "--compact", "--best"],
    ["term", "1225", "--json"],
    ["term", "三烟", "--best", "--json"],
    ["target", "gdp", "--get", "value"],
    ["target", "gdp", "--get", "note_en"],
    ["target", "retail", "sales", "--json"],
    ["result", "规上工业", "--json"],
    ["section", "2.3", "--json"],
    ["search", "停车场", "--json"],
    ["compare", "gdp", "--json"],
    ["compare", "--json"],
    ["honour", "--json", "--", "百强"],
    ["target", "今年粮食产量要达到多少？", "--json"],
    ["target", "--json", "--", "gdp"],
    ["target", "--json", "--report", str(TEMPLATE)],
    ["section", "1", "--get", "title", "--report", str(TEMPLATE)],
]
LEFT = [
    [],
    ["--json", "target", "gdp"],
    ["--help"],
    ["bogus", "--json"],
    ["check", "--json"],
    ["target", "gdp", "--all"],
    ["target", "gdp", "--lang", "zh"],
    ["target", "gdp", "--json", "--all"],
    ["target", "gdp", "--format", "json"],
    ["target", "gdp", "--json", "-n", "3"],
    ["target", "gdp", "--json", "--report"],
    ["target", "gdp", "--report", "--json"],
    ["target", "gdp", "--json", f"--report={TEMPLATE}"],
    ["target", "gdp", "--get"],
    ["target", "gdp", "--get", "--json"],
    ["target", "--jsn"],
]


MISSED = [
    ["target", "登月"],
    ["target", "登月", "--json"],
    ["result", "cpi", "--get", "value"],
    ["compare", "gdpp", "--json"],
]


def quickly(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[str, str, int]:
    """What the short way prints and remarks, and its exit code."""
    answered = quick.answer(arguments)
    assert answered is not None
    capsys.readouterr()
    give(*answered)
    remarks = "".join(f"{line}\n" for line in answered.answer.remarks)
    return capsys.readouterr().out, remarks, answered.answer.exit_code


@pytest.mark.parametrize("arguments", ANSWERED + MISSED, ids=" ".join)
def test_the_short_way_answers_as_the_long_way_does(
    run: Run, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A lookup has the same output, remarks and exit code on both ways, for people and for programs."""
    ran = run(*arguments)
    assert quickly(arguments, capsys) == (ran.stdout, ran.stderr.removeprefix("gaoan: "), ran.exit_code)


@pytest.mark.parametrize("arguments", LEFT, ids=ascii)
def test_everything_else_goes_the_long_way(arguments: list[str]) -> None:
    """What is not a plain lookup is left to the command line proper."""
    assert quick.answer(arguments) is None


def test_a_report_chosen_by_the_environment_is_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """GAOAN_REPORT holds on the short way too, and --report wins over it."""
    monkeypatch.setenv("GAOAN_REPORT", str(TEMPLATE))
    asked = ["target", "--json"]
    assert quickly(asked, capsys)[0] == run(*asked).stdout
    other = tmp_path / "other.yaml"
    other.write_text(TEMPLATE.read_text(encoding="utf-8").replace("value: 5\n", "value: 6\n"), encoding="utf-8")
    assert quickly([*asked, "--report", str(other)], capsys) != quickly(asked, capsys)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (["target", "gdp", "--json", "--report", "nowhere.yaml"], DataError),
        (["search", "--json"], UsageError),
        (["target", "？！", "--json"], UsageError),
        (["target", "  ", "--json"], UsageError),
        (["target", "gdp\udc80", "--json"], UsageError),
    ],
)
def test_a_mistake_ends_on_the_short_way(asked: list[str], error: type[Exception]) -> None:
    """What is wrong is said at once: nothing is read a second time, which a pipe could not give."""
    with pytest.raises(error):
        quick.answer(asked)


def test_completion_goes_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the shell asks for while a command is typed is not for the short way."""
    monkeypatch.setenv(quick.COMPLETION, "complete_bash")
    assert quick.answer(["target", "gdp", "--json"]) is None


def test_every_lookup_has_a_short_way(run: Run) -> None:
    """The short way knows the lookups of the command line, no more and no fewer."""
    from gaoan_cli.cli.app import OTHERS, command_of

    assert {command_of(name).__qualname__ for name in quick.COMMANDS} == {"lookup.<locals>.command"}
    assert not any("lookup" in command_of(name).__qualname__ for name in OTHERS)
