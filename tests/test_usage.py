"""What may be typed: odd queries, wrong usage, and what is said instead."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

import gaoan_cli.__main__
from conftest import TEMPLATE, Run
from gaoan_cli.cli.app import app
from gaoan_cli.errors import WriteError
from gaoan_cli.options import query_of
from gaoan_cli.show.schema import schema_of

BLANK = ["", " ", "\t", "\r\n", "\u3000", "\u2028"]
WITHOUT_A_WORD = ["。", "...", "-", "$()", "[]", "\ufeff", "\x07", "\u202e", "\u0301", "🀄", "👨‍👩‍👧‍👦", "\x7f"]
NONSENSE = ["zzzzzz", "\\x1b[31m", "\x1b]0;title\x07zz", "[bold]x", "[/qux]", ":snowman:", "(?P<x>", "' OR 1=1 --"]
LONG = ["字" * 33_000, "q" * 100_000, "gdp " * 25_000, "1" * 100_000, "到" * 33_000, "一" * 33_000]
WRONG = [
    "--nosuch",
    "[bold]",
    "target --limit",
    "target --limit 0",
    f"target --limit {'1' * 5000}",
    "target --format pdf",
    "target --format \x1b[31m",
    "target --json --format csv",
    "target --excel",
    "target --topic [red]",
    "target --section \x1b[2J",
    "target --color sometimes",
    "target gdp --get \x1b[31m",
    "search",
    "export",
    "export \u202e",
    "export sqlite",
    "export json yaml",
    "schema \x1b[31m",
    "schema a b",
    "check ",
    "check a ",
    "check a b --report c",
    "check --report ",
]


@pytest.mark.parametrize("command", ["target", "search"])
@pytest.mark.parametrize("query", BLANK, ids=ascii)
def test_an_empty_query_is_wrong_usage(run: Run, command: str, query: str) -> None:
    """A query of nothing but blanks is refused, so a script's empty variable never lists everything."""
    ran = run(command, "--json", "--", query)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("gaoan: the query is empty")


@pytest.mark.parametrize("query", WITHOUT_A_WORD, ids=ascii)
def test_a_query_without_a_letter_or_digit_is_wrong_usage(run: Run, query: str) -> None:
    """Punctuation, emoji and control characters alone are no question."""
    ran = run("target", "--json", "--", query)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "no letter or digit" in ran.stderr
    assert ran.stderr[:-1].isprintable()


@pytest.mark.parametrize("query", NONSENSE, ids=ascii)
def test_a_query_that_means_nothing_finds_nothing(run: Run, query: str) -> None:
    """Markup, escapes and nonsense are looked for as they are, not found, and shown to the letter."""
    ran = run("target", "--json", "--", query)
    assert (ran.exit_code, ran.stdout) == (1, "[]\n")
    assert ran.stderr.startswith("gaoan: nothing ")
    assert f"“{query}”" in ran.stderr or not query.isprintable()
    assert ran.stderr.replace("\n", "").isprintable()


@pytest.mark.parametrize("query", LONG, ids=[f"{query[:4]}-{len(query)}" for query in LONG])
def test_a_very_long_query_finds_nothing(run: Run, query: str) -> None:
    """A query of a hundred thousand bytes is answered like any other that finds nothing, in few words."""
    for command in ("target", "search"):
        ran = run(command, "--json", "--", query)
        assert ran.exit_code == 1
        assert len(ran.stderr) < 2000


@pytest.mark.parametrize("query", ["--json", "--nosuch", "-n", "--report=/xyzzy/qwrt", "-x"])
def test_options_behind_the_dashes_are_the_query(run: Run, query: str) -> None:
    """Everything after -- is the query, whatever it looks like."""
    ran = run("target", "--json", "--", query)
    assert (ran.exit_code, ran.stdout) == (1, "[]\n")
    assert run("target", "--json", "--", "--help").json[0]["kind"] == "target"


def test_a_query_that_the_locale_could_decode_is_not_decoded_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a GBK locale too, a full-width space asks for grain output, and no other figure is given for it."""
    monkeypatch.setattr(os, "fsencode", lambda text: text.encode("gbk", "surrogateescape"))
    asked = run("target", "粮食\u3000产量", "--get", "value", "--no-pager")
    assert asked == run("target", "粮食 产量", "--get", "value", "--no-pager")
    undecoded = "粮食".encode().decode("ascii", "surrogateescape")
    assert run("target", undecoded, "--json").stdout == run("target", "粮食", "--json").stdout


@pytest.mark.parametrize("typed", WRONG, ids=ascii)
def test_wrong_usage_is_code_2(run: Run, typed: str) -> None:
    """A command line that makes no sense ends with code 2, a message and no output."""
    ran = run(*typed.split(" "))
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr
    assert "\x1b" not in ran.stderr


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        (["停车场"], "gaoan search 停车场"),
        (["停车场", "有多少"], "gaoan search 停车场 有多少"),
        (["$(touch x)"], "gaoan search '$(touch x)'"),
        (["字" * 100], "gaoan search QUERY"),
        (["help", "停车场"], "gaoan search 停车场"),
    ],
)
def test_a_word_that_is_no_command_is_one_to_search_for(run: Run, typed: list[str], hint: str) -> None:
    """A first word that is near no command is answered with the command that looks it up, in one line."""
    ran = run(*typed)
    assert (ran.exit_code, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert ran.stderr.endswith(f"is no command; to look it up: {hint}\n")


def test_help_is_a_word_too(run: Run) -> None:
    """gaoan help and gaoan help COMMAND say what --help says."""
    assert run("help") == run("--help")
    assert run("help", "target") == run("target", "--help")


def test_the_version_names_a_sum_that_can_be_checked(run: Run) -> None:
    """--version names the program, the report, its file, and that file's SHA-256."""
    program, report, sum = run("--report", str(TEMPLATE), "--version").stdout.splitlines()
    assert program.startswith("gaoan ")
    assert report.startswith("report ") and report.endswith(f" {TEMPLATE}")
    assert sum == f"sha256 {hashlib.sha256(TEMPLATE.read_bytes()).hexdigest()}"


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no file names of open pipes")
def test_a_report_from_a_pipe_has_a_version_without_a_sum(run: Run, tmp_path: Path) -> None:
    """What can be read once only is not read again for its sum."""
    reading, writing = os.pipe()
    os.write(writing, TEMPLATE.read_bytes())
    os.close(writing)
    ran = run("--report", f"/dev/fd/{reading}", "--version")
    os.close(reading)
    assert ran.exit_code == 0, ran.stderr
    assert "sha256" not in ran.stdout


def test_completion_that_cannot_be_installed_is_said_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home that can be written, --install-completion ends with 74."""
    monkeypatch.setenv("HOME", os.devnull)
    monkeypatch.setattr("typer._completion_shared._get_shell_name", lambda: "zsh")
    with pytest.raises(WriteError, match="cannot be written"):
        run("--install-completion")
    assert WriteError.exit_code == 74


def test_the_fields_that_are_completed_are_those_of_the_schema() -> None:
    """--get is offered the fields that `gaoan schema` lists."""
    from gaoan_cli.report.model import TYPES

    for kind, shape in TYPES.items():
        assert [*shape._fields, "score", "match"] == list(schema_of(kind)["properties"])


def test_bytes_that_are_no_text_are_no_query(run: Run) -> None:
    """A word in an encoding that is not the locale's is refused, and never answered with another figure."""
    for query in (os.fsdecode("粮食　产量".encode("gbk")), "gdp\ud800"):
        ran = run("target", query, "--get", "value")
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert "no text in the locale's encoding" in ran.stderr


def test_a_locale_without_chinese_is_asked_in_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the locale takes each byte for a character of Latin-1, the bytes are read as UTF-8."""
    monkeypatch.setattr("sys.getfilesystemencoding", lambda: "iso8859-1")
    monkeypatch.setattr("os.fsencode", lambda words: words.encode("iso8859-1"))
    assert query_of(["粮食".encode().decode("iso8859-1"), "产量".encode().decode("iso8859-1")]) == "粮食 产量"


def test_too_little_memory_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A report that does not fit into the memory there is ends in one line and exit code 3."""

    def exhausted() -> None:
        raise MemoryError

    monkeypatch.setattr("gaoan_cli.__main__.answer", exhausted)
    monkeypatch.setattr("gaoan_cli.output.prepare", lambda: None)
    with pytest.raises(SystemExit) as ended:
        gaoan_cli.__main__.run()
    assert ended.value.code == 3
    assert "too large for the memory" in capsys.readouterr().err


def test_a_hint_quotes_a_query_of_sixty_characters_and_no_longer(run: Run) -> None:
    """What is too long to be shown back stands for itself as QUERY."""
    assert run("粮" * 60).stderr.endswith(f"gaoan search {'粮' * 60}\n")
    assert run("粮" * 61).stderr.endswith("gaoan search QUERY\n")


def test_a_fault_of_ours_is_a_plain_traceback() -> None:
    """Python's own traceback, which can be sent to us as it is; nothing is drawn around it."""
    assert app.pretty_exceptions_enable is False


def test_an_explanation_says_what_was_asked_and_what_became_of_it(run: Run) -> None:
    """--explain names the query's words, year and unit, five records in order with each word, and the verdict."""
    query, words, year, unit, *ranked, verdict = run("result", "2023年粮食多少吨", "--explain").stdout.splitlines()
    assert (query, year, unit) == ("query    2023年粮食多少吨", "year     2023", "unit     吨")
    assert words.startswith("words    粮食 ") and "," not in words
    places = [line.split(". ", 1) for line in ranked if not line.startswith(" ")]
    assert [place for place, _ in places] == list("12345")
    chances = [float(rest.split(" ")[0]) for _, rest in places]
    assert chances == sorted(chances, reverse=True)
    assert sum(line.startswith("   粮食 ") for line in ranked) == 5
    assert verdict.startswith("verdict  no answer: ")


@pytest.mark.parametrize(
    ("command", "query", "verdict"),
    [
        ("target", "gdp", "settled by exact alias of target gdp-growth"),
        ("result", "南昌粮食多少吨", "nothing to weigh"),
        ("term", "三烟", "settled by exact part of term four-dusts-three-smokes-three-gases"),
        ("target", "粮" * 2000, "nothing to weigh"),
    ],
)
def test_an_explanation_of_what_is_not_weighed(run: Run, command: str, query: str, verdict: str) -> None:
    """What a name settles, or what is no query, has a verdict and no ranking."""
    lines = run(command, query, "--explain").stdout.splitlines()
    assert lines[-1] == f"verdict  {verdict}"
    assert not any(line.startswith("1. ") for line in lines)


def test_an_explanation_of_an_answer_says_that_it_is_one(run: Run) -> None:
    """The verdict names the chance that is needed, and the place that is asked about stands above it."""
    lines = run("target", "高安堵车", "--explain").stdout.splitlines()
    assert lines[-1].startswith("verdict  an answer: ") and lines[-1].endswith(" % is needed")
    assert "place    南昌" in run("result", "南昌粮食多少吨", "--explain").stdout.splitlines()


def test_an_explanation_names_no_more_than_five_that_settle_it(run: Run) -> None:
    """Of eleven headline targets the first five are named."""
    assert run("target", "今年的主要目标", "--explain").stdout.splitlines()[-1].count(" of target ") == 5


def test_a_query_is_said_again_up_to_sixty_characters(run: Run) -> None:
    """What is not found is said again whole, or cut where it is longer."""
    assert run("term", "龘" * 60).stderr == f"gaoan: nothing among the terms is found for “{'龘' * 60}”\n"
    assert run("term", "龘" * 61).stderr == f"gaoan: nothing among the terms is found for “{'龘' * 60}...”\n"


@pytest.mark.parametrize(
    ("command", "query", "told"),
    [
        ("honour", "gdp", "no honour is called so: the report has it as a result"),
        ("result", "CPI", "The report has it as a target of 2024: gaoan target consumer-prices"),
        ("term", "2.3", "The report has it as a section: gaoan section 2.3"),
        ("honour", "1225", "The report has it as a term: gaoan term talent-1225"),
        ("term", "省级卫生城市", "The report has it as an honour of 2023: gaoan honour provincial-sanitary-city"),
    ],
)
def test_where_else_it_stands_is_said(run: Run, command: str, query: str, told: str) -> None:
    """Who looks in the wrong place is told the right one, with the year of what is about one, and what to type."""
    said = [line.removeprefix("gaoan: ").strip() for line in run(command, query, "--no-pager").stderr.splitlines()]
    assert told in said
    if "gaoan " in told:
        assert run(*told.rpartition("gaoan ")[2].split(), "--json").exit_code == 0
