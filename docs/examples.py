"""Regenerates what the documents show of the program: the examples, the pictures, and the table of fields.

    python docs/examples.py [--check]

With --check nothing is written, and the exit code says whether all is up to date.
"""

from __future__ import annotations

import html
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gaoan_cli import language
from gaoan_cli.answer import look_up
from gaoan_cli.encode import shapes
from gaoan_cli.encode.pinyin import Reading
from gaoan_cli.load import load_report
from gaoan_cli.options import Options
from gaoan_cli.report import model
from gaoan_cli.show.drawing import draw
from gaoan_cli.writing import views_of

ROOT = Path(__file__).parents[1]
# What the README shows: a command, and what there is to say about it.
EXAMPLES_ZH = (
    ("gaoan target gdp", "查一个指标，连同上年结果和原文："),
    ("gaoan compare 高企", "两年对比："),
    ("gaoan result CPI", "报告没有说的，直接说没有："),
)
EXAMPLES = (
    ("gaoan target gdp", "A figure, how it is to be read, what it was the year before, and the words that say it:"),
    ("gaoan term 1225", "A term, part by part:"),
    ("gaoan compare 高企", "Two years side by side, and what follows:"),
    ("gaoan target 新增学位 --get value", "One field, bare, for a shell:"),
    ("gaoan result CPI", "What the report does not say is said plainly:"),
)
# The pictures: the file's name, the command, the width in columns, the reader's language.
PICTURES = (
    ("target", "target gdp", 80, "en"),
    ("compare", "compare --topic innovation", 110, "en"),
    ("term", "term 四尘三烟三气", 80, "en"),
    ("section", "section 2.3.p4", 80, "en"),
    ("target.zh", "target gdp", 80, "zh"),
    ("compare.zh", "compare --topic innovation", 80, "zh"),
)
WIDTH = 110
# What DATA.md calls the values that a parser takes, and the records that a list holds.
WRITTEN = {
    shapes.text: "text",
    shapes.whole: "whole number",
    shapes.number: "number",
    shapes.flag: "true or false",
    shapes.date: "date",
    shapes.identifier: "id",
    shapes.place: "position",
    shapes.syllables: "pinyin",
}
RECORDS: dict[str, type] = {
    **model.TYPES,
    "part": model.Part,
    "period": model.Period,
    "sentence": model.Sentence,
    "exemption": model.Exemption,
    "reading": Reading,
}


def examples(shown: Sequence[tuple[str, str]], reader: str) -> str:
    """The examples as Markdown, with what the program prints for a reader of this language."""
    parts = []
    environment = {**os.environ, "GAOAN_LANG": reader}
    for command, remark in shown:
        arguments = [sys.executable, "-m", "gaoan_cli", *shlex.split(command)[1:]]
        ran = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)
        parts.append(f"{remark}\n\n```console\n$ {command}\n{ran.stdout}{ran.stderr}```\n")
    return "\n".join(parts)


def picture(command: str, width: int, reader: str) -> str:
    """What the command draws in a terminal of this width for a reader of this language, as SVG."""
    language.choose(reader)
    name, _, query = command.partition(" ")
    options = Options()
    words = query.split()
    if words[0].startswith("--"):
        options = options._replace(**{words[0][2:]: words[1]})
        words = []
    report = load_report()
    answer = look_up(report, name, " ".join(words) or None, options)
    console = Console(record=True, width=width, file=io.StringIO(), markup=False, emoji=False, highlight=False)
    drawn = draw(views_of(report, name, answer), width, coloured=True, encoding="utf-8")
    console.print(Text.from_ansi(drawn), no_wrap=True, end="")
    return _in_columns(console.export_svg(title=f"gaoan {command}", unique_id=f"gaoan-{name}-{reader}"))


def _in_columns(svg: str) -> str:
    """The picture with each run of text in its columns: rich gives every character one, Chinese too."""

    def in_runs(text: re.Match[str]) -> str:
        before, start, between, length, behind, words = text.groups()
        at, words = float(start), html.unescape(words)
        column = float(length) / len(words)
        pieces = []
        for wide, run in groupby(words, lambda character: cell_len(character) > 1):
            shown = "".join(run)
            length = "" if wide else f'textLength="{column * len(shown):g}"'
            places = " ".join(f"{at + 2 * column * number:g}" for number in range(len(shown) if wide else 1))
            inside = html.escape(shown).replace(" ", "&#160;")
            pieces.append(f"{before}{places}{between}{length}{behind}{inside}</text>")
            at += column * cell_len(shown)
        return "".join(pieces)

    return re.sub(r'(<text [^>]*x=")([\d.]+)("[^>]*)textLength="([\d.]+)"([^>]*>)([^<]+)</text>', in_runs, svg)


def fields() -> str:
    """The keys of an encoding as a Markdown table, a row for all the places where a key means the same."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for where, shape in shapes.SHAPES.items():
        for key, field in shape.items():
            if isinstance(field.of, str):
                written, meaning = field.of, field.meaning or RECORDS[field.of].__doc__ or ""
            else:
                written, meaning = ", ".join(field.choices) or WRITTEN[field.of], field.meaning
            written = f"list of {written}" if field.many else written
            row = (f"`{key}`", written + ("" if field.required or field.many else "; optional"), meaning)
            rows.setdefault(row, []).append(where)
    lines = [(key, ", ".join(where), written, meaning) for (key, written, meaning), where in rows.items()]
    head = [("key", "of", "written as", "meaning"), ("---",) * 4]
    return "".join(f"| {' | '.join(line)} |\n" for line in [*head, *lines])


def put(text: str, name: str, content: str) -> str:
    """The document with this content between its markers of this name."""
    block = f"<!-- generated: {name} -->\n\n{content}\n<!-- end -->"
    return re.sub(f"<!-- generated: {name} -->.*?<!-- end -->", lambda _: block, text, flags=re.DOTALL)


def generated() -> dict[Path, str]:
    """Every generated file, as it should be."""
    readme = ROOT / "README.md"
    chinese = ROOT / "README.zh-CN.md"
    data = ROOT / "DATA.md"
    files = {
        readme: put(readme.read_text(encoding="utf-8"), "examples", examples(EXAMPLES, "en")),
        chinese: put(chinese.read_text(encoding="utf-8"), "examples-zh", examples(EXAMPLES_ZH, "zh")),
        data: put(data.read_text(encoding="utf-8"), "fields", fields()),
    }
    for name, command, width, reader in PICTURES:
        files[ROOT / "docs" / f"{name}.svg"] = picture(command, width, reader)
    return files


def main() -> int:
    """Write what is out of date, or with --check only say what is."""
    stale = [
        (path, text)
        for path, text in generated().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
