"""Calm under abuse: the real command with odd queries, in odd surroundings, with closed ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import TEMPLATE
from gaoan_cli.report.report import Report

GAOAN = [sys.executable, "-m", "gaoan_cli"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes and signals")
CODES = (0, 1, 2, 3)


@pytest.fixture(autouse=True)
def _compiled(report: Report) -> None:
    """Every command here finds the shipped report compiled."""


def gaoan(*arguments: str | bytes, **how: Any) -> subprocess.CompletedProcess[bytes]:
    """Run the real command: no traceback, no escape, an exit code of the README, and UTF-8 or what was asked."""
    encoding = how.pop("speaks", "utf-8")
    ran = subprocess.run([*GAOAN, *arguments], capture_output=True, check=False, **how)
    assert b"Traceback" not in ran.stderr, ran.stderr.decode("utf-8", "replace")
    assert b"\x1b" not in ran.stdout + ran.stderr
    assert ran.returncode in CODES
    ran.stdout.decode("utf-8")
    ran.stderr.decode(encoding)
    if "--json" in arguments and ran.returncode in (0, 1):
        assert isinstance(json.loads(ran.stdout), list)
        assert bool(json.loads(ran.stdout)) == (ran.returncode == 0)
    return ran


# --- Queries ------------------------------------------------------------------------------------------------

NOTHING = ["", " ", "\t", "\n", "\u3000", " \r\n ", "\u2028"]
NO_MEANING = [
    *("。", "...", "-", "_", "\\", '"', "$()", "*", "[]", "{}", "%s%n", "\ufeff", "\u200b", "\x07", "\x1b[31m"),
    *("\u202e", "\u0301", "🀄", "👨‍👩‍👧‍👦", "\U0010ffff", "\x7f", "\x1b]0;title\x07zz", "(?P<x>", "(((((", "a{99999}"),
    *("[bold]x", "[/foo]", "[link=file:///etc/passwd]x[/link]", ":smile:", "..\\..\\x", "' OR 1=1 --", "zzzzzz"),
]
LONG = ["字" * 33_000, "q" * 100_000, "gdp " * 25_000, "。" * 33_000, "1" * 100_000, "到" * 33_000, "一" * 33_000]


@pytest.mark.parametrize("query", NOTHING, ids=ascii)
def test_an_empty_query_is_wrong_usage(query: str) -> None:
    """A query of nothing but blanks is refused, so a script's empty variable never lists everything."""
    for command in ("target", "search"):
        ran = gaoan(command, "--json", "--", query)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert ran.stderr.startswith(b"gaoan: the query is empty")


@pytest.mark.parametrize("query", NO_MEANING, ids=ascii)
def test_a_query_that_means_nothing_finds_nothing(query: str) -> None:
    """Punctuation, markup, emoji, escapes and nonsense are looked for as they are, and not found."""
    ran = gaoan("target", "--json", "--", query)
    assert (ran.returncode, ran.stdout) == (1, b"[]\n")
    assert ran.stderr.startswith(b"gaoan: nothing ")
    assert ran.stderr.decode().replace("\n", "").isprintable()


@pytest.mark.parametrize("query", ["[bold]x", "[/foo]", "[link=x]zz[/link]", ":zebra:", "{zz}", "%zz"])
def test_markup_is_text(query: str) -> None:
    """What looks like markup, an emoji code or a format comes back to the letter."""
    ran = gaoan("target", query)
    assert ran.returncode == 1
    assert f"“{query}”" in ran.stderr.decode()


def test_an_emoji_code_stays_as_typed() -> None:
    """A query such as :100: is the number in it, and no emoji is printed."""
    ran = gaoan("target", ":100:")
    assert ran.returncode == 0
    assert "\N{HUNDRED POINTS SYMBOL}" not in ran.stdout.decode()


@pytest.mark.parametrize("query", LONG, ids=[f"{query[:4]}-{len(query)}" for query in LONG])
@pytest.mark.parametrize("command", ["target", "search"])
def test_a_very_long_query_finds_nothing(command: str, query: str) -> None:
    """A query of a hundred thousand bytes is answered like any other that finds nothing, in few words."""
    ran = gaoan(command, "--json", "--", query)
    assert ran.returncode == 1
    assert len(ran.stderr) < 2000


def test_many_words_are_one_query() -> None:
    """Ten thousand arguments are one long query."""
    assert gaoan("target", *["gdp"] * 10_000).returncode == 1


@POSIX
@pytest.mark.parametrize("query", [b"\xff", b"gdp\xff", b"\xed\xa0\x80", "粮食".encode("gbk")])
def test_bytes_that_are_no_text_are_calmly_not_found(query: bytes) -> None:
    """Arguments that are not UTF-8 end in an answer or in none, never in a traceback."""
    gaoan("target", query)
    gaoan("search", "--json", query)
    for option in ("--get", "--topic", "--section"):
        assert gaoan("target", "gdp", option, query).returncode == 2
    assert gaoan("export", query).returncode == 2
    assert gaoan("--report", query, "target").returncode == 3
    assert gaoan("schema", query).returncode == 2
    assert gaoan(query).returncode == 2


@pytest.mark.parametrize("query", ["--json", "--help", "-n", "--report=/etc/passwd", "--", "-", "-x", "--version"])
def test_options_behind_the_dashes_are_the_query(query: str) -> None:
    """Everything after -- is the query, whatever it looks like."""
    ran = gaoan("target", "--json", "--", query)
    assert (ran.returncode, ran.stdout) == (1, b"[]\n")


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ["--nosuch"],
            ["nosuch"],
            ["[bold]"],
            ["target", "--nosuch"],
            ["target", "--limit"],
            ["target", "--limit", "0"],
        ),
        *(["target", "--limit", "-1"], ["target", "--limit", "many"], ["target", "--limit", "1" * 5000]),
        *(["target", "--format", "pdf"], ["target", "--format", "\x1b[31m"], ["target", "--json", "--format", "csv"]),
        *(["target", "--excel"], ["target", "--topic", "[red]"], ["target", "--section", "\x1b[2J"], ["search"]),
        *(["target", "gdp", "--get", "\x1b[31m"], ["export"], ["export", "\u202e"], ["export", "sqlite"]),
        *(["schema", "\x1b[31m"], ["schema", "a", "b"], ["check", "a", "b"], ["export", "json", "yaml"], ["\x1b[31m"]),
    ],
    ids=ascii,
)
def test_wrong_usage_is_code_2(arguments: list[str]) -> None:
    """A command line that makes no sense ends with code 2, a message and no output."""
    ran = gaoan(*arguments)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr


# --- Surroundings ------------------------------------------------------------------------------------------------

BARE = {"PATH": os.defpath, "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
SURROUNDINGS: dict[str, dict[str, str]] = {
    "nothing": {},
    "C": {"LC_ALL": "C"},
    "C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "POSIX": {"LANG": "POSIX", "PYTHONUTF8": "0"},
    "no such locale": {"LC_ALL": "xx_YY.KOI8-R"},
    "ascii": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1:strict"},
    "gbk": {"PYTHONIOENCODING": "gbk"},
    "no home": {"HOME": ""},
    "one column": {"COLUMNS": "1"},
    "no column": {"COLUMNS": "0"},
    "many columns": {"COLUMNS": "100000"},
    "columns abc": {"COLUMNS": "abc", "LINES": "abc"},
    "dumb": {"TERM": "dumb"},
    "no colour": {"NO_COLOR": "1", "TERM": "xterm-256color"},
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_odd_surroundings_change_no_answer(name: str) -> None:
    """Whatever the locale, the encoding, the home and the width are, each command answers with its code."""
    how: dict[str, Any] = {
        "env": BARE | {"XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]} | SURROUNDINGS[name],
        "speaks": "gbk" if name == "gbk" else "utf-8",
    }
    assert json.loads(gaoan("target", "gdp", "--json", **how).stdout)[0]["quote"] == "地区生产总值增长5.6%左右"
    assert gaoan("target", "粮食产量", "--get", "id", **how).stdout == b"grain-output\n"
    assert gaoan("target", "zzzzzz", "--json", **how).returncode == 1
    assert gaoan("--report", "/nowhere/高安.yaml", "target", **how).returncode == 3
    for arguments in (["section", "2.3"], ["target", "--help"]):
        ran = subprocess.run([*GAOAN, *arguments], capture_output=True, check=False, env=how["env"])
        assert ran.returncode == 0
        assert not ran.stderr
        assert b"\x1b" not in ran.stdout
        ran.stdout.decode(how["speaks"])


def test_without_a_cache_or_a_home_it_answers(tmp_path: Path) -> None:
    """With no home and nowhere to keep a cache, the answer is the same."""
    ran = gaoan(
        "target", "gdp", "--get", "value", env=BARE | {"HOME": "/dev/null", "TMPDIR": "/nonexistent"}, cwd=tmp_path
    )
    assert (ran.stdout, ran.stderr) == (b"5.6\n", b"")
    assert not list(tmp_path.iterdir())


@POSIX
def test_a_folder_that_is_gone_changes_no_answer(tmp_path: Path) -> None:
    """From a working folder that was removed, the answer is the same."""
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'rmdir "$PWD" && exec "$0" -m gaoan_cli target gdp --get value'
    ran = subprocess.run(["/bin/sh", "-c", script, sys.executable], cwd=gone, capture_output=True, check=False)
    assert ran.stdout == b"5.6\n"
    assert b"Traceback" not in ran.stderr


# --- Closed and full ends -----------------------------------------------------------------------------------------


def shell(script: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $G is gaoan."""
    line = script.replace("$G", f"'{sys.executable}' -m gaoan_cli")
    ran = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False)
    assert b"Traceback" not in ran.stderr, ran.stderr.decode()
    assert b"Exception ignored" not in ran.stderr, ran.stderr.decode()
    return ran


BIG = ["export json", "export yaml", "export text", "search 高安 --all --json", "section", "project --format csv"]


@POSIX
@pytest.mark.parametrize("command", BIG)
def test_a_reader_that_leaves_is_no_error(command: str) -> None:
    """When the reader takes one line and goes, gaoan says nothing and does not claim that nothing was found."""
    ran = shell(f"{{ $G {command}; echo $? >&2; }} | head -n 1 >/dev/null")
    assert ran.stderr in (b"0\n", b"141\n")


@POSIX
@pytest.mark.parametrize(
    "command",
    [
        *BIG,
        "target gdp",
        "target gdp --json",
        "target gdp --get value",
        "schema",
        "check",
        "",
        "--help",
        "target --help",
        "--version",
    ],
)
def test_a_reader_that_never_reads_is_no_error(command: str) -> None:
    """A pipe that was closed before the first byte is silent too, for short answers and for help."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run([*GAOAN, *command.split()], stdout=writing, stderr=subprocess.PIPE, check=False)
    finally:
        os.close(writing)
    assert ran.stderr == b""
    assert ran.returncode in (0, 141, -signal.SIGPIPE)


@POSIX
@pytest.mark.parametrize(
    "command", ["target gdp", "target gdp --json", "export json", "", "--help", "target zzzzzz --json", "check"]
)
def test_without_a_standard_output_there_is_no_traceback(command: str) -> None:
    """With standard output closed altogether, gaoan ends without a traceback."""
    shell(f"$G {command} >&-")


@POSIX
@pytest.mark.parametrize(("command", "code"), [("target zzzzzz", 1), ("search", 2), ("--report /nowhere target", 3)])
@pytest.mark.parametrize("end", ["2>&-", "2>/dev/full"])
def test_without_a_standard_error_the_code_says_it(command: str, code: int, end: str) -> None:
    """With nowhere to put a message, the exit code still tells what happened."""
    if "full" in end and not Path("/dev/full").exists():
        pytest.skip("no device that is always full")
    assert shell(f"$G {command} {end}").returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["target gdp", "target gdp --json", "export json", "", "--help"])
def test_a_full_disk_is_said_in_one_line(command: str) -> None:
    """When the answer cannot be written, gaoan fails with one line that says so."""
    ran = shell(f"$G {command} >/dev/full")
    assert ran.returncode not in (0, 1)
    assert ran.stderr.count(b"\n") == 1
    assert b"No space left on device" in ran.stderr


# --- Ctrl-C -----------------------------------------------------------------------------------------------------------


def interrupted(ran: subprocess.CompletedProcess[bytes] | subprocess.Popen[bytes], said: bytes) -> None:
    """An interrupted command ended as such, and said nothing or that it was aborted."""
    assert ran.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in said, said.decode()


@POSIX
def test_an_interrupt_while_reading_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C while the report is being read ends with 130 and no traceback."""
    fifo = tmp_path / "report.yaml"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [*GAOAN, "target", "gdp", "--report", str(fifo)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with fifo.open("wb"):  # waits until gaoan has opened it to read
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate()
    interrupted(process, stderr)
    assert stdout == b""


@POSIX
@pytest.mark.parametrize("module", ["gaoan_cli.cli", "typer", "gaoan_cli.suggest", "rapidfuzz"])
def test_an_interrupt_while_starting_ends_quietly(module: str) -> None:
    """Ctrl-C while the program is still importing its modules ends with 130 and no traceback."""
    script = f"""
import os, runpy, signal, sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
sys.argv = ["gaoan", "target", "qwertyuiop"]
runpy.run_module("gaoan_cli", run_name="__main__", alter_sys=True)
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    interrupted(ran, ran.stderr)


@POSIX
def test_an_interrupt_leaves_no_part_of_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the cache is written leaves no file behind."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    script = """
import os, pathlib, runpy, signal, sys
def interrupt(*_):
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
pathlib.Path.replace = interrupt
runpy.run_module("gaoan_cli", run_name="__main__")
"""
    ran = subprocess.run(
        [sys.executable, "-c", script, "--report", str(TEMPLATE), "target"], capture_output=True, check=False
    )
    interrupted(ran, ran.stderr)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
