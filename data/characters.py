"""Writes src/gaoan_cli/encode/characters.txt: how characters are read, and what they are in simplified form.

The facts come from two libraries that keep such tables, read once here so that gaoan needs neither:

    pip install pypinyin==0.55.0 opencc==1.4.2 && python data/characters.py
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import opencc
from pypinyin import lazy_pinyin

FILE = Path(__file__).parents[1] / "src" / "gaoan_cli" / "encode" / "characters.txt"
HAN = "".join(map(chr, range(0x3400, 0xA000)))


def main() -> None:
    """Write the file."""
    simple = opencc.OpenCC("t2s").convert(HAN)
    pairs = [(old, new) for old, new in zip(HAN, simple, strict=True) if old != new]
    groups: dict[str, list[str]] = {}
    for character in HAN:
        [syllable] = lazy_pinyin(character)
        if syllable != character:
            groups.setdefault(syllable, []).append(character)
    lines = [
        f"# Simplified characters from opencc {version('opencc')} (Apache-2.0), "
        f"readings from pypinyin {version('pypinyin')} (MIT): see NOTICE.",
        "# Made by data/characters.py.",
        "",
        "".join(old for old, _ in pairs),
        "".join(new for _, new in pairs),
        "",
        *(f"{syllable} {''.join(characters)}" for syllable, characters in sorted(groups.items())),
    ]
    FILE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
