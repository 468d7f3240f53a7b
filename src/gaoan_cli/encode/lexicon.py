"""data/lexicon.yaml, thesaurus.yaml and places.txt → the words of questions; glossary.yaml → the words of names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from gaoan_cli.errors import DataError
from gaoan_cli.language import _
from gaoan_cli.report import fold

NAMING = ("lexicon.yaml", "glossary.yaml")  # what the rules of names are read from
LISTS = (
    "asking", "asking_en", "relatives", "units", "per cent", "money", "central", "qualifiers", "quantities", "details",
    "headline", "whole part",
)  # fmt: skip
LEXICON = ("lexicon.yaml", "thesaurus.yaml", "places.txt")  # what the words of questions are read from, in this order


class Naming(NamedTuple):
    """What a name may have that the sentence it names a figure of has not, and how Chinese terms are rendered."""

    measures: tuple[str, ...]  # words that say what is measured or done: 增速, 总数
    long_forms: dict[str, str]  # a name's long form → the sentence's short one
    glossary: dict[str, str]  # a Chinese term → its English rendering


@lru_cache(1)
def read_naming(lexicon_yaml: bytes, glossary_yaml: bytes) -> Naming:
    """The words of names from data/lexicon.yaml, and data/glossary.yaml."""
    naming, glossary = _loaded(lexicon_yaml)["naming"], _loaded(glossary_yaml)
    return Naming(
        tuple(naming["measures"].split()), naming["long forms"], {str(k): str(v) for k, v in glossary.items()}
    )


def _typed(name: str) -> str:
    """A place's name as people type it: without accents, Réunion too."""
    return fold.plain(name.replace("_", " ").replace("’", "'"), {})


@lru_cache(1)
def read_lexicon(lexicon_yaml: bytes, thesaurus_yaml: bytes, places_txt: bytes) -> dict[str, Any]:
    """The lexicon as plain values, each text of words a list.

    `synonyms` maps an English word to the one that names have, `thesaurus` a word to those of the report, `measures`
    a word to the measure it asks for, `parts` what a part is for to the names it goes by, `topics` a field's name to
    the words it is known by, `places` a name, Chinese or Latin, to the Chinese one.
    """
    raw = _loaded(lexicon_yaml)
    lexicon: dict[str, Any] = {name: [word.replace("_", " ") for word in raw[name].split()] for name in LISTS}
    lexicon |= {"money unit": raw["money unit"], "capital": raw["capital"]}
    requests = raw["requests"].split()
    lexicon["requests"] = [[word for word in requests if word.isascii() is latin] for latin in (False, True)]
    lexicon["sought"] = {what: _choices(words)[0] for what, words in raw["sought"].items()}
    lexicon["dimensions"] = [_choices(line) for line in raw["dimensions"]]
    lexicon["countables"] = [_choices(line) for line in raw["countables"]]
    lexicon["measures"] = {word: measure for measure, words in raw["measures"].items() for word in words.split()}
    lexicon["synonyms"] = {other: word for word, others in raw["synonyms"].items() for other in others.split()}
    lexicon["opposites"] = [_choices(line) for line in raw["opposites"]]
    lexicon["levels"] = [
        (level["level"], *(_choices(level[words])[0] for words in ("said", "shown"))) for level in raw["levels"]
    ]
    lexicon["own place"] = {level: words.split() for level, words in raw["own place"].items()}
    lexicon["parts"] = raw["parts"]
    lexicon["about parts"] = {part: words.split() for part, words in raw["about parts"].items()}
    lexicon["particulars"] = {field: words.split() for field, words in raw["particulars"].items()}
    topics = [(_choices(names)[0], words.split()) for names, words in raw["topics"].items()]
    lexicon["topics"] = {name: words for names, words in topics for name in names}
    thesaurus: dict[str, list[str]] = {}
    for word, others in (*_loaded(thesaurus_yaml).items(), *raw["short forms"].items()):
        for other in others.split():
            thesaurus.setdefault(other, []).append(word)
    lexicon["thesaurus"] = thesaurus
    lines = [line.split() for line in places_txt.decode().splitlines()]
    lexicon["places"] = {_typed(name): line[0] for line in lines for name in line}
    return lexicon


def for_level(lexicon: Mapping[str, Any], level: str) -> dict[str, Any]:
    """The lexicon for a report of a nation, province, prefecture or county: what its own place is called only asks."""
    own = {*lexicon["own place"].get(level, ())}
    above = [one for one in lexicon["levels"] if not own.intersection(one[1])]
    han, latin = [word for word in own if not word.isascii()], [word for word in own if word.isascii()]
    asking = {"asking": [*lexicon["asking"], *sorted(han)], "asking_en": [*lexicon["asking_en"], *sorted(latin)]}
    used = {name: words for name, words in lexicon.items() if name not in ("places", "thesaurus", "own place", "parts")}
    return used | asking | {"levels": above}


def _choices(line: str) -> list[list[str]]:
    """The words of a line between its bars, those of a phrase joined by `_`."""
    return [[word.replace("_", " ") for word in choice.split()] for choice in line.split("|")]


def _loaded(data: bytes) -> Any:
    values = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return values


def read_everyday(everyday_yaml: bytes, file: str) -> dict[str, dict[str, list[str]]]:
    """What people call records beside their names, by kind and id. Raises DataError if the file is no such thing."""
    try:
        return {
            kind: {id: _phrases(names) for id, names in ids.items()} for kind, ids in _loaded(everyday_yaml).items()
        }
    except (yaml.YAMLError, ValueError, AttributeError):
        raise DataError(_("must have, by kind and id, lists of phrases"), file) from None


def read_unsaid(unsaid_yaml: bytes, file: str) -> list[str]:
    """What people ask for beside a report that it does not say. Raises DataError if the file is no such thing."""
    try:
        return _phrases(_loaded(unsaid_yaml))
    except (yaml.YAMLError, ValueError):
        raise DataError(_("must be a list of phrases"), file) from None


def _phrases(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, (str, int, float)) for one in value):
        raise ValueError
    return list(map(str, value))


def read_phrases(set_phrases_yaml: bytes) -> dict[str, str]:
    """The set phrases of reports that hold a number and give no figure, each with its reason."""
    return {phrase: reason for reason, phrases in _loaded(set_phrases_yaml).items() for phrase in phrases.split()}
