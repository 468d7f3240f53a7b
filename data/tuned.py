"""Makes words.bin of the table that words.py made: vectors by which what means one record is near, and the rest far.

    pip install torch scipy pyyaml
    python data/words.py untuned.bin && python data/tuned.py untuned.bin

Whatever names a record in report.yaml and everyday.yaml, and its own words, shall be nearer to each other than to
those of any other record, and to all of unsaid.yaml: a contrastive loss (InfoNCE) over halves of each record's phrases.
Learnt are one turn of the whole space, a small step for each word that occurs, and how much each word tells in a mean
(the factor byte). The rarest words go, so that the table is at most 3 MB. It takes a minute.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import torch
from scipy import sparse

from gaoan_cli.encode.builder import NUMBERS, names_of
from gaoan_cli.encode.lexicon import read_everyday, read_unsaid
from gaoan_cli.encode.reader import read
from gaoan_cli.encode.records import records_of
from gaoan_cli.report import fold
from gaoan_cli.report.model import Term
from gaoan_cli.report.words import FACTOR_STEPS, Words, packed

FOLDER = Path(__file__).parent
MOST_BYTES = 3_000_000
ROUNDS, TOGETHER, PHRASES, UNSAID = 30, 256, 12, 1200  # records at once, phrases of each, unsaid ones beside them
RATES = {"step": 4e-3, "factor": 1e-2, "turn": 1e-3}
TEMPERATURE = 0.07  # of the loss: the less, the more the nearest count
HELD = 0.02  # how strongly each word is held where it was
LEFT_OUT = 0.1  # of the words of a phrase, each time it is seen
Tensor: TypeAlias = Any


def phrases() -> tuple[list[tuple[str, int]], list[str]]:
    """Whatever names a record or is its own words, with a number for the record; and what the report does not say."""
    everyday = read_everyday((FOLDER / "everyday.yaml").read_bytes(), "everyday.yaml")
    source = read((FOLDER / "report.yaml").read_bytes(), "report.yaml")
    records = [record for group in records_of(source).values() for record in group]
    found: list[tuple[str, int]] = []
    for number, record in enumerate(records):
        names = [name for field, name in names_of(record) if field not in NUMBERS]
        own = record.definition if isinstance(record, Term) else getattr(record, "quote", "")
        texts = [*names, *everyday.get(record.kind, {}).get(record.id, ()), own]
        found += [(text, number) for text in dict.fromkeys(texts) if text]
    return found, read_unsaid((FOLDER / "unsaid.yaml").read_bytes(), "unsaid.yaml")


class Space:
    """The words of some texts, and each text as the weights of its words."""

    def __init__(self, table: Words, texts: list[str]) -> None:
        self.places: dict[str, int] = {}
        rows, columns, weights = [], [], []
        for at, text in enumerate(texts):
            for word in dict.fromkeys(table.cut(fold.plain(text, {}))):
                if known := table.known(word):
                    rows.append(at)
                    columns.append(self.places.setdefault(known, len(self.places)))
                    weights.append(table.weight(word))
        self.texts = sparse.csr_matrix((weights, (rows, columns)), shape=(len(texts), len(self.places)))
        self.vectors = unit(torch.tensor(np.array([table.vector(word) for word in self.places], dtype="float32")))

    def means(self, chosen: list[int], words: Tensor) -> Tensor:
        """A row of length 1 for each of the chosen texts, some of their words left out."""
        part = self.texts[chosen]
        part.data *= np.random.rand(len(part.data)) > LEFT_OUT
        part = part.tocoo()
        places = torch.from_numpy(np.array([part.row, part.col]))
        return unit(torch.sparse_coo_tensor(places, torch.from_numpy(part.data).float(), part.shape) @ words)


def unit(rows: Tensor) -> Tensor:
    """The rows, each of length 1."""
    return rows / rows.norm(dim=1, keepdim=True).clamp(min=1e-6)


def tuned(space: Space, numbers: list[int]) -> tuple[Tensor, Tensor, Tensor]:
    """The turn of the space, each word's step and the logarithm of its factor; texts beyond `numbers` are unsaid."""
    for seed in (torch.manual_seed, random.seed, np.random.seed):
        seed(0)
    turn = torch.eye(space.vectors.shape[1], requires_grad=True)
    step = torch.zeros_like(space.vectors, requires_grad=True)
    factor = torch.zeros(len(step), 1, requires_grad=True)
    parts = {"step": step, "factor": factor, "turn": turn}
    optimizer = torch.optim.Adam([{"params": [part], "lr": RATES[name]} for name, part in parts.items()])
    records: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(numbers):
        records[number].append(at)
    unsaid = range(len(numbers), space.texts.shape[0])
    for _ in range(ROUNDS):
        order = random.sample(list(records.values()), len(records))
        for begin in range(0, len(order), TOGETHER):
            asked, told = [], list[int]()
            for one in order[begin : begin + TOGETHER]:
                some = random.sample(one, min(len(one), PHRASES))
                half = max(1, len(some) // 2)
                asked += some[:half]
                told += some[half:] or some
            told += random.sample(unsaid, UNSAID)
            who = torch.tensor([numbers[at] for at in asked])
            whose = torch.tensor([numbers[at] if at < len(numbers) else -1 for at in told])
            words = (space.vectors + step) @ turn * factor.exp()
            near = space.means(asked, words) @ space.means(told, words).T / TEMPERATURE
            own = near.masked_fill(who[:, None] != whose[None], -1e9)
            loss = (near.logsumexp(1) - own.logsumexp(1)).mean() + HELD * (step**2).sum() / TOGETHER
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return turn.detach(), step.detach(), factor.detach()


def main() -> None:
    """Writes words.bin beside this script, of the table that is named."""
    untuned = Path(sys.argv[1])
    table = Words(str(untuned))
    found, unsaid = phrases()
    space = Space(table, [text for text, _ in found] + unsaid)
    turn, step, factor = tuned(space, [number for _, number in found])
    head, names = untuned.read_bytes().split(b"\n", 1)
    count, dimensions, size = map(int, head.split())
    words = names[:size].decode().split("\n")
    vectors = unit(torch.tensor(np.array([table.vector(word) for word in words], dtype="float32")))
    factors = torch.ones(count)
    places = {word: at for at, word in enumerate(words)}
    mine = [places[word] for word in space.places]
    vectors[mine] += step
    factors[mine] = factor.exp()[:, 0]
    scaled = (FACTOR_STEPS * factors).round().clamp(1, 255).int().tolist()
    frequencies = [(table.row(word) or b"\0")[0] for word in words]
    rows = [
        bytes([frequency, scale]) + packed(vector)
        for frequency, scale, vector in zip(frequencies, scaled, (vectors @ turn).tolist(), strict=True)
    ]
    # The words that occur are kept, and of the others the commonest, as many as there is room for.
    order = sorted(range(count), key=lambda at: (words[at] not in space.places, -frequencies[at], words[at]))
    room, kept = MOST_BYTES - len(head) - 1, []
    for at in order:
        room -= len(words[at].encode()) + 1 + len(rows[at])
        if room < 0:
            break
        kept.append(at)
    kept.sort()
    listed = "\n".join(words[at] for at in kept).encode()
    head = f"{len(kept)} {dimensions} {len(listed)}\n".encode()
    (FOLDER / "words.bin").write_bytes(head + listed + b"".join(rows[at] for at in kept))


if __name__ == "__main__":
    main()
