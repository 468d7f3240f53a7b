"""The ends of the process: pipes that are closed, full or odd, other locales, Ctrl-C, and Pythons too old."""

from __future__ import annotations

import ast
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, TEMPLATE
from gaoan_cli.output import Answers, Messages

GAOAN = [sys.executable, "-m", "gaoan_cli"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes and signals")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
GDP = "地区生产总值增长5.6%左右"


@pytest.fixture(autouse=True)
def _installed(installed: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command here finds the shipped report compiled."""
    monkeypatch.setenv("PYTHONPATH", installed.get("PYTHONPATH", ""))


def gaoan(
    *arguments: str | bytes,
    stdout: int = subprocess.PIPE,
    stderr: int = subprocess.PIPE,
    env: dict[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the real command: never a traceback, and no escape."""
    ran = subprocess.run([*GAOAN, *arguments], stdout=stdout, stderr=stderr, env=env, check=False)
    assert b"Traceback" not in (ran.stderr or b""), ran.stderr.decode("utf-8", "replace")
    assert b"\x1b" not in (ran.stdout or b"") + (ran.stderr or b"")
    return ran


def shell(script: str, **how: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $G is gaoan."""
    line = script.replace("$G", f"'{sys.executable}' -m gaoan_cli")
    ran = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, **how)
    assert b"Traceback" not in ran.stderr, ran.stderr.decode()
    assert b"Exception ignored" not in ran.stderr, ran.stderr.decode()
    return ran


# --- Standard output ------------------------------------------------------------------------------------------


class Short(io.BytesIO):
    """An end that takes seven bytes at a time."""

    def write(self, data: Any) -> int:
        return super().write(data[:7])


def test_short_writes_are_gone_on_with() -> None:
    """An answer is written to its last byte, however little of it an end takes at a time."""
    end = Short()
    stream = Answers(end, "utf-8")
    assert stream.write(GDP * 9) == len(GDP * 9)
    assert end.getvalue().decode() == GDP * 9


@POSIX
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_file_that_may_not_grow_is_said(tmp_path: Path, unbuffered: str) -> None:
    """An answer that is cut off is never exit code 0, with Python's buffer or without."""
    line = f"ulimit -f 100; $G export json > '{tmp_path / 'cut.json'}'"
    ran = shell(line, env=os.environ | {"PYTHONUNBUFFERED": unbuffered})
    assert (ran.returncode, ran.stderr) == (74, b"gaoan: the answer cannot be written: File too large\n")


@POSIX
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_pipe_that_does_not_block_is_waited_for(unbuffered: str) -> None:
    """Into a pipe that another process set not to block, all of a long answer goes."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    environment = os.environ | {"PYTHONUNBUFFERED": unbuffered}
    with subprocess.Popen([*GAOAN, "export", "json"], stdout=writing, env=environment) as process:
        os.close(writing)
        with open(reading, "rb") as stream:  # noqa: PTH123 - a descriptor
            assert json.load(stream)["targets"]
    assert process.returncode == 0


BIG = ["export json", "section --json", "result --json", "project --format csv"]
WAYS = ["export json", "target gdp", "target gdp --json", "--help"]


@POSIX
@pytest.mark.parametrize("command", BIG)
def test_a_reader_that_leaves_ends_the_program(command: str) -> None:
    """When the reader takes one line and goes, gaoan says nothing and does not claim that nothing was found."""
    ran = shell(f"{{ $G {command}; echo $? >&2; }} | head -n 1 >/dev/null")
    assert ran.stderr in (b"0\n", b"141\n")


@POSIX
@pytest.mark.parametrize("command", WAYS)
def test_a_reader_that_is_gone_ends_the_program_as_with_cat(command: str) -> None:
    """A pipe that was closed before the first byte ends gaoan by a signal, and quietly, for help too."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = gaoan(*command.split(), stdout=writing)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (-signal.SIGPIPE, b"")


@POSIX
@pytest.mark.parametrize("command", WAYS)
@pytest.mark.parametrize(
    ("end", "why"),
    [
        pytest.param(">/dev/full", b"No space left on device", marks=FULL),
        (">&-", b"Bad file descriptor"),
        ("1</dev/null", b"Bad file descriptor"),
    ],
)
def test_an_answer_that_cannot_be_written_is_code_74(command: str, end: str, why: bytes) -> None:
    """On a full disk, and where standard output is closed or not for writing, one line says so."""
    ran = shell(f"$G {command} {end}")
    assert (ran.returncode, ran.stderr) == (74, b"gaoan: the answer cannot be written: " + why + b"\n")


# --- Standard error and standard input --------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("end", ["2>&-", pytest.param("2>/dev/full", marks=FULL)])
@pytest.mark.parametrize(
    ("command", "code"), [("target zzzzzz", 1), ("search", 2), ("--nosuch", 2), ("--report /nowhere target", 3)]
)
def test_a_message_that_cannot_be_written_changes_nothing(command: str, code: int, end: str) -> None:
    """With nowhere to put a message, the exit code still tells what happened."""
    assert shell(f"$G {command} {end}").returncode == code


@POSIX
@pytest.mark.parametrize(("query", "code"), [("停车场", 0), ("zzzzzz", 1)])
def test_a_message_without_a_reader_changes_nothing(query: str, code: int) -> None:
    """Where nobody reads messages, the answer behind a remark comes all the same, and so does the code."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = gaoan("search", query, stderr=writing)
    os.close(writing)
    assert (ran.returncode, bool(ran.stdout)) == (code, code == 0)


def test_what_is_invisible_in_a_message_is_spelled_out() -> None:
    """No character that turns, hides or clears text reaches a terminal by way of a message."""
    end = io.BytesIO()
    stream = Messages(end, "utf-8")
    stream.write("“高\u3000安”:\t\u202ex\u200b\u00ad\x1b[2J\x9b\udc80\n")
    assert end.getvalue().decode() == "“高\u3000安”:\t\\u202ex\\u200b\\xad\\x1b[2J\\x9b\\udc80\n"


@POSIX
@pytest.mark.parametrize("arguments", [("target", "--\u202eabc"), ("schema", "a", "\u202eabc"), ("\u202eabc",)])
def test_typer_is_not_turned_around(arguments: tuple[str, ...]) -> None:
    """Wrong usage with an invisible character in it is told without that character."""
    ran = gaoan(*arguments)
    assert ran.returncode == 2
    assert "\u202e" not in ran.stderr.decode()


@POSIX
def test_on_a_terminal_with_standard_input_closed_it_draws() -> None:
    """A lookup on a terminal needs no standard input."""
    import pty

    ours, theirs = pty.openpty()
    ran = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m gaoan_cli target gdp <&-', sys.executable],
        stdout=theirs,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(theirs)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "地区生产总值增速" in os.read(ours, 10_000).decode()
    os.close(ours)


# --- Surroundings ------------------------------------------------------------------------------------------------

BARE = {"PATH": os.defpath, "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
SURROUNDINGS: dict[str, dict[str, str]] = {
    "nothing": {},
    "C without UTF-8": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no such locale": {"LC_ALL": "xx_YY.KOI8-R"},
    "latin-1": {"PYTHONIOENCODING": "latin-1:strict"},
    "gbk": {"PYTHONIOENCODING": "gbk"},
    "no home": {"HOME": "", "TMPDIR": "/nonexistent"},
    "one column": {"COLUMNS": "1", "TERM": "dumb"},
    "columns abc": {"COLUMNS": "abc", "LINES": "abc", "NO_COLOR": "1"},
    "without docstrings": {"PYTHONOPTIMIZE": "2"},
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_odd_surroundings_change_no_answer(name: str) -> None:
    """Whatever the locale, the encoding, the home and the width are, each command answers with its code."""
    env = BARE | {"PYTHONPATH": os.environ["PYTHONPATH"]} | SURROUNDINGS[name]
    encoding = "gbk" if name == "gbk" else "utf-8"
    assert json.loads(gaoan("target", "gdp", "--json", env=env).stdout)[0]["quote"] == GDP
    assert gaoan("target", "zzzzzz", "--json", env=env).returncode == 1
    assert gaoan("--report", "/nowhere/高安.yaml", "target", env=env).returncode == 3
    for arguments in (["target", "粮食产量"], ["help", "target"]):
        ran = gaoan(*arguments, env=env)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert "gaoan" in ran.stdout.decode(encoding)


@POSIX
@pytest.mark.parametrize("query", [b"gdp\xff", b"\xed\xa0\x80", "粮食".encode("gbk")])
def test_bytes_that_are_no_text_are_calmly_not_found(query: bytes) -> None:
    """Arguments that are not UTF-8 end in an answer or in none, never in a traceback."""
    assert gaoan("search", "--json", query).returncode in (0, 1, 2)
    assert gaoan("target", "gdp", "--section", query).returncode == 2
    assert gaoan("--report", query, "target").returncode == 3
    assert gaoan(query).returncode == 2


@POSIX
def test_a_folder_that_is_gone_changes_no_answer(tmp_path: Path) -> None:
    """From a working folder that was removed, the answer is the same."""
    ran = shell('rmdir "$PWD" && $G target gdp --get value', cwd=tmp_path)
    assert ran.stdout == b"5.6\n"


# --- Ctrl-C -----------------------------------------------------------------------------------------------------------


@POSIX
def test_an_interrupt_while_reading_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C while the report is being read ends with 130 and no word, however the tests were started."""
    fifo = tmp_path / "report.yaml"
    os.mkfifo(fifo)
    default: Callable[[], Any] = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    command = [*GAOAN, "target", "gdp", "--report", str(fifo)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=default)  # noqa: PLW1509
    with fifo.open("wb"):  # waits until gaoan has opened it to read
        process.send_signal(signal.SIGINT)
        try:
            written = process.communicate(timeout=10)
        except subprocess.TimeoutExpired:  # it came between two system calls, where Python does not see it
            process.send_signal(signal.SIGINT)
            written = process.communicate()
        assert (*written, process.returncode) == (b"", b"", 130)


@POSIX
def test_an_interrupt_while_many_files_are_checked_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C, which all processes of a terminal get, ends a check of several files with 130, and none says a word."""
    fifo = tmp_path / "report.yaml"
    os.mkfifo(fifo)
    default: Callable[[], Any] = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    command = [*GAOAN, "check", str(TEMPLATE), str(fifo), str(TEMPLATE)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=default, start_new_session=True)  # noqa: PLW1509
    assert process.stdout
    with fifo.open("wb"):  # waits until a process has opened it to read
        assert process.stdout.readline().endswith(b": proved\n")
        os.killpg(process.pid, signal.SIGINT)
    assert (*process.communicate(), process.returncode) == (b"", b"", 130)


@POSIX
def test_nothing_is_left_of_a_check_that_is_ended(tmp_path: Path) -> None:
    """The processes that check several files end with the one that started them, and say nothing."""
    fifo = tmp_path / "report.yaml"
    os.mkfifo(fifo)
    command = [*GAOAN, "check", str(TEMPLATE), str(TEMPLATE), str(fifo)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with fifo.open("wb"):  # a process has opened it to read
        process.kill()
        _, told = process.communicate(timeout=60)  # to the end, when no process has the streams any more
    assert told == b""


INTERRUPTED = """
import sys
interrupted = sys.argv[1]
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == interrupted:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
sys.argv = ["gaoan", "target", "qwertyuiop", "--all"]
from gaoan_cli.__main__ import run
run()
"""


@pytest.mark.parametrize("module", ["gaoan_cli.errors", "gaoan_cli.quick", "gaoan_cli.cli.app", "typer", "rapidfuzz"])
def test_an_interrupt_while_starting_ends_quietly(module: str) -> None:
    """Ctrl-C while the program is still importing its modules ends with 130 and no word."""
    ran = subprocess.run([sys.executable, "-c", INTERRUPTED, module], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")


# --- Pythons and places it cannot run in ----------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["src/gaoan_cli/__main__.py", "hatch_build.py"])
def test_a_python_too_old_is_told_so_in_one_line(file: str) -> None:
    """Started or installed with Python 3.9 gaoan names the Python it needs, and 3.6 can read that far."""
    text = (ROOT / file).read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 6))
    assert "from __future__" not in text  # annotations are unknown to 3.6
    code = "import runpy, sys; sys.version_info = (3, 9, 18); runpy.run_path(sys.argv[1], run_name='__main__')"
    ran = subprocess.run([sys.executable, "-c", code, str(ROOT / file)], capture_output=True, check=False)
    assert ran.returncode > 0
    assert ran.stderr.decode() == "gaoan needs Python 3.10 or newer: this is Python 3.9\n"


def test_from_an_archive_it_says_that_it_must_be_unpacked(tmp_path: Path) -> None:
    """A zip of the package holds no data file that could be opened, and says so in one line."""
    import shutil

    archive = shutil.make_archive(str(tmp_path / "gaoan"), "zip", ROOT / "src", "gaoan_cli")
    code = f"import sys; sys.path.insert(0, {archive!r}); from gaoan_cli.__main__ import run; run()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path)
    assert ran.returncode == 3
    assert b"cannot run from an archive" in ran.stderr
    assert ran.stderr.count(b"\n") == 1
