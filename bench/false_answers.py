"""How often gaoan answers a query that has nothing to do with the report.

Random Chinese strings (common characters) and random letter strings go through every lookup; one that
happens to stand in the report is left out. Prints the share of queries answered, and the answers.

    python bench/false_answers.py [--count 1000] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
import string

from gaoan_cli.load import load_report
from gaoan_cli.matching.candidates import KINDS
from gaoan_cli.matching.ranking import Searcher
from gaoan_cli.report.fold import fold

COMMON = [bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
LOOKUPS = {kind: (kind,) for kind in KINDS} | {"search": KINDS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    choose = random.Random(arguments.seed)
    searcher = Searcher(load_report())
    everything = fold(
        "".join(searcher.index.block(kind, name) for kind in KINDS for name in ("text", "keys")), {}
    )
    for name, alphabet, lengths in (
        ("Chinese", COMMON, (2, 6)),
        ("letters", list(string.ascii_lowercase), (2, 8)),
    ):
        asked, answered = 0, dict.fromkeys(LOOKUPS, 0)
        while asked < arguments.count:
            query = "".join(choose.choices(alphabet, k=choose.randint(*lengths)))
            if fold(query, {}) in everything:
                continue
            asked += 1
            for lookup, kinds in LOOKUPS.items():
                if hits := searcher.search(query, kinds):
                    answered[lookup] += 1
                    if lookup == "search":
                        record = searcher.report.record(hits[0].kind, hits[0].position)
                        print(f"  {query} -> {hits[0].kind} {record.id} ({hits[0].field}, {hits[0].how})")
        shares = ", ".join(f"{lookup} {count / asked:.1%}" for lookup, count in answered.items())
        print(f"{name}: {asked} queries; answered by {shares}")


if __name__ == "__main__":
    main()
