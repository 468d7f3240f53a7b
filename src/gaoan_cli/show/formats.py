"""Records → the formats programs read. Each function takes plain records and gives text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

Rows = list[dict[str, Any]]
encode = json.JSONEncoder(ensure_ascii=False).encode
shortest = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LEFT_OUT = ("aliases", "start", "end", "path")  # of a compact record: what whoever reads the answer does without
# What a spreadsheet runs, in ASCII or full width, where a cell begins: also one that begins inside of ours,
# where cells are separated by semicolons, tabs or line breaks.
FORMULA = r"""(^|[;\t\r\n])((?:[^\S\t\r\n]|")*)([=+@＝＋＠－-])"""


def as_json(rows: Rows) -> str:
    """One JSON array, a record a line."""
    return "[" + ",\n ".join(map(encode, rows)) + "]\n"


def as_jsonl(rows: Rows) -> str:
    """One JSON object a line."""
    return "".join(encode(row) + "\n" for row in rows)


def compact(value: Any) -> Any:
    """A record, or a value in it, without the fields left out, without nulls and empty lists, at any depth."""
    if isinstance(value, dict):
        kept = {name: compact(one) for name, one in value.items() if name not in LEFT_OUT}
        return {name: one for name, one in kept.items() if one is not None and one != []}
    return [compact(one) for one in value] if isinstance(value, (list, tuple)) else value


def as_compact_json(rows: Rows) -> str:
    """One JSON array on one line, for whoever pays by the token."""
    return shortest(compact(rows)) + "\n"


def as_compact_jsonl(rows: Rows) -> str:
    """One compact JSON object a line."""
    return "".join(shortest(compact(row)) + "\n" for row in rows)


def as_csv(rows: Rows) -> str:
    """Comma-separated values (RFC 4180), header first; what a spreadsheet would run gets an apostrophe."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(_lines(rows, _harmless))
    return out.getvalue()


def as_tsv(rows: Rows) -> str:
    """Tab-separated values, header first; tabs and line breaks inside a cell become spaces."""
    lines = _lines(rows, lambda value: _harmless(value, folded=True))
    return "".join("\t".join(line) + "\n" for line in lines)


def as_yaml(data: Any) -> str:
    """YAML; every text that YAML would take for something else is quoted."""
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    plain = json.loads(json.dumps(data))  # tuples as lists
    return str(yaml.dump(plain, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1000))


def as_md(rows: Rows, fields: Sequence[str] = ()) -> str:
    """A Markdown table of these fields, or of what one would paste into a document."""
    rows = [_compared(row) if row.get("kind") == "comparison" else row for row in rows]
    mixed = ("kind", "year") if len({row.get("kind") for row in rows}) > 1 else ()
    names = [*fields] or [name for name in (*mixed, *MARKDOWN) if any(row.get(name) for row in rows)]
    lines = _lines(rows, lambda value: _escaped(cell(value)), names)
    lines[1:1] = [["---"] * len(names)] if rows else []
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


MARKDOWN = (
    *("name", "title", "name_en", "title_en", "results", "target", "follows", "wording", "what", "status"),
    *("definition", "lead", "text", "quote", "paragraph", "section", "id"),
)
FORMATS = {"json": as_json, "jsonl": as_jsonl, "csv": as_csv, "tsv": as_tsv, "yaml": as_yaml, "md": as_md}
COMPACT = {"json": as_compact_json, "jsonl": as_compact_jsonl}


def raw(value: Any) -> str:
    """A value as a shell wants it: bare, a list one item a line."""
    return "".join(f"{item}\n" for item in (value if _flat(value) else [cell(value)]))


# --- Cells ---------------------------------------------------------------------------------------


def _lines(rows: Rows, written: Callable[[Any], str], names: list[str] | None = None) -> list[list[str]]:
    """The names of the fields, by default all that any row has, then the cells of each row; nothing without rows."""
    names = names or list(dict.fromkeys(name for row in rows for name in row))
    return [names, *([written(row.get(name)) for name in names] for row in rows)] if rows else []


def _flat(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and not any(isinstance(item, (dict, list, tuple)) for item in value)


def cell(value: Any) -> str:
    """A value as one cell: lists joined by "; ", nested ones as JSON, nothing as ""."""
    if _flat(value):
        return "; ".join(map(str, value))
    if isinstance(value, (bool, dict, list, tuple)):
        return encode(value)
    return "" if value is None else str(value)


def _harmless(value: Any, *, folded: bool = False) -> str:
    """A cell, folded to one line or not, that no spreadsheet runs: an apostrophe stands before a formula."""
    written = " ".join(cell(value).split()) if folded else cell(value)
    return written if isinstance(value, (int, float)) else re.sub(FORMULA, r"\1\2'\3", written)


def _escaped(written: str) -> str:
    """Text on one line in which nothing is taken for Markdown, HTML, mathematics or an address."""
    folded = re.sub(r"([\\`*_\[\]<>|~&$^@]|(?<=www)\.|\.(?=[A-Za-z]{2}))", r"\\\1", " ".join(written.split()))
    return folded.replace("://", r"\:\/\/")


def _compared(row: dict[str, Any]) -> dict[str, Any]:
    """A comparison as one line: the results and the target in their own words, and what follows."""
    return row | {
        "results": [result["wording"] for result in row["results"]],
        "target": row["target"]["wording"],
        "follows": [one["statement"] for one in row["computed"]] or [row["reason"]],
    }
