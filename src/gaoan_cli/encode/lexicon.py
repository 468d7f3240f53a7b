"""data/lexicon.yaml → the words of questions, as the search reads them."""

from __future__ import annotations

from typing import Any

import yaml


def read_lexicon(data: bytes) -> dict[str, Any]:
    """The lexicon as plain values; `synonyms` as a mapping from everyday words to those of the names."""
    lexicon: dict[str, Any] = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    lexicon["asking_en"] = lexicon["asking_en"].split()
    lexicon["synonyms"] = {other: word for word, others in lexicon["synonyms"].items() for other in others.split()}
    return lexicon
