"""What is quoted can be cited: by GB/T 7714—2025, in Markdown, and in the forms of reference managers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli import language
from gaoan_cli.load import load_report
from gaoan_cli.report.model import Paragraph
from gaoan_cli.report.report import Report
from gaoan_cli.show.cite import STYLES, cited

DATA = ROOT / "tests" / "data"
TITLE = "政府工作报告：2024年2月1日在高安市第七届人民代表大会第五次会议上"
SOURCE = f"高安市人民政府. {TITLE}[R]. 2024-02-01: "
STRANGE = r"""\ { } $ & # % _ ^ ~ * [x](y) <b> `c` "d" """.strip()
# What the schema of CSL 1.0.2 says of the fields that we write; an item has a type and an id, and no field that is unknown.
CSL = {
    "id": str,
    "type": str,
    "title": str,
    "event-title": str,
    "publisher": str,
    "URL": str,
    "section": str,
    "language": str,
    "note": str,
    "author": list,
    "issued": dict,
}


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that speaks Chinese."""
    monkeypatch.setenv("GAOAN_LANG", "zh")
    language.reset()


def paragraph(report: Report, id: str) -> Paragraph:
    """A paragraph that there is."""
    found = report.get("paragraph", id)
    assert isinstance(found, Paragraph)
    return found


def told(report: Report, **particulars: Any) -> Report:
    """The same report by a file that says more of it, or other things."""
    other = load_report()
    other.particulars = report.particulars._replace(**particulars)
    return other


# --- In words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words", "place"),
    [
        (["gdp"], "地区生产总值增长5.6%左右", "第二部分第2段"),
        (["百强"], "综合实力连续五年挺进全国县域经济百强，列第67位、前进2位", "第一部分第2段"),
        (["1225"], "‘1225’人才工程：每年引进100名高精尖人才、200名急需紧缺重点人才、培育200名现有人才、引育5000名技能型人才。", "附件第3段"),
        (["2.3"], "坚定不移强改革、优环境、添动力，加快要素汇聚、潜能释放，全面提升发展新动能。", "第二部分（三）第1段"),
        (["0.p5"], "现在，我代表市人民政府向大会报告工作，请予审议，并请各位政协委员和列席会议同志提出意见。", "开头第5段"),
    ],
    ids=str,
)  # fmt: skip
def test_words_are_quoted_with_their_place(run: Run, chinese: None, query: list[str], words: str, place: str) -> None:
    """A hit is its quote, a term its note, a section its first paragraph; the place is told by the printed numbers."""
    assert run("cite", *query) == (f"“{words}”\n{SOURCE}{place}.\n", "", 0)


def test_english_stands_beside_where_it_is_shown(run: Run) -> None:
    """The source keeps its own language; who reads English is given the words and the reference in it as well."""
    lines = run("cite", "gdp").stdout.splitlines()
    assert lines == [
        "“地区生产总值增长5.6%左右”",
        "“growth of about 5.6% in gross regional product”",
        f"{SOURCE}第二部分第2段.",
        "People's Government of Gao'an City. Report on the Work of the Government: delivered at the Fifth "
        "Session of the Seventh People's Congress of Gao'an City[R]. 2024-02-01: section 2, paragraph 2.",
    ]
    assert run("cite", "gdp", "--lang", "zh,en").stdout.splitlines() == lines
    assert run("cite", "gdp", "--lang", "zh").stdout.splitlines() == lines[::2]


def test_what_is_cited_is_what_the_best_search_finds(run: Run, report: Report) -> None:
    """A query is answered as search --best answers it, remarks and exit code included."""
    for query in ("停车场", "今年粮食产量要达到多少？", "高新技木企业", "grain output"):
        found = run("search", query, "--best", "--json").json
        ran = run("cite", query, "--style", "csl")
        assert found["quote"].translate({0x201C: "‘", 0x201D: "’"}) in ran.json[0]["note"]
        assert ran.stderr == run("search", query, "--best", "--no-pager").stderr


def test_nothing_is_cited_when_nothing_is_found(run: Run) -> None:
    """A query without an answer ends with 1, the usual remarks and no output; one without words with 2."""
    remarks = run("search", "登月", "--best").stderr
    for style in STYLES:
        ran = run("cite", "登月", "--style", style)
        assert (ran.stdout, ran.stderr, ran.exit_code) == ("", remarks, 1)
    assert run("cite").exit_code == run("cite", "...").exit_code == run("cite", "gdp", "--style", "apa").exit_code == 2


def test_paragraphs_behind_the_subsections_are_counted_by_themselves(report: Report, chinese: None) -> None:
    """The place of a paragraph at the end of a part says so, and every paragraph has a place of its own."""
    places = {one.id: cited(report, [one], "gb").rpartition(": ")[2] for one in report.paragraphs}
    assert len({*places.values()}) == len(places)
    last = max((one.id for one in report.paragraphs if one.section == "2"), key=lambda id: int(id.rpartition("p")[2]))
    assert re.fullmatch(r"第二部分结尾第\d+段\.\n", places[last])


def test_another_report_names_its_own_government(run: Run, chinese: None) -> None:
    """A publisher that the file names is cited, and the nation's report is the State Council's."""
    ran = run("cite", "gdp", "--report", str(TEMPLATE))
    assert "临溪市人民政府. 政府工作报告：2031年1月15日在临溪市" in ran.stdout
    assert "[R]. 临溪市人民政府, 2031-01-15: 第二部分第1段." in ran.stdout
    assert "\n国务院. " in run("cite", "gdp", "--report", str(DATA / "nation.yaml")).stdout


def test_a_file_without_english_is_cited_in_chinese(run: Run) -> None:
    """No English words, no English reference."""
    assert run("cite", "3.p1", "--report", str(DATA / "nation.yaml")).stdout.count("\n") == 2


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("政府工作报告", "政府工作报告：2024年2月1日"),
        ("Report", "Report: 2024年2月1日"),
        ("A报告", "A报告：2024年2月1日"),
        ("报告A", "报告A: 2024年2月1日"),
        ("报告2024", "报告2024: 2024年2月1日"),
    ],
)
def test_a_title_ends_with_the_colon_of_its_own_script(report: Report, chinese: None, title: str, whole: str) -> None:
    """Behind a Chinese character the colon is full-width, behind a letter or digit it has a space."""
    assert f". {whole}在" in cited(told(report, title=title), [report.targets[0]], "gb")


# --- For programs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("style", STYLES)
def test_a_citation_ends_in_one_line_break(report: Report, style: str) -> None:
    """Every kind of record is cited in every style, on lines without a break of another kind."""
    records = [report.records(kind)[0] for kind in ("target", "result", "term", "honour", "project", "section")]
    for record in [*records, *report.paragraphs, *report.sections]:
        text = cited(report, [record], style)
        assert text.endswith("\n") and not text.endswith("\n\n")
        assert len(text.splitlines()) == text.count("\n")


@pytest.mark.parametrize("style", ["bibtex", "csl", "ris"])
def test_reference_managers_read_the_same_in_every_language(run: Run, style: str) -> None:
    """What programs read does not change with the language."""
    assert run("cite", "gdp", "--style", style) == run("cite", "gdp", "--style", style, "--lang", "zh")


def test_bibtex(run: Run) -> None:
    """A technical report with its institution, which plain styles call a report; specials are escaped."""
    assert run("cite", "gdp", "--style", "bibtex").stdout == (
        "@techreport{gaoan-2024,\n"
        "  author = {{高安市人民政府}},\n"
        f"  title = {{{TITLE}}},\n"
        "  type = {报告},\n"
        "  institution = {高安市人民政府},\n"
        "  year = {2024},\n"
        "  language = {chinese},\n"
        "  annote = {“地区生产总值增长5.6\\%左右”（第二部分第2段）},\n"
        "  month = feb,\n"
        "}\n"
    )


def test_ris(run: Run) -> None:
    """A report in RIS: two letters, two blanks, a hyphen and a blank, and an end."""
    lines = run("cite", "gdp", "--style", "ris").stdout.splitlines()
    assert (lines[0], lines[-1]) == ("TY  - RPRT", "ER  - ")
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert {"AU  - 高安市人民政府", f"TI  - {TITLE}", "PY  - 2024", "DA  - 2024/02/01"} <= {*lines}
    assert "N1  - “地区生产总值增长5.6%左右”（第二部分第2段）" in lines
    assert not {line[:2] for line in lines} & {"PB", "UR", "CY"}, "nothing that the file does not say"


def test_markdown(run: Run) -> None:
    """A quotation with the source below it."""
    ran = run("cite", "gdp", "--style", "markdown", "--lang", "zh")
    source = SOURCE.replace("[R]", "\\[R\\]")
    assert ran.stdout == f"> 地区生产总值增长5.6%左右\n>\n> — {source}第二部分第2段.\n"


def test_what_a_style_reads_as_its_own_is_escaped(report: Report) -> None:
    """Specials of BibTeX and Markdown, and line breaks, stand for themselves whatever the file holds."""
    record = paragraph(report, "2.p2")
    strange = told(
        report, title=f"{STRANGE}\nER  - \nTY  - BOOK", publisher=f"{STRANGE}\u2028x", url="https://x.cn/a b_{c}%20>"
    )
    entry = cited(strange, [record], "bibtex")
    assert (
        r"\textbackslash{} \textbraceleft{} \textbraceright{} \$ \& \# \% \_ \textasciicircum{} \textasciitilde{}"
        in entry
    )
    assert entry.count("{") == entry.count("}")
    assert "  url = {https://x.cn/a%20b_%7Bc%7D%20%3E},\n" in entry
    ris = cited(strange, [record], "ris").splitlines()
    assert [line[:6] for line in ris] == [f"{tag}  - " for tag in "TY ID AU TI PY DA PB LA N1 UR ER".split()]  # noqa: SIM905
    quoted = cited(strange, [record], "markdown")
    assert r"\\ { } $ \& # % \_ ^ \~ \* \[x\](y) \<b\> \`c\`" in quoted
    assert quoted.endswith(" <https://x.cn/a%20b_%7Bc%7D%20%3E>.\n")
    assert all(line.startswith(">") for line in quoted.splitlines())
    assert json.loads(cited(strange, [record], "csl"))[0]["publisher"].startswith(STRANGE)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("1.一", "1\\.一"), ("- 一", "\\- 一"), ("# 一", "\\# 一"), ("1) 一", "1\\) 一"), ("5.6%", "5\\.6%")],
)
def test_a_paragraph_begins_no_list_or_heading(report: Report, text: str, escaped: str) -> None:
    """What begins like a list, a heading or a rule of Markdown is text."""
    other, changed = load_report(), paragraph(report, "2.p2")._replace(text=text)
    other.get = lambda kind, id: changed  # type: ignore[method-assign]
    assert cited(other, [changed], "markdown").startswith(f"> {escaped}\n")


def test_csl_holds_what_its_schema_allows(report: Report, run: Run) -> None:
    """An array of one item with a type, an id, and fields that CSL 1.0.2 knows, each of its kind."""
    for extra in ((), ("--report", str(TEMPLATE))):
        items = run("cite", "gdp", "--style", "csl", *extra).json
        assert len(items) == 1
        assert {"id", "type", "title", "author", "issued"} <= {*items[0]} <= {*CSL}
        assert all(isinstance(value, CSL[name]) and value for name, value in items[0].items())
        assert items[0]["type"] == "report"
        assert all({*name} == {"literal"} for name in items[0]["author"])
        assert [*items[0]["issued"]] == ["date-parts"] and len(items[0]["issued"]["date-parts"][0]) == 3


def rendered(items: list[dict[str, Any]], style: Path) -> str:
    """The only entry of a bibliography, as citeproc-py makes it."""
    bibliography = CitationStylesBibliography(
        CitationStylesStyle(str(style), validate=False), CiteProcJSON(items), formatter.plain
    )
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (entry,) = bibliography.bibliography()
    return str(entry)


@pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported. event_title")
@pytest.mark.parametrize(
    "more",
    [{}, {"publisher": "高安日报社"}, {"url": "https://www.gaoan.gov.cn/a"}, {"publisher": "甲", "url": "http://x.cn"}],
    ids=str,
)
def test_a_style_makes_the_same_reference_of_our_csl(report: Report, chinese: None, more: dict[str, str]) -> None:
    """citeproc-py with a style of the standard renders our CSL-JSON as our own reference."""
    source = told(report, **more)
    for record in (source.targets[0], source.terms[2], paragraph(source, "2.1.p4")):
        items = json.loads(cited(source, [record], "csl"))
        assert rendered(items, DATA / "gb7714-report.csl") == cited(source, [record], "gb").splitlines()[-1]
