"""How often a question that the report does not answer is answered: traps made by a program, kind by kind.

    python bench/traps.py [--seed 1] [--each 100] [--yaml FILE]

Each trap is a name of a record, changed so that it is the name of something else: another place's, an opposite's,
with another word for one of its words (a sibling: near in meaning, and foreign to the report), with a foreign word
before it or behind it; and strings that mean nothing.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Callable
from operator import mul
from pathlib import Path
from typing import Any

import yaml

from gaoan_cli.answer import KINDS_OF
from gaoan_cli.load import load_report
from gaoan_cli.matching.query import Query
from gaoan_cli.matching.ranking import find
from gaoan_cli.report import fold
from gaoan_cli.report.model import name_en_of, name_of
from gaoan_cli.report.words import LENGTH

REPORT = load_report()
WORDS = REPORT.words
TEXT = "".join(paragraph.text for paragraph in REPORT.paragraphs)
KINDS = ("target", "result", "project", "honour")
SIBLING = (0.35, 0.6)  # cosines between a word and one that is put in its place
COMMON = 75  # the frequency byte from which a word is one that people type
LONGEST = 8  # characters of a name that people type
DRAWN = 3000  # words that siblings are drawn from


def is_foreign(word: str) -> bool:
    """Whether a word of two characters and more is common, and stands nowhere in the report."""
    row = WORDS.row(word)
    return bool(
        row and row[0] >= COMMON and len(word) > 1 and fold.is_han(word) and word not in TEXT and word not in NAMES
    )


NAMES = " ".join(
    " ".join((name_of(record), *getattr(record, "aliases", ()))) for kind in KINDS for record in REPORT.records(kind)
)


class Trapper:
    """Makes traps; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        every = [word for word in WORDS._names.decode().split() if is_foreign(word)]
        self.foreign = self.random.sample(every, min(DRAWN, len(every)))
        self.places = [name for name in REPORT.tables["places"].split("\n") if name not in TEXT and "高安" not in name]
        self.latin_places = [*REPORT.tables["places.latin"]]

    def name(self) -> tuple[str, str, str]:
        """A kind, and what a record of it is called in Chinese and in English, in as few words as people use."""
        kind = self.random.choice(KINDS)
        record = self.random.choice(REPORT.records(kind))
        called = [name for name in (name_of(record), *record.aliases) if len(name) <= LONGEST or not fold.is_han(name)]  # type: ignore[union-attr]
        han = [name for name in called if fold.is_han(name)] or [name_of(record)]
        return (
            kind,
            self.random.choice(han),
            self.random.choice([name for name in called if name.isascii()] or [name_en_of(record)]),
        )

    def place(self) -> tuple[str, str]:
        """A record's name, of another place."""
        kind, name, _ = self.name()
        return kind, self.random.choice(self.places) + name

    def place_en(self) -> tuple[str, str]:
        """The same in English."""
        kind, _, name = self.name()
        return kind, f"{name} in {self.random.choice(self.latin_places).title()}"

    def opposite(self) -> tuple[str, str]:
        """A record's name with the word for what excludes it."""
        while True:
            kind, name, _ = self.name()
            for group in REPORT.tables["lexicon"]["opposites"]:
                for own in group:
                    found = next((word for word in own if fold.is_han(word) and word in name), "")
                    others = [word for other in group if other is not own for word in other if fold.is_han(word)]
                    if found and others:
                        return kind, name.replace(found, self.random.choice(others))

    def sibling(self) -> tuple[str, str]:
        """A record's name with a foreign word, near in meaning, for one of its words."""
        while True:
            kind, name, _ = self.name()
            words = WORDS.cut(fold.plain(name, REPORT.simplified))
            place = self.random.randrange(len(words))
            vector = WORDS.vector(words[place])
            if vector and 2 <= len(words) <= 6 and len(words[place]) > 1:
                for other in self.random.sample(self.foreign, 400):
                    if (
                        SIBLING[0]
                        <= sum(map(mul, vector, WORDS.vector(other) or vector)) / (LENGTH * 128)
                        <= SIBLING[1]
                    ):
                        return kind, "".join([*words[:place], other, *words[place + 1 :]])

    def modifier(self) -> tuple[str, str]:
        """A record's name behind a foreign word."""
        kind, name, _ = self.name()
        return kind, self.random.choice(self.foreign) + name

    def head(self) -> tuple[str, str]:
        """The beginning of a record's name, before a foreign word."""
        while True:
            kind, name, _ = self.name()
            words = WORDS.cut(fold.plain(name, REPORT.simplified))
            if 2 <= len(words) <= 5:
                return kind, "".join(words[: len(words) // 2]) + self.random.choice(self.foreign)

    def topic(self) -> tuple[str, str]:
        """Two foreign words."""
        return self.random.choice((*KINDS, "search")), "".join(self.random.sample(self.foreign, 2))

    def garbage(self) -> tuple[str, str]:
        """A string that means nothing."""
        if self.random.random() < 0.5:
            letters = "".join(self.random.choices("bcdfghjklmnpqrstvwxyz", k=self.random.randint(4, 12)))
            return "search", letters
        return "search", "".join(self.random.choices(range_of_han(), k=self.random.randint(3, 6)))


def range_of_han() -> str:
    """The rarer half of the characters of GB 2312."""
    codes = (bytes((high, low)) for high in range(0xD8, 0xF8) for low in range(0xA1, 0xFF))
    return b"".join(codes).decode("gb2312", "ignore")


def main() -> None:
    """Prints how many traps of each kind are fallen into."""
    parser = argparse.ArgumentParser(description="How often a question that the report does not answer is answered.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--yaml", type=Path, help="write them as labelled queries instead")
    parser.add_argument("--show", action="store_true", help="print the traps that are answered")
    arguments = parser.parse_args()
    trapper = Trapper(arguments.seed)
    kinds: dict[str, Callable[[], tuple[str, str]]] = {
        name: getattr(trapper, name)
        for name in ("place", "place_en", "opposite", "sibling", "modifier", "head", "topic", "garbage")
    }
    traps = {name: [make() for _ in range(arguments.each)] for name, make in kinds.items()}
    if arguments.yaml:
        cases: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for name, made in traps.items():
            for command, query in dict.fromkeys(made):
                cases[f"trap_{name}"].append({"command": command, "query": query, "expect": [], "author": "traps"})
        arguments.yaml.write_text(yaml.safe_dump(dict(cases), allow_unicode=True, width=200), encoding="utf-8")
        return
    for name, made in traps.items():
        answered = [
            (command, query)
            for command, query in made
            if find(REPORT, Query(query, REPORT), KINDS_OF.get(command, (command,))).hits
        ]
        print(f"{name:<10} {len(made):4d} traps, answered {len(answered) / len(made):6.1%}")
        for command, query in answered if arguments.show else ():
            print("    ", command, query)


if __name__ == "__main__":
    main()
