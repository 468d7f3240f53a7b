"""What the search in the page knows besides what stands in it: other names, and how Chinese sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaoan_cli.report.model import Sourced, Term, name_en_of, name_of
from gaoan_cli.show.page.both import kinds
from gaoan_cli.show.page.marks import anchor, marked

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report


def index(report: Report) -> dict[str, Any]:
    """The other names of each record by its id in the page, the syllable of each character, and the exceptions.

    An exception is a name that is read otherwise than its characters one by one: 行业 is hang ye.
    """
    names: dict[str, tuple[str, ...]] = {}
    spelled: dict[str, list[str]] = {}
    for kind in kinds():
        records: Any = report.records(kind)
        names |= {anchor(record): others for record in records if (others := _others(record))}
        for position, ways in _exceptions(report, kind).items():
            spelled[anchor(records[position])] = ways
    return {"names": names, "spelled": spelled, "sounds": _sounds(report, "".join(_texts(report, names)))}


def _others(record: Sourced | Term) -> tuple[str, ...]:
    """What else a record is called, without what its name holds, by which it is found all the same."""
    own = f"{name_of(record)} {name_en_of(record)}".casefold()
    return tuple(alias for alias in record.aliases if alias.casefold() not in own)


def _exceptions(report: Report, kind: str) -> dict[int, list[str]]:
    """The spellings of names that their characters alone do not give, by the position of the record."""
    alone: dict[int, set[str]] = {}
    for spelling, _field, position in report.tables.columns(f"{kind}.alone"):
        alone.setdefault(position, set()).add(spelling)
    found: dict[int, list[str]] = {}
    for spelling, _field, position in report.tables.columns(f"{kind}.pinyin"):
        if spelling.isascii() and not any(map(str.isdigit, spelling)) and spelling not in alone[position]:
            found.setdefault(position, []).append(spelling)
    return found


def _texts(report: Report, names: dict[str, tuple[str, ...]]) -> list[str]:
    """Every Chinese text that can be found by sound."""
    return [
        *map(name_of, marked(report)),
        *(name for others in names.values() for name in others),
        *(one.text for one in report.paragraphs),
    ]


def _sounds(report: Report, text: str) -> dict[str, str]:
    """Each syllable with the characters of the text that are read so."""
    used = set(text)
    alike = {syllable: "".join(filter(used.__contains__, group)) for syllable, group in report.tables["sounds"].items()}
    return {syllable: characters for syllable, characters in alike.items() if characters and syllable.isascii()}
