"""How much of an encoding `gaoan draft` finds by itself: the figures of a text against those a person encoded.

python bench/drafts.py [FILE.txt FILE.yaml] [--misses]

A figure is found where a draft has its value, unit, bound and paragraph, and a quote that overlaps with the person's
and holds the number; each record answers for one. Apart: how many of those have the right kind, measure and name.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from gaoan_cli.encode.draft import draft
from gaoan_cli.encode.lexicon import read_phrases
from gaoan_cli.encode.quantities import written
from gaoan_cli.encode.reader import Source, read
from gaoan_cli.load import beside

DATA = Path(__file__).parents[1] / "data"
KINDS = ("targets", "results")


class Score(NamedTuple):
    """How the drafted figures compare with the encoded ones of one kind."""

    kind: str
    encoded: int
    pairs: list[tuple[dict[str, Any], dict[str, Any]]]  # encoded and drafted
    missed: list[dict[str, Any]]


def figures(source: Source, kind: str) -> list[dict[str, Any]]:
    """The numeric figures of an encoding, with their kind."""
    records: list[dict[str, Any]] = getattr(source, kind)
    return [one | {"kind": kind} for one in records if (one["value"], one["low"]) != (None, None)]


def texts(source: Source) -> dict[str, str]:
    """The paragraphs by id."""

    def below(sections: list[dict[str, Any]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for section in sections:
            found |= {
                one["id"]: "".join(part["text"] for part in one["sentences"])
                for one in (*section["paragraphs"], *section["closing"])
            }
            found |= below(section["sections"])
        return found

    return below(source.sections)


def alike(one: dict[str, Any], other: dict[str, Any], text: str) -> bool:
    """Whether a drafted figure is the encoded one, but for what it is called."""
    keys = ("value", "low", "high", "unit", "bound", "paragraph")
    if any(one[key] != other[key] for key in keys):
        return False
    starts, ends = [text.find(it["quote"]) for it in (one, other)], []
    ends = [start + len(it["quote"]) for start, it in zip(starts, (one, other), strict=True)]
    number = written(abs(one["value"] or one["low"] or 0))
    return max(starts) < min(ends) and (
        one["measure"] == "rank" or one["unit"] == "年" or number in other["quote"] or number == "0"
    )


def compared(encoded: Source, drafted: Source) -> tuple[list[Score], int]:
    """A score for each kind, and how many drafted figures answer for none."""
    paragraphs = texts(encoded)
    free = [one for kind in KINDS for one in figures(drafted, kind)]
    scores = []
    for kind in KINDS:
        own, pairs, missed = figures(encoded, kind), [], []
        for one in own:
            fits = [other for other in free if alike(one, other, paragraphs.get(one["paragraph"], ""))]
            fits.sort(key=lambda other: (other["measure"] != one["measure"], other["name"] != one["name"]))
            if fits:
                free.remove(fits[0])
                pairs.append((one, fits[0]))
            else:
                missed.append(one)
        scores.append(Score(kind, len(own), pairs, missed))
    return scores, len(free)


def share(part: int, whole: int) -> str:
    """A part of a whole, and in percent."""
    return f"{part} of {whole} ({100 * part / whole:.1f}%)" if whole else "none"


def main(arguments: list[str]) -> None:
    """Draft, compare, and print what was found."""
    files = [Path(one) for one in arguments if not one.startswith("--")] or [DATA / "report.txt", DATA / "report.yaml"]
    text, encoding = files[0].read_text(encoding="utf-8-sig"), read(files[1].read_bytes(), str(files[1]))
    phrases = read_phrases(Path(beside("set_phrases.yaml")).read_bytes())
    began = time.perf_counter()
    yaml = draft(text, str(files[0]), phrases).yaml
    seconds = time.perf_counter() - began
    drafted = read(yaml.encode(), "draft")
    scores, wrong = compared(encoding, drafted)
    for score in scores:
        print(f"{score.kind:8} {share(len(score.pairs), score.encoded)} found")
        for label, key in (("kind", "kind"), ("measure", "measure"), ("name", "name")):
            right = sum(one[key] == other[key] for one, other in score.pairs)
            print(f"         {share(right, len(score.pairs))} of those with the right {label}")
    found = sum(len(score.pairs) for score in scores)
    print(f"precision {share(found, found + wrong)} of the drafted figures are encoded ones")
    print(f"seconds  {seconds:.2f}")
    if "--misses" in arguments:
        for score in scores:
            for one in score.missed:
                print(
                    f"{score.kind[:-1]} {one['paragraph']} {one['value']}{one['unit']} {one['bound']}: {one['quote']}"
                )


if __name__ == "__main__":
    main(sys.argv[1:])
