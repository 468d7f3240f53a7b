"""What the tests share: the command run in this process, and the reports they ask."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from typer.testing import CliRunner

from gaoan_cli import language, load
from gaoan_cli.cli.app import app
from gaoan_cli.load import load_report
from gaoan_cli.report.report import Report

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "src" / "gaoan_cli" / "locale" / "zh" / "LC_MESSAGES" / "gaoan.po"
LOCALE = ("GAOAN_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
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


def pytest_configure(config: pytest.Config) -> None:
    """In a worker of pytest-xdist pytest-cov begins to measure twice, which takes twice the time: the first is ended."""
    plugin = config.pluginmanager.getplugin("_cov")
    if hasattr(config, "workerinput") and plugin is not None:
        plugin.cov_controller.cov.stop()


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test has settings of the developer's, or opens a browser: the program speaks English."""
    for name in ("GAOAN_REPORT", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER", *LOCALE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.getbasetemp()))
    language.reset()


@pytest.fixture(scope="session", autouse=True)
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which a Python program is given the package as a wheel installs it, and speaks English.

    In a checkout, whose report is compiled anew at every start, that is a copy with the compiled report in it, and
    the program's words in Chinese.
    """
    environment = {name: value for name, value in os.environ.items() if name not in LOCALE} | {"LANG": "C.UTF-8"}
    if Path(load.SHIPPED, load.COMPILED).exists():
        return environment
    folder = tmp_path_factory.mktemp("installed")
    shutil.copytree(load.PACKAGE, folder / "gaoan_cli", ignore=shutil.ignore_patterns("__pycache__"))
    data = shutil.copytree(load.CHECKOUT, folder / "gaoan_cli" / "data")
    (data / load.COMPILED).write_bytes(load.compile_report(Path(load.shipped()).read_bytes(), load.shipped()))
    load.SHIPPED = str(data)
    language.FOLDER = str(folder / "gaoan_cli" / "locale")
    compiled_words = Path(language.FOLDER, "zh", "LC_MESSAGES", "gaoan.mo")
    with CATALOGUE.open("rb") as source, compiled_words.open("wb") as target:
        write_mo(target, read_po(source))
    return environment | {"PYTHONPATH": str(folder)}


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
