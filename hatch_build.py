"""Compiles the report and the program's words in Chinese into the wheel.

An installed gaoan reads no YAML, spells no pinyin and looks words up in a catalogue made ready.
"""

import sys

if sys.version_info < (3, 10):  # noqa: UP036 - pip builds the wheel before it reads requires-python
    sys.exit("gaoan needs Python 3.10 or newer: this is Python {}.{}".format(*sys.version_info))

import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_words(catalogue: Path, compiled: Path) -> None:
    """Write what gettext reads of the program's words in another language."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source))


class CompileReport(BuildHookInterface[Any]):
    """Adds the data files, the compiled report and the words to a wheel; an editable one reads the checkout's."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        locale = Path("gaoan_cli", "locale", "zh", "LC_MESSAGES")
        if version == "editable":
            compile_words(root / "src" / locale / "gaoan.po", root / "src" / locale / "gaoan.mo")
            return
        sys.path.insert(0, str(root / "src"))
        from gaoan_cli.load import COMPILED, compile_report

        source = root / "data" / "report.yaml"
        self.folder = tempfile.TemporaryDirectory()
        compiled = Path(self.folder.name, COMPILED)
        compiled.write_bytes(compile_report(source.read_bytes(), str(source)))
        compile_words(root / "src" / locale / "gaoan.po", Path(self.folder.name, "gaoan.mo"))
        build_data["force_include"][str(Path(self.folder.name, "gaoan.mo"))] = (locale / "gaoan.mo").as_posix()
        words = ("lexicon.yaml", "thesaurus.yaml", "glossary.yaml", "places.txt", "words.bin")
        shipped = ("report.txt", "set_phrases.yaml", "everyday.yaml", "unsaid.yaml", *words)
        manual = (root / "docs" / "template.yaml", root / "DATA.md")
        for file in (source, *(root / "data" / name for name in shipped), compiled, *manual):
            build_data["force_include"][str(file)] = f"gaoan_cli/data/{file.name}"
