"""The checks: each catches the mistake it is for, and names the record."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from conftest import ROOT, TEMPLATE, Run
from gaoan_cli.encode.check import check_file
from gaoan_cli.encode.rules import RULES
from gaoan_cli.load import load_report, shipped

BROKEN: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "broken.yaml").read_text(encoding="utf-8")
)


def write(folder: Path, *edits: tuple[str, str]) -> Path:
    """The template with its text beside it, edited."""
    text = TEMPLATE.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    file = folder / "report.yaml"
    file.write_text(text, encoding="utf-8")
    original = TEMPLATE.with_suffix(".txt").read_text(encoding="utf-8")
    file.with_suffix(".txt").write_text(original, encoding="utf-8")
    return file


def test_every_check_has_a_broken_fixture() -> None:
    """Each code has a mistake that it must catch, but for what is computed and never written."""
    assert set(BROKEN) == set(RULES)


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_file_trips_its_check(code: str, tmp_path: Path) -> None:
    """The mistake made for a check is found under its code."""
    old, new = BROKEN[code]
    findings = check_file(str(write(tmp_path, (old, new)))).findings
    assert code in {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("E103", 'mentions: ["2.p1"]', 'mentions: ["2.p1", "2.p1"]'),
        ("E104", "baseline: [gdp-growth, gross-regional-product]", "baseline: [gdp-growth, gdp-growth]"),
        ("E104", "other_mention: linxi-bridge-2031", "other_mention: linxi-bridge"),
        ("E209", "reviews: 2030", "reviews: 2025"),
    ],
)
def test_other_ways_to_break_a_rule(code: str, old: str, new: str, tmp_path: Path) -> None:
    """What is named twice, and a review of years ago, are found too."""
    assert code in {finding.code for finding in check_file(str(write(tmp_path, (old, new)))).findings}


def test_full_width_digits_are_numbers(tmp_path: Path) -> None:
    """A number in full-width digits is a number that some record must give."""
    file = write(tmp_path, ("text: 临溪大桥开工，", "text: ９号临溪大桥开工，"))
    details = [finding.detail for finding in check_file(str(file)).findings if finding.code == "E601"]
    assert any(detail.startswith("９ in") for detail in details)


def test_a_proof_without_the_original_says_so(run: Run, tmp_path: Path) -> None:
    """Without the text beside it, an encoding is not said to be proved outright."""
    file = write(tmp_path)
    assert "proved, but for its text" not in run("check", str(file)).stdout
    file.with_suffix(".txt").unlink()
    assert "proved, but for its text" in run("check", str(file)).stdout


def test_the_template_is_proved(run: Run) -> None:
    """The template in the docs passes every check."""
    ran = run("check", str(TEMPLATE))
    assert ran.exit_code == 0, ran.stdout
    assert "is proved" in ran.stdout


def test_the_shipped_report_is_proved(run: Run) -> None:
    """gaoan check passes and prints what it covered."""
    ran = run("check")
    assert ran.exit_code == 0
    assert re.search(r"runs of digits +(\d+) of \1 accounted for", ran.stdout)
    assert re.search(r"Chinese numerals +(\d+) of \1 accounted for", ran.stdout)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("value: 254", "value: 245", "homes-made-age-friendly"),
        ("quote: 新增城镇就业8925人", "quote: 新增城镇就业8952人", "new-urban-jobs"),
        ("新增城镇就业8925人。城乡", "新增城镇就业8952人。城乡", "new-urban-jobs"),
    ],
)
def test_one_wrong_digit_is_named(run: Run, tmp_path: Path, old: str, new: str, named: str) -> None:
    """A digit changed in a copy, in a value, a quote or the text, is found and the record named."""
    text = shipped().read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / "copy.yaml"
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = run("check", str(copy))
    assert ran.exit_code == 3
    assert named in ran.stdout


def records_of(text: str) -> dict[str, str]:
    """The YAML of each record by id, as it stands in the shipped file."""
    body = text[text.index("\ntargets:") : text.index("\nexemptions:")]
    parts = re.split(r"(?m)^(?=  - id: )", body)
    return {part.split("\n", 1)[0][8:]: part for part in parts if part.startswith("  - id: ")}


SHIPPED = shipped().read_text(encoding="utf-8")


@pytest.mark.parametrize("id", [*records_of(SHIPPED)][::25])
def test_a_dropped_record_is_noticed(run: Run, tmp_path: Path, id: str) -> None:
    """A record left out of a copy is noticed."""
    record = records_of(SHIPPED)[id]
    copy = tmp_path / "copy.yaml"
    lines = [line for line in record.splitlines(keepends=True) if line.startswith(("  - ", "    "))]
    copy.write_text(SHIPPED.replace("".join(lines), "", 1), encoding="utf-8")
    ran = run("check", str(copy))
    assert ran.exit_code == 3


def test_findings_as_json(run: Run, tmp_path: Path) -> None:
    """--json gives every finding with code, rule, line, record and detail."""
    file = write(
        tmp_path, ("value: -12.5", "value: 12.5"), ("quote: 获评全省卫生城市", "quote: 评为卫生城市")
    )
    ran = run("check", str(file), "--json")
    assert ran.exit_code == 3
    assert {tuple(finding) for finding in ran.json} == {("code", "rule", "line", "record", "detail")}
    assert {"E201", "E207"} <= {finding["code"] for finding in ran.json}
    line = next(finding["line"] for finding in ran.json if finding["code"] == "E207")
    assert "accidents-growth" in file.read_text(encoding="utf-8").splitlines()[line - 1]


def test_a_file_without_shape_lists_all_mistakes(run: Run, tmp_path: Path) -> None:
    """Mistakes of shape in several records are all listed, each with its line."""
    edits = ("bound: about  ", "bound: roughly  "), ("status: awarded", "state: awarded")
    ran = run("check", str(write(tmp_path, *edits)), "--json")
    assert [finding["code"] for finding in ran.json] == ["E001", "E001"]
    assert all(finding["line"] for finding in ran.json)


def test_the_template_is_not_this_report() -> None:
    """Nothing in the invented report stands in the real one, so that a pass proves the checks general."""
    assert "临溪" not in (ROOT / "data" / "report.txt").read_text(encoding="utf-8")
