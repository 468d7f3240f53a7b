"""Plain values → the YAML of an encoding: a key a line, in the order of the model, texts verbatim."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from gaoan_cli.encode.shapes import SHAPES

# What would be read otherwise than it is written without quotation marks.
UNSAFE = re.compile(r": |:$| #|^---|^[\s\-?:,\[\]{}#&*!|>'\"%@`]|[\s]$|[^\S ]|[\ud800-\udfff]")
POSITIONS = ("id", "paragraph", "mentions")  # quoted, or they would look like numbers


def dumped(values: Mapping[str, Any]) -> str:
    """The YAML of a file's values; keys without a value are left out."""
    return "".join(f"{line}\n" for line in _mapping("file", values, ""))


def _mapping(kind: str, values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, field in SHAPES[kind].items():
        value = values.get(name)
        if value is None or value in ([], ""):
            continue
        if isinstance(field.of, str):
            if kind == "file" and indent == "" and field.many:
                yield ""
            yield f"{indent}{name}:"
            for item in value if field.many else [value]:
                lines = list(_mapping(field.of, item, f"{indent}    " if field.many else f"{indent}  "))
                if field.many:
                    lines[0] = f"{indent}  - {lines[0].lstrip()}"
                yield from lines
        elif field.many:
            yield f"{indent}{name}: [{', '.join(_scalar(item, name, flow=True) for item in value)}]"
        else:
            yield f"{indent}{name}: {_scalar(value, name)}"


def _scalar(value: Any, name: str, *, flow: bool = False) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    text = str(value)
    quoted = UNSAFE.search(text) or text in ("null", "~") or (flow and re.search(r"[,\[\]{}]", text))
    position = name in POSITIONS and re.fullmatch(r"[0-9A-Z]+(?:\.[0-9]+)*(?:\.p[0-9]+)?", text)
    return _quoted(text) if quoted or position else text


def _quoted(text: str) -> str:
    """In double quotation marks, spaces of other widths spelled out."""
    encoded = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[^\S ]|[\x7f-\x9f]", lambda match: f"\\u{ord(match[0]):04X}", encoded)
