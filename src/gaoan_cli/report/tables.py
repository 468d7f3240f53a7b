"""The compiled report: JSON Lines, of which only what is asked for is read and parsed.

A head, then the lines of each table. The head lists where each table begins and how many lines it has, and where each
line ends. A table of several lines has one for each record of a kind; one that is stored in columns has the texts, the
fields and the positions of its rows apart.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gaoan_cli.errors import DataError, printable
from gaoan_cli.language import _

if TYPE_CHECKING:
    from mmap import mmap


class Tables:
    """The tables of a compiled report; `file` names its YAML, `later` gives those that the compiled form lacks.

    Whatever is read raises DataError if it is damaged. `head` says what the report is.
    """

    def __init__(self, compiled: bytes | mmap, file: str, later: Callable[[str], Any] | None = None) -> None:
        self._compiled, self._start = compiled, compiled.find(b"\n") + 1
        self.file, self._later = file, later
        self._parsed: dict[str, Any] = {}
        try:
            self.head: dict[str, Any] = json.loads(compiled[: self._start])
            self._places: dict[str, list[int]] = self.head["tables"]
            self._ends: list[int] = self.head["ends"]
        except (ValueError, KeyError, TypeError):
            raise self.damaged() from None
        if len(compiled) != self._start + self._ends[-1]:
            raise self.damaged()

    def __getitem__(self, name: str) -> Any:
        """A table that has one line, parsed once."""
        if name not in self._parsed:
            if name not in self._places and self._later is not None:
                self._parsed[name] = self._later(name)
            else:
                self._parsed[name] = self._read(*self._line(self._places[name][0]))
        return self._parsed[name]

    def count(self, name: str) -> int:
        """How many lines a table has."""
        return self._places[name][1]

    def rows(self, name: str) -> Sequence[Any]:
        """A table that has a line for each record of a kind, parsed once."""
        if name not in self._parsed:
            first, count = self._places[name]
            begin, end = self._line(first)[0], self._line(first + count - 1)[1] if count else 0
            lines = self._compiled[begin:end].rstrip(b"\n").replace(b"\n", b",")  # in a text it is escaped
            self._parsed[name] = self._json(b"[%b]" % lines if count else b"[]")
        rows: Sequence[Any] = self._parsed[name]
        return rows

    def row(self, name: str, position: int) -> Any:
        """The line of such a table for one record, the others not parsed."""
        if name in self._parsed or name not in self._places:
            return self[name][position]
        return self._read(*self._line(self._places[name][0] + position))

    def rows_that_begin(self, name: str, first: str) -> Iterator[list[Any]]:
        """The rows of a sorted table whose first cell is this text: halved until they are found, the others not parsed.

        A row begins with `["`, which stands inside no text, where marks are escaped.
        """
        if name not in self._places:
            rows = self[name]
            yield from takewhile(lambda row: row[0] == first, rows[bisect_left(rows, first, key=itemgetter(0)) :])
            return
        line, end = self._line(self._places[name][0])
        wanted = json.dumps(first, ensure_ascii=False)[1:-1].encode()
        low, high = line + 1, end
        while low < high:
            at = self._compiled.rfind(b'["', low, (low + high) // 2 + 2)
            if at < 0:  # no row
                return
            if self._compiled[at + 2 : self._compiled.find(b'",', at, end)] < wanted:
                behind = self._compiled.find(b'["', at + 1, end)
                low = behind if behind >= 0 else end
            else:
                high = at
        begin = b'["%b",' % wanted
        while self._compiled[low : low + len(begin)] == begin:
            behind = self._compiled.find(b"]", low + len(begin), end) + 1
            yield self._read(low, behind)
            low = behind + 1

    def rows_that_hold(self, name: str, piece: str) -> Iterator[list[Any]]:
        """The rows of a table whose first cell holds this text, the others never parsed."""
        at, end = begin, _ = self._line(self._places[name][0])
        wanted = json.dumps(piece, ensure_ascii=False)[1:-1].encode()
        while (at := self._compiled.find(wanted, at, end)) >= 0:
            behind = self._compiled.find(b"]", at, end) + 1
            row = self._read(self._compiled.rfind(b'["', begin, at), behind)
            if piece in row[0]:
                yield row
            at = behind

    def columns(self, name: str) -> Iterator[tuple[str, str, int]]:
        """The rows of a table that is stored in columns: text, field and the position of the record."""
        table = self[name]
        columns = (table["texts"].split("\n"), table["fields"].split(" "), table["positions"])
        return zip(*columns, strict=True) if table["positions"] else iter(())

    def damaged(self) -> DataError:
        """What is raised when the report cannot be read."""
        return DataError(_("damaged or missing: install gaoan again"), printable(self.file))

    def _line(self, number: int) -> tuple[int, int]:
        """Where a line behind the head begins and ends."""
        return self._start + (self._ends[number - 1] if number else 0), self._start + self._ends[number]

    def _read(self, begin: int, end: int) -> Any:
        return self._json(self._compiled[begin:end])

    def _json(self, line: bytes) -> Any:
        try:
            return json.loads(line)
        except ValueError:
            raise self.damaged() from None
