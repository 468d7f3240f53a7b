"""Compiles the report into the wheel, so that an installed gaoan reads no YAML and spells no pinyin."""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 - pip builds the wheel before it reads requires-python
    sys.exit("gaoan needs Python 3.10 or newer: this is Python {}.{}".format(*sys.version_info))

import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileReport(BuildHookInterface[Any]):
    """Adds the data files and the compiled report to a wheel (an editable one reads the checkout's)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from gaoan_cli.load import compile_report

        source = root / "data" / "report.yaml"
        self.folder = tempfile.TemporaryDirectory()
        compiled = Path(self.folder.name, "report.jsonl")
        compiled.write_bytes(compile_report(source.read_bytes(), str(source)))
        words = ("lexicon.yaml", "thesaurus.yaml", "everyday.yaml", "glossary.yaml", "places.txt", "words.bin")
        shipped = ("report.txt", "set_phrases.yaml", *words)
        manual = (root / "docs" / "template.yaml", root / "DATA.md")
        for file in (source, *(root / "data" / name for name in shipped), compiled, *manual):
            build_data["force_include"][str(file)] = f"gaoan_cli/data/{file.name}"
