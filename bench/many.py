"""As many reports as there might be one day, and how long questions to all of them take.

    python bench/many.py FOLDER [--reports 1000] [--seed 1]

Each report is the shipped one retold of another place and another year from 2005 on: years are moved, and every number
of three characters and more is another one, the same in the text, in the quotes and in the values. They are written to
FOLDER/yaml, exported to FOLDER/tables with `gaoan export parquet`, and asked in DuckDB what README.md asks.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

from gaoan_cli.encode import shapes
from gaoan_cli.encode.dump import dumped
from gaoan_cli.encode.reader import Source, read
from gaoan_cli.encode.shapes import SCHEMA, SHAPES
from gaoan_cli.load import shipped

Fields = dict[str, Any]
YEARS = range(2005, 2025)
SHIPPED_YEAR = 2024
FIRST, SECOND = "清平永安长新", "河溪山林源湖江原川"
PLACE = re.compile("高安")
YEAR = re.compile(r"(?<!\d)20[12]\d(?!\d)")
NUMBER = re.compile(r"(?<![\dA-Za-z.,])\d+(?:\.\d+)?(?![\dA-Za-z]|[.,]\d)")
NAMED = ("name", "title", "heading", "lead", "aliases", "definition")  # a number in one is of the name
README = Path(__file__).parents[1] / "README.md"
TIMES = 7


def walked(kind: str, fields: Fields, change: Callable[[str, shapes.Field, Any], Any]) -> None:
    """Change every value of a mapping of this kind, and of those inside it."""
    for name, field in SHAPES[kind].items():
        value = fields.get(name)
        if value is None:
            continue
        if isinstance(field.of, str):
            for inner in value if field.many else [value]:
                walked(field.of, inner, change)
        else:
            fields[name] = [change(name, field, one) for one in value] if field.many else change(name, field, value)


def values_of(source: Source) -> Fields:
    """A source as the values of a file, without the text in English, which tells numbers its own way."""
    values = {"schema": SCHEMA} | {name: copy.deepcopy(getattr(source, name)) for name in Source._fields[:-1]}
    walked("file", values, lambda name, field, value: None if name == "text_en" else value)
    return values


def numbers_in(values: Fields) -> set[str]:
    """The numbers of three characters and more that a report prints, but for years and those of names."""
    printed, named = set[str](), set[str]()

    def look(name: str, field: shapes.Field, value: Any) -> Any:
        if isinstance(value, str):
            (named if name in NAMED else printed).update(NUMBER.findall(value))
        return value

    walked("file", values, look)
    return {number for number in printed - named if len(number) > 2 and not YEAR.fullmatch(number)}


def retold(values: Fields, numbers: set[str], place: str, year: int, id: str, chance: random.Random) -> Fields:
    """The report of another place and year."""
    values, by = copy.deepcopy(values), year - SHIPPED_YEAR
    others = {number: another(number, chance) for number in sorted(numbers)}

    def change(name: str, field: shapes.Field, value: Any) -> Any:
        if field.of is shapes.text:
            moved = YEAR.sub(lambda match: str(int(match[0]) + by), PLACE.sub(place, value))
            return NUMBER.sub(lambda match: others.get(match[0], match[0]), moved)
        if field.of is shapes.number:
            other = others.get(f"{abs(value)}")
            return value if other is None else (float if "." in other else int)(other) * (-1 if value < 0 else 1)
        if field.of is shapes.whole and name in ("year", "reviews", "years", "from", "to"):
            return value + by
        return value

    walked("file", values, change)
    values["report"] |= {"id": id, "place": f"{place}市", "date": f"{year}-02-01"}
    return values


def another(number: str, chance: random.Random) -> str:
    """A number of about the same size and as many decimals, the last of them not 0, which a value would lose."""
    digits = len(number.partition(".")[2])
    other = f"{float(number) * chance.uniform(0.8, 1.25):.{digits}f}"
    return f"{other[:-1]}1" if digits and other.endswith("0") else other


def made(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """Write the reports, and give their files in order of place and year."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    values = values_of(read(Path(shipped()).read_bytes(), shipped()))
    numbers = numbers_in(values)
    places = [f"{first}{second}" for first in FIRST for second in SECOND]
    for n in range(count):
        number, year = n // len(YEARS), YEARS[n % len(YEARS)]
        id = f"place-{number + 1}-{year}"
        file = folder / f"{id}.yaml"
        file.write_text(dumped(retold(values, numbers, places[number], year, id, chance)), encoding="utf-8")
        yield file


def main() -> None:
    """Make the reports, export them, and ask them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    files = [str(file) for file in made(given.folder / "yaml", given.reports, given.seed)]
    begun = time.perf_counter()
    tables = given.folder / "tables"
    command = [sys.executable, "-m", "gaoan_cli", "export", "parquet", "--force", "--output", str(tables), *files]
    subprocess.run(command, check=True)
    size = sum(file.stat().st_size for file in tables.iterdir()) / 1e6
    print(f"{len(files)} reports exported in {time.perf_counter() - begun:.0f} s: {size:.0f} MB")
    for query in re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        took = []
        asked = query.replace("reports/", f"{tables}/")
        for _ in range(TIMES):
            begun = time.perf_counter()
            rows = duckdb.connect().execute(asked).fetchall()
            took.append(time.perf_counter() - begun)
        print(f"{statistics.median(took) * 1000:5.0f} ms {len(rows):6} rows  {query.splitlines()[0]}")


if __name__ == "__main__":
    main()
