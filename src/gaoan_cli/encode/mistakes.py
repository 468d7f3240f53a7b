"""What the reader says of a file that is no encoding, as people read it.

The reader speaks English, as programs are told what it found; a sentence of it is recognised by its template.
"""

from __future__ import annotations

import re
from functools import cache

from gaoan_cli.errors import DataError
from gaoan_cli.language import _, shown

TEMPLATES = (
    "is not UTF-8 text: save it as UTF-8",
    "holds the invisible character U+{code}",
    "is not YAML: {reason}",
    "anchors and aliases are not allowed: write the value out",
    "the tag {tag} is not allowed: write plain text",
    "directives (%) are not allowed: begin with schema: {schema}",
    "is empty: a report begins with schema: {schema}",
    "a report is a mapping that begins with schema: {schema}",
    "a second document begins here: one file holds one report",
    "an item of {name} must be a mapping of keys to values",
    "{name} must be a mapping of keys to values",
    "{name} is nested more than {levels} levels deep",
    "unknown key {key} in {name}: known are {names}",
    "the key {key} stands twice in {name}",
    "schema {schema} is not known to this version: it reads schema {known}",
    "pinyin must have a syllable for each character of words",
    "{name} lacks {names}",
    "{name} must be a list",
    "{name} has more than {count} items",
    "{name} must be a single value",
    "{name} is longer than {count} characters",
    "{name}: {value} must not be empty",
    "{name}: {value} holds the invisible character U+{code}",
    "{name}: {value} must be one of {names}",
    "{name}: {value} must be {right}",
)
# What is right, where a value is not.
RIGHT = (
    "lower-case ASCII words joined by hyphens, like gdp-growth",
    "a position such as 2.3 or 2.3.p1",
    "a number as printed, like 5.6, of at most 15 digits",
    "a whole number",
    "true or false",
    "a date like 2024-02-01",
    "syllables of pinyin without tone, like hang ye",
)
FILE = "the file"  # what the reader calls the whole


def shown_mistake(message: str) -> str:
    """A sentence of the reader in the language shown; any other as it is."""
    if shown()[0] == "en":
        return message
    for template in TEMPLATES:
        if found := re.fullmatch(_form(template), message, re.DOTALL):
            values = found.groupdict()
            translated = {name: _(value) for name, value in values.items() if value in (*RIGHT, FILE)}
            return _(template).format(**values | translated)
    return message


def shown_error(error: DataError) -> str:
    """An error of a data file in the language shown."""
    if shown()[0] == "en":
        return str(error)
    more = len(getattr(error, "findings", [error])) - 1  # of a file with several mistakes
    message = shown_mistake(error.message)
    if more:
        message += _(" (and {count} more; gaoan check lists them)").format(count=more)
    return str(DataError(message, error.file, error.line, error.record))


@cache
def _form(template: str) -> str:
    """The pattern of what a template makes."""
    return re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template))
