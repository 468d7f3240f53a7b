"""gaoan mcp: what an agent is told, in how many bytes, and that nothing else is on the wire."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, stdio_client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, ListToolsResult

from conftest import TEMPLATE, Run
from gaoan_cli import language, tasks
from gaoan_cli.load import load_report
from gaoan_cli.report.report import Report
from gaoan_cli.show.formats import LEFT_OUT
from gaoan_cli.tasks.mcp import DRAFT, PAGE, server

NATION = Path(__file__).parent / "data" / "nation.yaml"
Call = tuple[str, dict[str, Any]]


def connected(asked: Any, *calls: Call) -> tuple[ListToolsResult, list[CallToolResult]]:
    """The tools of a server, and what it answers to calls."""

    async def converse() -> tuple[ListToolsResult, list[CallToolResult]]:
        async with Client(asked) as client:
            return await client.list_tools(), [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(converse)


def text_of(result: CallToolResult) -> str:
    """The one text that a call is answered with."""
    (content,) = result.content
    assert content.type == "text" and result.structured_content is None
    return content.text


def told(report: Report, tool: str, **arguments: Any) -> Any:
    """What a tool answers, in this process."""
    result = connected(server(report), (tool, arguments))[1][0]
    text = text_of(result)
    assert not result.is_error, text
    answer = json.loads(text)
    assert text == json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    return answer


def refused(report: Report, tool: str, **arguments: Any) -> str:
    """What a tool says to a call that means nothing."""
    result = connected(server(report), (tool, arguments))[1][0]
    assert result.is_error
    return text_of(result)


@pytest.fixture(scope="module")
def report() -> Report:
    """The shipped report, opened for this server alone."""
    return load_report()


# --- The tools ------------------------------------------------------------------------------------


def test_the_tools_are_described_in_less_than_four_kilobytes(report: Report) -> None:
    """Five tools that read and change nothing; what every turn pays for them is small."""
    tools, _ = connected(server(report))
    assert [tool.name for tool in tools.tools] == ["search", "get", "compare", "section", "verify"]
    assert len(tools.model_dump_json(by_alias=True, exclude_unset=True).encode()) < 4000
    for tool in tools.tools:
        assert tool.description and tool.annotations and tool.output_schema is None
        assert tool.annotations.read_only_hint and tool.annotations.idempotent_hint


def test_search_finds_what_the_command_line_finds(report: Report, run: Run) -> None:
    """The hits are those of gaoan search, in its order, three at most unless more are asked for."""
    found = run("search", "二手车出口", "--json").json
    answer = told(report, "search", query="二手车出口")
    assert [record["id"] for record in answer["records"]] == [record["id"] for record in found[:3]]
    assert len(told(report, "search", query="停车场", limit=1)["records"]) == 1


def test_search_says_how_many_more_there_are(report: Report) -> None:
    """What is shown and what is left over are all that is found."""
    few = told(report, "search", query="医院", kind="project", limit=2)
    many = told(report, "search", query="医院", kind="project", limit=10)
    assert len(few["records"]) + few["more"] == len(many["records"]) + many.get("more", 0) > 2


def test_search_looks_among_one_kind(report: Report) -> None:
    """With a kind nothing else is found; section is the text."""
    assert {one["kind"] for one in told(report, "search", query="gdp", kind="target")["records"]} == {"target"}
    found = told(report, "search", query="养老", kind="section")["records"]
    assert found and {one["kind"] for one in found} <= {"section", "paragraph"}


def test_get_gives_one_record_whole(report: Report) -> None:
    """By id or by name it is the record that the command line gives, in its compact form."""
    record = told(report, "get", kind="target", id="gdp-growth")["records"][0]
    assert (record["wording"], record["bound"], record["quote_en"][:4]) == ("增长5.6%左右", "about", "With")
    assert not {*LEFT_OUT} & {*record}
    assert told(report, "get", kind="target", id="GDP")["records"][0]["id"] == "gdp-growth"


@pytest.mark.parametrize("kind", ["target", "result", "term", "honour", "project"])
def test_get_finds_every_record_by_its_id(report: Report, kind: str) -> None:
    """Kind and id, as they stand in a record, lead back to it."""
    records = report.records(kind)
    answers = connected(server(report), *(("get", {"kind": kind, "id": one.id}) for one in records[::9]))[1]
    found = [json.loads(text_of(answer))["records"][0] for answer in answers]
    assert [(one["kind"], one["id"]) for one in found] == [(kind, one.id) for one in records[::9]]


def test_compare_sets_two_years_side_by_side(report: Report) -> None:
    """A target, the results it continues and what follows; without a query all that continue one."""
    (record,) = told(report, "compare", query="高企")["records"]
    assert (record["target"]["value"], record["results"][0]["value"]) == (30, 46)
    assert record["computed"][0]["statement"] == "16 fewer than in 2023"
    everything = told(report, "compare")
    assert len(everything["records"]) == 3 and everything["more"] > 10


def test_section_gives_the_outline(report: Report) -> None:
    """Without an id every heading is listed, without its text."""
    outline = told(report, "section")["records"]
    assert [one["id"] for one in outline] == [one.id for one in report.sections]
    assert not any("text" in one for one in outline)


@pytest.mark.parametrize("id", ["1", "2.3", "A"])
def test_the_pages_of_a_section_are_its_paragraphs(report: Report, id: str) -> None:
    """Page by page every paragraph comes once, in order, as printed and in English, no page much too long."""
    pages = [told(report, "section", id=id)]
    assert pages[0]["page"] == 1
    for page in range(2, pages[0]["pages"] + 1):
        pages.append(told(report, "section", id=id, page=page))
    (section, *rows) = [row for page in pages for row in page["records"]]
    assert (section["id"], "text" in section) == (id, False)
    below = [one for one in report.paragraphs if one.id.startswith((f"{id}.p", f"{id}."))]
    assert [(row["id"], row["text"], row["text_en"]) for row in rows] == [(p.id, p.text, p.text_en) for p in below]
    for page in pages:
        assert len(page["records"]) == 1 or len(json.dumps(page, ensure_ascii=False).encode()) < PAGE + 500


def test_section_reads_a_paragraph_and_a_number_in_chinese(report: Report) -> None:
    """A paragraph comes alone; 二（三） is 2.3."""
    (paragraph,) = told(report, "section", id="2.3.p4")["records"]
    assert (paragraph["id"], paragraph["kind"]) == ("2.3.p4", "paragraph")
    assert told(report, "section", id="二（三）")["records"][0]["id"] == "2.3"


def test_verify_names_what_is_wrong(report: Report) -> None:
    """What differs is shown with what the report says, what is right only counted unless it is asked for."""
    text = "地区生产总值增长6%左右。报告提出“地区生产总值增长5.6%左右”。"
    answer = told(report, "verify", text=text)
    assert answer["counts"] == {"differs": 1, "verbatim": 1}
    (finding,) = answer["findings"]
    assert (finding["verdict"], finding["record"], finding["paragraph"]) == ("differs", "target gdp-growth", "2.p2")
    assert "增长5.6%左右" in finding["says"]
    assert len(told(report, "verify", text=text, all=True)["findings"]) == 2
    assert "remarks" not in answer


def test_verify_is_brief_about_a_text_that_is_wrong_throughout(report: Report) -> None:
    """The wrong come first, ten findings at most; the counts are of all."""
    text = "“地区生产总值增长5.6%左右”，地区生产总值增长6%。" * 40
    answer = told(report, "verify", text=text, all=True)
    assert {one["verdict"] for one in answer["findings"]} == {"differs"}
    assert len(answer["findings"]) + answer["more"] == sum(answer["counts"].values()) == 80
    assert answer["more"] == 70


# --- The honest no --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"query": "登月"}),
        ("search", {"query": "2031年GDP"}),
        ("search", {"query": "南昌gdp", "kind": "result"}),
        ("get", {"kind": "result", "id": "CPI"}),
        ("compare", {"query": "登月"}),
        ("section", {"id": "9.9"}),
        ("search", {"query": "a" * 100_000}),
        ("search", {"query": "'); SELECT 1; --<script>"}),
    ],
)
def test_what_is_not_there_is_said_in_few_bytes(report: Report, tool: str, arguments: dict[str, Any]) -> None:
    """No record and so no figure, but a sentence that says so; three quarters of a kilobyte at most."""
    answer = told(report, tool, **arguments)
    assert answer["records"] == []
    assert answer["remarks"][0].startswith("nothing ")
    assert len(json.dumps(answer, ensure_ascii=False).encode()) <= 768


def test_what_is_near_is_named_as_the_command_line_names_it(report: Report, run: Run) -> None:
    """The remarks are those of the command line, a line each, and what they name can be had."""
    remarks = told(report, "get", kind="result", id="CPI")["remarks"]
    said = run("result", "CPI").stderr.removeprefix("gaoan: ").splitlines()
    assert remarks == [line.strip() for line in said]
    kind, id = remarks[-1].split()[-2:]
    assert told(report, "get", kind=kind, id=id)["records"]


def test_a_text_without_anything_to_check_is_not_called_right(report: Report) -> None:
    """Where there is neither quotation nor figure, that is said."""
    answer = told(report, "verify", text="今天天气很好。")
    assert answer["counts"] == {} and answer["remarks"][0].startswith("no quotation and no figure")


# --- Wrong calls ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("search", {}, "query: Field required"),
        ("search", {"query": 5}, "query: Input should be a valid string"),
        ("search", {"query": "x", "kind": "figure"}, "kind: Input should be 'target', 'result', 'term', 'honour'"),
        ("search", {"query": "gdp", "limit": 0}, "limit: Input should be greater than or equal to 1"),
        ("search", {"query": "gdp", "limit": 10**9}, "limit: Input should be less than or equal to 10"),
        (
            "search",
            {"query": "gdp", "kinds": "x" * 9999},
            "search has no argument 'kinds': it takes query, kind, limit",
        ),
        ("search", {"query": "gdp", "y" * 9999: 1}, "search has no argument 'yyy"),
        ("search", {"query": "？！"}, "the query has no letter or digit"),
        ("get", {"kind": "section", "id": "2"}, "kind: Input should be"),
        ("section", {"id": "2.3", "page": 99}, "there is no page 99: the last is"),
        ("verify", {"text": "稿" * (DRAFT + 1)}, f"the text is longer than {DRAFT} characters"),
        ("export", {"format": "sqlite"}, "Unknown tool: export"),
    ],
)
def test_a_wrong_call_is_told_in_one_short_line(report: Report, tool: str, arguments: Any, said: str) -> None:
    """What is wrong and what would be right, no traceback, no address of a manual."""
    told = refused(report, tool, **arguments)
    assert told.startswith(said)
    assert "\n" not in told and "http" not in told and len(told) < 300


@pytest.mark.parametrize("query", ["\ud800gdp", "gdp\x00", "\u202egdp", "[bold]gdp[/]", "g" * 9 + "\n" * 9])
def test_a_hostile_query_is_data(report: Report, query: str) -> None:
    """Odd characters are answered like any others, and do not come back as they are."""
    result = connected(server(report), ("search", {"query": query}))[1][0]
    assert all(character.isprintable() for character in text_of(result))


def test_a_fault_of_ours_stays_one(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is an error whose words do not reach the agent."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("gaoan_cli.tasks.mcp.look_up", fail)
    assert refused(report, "search", query="gdp") == "Error executing tool search"


# --- Another report -------------------------------------------------------------------------------


def test_a_report_without_something_says_so() -> None:
    """A report that has no honours, or no words for what is asked, answers no; its suggestions name no file."""
    report = load_report(NATION)
    assert told(report, "search", query="百强", kind="honour")["records"] == []
    answer = told(report, "search", query="国内生产总值", kind="target")
    assert answer["records"][0]["wording"] == "增长5%左右"
    remarks = told(report, "get", kind="term", id="粮食产量")["remarks"]
    assert remarks[-1] == "The report has it as a target of 2024: gaoan target grain-output"


def test_a_report_that_is_not_proved_says_so_in_every_answer(tmp_path: Path) -> None:
    """The one line about it is among the remarks of each tool."""
    file = tmp_path / "flawed.yaml"
    file.write_text(TEMPLATE.read_text(encoding="utf-8").replace("value: 5\n", "value: 6\n", 1), encoding="utf-8")
    report = load_report(file)
    for tool, arguments in (
        ("search", {"query": "gdp"}),
        ("get", {"kind": "target", "id": "gdp-growth"}),
        ("compare", {}),
        ("section", {}),
        ("section", {"id": "2"}),
        ("verify", {"text": "地区生产总值增长5%左右。"}),
    ):
        assert "is not proved" in told(report, tool, **arguments)["remarks"][-1]


# --- The command ----------------------------------------------------------------------------------

TYPICAL: list[Call] = [
    ("search", {"query": "停车场"}),
    ("search", {"query": "登月"}),
    ("get", {"kind": "term", "id": "1225"}),
    ("compare", {"query": "gdp"}),
    ("section", {"id": "2.3.p4"}),
    ("verify", {"text": "地区生产总值增长6%左右。"}),
    ("search", {"query": "gdp", "limit": 99}),
]


@pytest.mark.parametrize(
    "locale",
    [{"PYTHONIOENCODING": "gbk", "LANG": "zh_CN.GBK"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=str,
)
def test_the_wire_is_utf_8_and_english_in_every_locale(
    installed: dict[str, str], report: Report, tmp_path: Path, locale: dict[str, str]
) -> None:
    """Over standard input and output the answers are those of this process, and standard error stays empty."""
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "gaoan_cli", "mcp"], env={**installed, **locale}, cwd=tmp_path
    )
    with Path(tmp_path, "errors").open("w", encoding="utf-8") as errors:
        tools, answers = connected(stdio_client(program, errors), *TYPICAL)
    ours, expected = connected(server(report), *TYPICAL)
    assert [text_of(one) for one in answers] == [text_of(one) for one in expected]
    assert tools.tools == ours.tools
    assert Path(tmp_path, "errors").read_text(encoding="utf-8") == ""


def begun(environment: dict[str, str], *arguments: str) -> tuple[subprocess.Popen[bytes], Any]:
    """The server as a process, and the first thing that it answers."""
    command = [sys.executable, "-m", "gaoan_cli", "mcp", *arguments]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin and process.stdout
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    request = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    process.stdin.write(json.dumps(request).encode() + b"\n")
    process.stdin.flush()
    return process, json.loads(process.stdout.readline())["result"]


def test_the_end_of_standard_input_ends_the_server(installed: dict[str, str]) -> None:
    """Exit code 0, and not a word, also after lines that are no protocol."""
    process, hello = begun(installed)
    out, errors = process.communicate(b"\xff\xfe no JSON\n{}\n", timeout=30)
    assert "Gao'an City (高安市政府工作报告)" in hello["instructions"]
    assert (process.returncode, errors) == (0, b"")
    assert all(json.loads(line) for line in out.splitlines())


def test_a_reader_that_goes_away_ends_the_server_quietly(installed: dict[str, str]) -> None:
    """A client that no longer reads gets no traceback."""
    process, _ = begun(installed)
    process.stdout.close()  # type: ignore[union-attr]
    process.stdin.write(b'{"jsonrpc": "2.0", "id": 7, "method": "tools/list"}\n')  # type: ignore[union-attr]
    process.stdin.close()  # type: ignore[union-attr]
    assert process.wait(30) == 0
    assert process.stderr.read() == b""  # type: ignore[union-attr]
    process.stderr.close()  # type: ignore[union-attr]


def test_another_report_is_served(installed: dict[str, str]) -> None:
    """--report chooses it, and the instructions say whose it is."""
    process, hello = begun(installed, "--report", str(TEMPLATE))
    assert "targets for 2031, results of 2030" in hello["instructions"]
    process.communicate(timeout=30)
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_an_interrupt_ends_the_server_quietly(installed: dict[str, str]) -> None:
    """Ctrl-C ends it at once with 130, though it waits for a line."""
    process, _ = begun(installed)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 130
    assert process.communicate()[1] == b""


def test_who_asks_nothing_is_told_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where standard input is empty the server ends; who would be served would be in English."""
    monkeypatch.setenv("GAOAN_LANG", "zh")
    monkeypatch.setattr("signal.signal", lambda *_: None)  # the handler is not for this process
    assert run("mcp") == ("", "", 0)
    assert language.shown() == ("en",)


@pytest.mark.skipif(os.name == "nt", reason="cmd cannot close a stream")
@pytest.mark.parametrize("closed", ["<&-", "</dev/null >&-", "</dev/null 2>&-"])
def test_a_closed_stream_ends_the_server(installed: dict[str, str], closed: str) -> None:
    """Without an input, an output or a place for messages there is nothing to serve, and nothing to complain of."""
    command = f'"{sys.executable}" -m gaoan_cli mcp {closed}'
    ran = subprocess.run(["/bin/sh", "-c", command], env=installed, capture_output=True, timeout=30, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_without_the_library_one_line_says_how_to_install_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named, and the exit code is that of a wrong call."""
    monkeypatch.delitem(sys.modules, "gaoan_cli.tasks.mcp")
    monkeypatch.delattr(tasks, "mcp", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    ran = run("mcp")
    assert (ran.stdout, ran.exit_code) == ("", 2)
    assert ran.stderr == "gaoan: gaoan mcp needs a library that is not installed: pip install mcp\n"


def test_a_report_that_cannot_be_read_is_not_served(run: Run) -> None:
    """The mistake is said as by every command."""
    assert run("mcp", "--report", "nowhere.yaml").exit_code == 3
