"""Opening a report: shipped, from the cache or compiled, and never older than its file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import gaoan_cli
from conftest import ROOT, TEMPLATE, Run
from gaoan_cli import load
from gaoan_cli.errors import DataError
from gaoan_cli.load import MAGIC, Report, load_report
from gaoan_cli.matching.candidates import KINDS
from gaoan_cli.report.model import Figure

ANSWER = "5\n"  # the value of the template's target gdp-growth
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that compiled reports are kept in, one for each test here."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "gaoan"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the template."""
    return Path(shutil.copy(TEMPLATE, tmp_path / "report.yaml"))


@pytest.fixture
def ask(run: Run, file: Path) -> Callable[[], str]:
    """Ask the copy for its growth target through the command line."""

    def asked() -> str:
        ran = run("target", "gdp-growth", "--get", "value", "--report", str(file))
        assert (ran.stderr, ran.exit_code) == ("", 0)
        return ran.stdout

    return asked


@pytest.fixture
def never_compile(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on, compiling is an error."""

    def forbid() -> None:
        def fail(*_: object) -> bytes:
            raise AssertionError("compiled again")

        monkeypatch.setattr(load, "compile_bytes", fail)

    return forbid


def only(folder: Path) -> Path:
    """The one file of a folder."""
    [file] = folder.iterdir()
    return file


def files_below(folder: Path) -> list[Path]:
    """Every file in and below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


# --- The cache ------------------------------------------------------------------------------------------


def test_a_report_is_compiled_once(
    ask: Callable[[], str], cache: Path, never_compile: Callable[[], None]
) -> None:
    """The first question writes one file in the cache folder, and the second reads it without writing."""
    assert ask() == ANSWER
    kept = only(cache)
    before = kept.stat().st_mtime_ns, kept.stat().st_ino, kept.read_bytes()
    never_compile()
    assert ask() == ANSWER
    assert only(cache) == kept
    assert (kept.stat().st_mtime_ns, kept.stat().st_ino, kept.read_bytes()) == before


def test_the_cache_keeps_the_newest_reports_only(file: Path, cache: Path) -> None:
    """However often a file is edited, the cache folder does not grow, and it holds the last edit."""
    text = file.read_text(encoding="utf-8")
    for edit in range(load.MOST_CACHED + 2):
        file.write_text(f"{text}# {edit}\n", encoding="utf-8")
        load_report(file)
    assert len(list(cache.iterdir())) == load.MOST_CACHED
    newest = max(cache.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert newest.read_bytes() == load.compile_bytes(file.read_bytes(), file)


@POSIX
def test_the_cache_is_the_users_own(ask: Callable[[], str], cache: Path) -> None:
    """Nobody else can read or write the cache folder and what is in it."""
    ask()
    assert cache.stat().st_mode & 0o777 == 0o700
    assert only(cache).stat().st_mode & 0o777 == 0o600


def test_the_shipped_report_comes_from_the_package_or_the_cache(run: Run, tmp_path: Path) -> None:
    """The shipped report is found from any folder, and answers the same twice."""
    first = run("target", "gdp", "--get", "value")
    assert (first.stdout, first.exit_code) == ("5.6\n", 0)
    assert run("target", "gdp", "--get", "value") == first
    assert len(files_below(tmp_path)) <= 1


def test_a_packaged_report_needs_no_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, never_compile: Callable[[], None]
) -> None:
    """A compiled report beside the shipped YAML is used as it is; one of other YAML is not."""
    package = tmp_path / "data"
    package.mkdir()
    shutil.copy(TEMPLATE, package / "report.yaml")
    data = TEMPLATE.read_bytes()
    (package / "report.compiled").write_bytes(load.compile_bytes(data, TEMPLATE))
    monkeypatch.setattr(load, "SHIPPED", package)
    (package / "report.yaml").write_bytes(data.replace(b"value: 5\n", b"value: 6\n", 1))
    newer = load_report().get("target", "gdp-growth")
    assert isinstance(newer, Figure)
    assert newer.value == 6
    (package / "report.yaml").write_bytes(data)
    never_compile()
    found = load_report().get("target", "gdp-growth")
    assert isinstance(found, Figure)
    assert found.value == 5


def test_a_changed_file_answers_anew(ask: Callable[[], str], file: Path) -> None:
    """What is served is never older than the file, even if its time and size stay the same."""
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    original = file.read_bytes()
    for value in (5, 6, 7, 5, 6):
        file.write_bytes(original.replace(b"value: 5\n", b"value: %d\n" % value, 1))
        os.utime(file, ns=times)
        assert ask() == f"{value}\n"


def test_equal_files_share_a_cache(ask: Callable[[], str], cache: Path, file: Path, run: Run) -> None:
    """The cache is keyed by content: a copy elsewhere reads it, and names its own file in messages."""
    ask()
    copy = Path(shutil.copy(file, file.with_name("copy.yaml")))
    assert run("--report", str(copy), "target", "gdp-growth", "--get", "value").stdout == ANSWER
    only(cache)
    assert load_report(copy).source == copy


def other_content(compiled: bytes) -> bytes:
    """A whole compiled report, of another report."""
    data = TEMPLATE.read_bytes().replace(b"value: 5\n", b"value: 9\n", 1)
    made = load.compile_bytes(data, TEMPLATE)
    assert made != compiled
    return made


def forged(compiled: bytes) -> bytes:
    """The body of another report under the first line of this one."""
    return compiled[: compiled.index(b"\n")] + other_content(compiled)[compiled.index(b"\n") :]


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "a newline": lambda _: b"\n",
    "garbage": lambda _: bytes(range(256)) * 64,
    "first line only": lambda compiled: compiled[: compiled.index(b"\n") + 1],
    "first line without its end": lambda compiled: compiled[: compiled.index(b"\n")],
    "cut in the header": lambda compiled: compiled[:300],
    "half": lambda compiled: compiled[: len(compiled) // 2],
    "one byte short": lambda compiled: compiled[:-1],
    "one byte more": lambda compiled: compiled + b"\n",
    "one byte changed": lambda compiled: compiled.replace(b'"value":5,', b'"value":8,', 1),
    "two lines swapped": lambda compiled: b"".join(compiled.splitlines(keepends=True)[::-1]),
    "other version": lambda compiled: compiled.replace(MAGIC.encode(), b"gaoan-compiled-0", 1),
    "other content": other_content,
    "other content under this name": forged,
    "pickle": lambda _: b"\x80\x04\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R.",
    "the YAML": lambda _: TEMPLATE.read_bytes(),
}


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_spoiled_cache_is_ignored(spoil: str, ask: Callable[[], str], cache: Path) -> None:
    """A cache file that is not whole, or not of this file, is made again and the answer stays right."""
    ask()
    kept = only(cache)
    good = kept.read_bytes()
    kept.write_bytes(SPOILED[spoil](good))
    assert kept.read_bytes() != good
    assert ask() == ANSWER
    assert only(cache).read_bytes() == good


@POSIX
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666, 0o777])
def test_a_cache_that_others_can_write_is_not_trusted(mode: int, ask: Callable[[], str], cache: Path) -> None:
    """A whole cache file that others could have written is not read, and becomes the user's own again."""
    ask()
    kept = only(cache)
    kept.chmod(mode)
    before = kept.stat().st_ino
    assert ask() == ANSWER
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.stat().st_ino != before


@POSIX
def test_the_cache_of_another_user_is_not_trusted(
    ask: Callable[[], str], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole cache file of another user is not read."""
    ask()
    before = only(cache).stat().st_ino
    me = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: me + 1)
    assert ask() == ANSWER
    assert only(cache).stat().st_ino != before


def test_a_folder_in_the_place_of_the_cache_is_ignored(ask: Callable[[], str], cache: Path) -> None:
    """A folder with the name of the cache file changes no answer and leaves nothing behind."""
    ask()
    kept = only(cache)
    kept.unlink()
    kept.mkdir()
    assert ask() == ANSWER
    assert only(cache) == kept


@pytest.mark.parametrize("place", ["a file", "/dev/null", "/proc", "/nonexistent/\N{GRINNING FACE}", "long"])
def test_a_cache_folder_that_cannot_be_written_is_no_matter(
    place: str, ask: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be kept, the answer is the same."""
    (tmp_path / "file").write_text("mine")
    where = {"a file": str(tmp_path / "file"), "long": f"{tmp_path}/{'x' * 300}"}.get(place, place)
    if place.startswith("/nonexistent") and os.access("/", os.W_OK):
        where = "/dev/null/nothing"
    monkeypatch.setenv("XDG_CACHE_HOME", where)
    assert ask() == ANSWER
    assert (tmp_path / "file").read_text() == "mine"


@POSIX
def test_a_cache_folder_that_may_not_be_written_is_no_matter(ask: Callable[[], str], tmp_path: Path) -> None:
    """A cache folder without permission to write changes no answer, and gets no file unless from root."""
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o500, exist_ok=True)
    assert ask() == ANSWER
    assert os.getuid() == 0 or not list(folder.iterdir())


def test_a_full_disk_leaves_no_part_of_a_cache(
    ask: Callable[[], str], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the cache cannot be put in its place, the answer is right and no temporary file stays."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert ask() == ANSWER
    assert not list(cache.iterdir())


@pytest.mark.parametrize("home", ["~", "missing"])
def test_without_a_home_nothing_is_kept(
    home: str, ask: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home folder that is unknown changes no answer."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    if home == "missing":

        def unknown() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.setattr(Path, "home", unknown)
    else:
        monkeypatch.setenv("HOME", home)
    monkeypatch.chdir(tmp_path)
    assert ask() == ANSWER
    assert files_below(tmp_path) == [tmp_path / "report.yaml"]


def test_without_xdg_the_cache_is_in_the_home(
    ask: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without XDG_CACHE_HOME, or with an empty one, the cache folder is ~/.cache/gaoan."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    assert ask() == ANSWER
    only(tmp_path / "home" / ".cache" / "gaoan")


@pytest.mark.parametrize("relative", ["cache", "./cache", "../cache", "~/cache"])
def test_a_relative_cache_home_is_ignored(
    relative: str, ask: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative XDG_CACHE_HOME is ignored, as its specification asks: nothing is written beside the user."""
    below = tmp_path / "here" / "below"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.setenv("XDG_CACHE_HOME", relative)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert ask() == ANSWER
    assert not files_below(tmp_path / "here")
    only(tmp_path / "home" / ".cache" / "gaoan")


def test_processes_at_once_all_answer(file: Path, cache: Path) -> None:
    """Several processes that compile the same file at once all answer right and leave one whole cache."""
    command = [
        sys.executable,
        "-m",
        "gaoan_cli",
        "--report",
        str(file),
        "target",
        "gdp-growth",
        "--get",
        "value",
    ]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        for _ in range(4)
    ]
    said = [(*process.communicate(), process.returncode) for process in running]
    assert said == [(ANSWER, "", 0)] * 4
    assert only(cache).read_bytes() == load.compile_bytes(file.read_bytes(), file)


def test_compiling_is_the_same_each_time() -> None:
    """Two compilations of one file are equal to the byte."""
    data = TEMPLATE.read_bytes()
    assert load.compile_bytes(data, TEMPLATE) == load.compile_bytes(data, TEMPLATE)


# --- Which report ------------------------------------------------------------------------------------------


def test_the_report_can_be_chosen_anywhere(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--report before or behind the command, and GAOAN_REPORT, choose the report that answers."""
    asked = ("target", "gdp-growth", "--get", "value")
    assert run("--report", str(TEMPLATE), *asked).stdout == ANSWER
    assert run(*asked, "--report", str(TEMPLATE)).stdout == ANSWER
    assert run(*asked).stdout == "5.6\n"
    monkeypatch.setenv("GAOAN_REPORT", str(TEMPLATE))
    assert run(*asked).stdout == ANSWER
    assert "linxi" not in run("target", "gdp", "--report", str(ROOT / "data" / "report.yaml")).stdout


@pytest.mark.parametrize("before", [True, False])
def test_an_option_weighs_more_than_the_environment(
    before: bool, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--report wins over GAOAN_REPORT, wherever it stands."""
    monkeypatch.setenv("GAOAN_REPORT", "/nowhere.yaml")
    asked = ["target", "gdp-growth", "--get", "value"]
    chosen = ["--report", str(TEMPLATE)]
    ran = run(*chosen, *asked) if before else run(*asked, *chosen)
    assert (ran.stdout, ran.exit_code) == (ANSWER, 0)


def test_the_nearer_option_wins(run: Run) -> None:
    """Of two --report, the one behind the command is read."""
    ran = run(
        "--report", "/nowhere.yaml", "target", "gdp-growth", "--get", "value", "--report", str(TEMPLATE)
    )
    assert (ran.stdout, ran.exit_code) == (ANSWER, 0)


def test_an_empty_setting_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty GAOAN_REPORT means the shipped report."""
    monkeypatch.setenv("GAOAN_REPORT", "")
    assert run("target", "gdp", "--get", "value").stdout == "5.6\n"


# --- The report as an object -----------------------------------------------------------------------------------


def test_the_particulars_are_those_of_the_file() -> None:
    """A report knows its id, year, date and source."""
    report = load_report(TEMPLATE)
    assert (report.particulars.id, report.particulars.year, report.particulars.reviews) == (
        "linxi-2031",
        2031,
        2030,
    )
    assert report.particulars.date == "2031-01-15"
    assert report.source == TEMPLATE
    assert load_report(str(TEMPLATE)).source_digest == report.source_digest


@pytest.mark.parametrize("kind", KINDS)
def test_records_can_be_had_one_by_one(kind: str, report: Report) -> None:
    """Count, records, record and get agree on every record of every kind."""
    records = report.records(kind)
    assert report.count(kind) == len(records) > 0
    for position, record in enumerate(records):
        assert record.kind == kind
        assert report.record(kind, position) == record
        assert report.get(kind, record.id) == record


@pytest.mark.parametrize(
    "id", ["", "nothing", "gdp-growt", "gdp-growth,", 'gdp-growth"', "GDP-GROWTH", "\n", "高安"]
)
def test_an_unknown_id_is_no_record(id: str, report: Report) -> None:
    """Get gives None for an id that no record has, whole and to the letter."""
    assert report.get("target", id) is None


def test_a_position_outside_is_an_index_error(report: Report) -> None:
    """Record raises IndexError behind the last record."""
    for position in (report.count("target"), report.count("target") + 1, 10**9):
        with pytest.raises(IndexError):
            report.record("target", position)


def test_the_named_collections_are_the_records(report: Report) -> None:
    """Report.targets and its fellows are the records of each kind, read once."""
    for kind in KINDS:
        collection = getattr(report, f"{kind}s")
        assert collection == report.records(kind)
        assert getattr(report, f"{kind}s") is collection


def test_a_report_without_records_is_a_report(tmp_path: Path) -> None:
    """A file with text alone loads, has no records, and finds none."""
    text = TEMPLATE.read_text(encoding="utf-8")
    particulars = text[text.index("schema: 1") : text.index("# How many")]
    sections = '\nsections:\n  - {id: "1", heading: 一、回顾, title: 回顾, title_en: Review}\n'
    file = tmp_path / "report.yaml"
    file.write_text(particulars + sections, encoding="utf-8")
    report = load_report(file)
    assert [report.count(kind) for kind in KINDS] == [0, 0, 0, 0, 0, 1, 0]
    assert not any((report.targets, report.paragraphs, report.exemptions))
    assert not gaoan_cli.search(report, "gdp")
    assert [found.record.id for found in gaoan_cli.search(report, "回顾")] == ["1"]


def test_what_cannot_be_loaded_is_a_data_error(tmp_path: Path) -> None:
    """From Python, a missing file and a bad one are a DataError that carries the file and the line."""
    with pytest.raises(DataError, match="cannot be read") as missing:
        load_report(tmp_path / "nowhere.yaml")
    assert missing.value.file == str(tmp_path / "nowhere.yaml")
    bad = tmp_path / "bad.yaml"
    bad.write_text("schema: 1\ncolour: red\n", encoding="utf-8")
    with pytest.raises(DataError, match="unknown key 'colour'") as unknown:
        load_report(bad)
    assert (unknown.value.file, unknown.value.line, unknown.value.exit_code) == (str(bad), 2, 3)
