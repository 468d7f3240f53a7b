"""What --compact prints: the same records in fewer bytes."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from conftest import TEMPLATE, Run
from gaoan_cli.report.convert import to_dict
from gaoan_cli.report.model import TYPES
from gaoan_cli.report.report import Report
from gaoan_cli.show import formats

EMPTY: list[object] = [None, []]


def smaller(value: Any) -> Any:
    """A value as the README says that it becomes."""
    if isinstance(value, list):
        return [smaller(one) for one in value]
    if not isinstance(value, dict):
        return value
    dropped = ("start", "end", "aliases", "path")
    return {name: smaller(one) for name, one in value.items() if name not in dropped and one not in EMPTY}


def rows_of(report: Report, kind: str) -> list[dict[str, Any]]:
    """Every record of the kind, as JSON has it."""
    records = report.comparisons if kind == "comparison" else report.records(kind)
    return json.loads(json.dumps([to_dict(record) for record in records]))  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", TYPES)
def test_a_compact_record_is_the_whole_one_without_what_is_left_out(report: Report, kind: str) -> None:
    """Every record of the report keeps its fields, their order and values but for what is empty or left out."""
    rows = rows_of(report, kind)
    told = formats.as_compact_json(rows)
    assert told == json.dumps(smaller(rows), ensure_ascii=False, separators=(",", ":")) + "\n"


@pytest.mark.parametrize("kind", TYPES)
def test_every_compact_record_is_as_its_schema_says(run: Run, report: Report, kind: str) -> None:
    """Every record of the report is valid in its compact form; one that lacks a required field is not."""
    schema = run("schema", kind, "--compact").json
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    records = json.loads(formats.as_compact_json(rows_of(report, kind)))
    for record in records:
        validator.validate(record)
    for name in schema["required"]:
        assert not validator.is_valid({key: value for key, value in records[0].items() if key != name})


@pytest.mark.parametrize("command", ["target", "term", "section", "compare"])
def test_a_lookup_prints_the_compact_form_of_what_it_prints(run: Run, command: str) -> None:
    """A whole listing is, with --compact, the compact form of itself."""
    assert run(command, "--compact").json == smaller(run(command, "--json").json)


@pytest.mark.parametrize("query", ["停车场", "gdp", "1225", "jinglaoyuan"])
def test_what_a_search_finds_is_as_the_compact_schema_says(run: Run, query: str) -> None:
    """Records of all kinds together, with score and match, are valid under the compact schema of everything."""
    schema = run("schema", "--compact").json
    found = run("search", query, "--compact").json
    jsonschema.Draft202012Validator(schema).validate(found)
    assert found[0]["match"]


def test_the_compact_schema_knows_nothing_that_is_left_out(run: Run) -> None:
    """No null, and no field that is left out, is anywhere in it; the whole one has both."""
    for option, there in ((("--compact",), False), ((), True)):
        said = run("schema", *option).stdout
        assert ('"null"' in said) is there
        for name in ("start", "end", "aliases", "path"):
            assert (f'"{name}": {{' in said) is there


def test_compact_alone_means_json(run: Run) -> None:
    """Alone and beside --json it is one array on a line, with --best one object, with jsonl an object a line."""
    told = run("honour", "示范", "--compact").stdout
    assert (
        told
        == run("honour", "示范", "--json", "--compact").stdout
        == run("--json", "honour", "示范", "--compact").stdout
    )
    assert told.count("\n") == 1 and len(json.loads(told)) > 1
    assert json.loads(run("honour", "示范", "--compact", "--best").stdout) == json.loads(told)[0]
    lines = run("honour", "示范", "--compact", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(told)


def test_nothing_found_is_an_empty_array(run: Run) -> None:
    """The honest no is as it is without --compact."""
    ran = run("target", "登月", "--compact", "--best")
    assert (ran.stdout, ran.exit_code) == ("[]\n", 1)
    assert ran.stderr == run("target", "登月", "--json").stderr


@pytest.mark.parametrize("form", ["csv", "tsv", "yaml", "md", "table"])
def test_what_is_no_json_is_not_compact(run: Run, form: str) -> None:
    """--compact contradicts every other format."""
    ran = run("target", "gdp", "--compact", "--format", form)
    assert (ran.stdout, ran.exit_code) == ("", 2)
    assert ran.stderr == f"gaoan: --compact and --format {form} contradict each other\n"


def test_a_field_is_printed_raw_beside_compact(run: Run) -> None:
    """--get prints its field as ever, also one that a compact record leaves out."""
    assert run("target", "gdp", "--compact", "--get", "path").stdout == run("target", "gdp", "--get", "path").stdout


def test_another_report_is_compact_too(run: Run) -> None:
    """The records of the example, periods and parts in them, are as the compact schema says."""
    schema = run("schema", "--compact").json
    for command in ("target", "result", "term", "honour", "project", "section", "compare"):
        found = run(command, "--compact", "--report", str(TEMPLATE)).json
        jsonschema.Draft202012Validator(schema).validate(found)
