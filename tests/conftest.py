"""What the tests share: the command run in this process, and the reports they ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from gaoan_cli.cli import app
from gaoan_cli.load import Report, load_report

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "docs" / "template.yaml"


class Ran(NamedTuple):
    """What one run of the command left behind."""

    stdout: str
    stderr: str
    exit_code: int

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests share a cache folder of their own, and none has settings of the developer's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    for name in ("GAOAN_REPORT", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """Run gaoan with these arguments; a traceback fails the test."""

    def runner(*arguments: str) -> Ran:
        result = CliRunner().invoke(app, list(arguments), prog_name="gaoan")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.stdout, result.stderr, result.exit_code)

    return runner


@pytest.fixture(scope="session")
def report() -> Report:
    """The shipped report."""
    return load_report()
