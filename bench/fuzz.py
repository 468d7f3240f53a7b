"""Throws mutated queries and mutated files at gaoan, and prints what came of them.

Queries are pieces of the shipped report, spliced, cut, doubled and strewn with odd characters; each goes
through the index of the shipped report. Files are docs/template.yaml, and one in fifty data/report.yaml, with
lines left out, doubled, moved and mistyped; each is read, and one that is still an encoding is checked.
Anything that is raised but a DataError is printed with its input, and makes the exit code 1.

    python bench/fuzz.py [--queries 100000] [--files 5000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from gaoan_cli.encode.check import check_file
from gaoan_cli.encode.reader import read
from gaoan_cli.errors import DataError
from gaoan_cli.load import load_report, shipped
from gaoan_cli.matching.candidates import KINDS
from gaoan_cli.matching.ranking import Searcher
from gaoan_cli.report.model import name_en_of, name_of

TEMPLATE = Path(__file__).parents[1] / "docs" / "template.yaml"
ODD: list[str] = [
    *"\0\t\n\r\x1b\x7f\x85\xa0\xad\u0301\u061c\u200b\u200d\u200f\u2028\u202e\u3000\ud800\udfff\ufeff\ufffd\uffff",
    *"[]{}()<>|\\/^$*+?.,;:!@#%&=~`'\"_-“”‘’，。、；：？！（）《》…—·①㊀Ⅳ½²ßİıŉǰéüñαЖאعกか한𠀀🀄👨",
    *"零〇一二两三四五六七八九十百千万亿0123456789０９٣年月日元个家的了吗什么多少",
    *("今年", "去年", "2023年", "2024年", "第二部分", "注释", "note ", "section ", "how many ", "gdp", " "),
]
YAML: list[str] = [
    *":-,[]{}#&*!|>'\"%@`?",
    "\n",
    "  ",
    ": ",
    "- ",
    "\n- ",
    "\n  ",
    "null",
    "~",
    "!!str ",
    "&a ",
    "*a",
    "---\n",
    "<<: ",
]
SLOW = 50  # one file in so many is the real report, which takes a second


class Fuzzer:
    """Seeded mutations, and what became of them."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)
        self.outcomes: Counter[str] = Counter()
        self.faults = 0

    def attempt(self, label: str, what: object, act: Callable[[], str]) -> None:
        """Count the outcome of an act; print what it raises."""
        try:
            self.outcomes[f"{label}: {act()}"] += 1
        except DataError:
            self.outcomes[f"{label}: refused"] += 1
        except Exception:
            self.outcomes[f"{label}: FAULT"] += 1
            self.faults += 1
            print(f"--- {label}: {what!a}\n{traceback.format_exc()}", flush=True)

    # --- queries ---------------------------------------------------------------------------

    def piece(self, texts: list[str]) -> str:
        """A text of the report, or a piece of one, or something odd."""
        if self.choose.random() < 0.2:
            return self.choose.choice(ODD)
        if self.choose.random() < 0.05:
            return chr(self.choose.randrange(sys.maxunicode + 1))
        text: str = self.choose.choice(texts)
        if self.choose.random() < 0.5:
            start = self.choose.randrange(len(text))
            text = text[start : start + self.choose.randint(1, 12)]
        return text[:300]

    def query(self, texts: list[str]) -> str:
        """Pieces, joined and mistyped."""
        glue = self.choose.choice(["", "", "", " ", "，", "和", " and "])
        query = glue.join(self.piece(texts) for _ in range(self.choose.choice([1, 1, 1, 2, 2, 3, 6])))
        for _ in range(self.choose.choice([0, 0, 1, 1, 2, 5])):
            query = self.slip(query, ODD)
        return query * self.choose.choice([1] * 50 + [2, 7, 100])

    def slip(self, text: str, typed: list[str]) -> str:
        """One slip: a character left out, put in, doubled, changed or swapped."""
        at = self.choose.randrange(len(text) + 1)
        head, here, tail = text[:at], text[at : at + 1], text[at + 1 :]
        slips = (head + tail, head + self.choose.choice(typed) + here + tail, head + here + here + tail)
        return self.choose.choice(
            (*slips, head + self.choose.choice(typed) + tail, head + tail[:1] + here + tail[1:])
        )

    def ask(self, searcher: Searcher, query: str) -> str:
        """Search, and hold the answer to what every answer must be."""
        kinds = KINDS if self.choose.random() < 0.5 else (self.choose.choice(KINDS),)
        hits = searcher.search(query, kinds)
        in_order = hits == sorted(hits, key=lambda hit: hit.rank) or {hit.field for hit in hits} == {"id"}
        if not in_order or not all(0 <= hit.score <= 100 for hit in hits):
            raise AssertionError(f"not in order, or no score: {hits}")
        searcher.records(hits)
        return str(hits[0].how) if hits else "nothing"

    # --- files -------------------------------------------------------------------------------

    def file(self, text: str) -> bytes:
        """A copy with up to five slips, now and then in its bytes."""
        lines = text.splitlines(keepends=True)
        for _ in range(self.choose.choice([1, 1, 1, 2, 3, 5])):
            at = self.choose.randrange(len(lines))
            other = self.choose.randrange(len(lines))
            how = self.choose.choice(
                ["drop", "double", "move", "value", "slip", "slip", "slip", "indent", "cut"]
            )
            if how == "drop":
                lines[at] = ""
            elif how == "double":
                lines[at] *= 2
            elif how == "move":
                lines[at], lines[other] = lines[other], lines[at]
            elif how == "value" and ":" in lines[at] and ":" in lines[other]:
                lines[at] = lines[at].split(":", 1)[0] + ":" + lines[other].split(":", 1)[1]
            elif how == "indent":
                lines[at] = self.choose.choice([lines[at].lstrip(" "), f"  {lines[at]}", lines[at][2:]])
            elif how == "cut":
                lines[at:] = lines[at:][: self.choose.randrange(40) + 1]
            else:
                lines[at] = self.slip(lines[at], YAML + ODD)
        data = bytearray("".join(lines).encode("utf-8", "surrogatepass"))
        if data and self.choose.random() < 0.05:
            data[self.choose.randrange(len(data))] = self.choose.randrange(256)
        return bytes(data)

    def prove(self, data: bytes, file: Path) -> str:
        """Read a file and check it, as `gaoan check` does."""
        read(data, str(file))
        file.write_bytes(data)
        return "proved" if not check_file(str(file)).findings else "not proved"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    fuzzer = Fuzzer(arguments.seed)
    searcher = Searcher(load_report())
    records = [record for kind in KINDS for record in searcher.report.records(kind)]
    texts = [
        name for r in records for name in (r.id, name_of(r), name_en_of(r), getattr(r, "quote", "")) if name
    ]
    for _ in range(arguments.queries):
        query = fuzzer.query(texts)
        fuzzer.attempt("query", query, lambda query=query: fuzzer.ask(searcher, query))  # type: ignore[misc]
    sources = {path: path.read_text(encoding="utf-8") for path in (TEMPLATE, shipped())}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.files):
            path = shipped() if number % SLOW == SLOW - 1 else TEMPLATE
            data = fuzzer.file(sources[path])
            copy = Path(folder) / path.name
            copy.with_suffix(".txt").write_bytes(path.with_suffix(".txt").read_bytes())
            fuzzer.attempt(path.name, data, lambda data=data, copy=copy: fuzzer.prove(data, copy))  # type: ignore[misc]
    for outcome, count in sorted(fuzzer.outcomes.items()):
        print(f"{count:8}  {outcome}")
    print(f"{fuzzer.faults} faults")
    return 1 if fuzzer.faults else 0


if __name__ == "__main__":
    sys.exit(main())
