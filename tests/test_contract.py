"""The interface that scripts rely on: fields, their order, formats and exit codes, written out by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from typing import Any

import jsonschema
import pytest
import yaml

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli.matching.suggest import shell_quoted
from gaoan_cli.report.model import name_of
from gaoan_cli.report.report import Report

FIGURE = (
    "kind id name name_en aliases year period measure value low high unit amount base_unit wording wording_en bound modality scope "
    "scope_en headline topic paragraph quote quote_en start end note_en note_zh baseline not_comparable_en not_comparable_zh path"
)
FIELDS = {
    "target": FIGURE,
    "result": FIGURE,
    "term": "kind id note name name_en definition definition_en parts aliases paragraph mentions path",
    "honour": "kind id title title_en aliases year level status recipient recipient_en by by_en distinction "
    "distinction_en topic paragraph quote quote_en start end note_en note_zh path",
    "project": "kind id name name_en aliases year status what what_en investment investment_unit amount base_unit topic "
    "paragraph quote quote_en start end note_en note_zh other_mention path",
    "section": "kind id heading title title_en role years level text text_en paragraphs path",
    "compare": "kind id name name_en topic headline target results computed reason note_en note_zh paragraph quote quote_en path",
}
PARAGRAPH = "kind id section lead lead_en sentences text text_en path"
PART = "name name_en value unit wording parts"
SIDE = "id name year period measure value low high unit wording bound paragraph quote"
COMPUTED = "what value unit statement result"


@pytest.mark.parametrize("command", FIELDS)
def test_fields_and_their_order(run: Run, command: str) -> None:
    """Every record of a listing has these fields in this order, null where there is nothing."""
    records = run(command, "--json").json
    assert records
    assert {" ".join(record) for record in records} == {FIELDS[command]}


@pytest.mark.parametrize(
    ("command", "query"), [("target", "gdp"), ("term", "1225"), ("section", "2.3"), ("honour", "百强")]
)
def test_a_query_adds_score_and_match(run: Run, command: str, query: str) -> None:
    """With a query, each record also says how well it matched, where and how."""
    record = run(command, query, "--json").json[0]
    assert " ".join(record) == f"{FIELDS[command]} score match"
    assert list(record["match"]) == ["field", "how"]


def test_fields_of_paragraphs_parts_and_comparisons(run: Run) -> None:
    """What stands inside or beside records has its fields in this order."""
    paragraph = run("section", "防震减灾", "--json").json[0]
    assert " ".join(paragraph) == f"{PARAGRAPH} score match"
    assert " ".join(run("term", "1225", "--json").json[0]["parts"][0]) == PART
    comparison = run("compare", "gdp", "--json").json[0]
    assert " ".join(comparison["target"]) == " ".join(comparison["results"][0]) == SIDE
    assert " ".join(comparison["computed"][0]) == COMPUTED


def test_the_flagship_lookup(run: Run) -> None:
    """gaoan target gdp --json begins with the growth target of 5.6%."""
    record = run("target", "gdp", "--json").json[0]
    assert record["value"] == 5.6
    assert record["unit"] == "%"
    assert record["bound"] == "about"
    assert record["quote"] == "地区生产总值增长5.6%左右"
    assert record["match"] == {"field": "alias", "how": "exact"}


@pytest.mark.parametrize(
    ("field", "printed"),
    [
        ("value", "5.6\n"),
        ("quote", "地区生产总值增长5.6%左右\n"),
        ("note_en", "\n"),
        ("headline", "true\n"),
        ("baseline", "gdp-growth\ngross-regional-product\n"),
    ],
)
def test_get_prints_a_bare_field(run: Run, field: str, printed: str) -> None:
    """--get prints the best hit's field for a shell: bare, lists one a line, nothing for null."""
    assert run("target", "gdp", "--get", field).stdout == printed


def test_best_is_one_object(run: Run) -> None:
    """--best --json prints one object and no array."""
    assert run("target", "今年经济增速", "--best", "--json").json["id"] == "gdp-growth"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("target", "gdp"), 0),
        (("target",), 0),
        ((), 0),
        (("target", "登月"), 1),
        (("search", "？？？"), 2),
        (("target", ""), 2),
        (("target", "  "), 2),
        (("target", "--nope"), 2),
        (("bogus",), 2),
        (("search",), 2),
        (("target", "gdp", "--get", "nope"), 2),
        (("target", "--topic", "nope"), 2),
        (("target", "--section", "9.9"), 2),
        (("target", "--format", "xml"), 2),
        (("target", "--json", "--format", "csv"), 2),
        (("target", "--excel"), 2),
        (("target", "--limit", "0"), 2),
        (("target", "gdp", "--get", ""), 2),
        (("target", "--topic", ""), 2),
        (("target", "--section", ""), 2),
        (("target", "--format", ""), 2),
        (("target", "gdp", "--json", "--report", ""), 2),
        (("term", "1225", "--topic", "innovation"), 2),
        (("section", "2.3", "--headline"), 2),
        (("honour", "--headline"), 2),
        (("check", "missing.yaml", "--report", "missing.yaml"), 2),
        (("section", "2.1.p9"), 1),
        (("section", "1.9.p1"), 1),
        (("schema", "nope"), 2),
        (("export", "nope"), 2),
        (("export", "sqlite"), 2),
        (("target", "--report", "missing.yaml"), 3),
        (("check", "missing.yaml"), 3),
    ],
)
def test_exit_codes(run: Run, arguments: tuple[str, ...], code: int) -> None:
    """0 found, 1 nothing found, 2 wrong usage, 3 a data file that cannot be used."""
    ran = run(*arguments)
    assert ran.exit_code == code
    assert bool(ran.stderr) == (code != 0)


@pytest.mark.parametrize("option", [("--json",), ("--format", "jsonl"), ("--format", "csv"), ("--best", "--json"), ()])
def test_nothing_found_prints_nothing_or_an_empty_list(run: Run, option: tuple[str, ...]) -> None:
    """Nothing found is an empty array in JSON, nothing in the other formats, and a message on stderr."""
    ran = run("target", "登月", *option)
    assert ran.stdout == ("[]\n" if "--json" in option else "")
    assert "登月" in ran.stderr
    assert ran.exit_code == 1


def test_json_before_the_command_is_the_same(run: Run) -> None:
    """The place of --json does not matter."""
    assert run("--json", "target", "gdp").stdout == run("target", "gdp", "--json").stdout


def test_what_follows_two_dashes_is_the_query(run: Run) -> None:
    """Words behind -- are the query, even when they look like options."""
    assert run("target", "--json", "--", "gdp").json[0]["id"] == "gdp-growth"
    assert run("target", "--json", "--", "--json").json == []


def test_several_words_are_one_query(run: Run) -> None:
    """Words without quotes are one query."""
    assert run("target", "retail", "sales", "--json").stdout == run("target", "retail sales", "--json").stdout


def test_limit_and_all(run: Run) -> None:
    """Ten hits at most, --limit changes that, --all lifts it."""
    assert len(run("target", "企业", "--json").json) == 10
    assert len(run("target", "企业", "--json", "--limit", "3").json) == 3
    assert len(run("target", "企业", "--json", "--all").json) > 10
    assert len(run("target", "--json", "-n", "3").json) == 3


@pytest.mark.parametrize("command", ["target", "result", "honour", "project"])
def test_filters(run: Run, command: str) -> None:
    """--topic and --section keep what is of the topic or stands in the section."""
    for record in run(command, "--topic", "industry", "--json").json:
        assert record["topic"] == "industry"
    section = "2.1" if command in ("target", "project") else "1.1"
    for record in run(command, "--section", section, "--json").json:
        assert record["paragraph"].startswith(f"{section}.")


def test_filters_come_before_the_tiers(run: Run) -> None:
    """An exact hit that a filter leaves out does not hide what the filter keeps."""
    found = run("target", "gdp", "--topic", "innovation", "--json").json
    assert found[0]["id"] == "rd-expenditure-share-of-gdp"
    assert {record["topic"] for record in found} == {"innovation"}
    assert run("compare", "gdp", "--topic", "innovation", "--json").json[0]["topic"] == "innovation"


@pytest.mark.parametrize(
    "asked",
    [
        ("result", "零售总额", "--topic", "livelihood"),
        ("result", "规上工业增加值", "--topic", "consumption"),
        ("target", "新增托位数", "--topic", "education-health"),
    ],
)
def test_a_filter_turns_no_name_into_a_guess(run: Run, asked: tuple[str, ...]) -> None:
    """What a filter leaves out is not replaced by another indicator's figure."""
    ran = run(*asked, "--json")
    assert (ran.json, ran.exit_code) == ([], 1)
    assert "but not with" in ran.stderr


def test_a_hit_that_only_a_filter_leaves_out_is_said_so(run: Run) -> None:
    """Nothing is said to be missing that only the filters hide."""
    for command in ("target", "compare"):
        ran = run(command, "粮食产量", "--topic", "urban", "--section", "2.4")
        assert ran.exit_code == 1
        assert "but not with --section 2.4 --topic urban" in ran.stderr


@pytest.mark.parametrize(
    ("asked", "lines"), [(("target", "登月"), 1), (("compare", "登月"), 1), (("result", "CPI"), 2)]
)
def test_what_no_filter_hides_is_missing(run: Run, asked: tuple[str, ...], lines: int) -> None:
    """What is not found without the filters either is said to be missing, and where else it stands, as without them."""
    said = [run(*asked, *more).stderr.splitlines()[:lines] for more in ((), ("--topic", "economy", "--section", "2"))]
    assert said[0] == said[1]
    assert said[0][0].startswith("gaoan: nothing among the ")


def test_a_paragraph_is_a_section_to_filter_by(run: Run) -> None:
    """--section takes the id of a paragraph, too."""
    assert {r["paragraph"] for r in run("target", "--section", "2.p2", "--json").json} == {"2.p2"}


def test_people_are_told_of_what_is_not_shown(run: Run) -> None:
    """A list that stops short says so on standard error, and of how many where it knows; one asked to does not."""
    assert re.fullmatch(r"gaoan: the best 10 of \d\d; --all shows more\n", run("honour", "省级").stderr)
    assert run("target", "企业").stderr == "gaoan: the best 10; --all shows more\n"
    assert run("target", "企业", "-n", "3").stderr == ""
    assert run("target", "企业", "--json").stderr == ""


def test_a_guess_by_spelling_is_called_one(run: Run) -> None:
    """What only resembles the query is not shown as if it were meant, in compare neither."""
    for command in ("target", "compare"):
        assert "nearest by spelling" in run(command, "固定资产偷次增速").stderr


def test_a_comparison_says_how_it_was_found(run: Run) -> None:
    """With a query a comparison has score and match like any record, and without one it has neither."""
    assert run("compare", "gdp", "--json").json[0]["match"] == {"field": "alias", "how": "exact"}
    assert "score" not in run("compare", "--json").json[0]


def test_comparisons_with_a_result_come_first(run: Run) -> None:
    """Of what a query finds, what can be compared stands before what cannot."""
    compared = [bool(record["results"]) for record in run("compare", "企业", "--json").json]
    assert compared == sorted(compared, reverse=True)


def test_headline_targets_are_the_eleven_expected_ones(run: Run) -> None:
    """--headline lists the main expected targets of the year."""
    records = run("target", "--headline", "--json").json
    assert len(records) == 11
    assert {record["paragraph"] for record in records} == {"2.p2"}


def test_what_is_piped_is_tables_with_heads(run: Run) -> None:
    """Piped, every list is tab-separated with a head for each column, and nothing else; several have a line between."""
    for arguments in (("target", "企业"), ("search", "防震减灾"), ("compare",), ("section",)):
        for table in run(*arguments).stdout.split("\n\n"):
            lines = table.strip("\n").split("\n")
            assert len({line.count("\t") for line in lines}) == 1, arguments
            assert lines[0].startswith(("at\t", "id\t", "note no.\t"))


# --- Formats ------------------------------------------------------------------------------------


def test_jsonl(run: Run) -> None:
    """jsonl is the array, a record a line."""
    lines = run("target", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == run("target", "--json").json


def test_json_is_not_escaped_and_ends_in_one_line_break(run: Run) -> None:
    """JSON keeps Chinese readable for grep."""
    out = run("term", "1225", "--json").stdout
    assert "人才" in out
    assert out.endswith("]\n")


def test_csv(run: Run) -> None:
    """CSV has a header, a row a record, no byte-order mark, and quotes as RFC 4180 has it."""
    out = run("target", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == len(run("target", "--json").json)
    assert rows[1]["value"] == "5.6"
    assert rows[1]["baseline"] == "gdp-growth; gross-regional-product"
    assert not out.startswith("\ufeff")


@pytest.mark.parametrize(("form", "separator"), [("csv", ","), ("tsv", "\t")])
def test_rows_of_several_kinds_share_one_header(run: Run, form: str, separator: str) -> None:
    """Every row has as many cells as the header, which names the fields of all the kinds found."""
    out = run("search", "停车场", "--format", form).stdout
    header, *rows = csv.reader(io.StringIO(out), delimiter=separator)
    assert {len(row) for row in rows} == {len(header)}
    assert len({row[header.index("kind")] for row in rows}) > 1
    for row, record in zip(rows, run("search", "停车场", "--json").json, strict=True):
        assert row[header.index("id")] == record["id"]
        assert row[header.index("text")] == record.get("text", "").replace("\n", " ")


def test_csv_for_excel_begins_with_a_byte_order_mark(run: Run) -> None:
    """--excel makes Excel read Chinese."""
    assert run("target", "--format", "csv", "--excel").stdout.startswith("\ufeffkind,")


def test_tsv_cells_hold_no_tabs_or_line_breaks(run: Run) -> None:
    """Every line of TSV has as many cells as the header."""
    lines = run("section", "--format", "tsv").stdout.splitlines()
    assert {line.count("\t") for line in lines} == {lines[0].count("\t")}
    assert len(lines) == len(run("section", "--json").json) + 1


def test_yaml(run: Run) -> None:
    """YAML reads back as the same records."""
    assert yaml.safe_load(run("term", "--format", "yaml").stdout) == run("term", "--json").json


def test_markdown(run: Run) -> None:
    """Markdown is a table with a row a record."""
    lines = run("target", "--headline", "--format", "md").stdout.splitlines()
    assert lines[0].startswith("| name | name_en | wording |")
    assert len(lines) == 13


def test_markdown_of_a_comparison_compares(run: Run) -> None:
    """In Markdown a comparison has the words of both years, and what follows."""
    head, _, line = run("compare", "高企", "--format", "md").stdout.splitlines()
    assert head.startswith("| name | name_en | results | target | follows |")
    assert "| 新认定国家高新技术企业46家 | 新认定高新技术企业30家 | 16 fewer than in 2023 |" in line


def test_markdown_of_several_kinds_names_them(run: Run) -> None:
    """Where rows of several kinds stand in one table, each says its kind and year."""
    head, _, first, *_ = run("search", "gdp", "--format", "md").stdout.splitlines()
    assert head.startswith("| kind | year |")
    assert first.startswith("| target | 2024 |")


# --- Schema -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", FIELDS)
def test_every_record_is_as_the_schema_says(run: Run, command: str) -> None:
    """Every record that a listing prints is valid under gaoan schema."""
    kind = "comparison" if command == "compare" else command
    schema = run("schema", kind).json
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    arguments = (command, "--json", "--all") if command == "compare" else (command, "--json")
    for record in run(*arguments).json:
        validator.validate(record)


@pytest.mark.parametrize("query", ["停车场", "gdp", "jinglaoyuan", "5+2", "辣椒", "数字"])
def test_search_results_are_as_the_schema_says(run: Run, query: str) -> None:
    """What search prints, of all kinds together, is valid under the schema of everything."""
    schema: dict[str, Any] = run("schema").json
    jsonschema.Draft202012Validator(schema).validate(run("search", query, "--json").json)


def test_every_field_is_described(run: Run) -> None:
    """The schema says of every field of a record what it means."""
    for kind in ("target", "term", "honour", "project", "section", "paragraph", "comparison"):
        for name, field in run("schema", kind).json["properties"].items():
            assert name == "kind" or "description" in field or "$ref" in field, (kind, name)


def test_versions(run: Run) -> None:
    """--version names the program's version, the report and the digest of its source."""
    ran = run("--version")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("gaoan 0.")
    assert "report gaoan-2024 " in ran.stdout


def test_the_version_is_of_the_report_that_was_chosen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """--version speaks of the report that --report or GAOAN_REPORT names."""
    assert "report linxi-2031 " in run("--report", str(TEMPLATE), "--version").stdout
    monkeypatch.setenv("GAOAN_REPORT", "nowhere.yaml")
    assert run("--version").exit_code == 3


@pytest.mark.parametrize("report", [None, str(TEMPLATE)])
def test_the_greeting_suggests_what_works(run: Run, report: str | None) -> None:
    """Each of the five things to try finds something in the report that is asked."""
    chosen = ("--report", report) if report else ()
    tried = [line for line in run(*chosen).stdout.splitlines() if line.startswith("gaoan ")][:5]
    assert len(tried) == 5
    for line in tried:
        words = re.split(" {2,}", line)[0].split()[1:]
        assert run(*chosen, *words).exit_code == 0, line


def test_suggestions_can_be_pasted(report: Report) -> None:
    """A suggested name that a shell would take apart is quoted, and no other."""
    for kind in ("target", "result", "term", "honour", "project", "section"):
        for record in report.records(kind):
            assert shlex.split(shell_quoted(name_of(record)), comments=True) == [name_of(record)]
    assert shell_quoted("R&D经费支出占GDP比重") == "'R&D经费支出占GDP比重'"
    assert shell_quoted("“1225”人才工程") == "“1225”人才工程"


def test_who_asks_in_english_reads_suggestions_in_english(run: Run) -> None:
    """A suggestion comes with its meaning; what shares only letters is not suggested."""
    assert "\n      Charging points" in run("target", "nuclear power station").stderr
    assert "Nearest" not in run("target", "gdpqz").stderr


def test_the_changelog_names_this_version(run: Run) -> None:
    """The version of the program has an entry in the changelog."""
    version = run("--version").stdout.split()[1].rstrip(",")
    assert f"\n## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
