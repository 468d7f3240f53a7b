"""The strict reader: every scalar typed by the model, and every other YAML refused in one line."""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import TEMPLATE, Run
from gaoan_cli.encode import reader as source
from gaoan_cli.encode.reader import SHAPES, Field, Malformed, Source
from gaoan_cli.errors import DataError
from gaoan_cli.load import load_report

TEXT = TEMPLATE.read_text(encoding="utf-8")
REFUSED = 3
LOADERS = [pytest.param(yaml.CBaseLoader, id="libyaml"), pytest.param(yaml.BaseLoader, id="python")]


def edited(*edits: tuple[str, str], text: str = TEXT) -> str:
    """The template with the first of each of these replaced."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def read(text: str) -> Source:
    """What an encoding says."""
    return source.read(text.encode("utf-8", "surrogatepass"), "report.yaml")


def mistakes(text: str) -> list[DataError]:
    """What is wrong with an encoding that must be refused."""
    with pytest.raises(Malformed) as caught:
        read(text)
    return caught.value.findings


def one_line(stderr: str) -> str:
    """The message, which must be a single clean line."""
    assert stderr.startswith("gaoan: ")
    assert stderr.endswith("\n")
    line = stderr[:-1]
    assert line.isprintable(), ascii(line)
    return line


@pytest.fixture
def refused(run: Run, tmp_path: Path) -> Callable[[str | bytes], str]:
    """Write a file, ask it through the command line, and return the one line that refuses it."""

    def refuse(content: str | bytes) -> str:
        file = tmp_path / "report.yaml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        ran = run("target", "gdp", "--report", str(file))
        assert (ran.stdout, ran.exit_code) == ("", REFUSED)
        return one_line(ran.stderr)

    return refuse


# --- Scalars are typed by the model -----------------------------------------------------------------


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "word",
    [
        "1225",
        "no",
        "yes",
        "012",
        "0x1F",
        "1e3",
        "1_000",
        "12:30",
        "2031-01-15",
        "null",
        "~",
        ".inf",
        "<<",
        "=",
    ],
)
def test_text_stays_text(word: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What YAML would take for a number, a truth, a date or nothing is text where text is asked for."""
    monkeypatch.setattr(source, "Loader", loader)
    said = read(edited(("name: 地区生产总值增速", f"name: {word}"), ("[GDP, ", f"[{word}, ")))
    assert said.targets[0]["name"] == word
    assert said.targets[0]["aliases"] == [word, "地区生产总值"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("5", 5), ("0", 0), ("5.0", 5.0), ("5.6", 5.6), ("-12.5", -12.5), ("200.50", 200.5), ('"5.6"', 5.6)],
)
def test_a_number_is_read_as_printed(written: str, value: float) -> None:
    """A number keeps its kind: whole without a point, decimal with one."""
    found = read(edited(("value: 5\n", f"value: {written}\n"))).targets[0]["value"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    "written",
    [
        *("five", "5%", "1e3", ".5", "5.", "+5", "--5", "1_000", '"1,200"', "0x10", ".inf", ".nan", "12:30"),
        *("５", "٥", "五", "1" * 16, "1" * 5000, "0.1234567", '"5 "', '"5\\n"', '""'),
    ],
)
def test_what_is_no_printed_number_is_refused(written: str) -> None:
    """A value takes ASCII digits, one point and a minus, and nothing else."""
    [mistake] = mistakes(edited(("value: 5\n", f"value: {written}\n")))
    assert mistake.record == "target gdp-growth"
    assert mistake.message.startswith("value: ")
    assert len(mistake.message) < 160


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("year: 2031 ", "year: MMXXXI "),
        ("year: 2031 ", "year: ２０３１ "),
        ("year: 2031 ", "year: 2031.0 "),
        ("date: 2031-01-15", "date: 15.1.2031"),
        ("date: 2031-01-15", "date: 2031-02-30"),
        ("date: 2031-01-15", "date: ２０３１-01-15"),
        ("headline: true", "headline: yes"),
        ("headline: true", "headline: True"),
        ("headline: true", "headline: 1"),
        ("measure: growth", "measure: grwoth"),
        ("bound: about", "bound: ≈"),
        ("topic: economy", "topic: weather"),
        ("modality: 力争", "modality: 争取"),
        ("level: provincial", "level: galactic"),
        ("status: awarded", "status: lost"),
        ("status: started", "status: awarded"),
        ("note: 1 ", "note: one "),
        ("counts: {terms: 1", "counts: {terms: -1"),
        ("id: gdp-growth", "id: GDP"),
        ("id: gdp-growth", "id: gdp_growth"),
        ("id: gdp-growth", "id: gdp--growth"),
        ("id: gdp-growth", "id: 增速"),
        ('id: "1.1"', 'id: "1,1"'),
        ('id: "1.1"', 'id: "1.１"'),
        ('id: "1.1"', "id: ../1"),
        ('paragraph: "2.p1"', "paragraph: two"),
        ("baseline: [gdp-growth", 'baseline: ["gdp growth"'),
        ("pinyin: xi", 'pinyin: "x\\ti"'),
        ("pinyin: xi", 'pinyin: "x\\ni"'),
    ],
)
def test_a_scalar_of_the_wrong_type_is_refused(
    old: str, new: str, refused: Callable[[str | bytes], str]
) -> None:
    """A scalar that its key cannot hold is named with its line, its key and what would be right."""
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    message = refused(edited((old, new)))
    assert f"report.yaml:{line}: " in message
    assert " must be " in message or "holds the control character" in message


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("nothing", ["null", "~", ""])
def test_an_optional_key_may_say_nothing(nothing: str, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Null, a tilde and no value at all leave an optional key out, under either parser."""
    monkeypatch.setattr(source, "Loader", loader)
    said = read(edited(("headline: true\n", f"headline: {nothing}\n    note: {nothing}\n")))
    assert said.targets[0]["note"] is None
    assert said.targets[0]["headline"] is None


def test_a_quoted_null_is_a_word() -> None:
    """A quoted null is the word null."""
    assert read(edited(("modality: 力争", 'note: "null"'))).targets[1]["note"] == "null"


@pytest.mark.parametrize("empty", ['""', "''", '" "', "\u3000", "", "[]", "{}"])
def test_a_required_text_may_not_be_empty(empty: str) -> None:
    """A name of nothing, or of blanks, is refused."""
    assert mistakes(edited(("name: 地区生产总值增速", f"name: {empty}")))


# --- Keys -----------------------------------------------------------------------------------------


def mappings(values: Any, shape: str, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """(path, shape) of every mapping of the template."""
    yield path, shape
    fields = SHAPES.get(shape, source.FILE)
    for key, field in fields.items():
        if isinstance(field.of, str) and key in values:
            children = enumerate(values[key]) if field.many else [(None, values[key])]
            for at, child in children:
                yield from mappings(child, field.of, (*path, key) if at is None else (*path, key, at))


PLAIN = yaml.load(TEXT, Loader=yaml.BaseLoader)
PLACES = list(mappings(PLAIN, "file"))


def changed(path: tuple[str | int, ...], without: str = "", **entries: Any) -> str:
    """The template as JSON, which is YAML too, with the mapping at this path changed."""
    values = copy.deepcopy(PLAIN)
    here: Any = values
    for step in path:
        here = here[step]
    here.pop(without, None)
    here.update(entries)
    return json.dumps(values, ensure_ascii=False)


def fields_of(shape: str) -> dict[str, Field]:
    """The keys a mapping may have."""
    return SHAPES.get(shape, source.FILE)


def test_the_template_has_every_shape() -> None:
    """The template shows every kind of mapping but an exemption, so the tests below reach them all."""
    assert {shape for _, shape in PLACES} == {*SHAPES, "file"} - {"exemption"}


def test_the_form_of_the_yaml_does_not_matter() -> None:
    """The template dumped by a program, as JSON, with CRLF, a byte order mark or a version says the same."""
    said = read(TEXT)._replace(lines={})
    flow = yaml.safe_dump(PLAIN, allow_unicode=True, default_flow_style=True, default_style='"')
    for other in (
        changed(()),
        flow,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        "%YAML 1.1\n---\n" + TEXT,
    ):
        assert read(other)._replace(lines={}) == said


@pytest.mark.parametrize(("path", "shape"), PLACES)
def test_every_mapping_refuses_unknown_and_lacking_keys(path: tuple[str | int, ...], shape: str) -> None:
    """Each mapping of the template refuses a key it does not know, and each key that it must have is missed."""
    [unknown] = mistakes(changed(path, colour="red"))
    assert unknown.message.startswith("unknown key 'colour' in ")
    assert next(iter(fields_of(shape))) in unknown.message
    for key, field in fields_of(shape).items():
        if field.required:
            [lacking] = mistakes(changed(path, without=key))
            assert lacking.message.endswith(f" lacks {key}")


@pytest.mark.parametrize(("path", "shape"), PLACES)
def test_every_key_refuses_a_value_of_the_wrong_shape(path: tuple[str | int, ...], shape: str) -> None:
    """A list for a scalar, a scalar for a list, and either for a mapping are refused at every key."""
    for key, field in fields_of(shape).items():
        for wrong in ("word", ["word"], [["word"]], {"word": "word"}, [{"word": "word"}], {}):
            if (isinstance(wrong, str) and not isinstance(field.of, str) and not field.many) or (
                wrong == ["word"] and field.many and not isinstance(field.of, str)
            ):
                continue
            found = mistakes(changed(path, key, **{key: wrong}))
            assert found, (key, wrong)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema: 1\n", "schema: 1\nschema: 1\n"),
        ("terms:\n", "targets: []\nterms:\n"),
        ("  place: 临溪市\n", "  place: 临溪市\n  place: 临溪市\n"),
        ("    topic: economy\n", "    topic: economy\n    topic: economy\n"),
        ("    topic: economy\n", '    topic: economy\n    "topic": economy\n'),
        ("{character: 溪,", "{character: 溪, character: 溪,"),
        ("counts: {terms: 1,", "counts: {terms: 1, terms: 1,"),
    ],
)
def test_a_repeated_key_is_refused(old: str, new: str, refused: Callable[[str | bytes], str]) -> None:
    """A key that stands twice is named, with the line of the second or behind it."""
    assert " stands twice in " in refused(edited((old, new)))


@pytest.mark.parametrize(
    "key", ["? [a, b]\n:", "? {a: b}\n:", "? |\n  a\n:", '"":', "<<:", "1:", "null:", "true:"]
)
def test_a_key_that_is_no_word_is_refused(key: str, refused: Callable[[str | bytes], str]) -> None:
    """Keys that are lists, mappings, merges or nothing are unknown keys."""
    assert "unknown key" in refused(edited(("terms:\n", f"{key} 1\nterms:\n")))


def test_every_mistake_is_told() -> None:
    """The findings of a file with three bad records are three, in order, and the message tells of the rest."""
    text = edited(
        ("value: 5\n", "value: five\n"), ("value: 1500", "value: many"), ("value: 200.5", "value: big")
    )
    with pytest.raises(Malformed) as caught:
        read(text)
    findings = caught.value.findings
    assert [finding.record for finding in findings] == [
        *("target gdp-growth", "target new-school-places", "result gross-regional-product"),
    ]
    assert [finding.line for finding in findings] == [
        text[: text.index(word)].count("\n") + 1 for word in ("value: five", "value: many", "value: big")
    ]
    assert str(caught.value).endswith("(and 2 more; gaoan check lists them)")


def test_a_thousand_mistakes_are_told_in_part() -> None:
    """The list of findings ends somewhere, and the file is refused all the same."""
    assert 100 <= len(mistakes("schema: 1\ntargets:\n" + "- {}\n" * 1000)) <= 101


# --- What YAML can do and an encoding must not -------------------------------------------------------

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BOMB, "unknown key 'a'"),
        ("schema: 1\nterms: &a\n- {id: &b x}\n", "anchors and aliases are not allowed"),
        (
            edited(("name: 地区生产总值增速", "name: &name 地区生产总值增速")),
            "anchors and aliases are not allowed",
        ),
        (edited(("name: 地区生产总值增速", "name: *name")), "anchors and aliases are not allowed"),
        (edited(("- id: gdp-growth", "- &a\n    id: gdp-growth")), "anchors and aliases are not allowed"),
        (edited(("- id: gdp-growth", "- *a\n  - id: gdp-growth")), "anchors and aliases are not allowed"),
        (edited(("[GDP, ", "&a [GDP, *a, ")), "anchors and aliases are not allowed"),
        (edited(("value: 5\n", "value: five\n    more: &a {b: *a}\n")), "value: 'five' must be a number"),
        (edited(("name: 地区生产总值增速", "name: !!str 地区生产总值增速")), "the tag "),
        (edited(("name: 地区生产总值增速", "name: !!python/object/apply:os.system [id]")), "the tag "),
        (edited(("schema: 1", "schema: !!int 1")), "the tag "),
        (edited(("schema: 1", "schema: !<tag:yaml.org,2002:int> 1")), "the tag "),
        ("!!python/object:os.system\nschema: 1\n", "the tag "),
        ("!!set {schema}\n", "the tag "),
        (TEXT + "---\nschema: 1\n", "a second document begins here"),
        (TEXT + "...\n---\n", "a second document begins here"),
        (TEXT + "---\n" + TEXT, "a second document begins here"),
        ("", "is empty"),
        ("\ufeff", "is empty"),
        ("\n\n# nothing\n", "is empty"),
        ("---\n", "a report is a mapping"),
        ("null\n", "a report is a mapping"),
        ("schema\n", "a report is a mapping"),
        ("[]\n", "a report is a mapping"),
        ("- junk\n" * 1000, "a report is a mapping"),
        ("{}\n", "the file lacks schema, report, sections"),
        ("schema: 1\n", "the file lacks report, sections"),
        ("schema: 1\nsections: []\n", "the file lacks report"),
        ("schema: 2\nfuture: true\n", "schema 2 is not known to this version: it reads schema 1"),
        (edited(("schema: 1", "schema: 999999999")), "it reads schema 1"),
        (edited(("schema: 1", "schema: 1.1")), "schema: '1.1' must be a whole number"),
        (edited(("schema: 1", "schema:")), "schema: '' must be a whole number"),
        (edited(("terms:\n", "terms:\n- junk\n- 1\n- [2]\n")), "an item of terms must be a mapping"),
        ("schema: 1\nterms: [[], [], {}]\n", "term must be a mapping"),
        ("schema: 1\n\tterms: x\n", "is not YAML"),
        ("schema: 1\nterms: 'x\n", "is not YAML"),
        ("schema: 1: 2\n", "is not YAML"),
        ("{schema: 1", "is not YAML"),
        ("%YAML 9.9\n---\nschema: 1\n", "is not YAML"),
        ("%TAG ! tag:x,2000:\n---\n!y\nschema: 1\n", "the tag "),
        ("schema: 1\nterms: @x\n", "is not YAML"),
        ("<html><body>not found</body></html>\n", "a report is a mapping"),
        ('{"schema": 1, "report": null}', "report must be a mapping"),
    ],
)
def test_yaml_that_is_no_encoding_is_refused(
    content: str, said: str, refused: Callable[[str | bytes], str]
) -> None:
    """Anchors, tags, second documents, other schemas and broken YAML end in one line that says which."""
    assert said in refused(content)


@pytest.mark.parametrize("loader", LOADERS)
def test_a_bomb_is_refused_where_it_begins(loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """An anchor is refused before any alias of it could be followed."""
    monkeypatch.setattr(source, "Loader", loader)
    first = mistakes(edited(("aliases: [GDP, ", "aliases: &a [GDP, *a, *a, ")))[0]
    assert first.message.startswith("anchors and aliases are not allowed")


MANY = 20_000


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    "content",
    [
        "[" * MANY,
        "- " * MANY + "x",
        "? " * MANY + "x",
        "{a: " * MANY,
        "schema: 1\nsections: " + "[" * MANY + "]" * MANY,
        "schema: 1\ntargets:\n- " + "- " * MANY + "x\n",
        "schema: 1\ntargets:\n- {colour: " + "[" * MANY + "]" * MANY + "}\n",
        "schema: 1\ntargets:\n- colour:\n  - " + "- " * MANY + "x\n",
        "schema: 1\nsections:\n- " + '{id: "1", sections: [' * MANY + "]}" * MANY,
        "schema: 1\nterms:\n- parts: [" + "{name: a, parts: [" * MANY + "]}" * MANY + "]\n",
        "".join(f"{' ' * depth}a:\n" for depth in range(2000)),
        "schema: 1\nsections:\n" + "".join(f"{'  ' * depth}- sections:\n" for depth in range(2000)),
    ],
    ids=range(12),
)
def test_depth_is_refused(
    content: str, loader: Any, refused: Callable[[str | bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty thousand levels, in flow or in blocks, are one line of refusal and no deep recursion."""
    monkeypatch.setattr(source, "Loader", loader)
    assert len(refused(content)) < 500


def nested(depth: int) -> str:
    """A part inside a part, so many times."""
    return "[{name: x, name_en: x, wording: x, parts: " * depth + "[]" + "}]" * depth


def test_a_few_levels_are_read_and_many_are_not() -> None:
    """Parts inside parts are read to the depth that is documented, and refused beyond it."""
    old = "{name: 临溪大桥, name_en: Linxi Bridge, wording: 临溪大桥}"
    flat = old[:-1] + ", parts: "
    assert (
        read(edited((old, f"{flat}{nested(3)}}}"))).terms[0]["parts"][0]["parts"][0]["parts"][0]["name"]
        == "x"
    )
    [mistake] = mistakes(edited((old, f"{flat}{nested(source.DEEPEST + 1)}}}")))
    assert f"nested more than {source.DEEPEST} levels deep" in mistake.message


# --- Encodings and control characters ------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("gbk"),
        TEXT.encode("big5", "replace"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        b"schema: 1\0",
        TEXT.encode().replace("临".encode(), b"\0", 1),
        TEXT.encode().replace("临".encode(), b"\xff", 1),
        TEXT.encode().replace("临".encode(), b"\xed\xa0\x80", 1),
        TEXT.encode().replace("临".encode(), b"\xc0\x80", 1),
        TEXT.encode()[:-1] + b"\xe4",
        b"\0" * 5000,
        b"\xff\xfe",
        b"\x1f\x8b\x08\x00",
        b"SQLite format 3\0" + bytes(range(256)),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        random.Random(20240201).randbytes(100_000),
        "schema: 1\x1b[31m\n",
        "\x1b]0;owned\x07",
        "schema: 1\nterms: \x9b31m\n",
        "schema: 1\nterms: \x7f\n",
    ],
    ids=range(22),
)
def test_other_encodings_are_refused(content: str | bytes, refused: Callable[[str | bytes], str]) -> None:
    """A file that is not clean UTF-8 text is refused in one printable line, whatever its bytes are."""
    refused(content)


def test_a_byte_order_mark_is_accepted(run: Run, tmp_path: Path) -> None:
    """A file saved with a byte order mark answers like one without."""
    file = tmp_path / "report.yaml"
    file.write_text(TEXT, encoding="utf-8-sig")
    ran = run("target", "gdp", "--get", "value", "--report", str(file))
    assert (ran.stdout, ran.exit_code) == ("5\n", 0)


ESCAPES = [
    *(
        '"\\e[31mred\\e[0m"',
        '"\\e]0;title\\a"',
        '"\\x9b31m"',
        '"\\0"',
        '"\\b\\b\\b"',
        '"\\r"',
        '"\\x7f"',
        '"\\x85"',
    ),
    *(
        "\u202egdp",
        "\u2066gdp\u2069",
        "\u200fgdp",
        "\u061cgdp",
        '"\\u202e"',
        '"\\u2028"',
        '"\\u2029"',
        '"\\ufeff"',
    ),
    *(
        '"\\ud800"',
        '"\\udc80"',
        '"\\ud83d\\ude00"',
        '"\\uffff"',
        '"\\U00110000"',
        '"\\UFFFFFFFF"',
        "\x1b[2J",
        "\x07",
    ),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("name", ESCAPES, ids=ascii)
@pytest.mark.parametrize(
    "key",
    [
        "name: 地区生产总值增速",
        "[GDP",
        "title: 政府工作报告",
    ],
)
def test_control_characters_are_refused(
    key: str, name: str, loader: Any, refused: Callable[[str | bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Terminal escapes, direction marks and lone surrogates in a text are refused, and never printed."""
    monkeypatch.setattr(source, "Loader", loader)
    start = "[" if key[0] == "[" else key[: key.index(" ") + 1]
    refused(edited((key, start + name)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema: 1", '"\\e[31m": 1\nschema: 1'),
        ("schema: 1", '"\\u202e": 1\nschema: 1'),
        ("schema: 1", '"a\\nb\\nc": 1\nschema: 1'),
        ("schema: 1", 'schema: "\\e[31m"'),
        ("topic: economy", 'topic: "\\e[31meconomy"'),
        ("value: 5\n", 'value: "5\\e[31m"\n'),
        ("schema: 1", "schema: !<tag:\u202e> 1"),
        ("schema: 1", "schema: !%1b%5b31m 1"),
        ("schema: 1", "schema: !" + "x" * 100_000 + " 1"),
        ("schema: 1", "x" * 1000 + ": 1\nschema: 1"),
        ("topic: economy", "topic: " + "x" * 100_000),
        ("value: 5\n", 'value: "' + "\\n" * 1000 + '"\n'),
    ],
    ids=range(12),
)
def test_what_is_quoted_back_is_escaped_and_short(
    old: str, new: str, refused: Callable[[str | bytes], str]
) -> None:
    """A message that quotes the file stays one short line without control characters."""
    assert len(refused(edited((old, new)))) < 500


# --- Files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    "name",
    [
        "nowhere.yaml",
        "",
        ".",
        "..",
        "/",
        "no/such/folder.yaml",
        "x" * 300,
        "a\nb",
        "\x1b[31m",
        "\udcff",
        "\u202e",
        "a\0b",
    ],
    ids=ascii,
)
def test_a_file_that_is_none_is_refused(name: str, before: bool, run: Run, tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name each end in one line."""
    place = ("--report", f"{tmp_path}/{name}")
    ran = run(*place, "target", "gdp") if before else run("target", "gdp", *place)
    assert (ran.stdout, ran.exit_code) == ("", REFUSED)
    assert "cannot be read: " in one_line(ran.stderr)


def test_an_unreadable_file_is_refused(run: Run, tmp_path: Path) -> None:
    """A file that the system refuses to read ends in one line."""
    file = tmp_path / "report.yaml"
    file.write_text(TEXT, encoding="utf-8")
    file.chmod(0)
    if os.access(file, os.R_OK):  # root reads everything but the memory at address 0
        file = Path("/proc/self/mem")
        if not file.exists():
            pytest.skip("this user can read every file")
    ran = run("target", "gdp", "--report", str(file))
    assert (ran.stdout, ran.exit_code) == ("", REFUSED)
    assert "cannot be read: " in one_line(ran.stderr)


def test_every_command_refuses_in_the_same_words(run: Run, tmp_path: Path) -> None:
    """Each command that reads a report refuses a bad one with the same line and code."""
    file = tmp_path / "report.yaml"
    file.write_text("schema: 2\n", encoding="utf-8")
    for command in (
        *(
            ["target", "gdp"],
            ["result"],
            ["term", "1"],
            ["section"],
            ["honour"],
            ["project"],
            ["search", "gdp"],
        ),
        *(["compare"], ["export", "text"], ["export", "json"], ["target", "gdp", "--json"], []),
    ):
        ran = run("--report", str(file), *command)
        assert (ran.stdout, ran.exit_code) == ("", REFUSED)
        assert one_line(ran.stderr).endswith("it reads schema 1")


def test_a_mistake_names_the_file_the_line_and_the_record(refused: Callable[[str | bytes], str]) -> None:
    """The line of refusal reads FILE:LINE: RECORD: what is wrong and what would be right."""
    message = refused(edited(("value: 1500", "value: many")))
    line = TEXT[: TEXT.index("value: 1500")].count("\n") + 1
    assert message.endswith(
        f"report.yaml:{line}: target new-school-places: value: 'many' must be a number as printed, like 5.6"
    )


def test_a_bad_file_never_becomes_a_cache(
    refused: Callable[[str | bytes], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept of a file that was refused."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    refused("schema: 2\n")
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "report.yaml"]


# --- Size -----------------------------------------------------------------------------------------------------

HUGE = 100_000_000
MOST_MEMORY = 1_500_000_000
# Runs gaoan, then says in a pipe how much memory it took at most.
MEASURED = """
import os, resource, runpy, sys
limit = 4 << 30  # for the machine's sake
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
try:
    runpy.run_module("gaoan_cli", run_name="__main__")
finally:
    sys.stderr.flush()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    os.write(int(os.environ["PEAK"]), str(peak * (1 if sys.platform == "darwin" else 1024)).encode())
"""
HUGE_FILES: dict[str, tuple[str, str, str]] = {
    # what it is: (beginning, what is repeated, end)
    "one scalar": ("", "x", ""),
    "one text": (TEXT[: TEXT.index("政府工作报告")], "x", TEXT[TEXT.index("政府工作报告") :]),
    "one number": (
        TEXT[: TEXT.index("2031 ", TEXT.index("year:"))],
        "9",
        TEXT[TEXT.index(" ", TEXT.index("year: ") + 6) :],
    ),
    "one id": (TEXT[: TEXT.index("linxi-2031")], "a-", TEXT[TEXT.index("linxi-2031") :]),
    "garbage": ("", "", ""),
    "emoji": ("\N{GRINNING FACE}", "x", ""),
    "brackets": ("", "[", ""),
    "a list under an unknown key": ("schema: 1\nunknown:\n", "- x\n", ""),
    "a list of scalars under targets": ("schema: 1\ntargets:\n", "- x\n", ""),
    "a target of junk": ("schema: 1\ntargets:\n- {x: [", "1,", "]}\n"),
    "a list of aliases": ("schema: 1\ntargets:\n- {aliases: [", "1,", "]}\n"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no getrusage")
@pytest.mark.parametrize("shape", HUGE_FILES)
def test_a_huge_file_is_refused_in_little_memory(shape: str, tmp_path: Path) -> None:
    """A file of 100 MB, whatever it repeats, is refused in one line and less than 1.5 GB."""
    file = tmp_path / "report.yaml"
    beginning, repeated, end = (part.encode() for part in HUGE_FILES[shape])
    with file.open("wb") as stream:
        stream.write(beginning)
        block = repeated * (1_000_000 // len(repeated)) if repeated else random.Random(1).randbytes(1_000_000)
        for _ in range(HUGE // len(block)):
            stream.write(block)
        stream.write(end)
    try:
        refused, peak = measured("--report", str(file), "target", "gdp")
    finally:
        file.unlink()
    assert refused.returncode == REFUSED, refused.stderr[-500:]
    assert refused.stdout == ""
    assert len(one_line(refused.stderr)) < 500
    assert peak < MOST_MEMORY


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file")
def test_an_endless_file_is_refused_in_little_memory() -> None:
    """A file without an end is refused too."""
    refused, peak = measured("--report", "/dev/zero", "target", "gdp")
    assert (refused.returncode, refused.stdout) == (REFUSED, ""), refused.stderr[-500:]
    one_line(refused.stderr)
    assert peak < MOST_MEMORY


def measured(*arguments: str) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run gaoan in a process of its own: what it left behind, and the memory it took at most."""
    reading, writing = os.pipe()
    try:
        ran = subprocess.run(
            [sys.executable, "-c", MEASURED, *arguments],
            capture_output=True,
            encoding="utf-8",
            env=os.environ | {"PEAK": str(writing)},
            pass_fds=[writing],
            check=False,
        )
    finally:
        os.close(writing)
    with os.fdopen(reading) as stream:
        peak = stream.read()
    return ran, int(peak or MOST_MEMORY)


def test_a_big_honest_report_is_read(tmp_path: Path) -> None:
    """A report of a few megabytes, an honest one, is read."""
    paragraph = '      - id: "2.p{}"\n        text: ' + "推进“三桥”建设[1]。" * 50 + "\n"
    more = "".join(paragraph.format(number) for number in range(2, 2000))
    file = tmp_path / "report.yaml"
    file.write_text(edited(("  - id: A\n", more + "  - id: A\n")), encoding="utf-8")
    assert load_report(file).count("paragraph") == 4 + 1998
