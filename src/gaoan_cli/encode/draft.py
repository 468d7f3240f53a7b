"""A report's text → a draft of its encoding, to be read and finished by a person.

The text is put under its headings; every figure, honour and term that its words give plainly becomes a record marked
`draft`. What the words do not say is left out: English, topics, aliases, goals without a number, projects.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any, NamedTuple

from gaoan_cli.encode import exempting, phrasing
from gaoan_cli.encode.candidates import Context, candidates
from gaoan_cli.encode.dump import dumped
from gaoan_cli.encode.earlier import Earlier
from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.glossary import terms_of
from gaoan_cli.encode.honours import honours, works
from gaoan_cli.encode.lexicon import Naming
from gaoan_cli.encode.outline import Section, give_roles, leads_of, lines_of, outline
from gaoan_cli.encode.particulars import particulars
from gaoan_cli.encode.pinyin import Speller
from gaoan_cli.encode.quantities import written
from gaoan_cli.encode.reader import LONGEST_VALUE, Source, read
from gaoan_cli.encode.records import bare, sentences_in
from gaoan_cli.encode.shapes import RECORDS, SCHEMA
from gaoan_cli.encode.structures import structures
from gaoan_cli.errors import DataError
from gaoan_cli.language import _
from gaoan_cli.report.fold import core_names
from gaoan_cli.report.report import Report
from gaoan_cli.report.tables import Tables

HEAD = (
    "# A draft by `gaoan draft`: read every record marked draft against its sentence, correct it, take the mark away.\n"
    "# `gaoan check --section 2.1` lists what is wrong in a section; DATA.md says what each key means.\n"
)
SYLLABLES = 8  # of a name, that make an id
GIVEN = (
    "title",
    "title_en",
    "place",
    "place_en",
    "level",
    "year",
    "reviews",
    "date",
    "session",
    "speaker",
    "speaker_title",
)
OPENING, LONGEST_OPENING = 15, 120  # lines that say whose report it is, and their characters


class Drafted(NamedTuple):
    """The YAML of a draft, how many records of each kind it has, and what a person must look for."""

    yaml: str
    counts: dict[str, int]
    left: list[str]


def draft(text: str, file: str, phrases: Mapping[str, str], previous: Source | None = None) -> Drafted:
    """Draft the encoding of a report's text, which `file` names; `previous` is an earlier report's encoding.

    Raises DataError for a text without a line, or with one that is longer than an encoding may have.
    """
    drafter = _Drafter(text, file, Earlier(previous))
    return drafter.drafted(phrases)


class _Drafter:
    def __init__(self, text: str, file: str, earlier: Earlier) -> None:
        lines = lines_of(text)
        if not lines:
            raise DataError(_("holds no text"), file)
        if longest := next((line for line in lines if len(line.text) > LONGEST_VALUE), None):
            told = _("has more than {count} characters: break it").format(count=f"{LONGEST_VALUE:,}")
            raise DataError(told, file, longest.number)
        self.file, self.earlier, self.text = file, earlier, text
        self.parts = outline(lines)
        titles = [part.title for part in self.parts if part.role == "part"]
        opening = [line.text for line in lines[:OPENING] if len(line.text) <= LONGEST_OPENING]
        closes = next((at for at, line in enumerate(opening) if "代表" in line and line.endswith("：")), len(opening))
        self.known = particulars(opening[:closes], titles)
        give_roles(self.parts, self.known.get("year"))
        self.speller = Speller({reading["words"]: reading["pinyin"] for reading in earlier.readings(text)})
        self.left: list[str] = []
        self.lines: dict[str, int] = {}
        self.records: dict[str, list[dict[str, Any]]] = {f"{kind}s": [] for kind in RECORDS}

    def drafted(self, phrases: Mapping[str, str]) -> Drafted:
        values: dict[str, Any] = {"schema": SCHEMA, "report": self._report()}
        values["sections"] = [self._section(part) for part in self.parts]
        for part in self.parts:
            self._read(part)
        for kind, records in self.records.items():
            self._named_apart(records)
            self._give_ids(kind, records)
        self._baselines()
        for record in chain(self.records["targets"], self.records["results"]):
            if record["measure"] == "rank" and not record["scope"]:
                self._leave(record["paragraph"], _("among whom? {words}").format(words=record["quote"]))
        counts = {kind: len(records) for kind, records in self.records.items()}
        values |= {"counts": counts, "readings": self.earlier.readings(self.text), **self.records}
        self._prove(values, phrases)
        return Drafted(HEAD + dumped(values), counts, self.left)

    # --- The report and its text -----------------------------------------------------------------------

    def _report(self) -> dict[str, Any]:
        known = self.known | self.earlier.of_place(self.known.get("place"))
        place = re.sub("[省市县区旗]$|自治[区州县]$", "", known.get("place", "")) or "report"
        known["id"] = "-".join(filter(None, [self._spelled(place), str(known.get("year", ""))]))
        if self.parts[0].role == "front":
            known.setdefault("title", self.parts[0].title)
        missing = [name for name in GIVEN if not known.get(name) and not name.endswith("_en")]
        if missing:
            told = _("report: {names}: the opening lines do not say")
            self.left.append(told.format(names=", ".join(missing)))
        return known | {"draft": True}

    def _section(self, section: Section) -> dict[str, Any]:
        leads = leads_of(section)
        numbered = list(section.numbered())
        self.lines |= {id: line.number for id, line in numbered}
        paragraphs = [
            {"id": id, "lead": leads.get(line.number), "sentences": sentences_in(line.text)} for id, line in numbered
        ]
        before = len(section.paragraphs)
        return {
            "id": section.id,
            "heading": section.heading,
            "title": section.title,
            "role": section.role,
            "draft": True,
            "paragraphs": paragraphs[:before],
            "sections": [self._section(below) for below in section.sections],
            "closing": paragraphs[before:],
        }

    # --- Records -----------------------------------------------------------------------------------

    def _read(self, part: Section) -> None:
        """Draft the records of a part's paragraphs."""
        year = self.known.get("year") or 0
        title = part.title if part.role == "outlook" else ""
        kind = "results" if part.role == "review" else "targets"
        for section in part.everything():
            for id, line in section.numbered():
                if part.role == "notes":
                    terms = terms_of(line.text, id)
                    self.records["terms"] += terms
                    if not terms:
                        self._leave(id, _("explains a term in no form that is known"))
                if part.role not in ("review", "plan", "outlook"):
                    continue
                self.records[kind] += [
                    found.fields for found in candidates(line.text, Context(id, part.role, year, title))
                ]
                self.records[kind] += structures(line.text, id)
                if part.role == "review":
                    self.records["honours"] += honours(line.text, id, self.known.get("place", ""))
                for work in works(line.text):
                    self._leave(id, _("a project? {words}").format(words=work))

    def _leave(self, id: str, told: str) -> None:
        """Leave something in a paragraph to a person."""
        self.left.append(_("line {number} ({id}): {told}").format(number=self.lines[id], id=id, told=told))

    def _named_apart(self, records: list[dict[str, Any]]) -> None:
        """Give records of one name and year names of their own."""
        taken: set[tuple[str, int | None]] = set()
        counted: Counter[str] = Counter()
        for record in sorted(records, key=lambda one: "period" in one):  # the figure of one year keeps its name
            key = "name" if "name" in record else "title"
            name, year = record[key], record.get("year")
            printed = record.get("value") if record.get("value") is not None else record.get("low")
            figure = "" if printed is None else f"{written(abs(printed))}{record.get('unit', '')}"
            told = [one for one in (record.get("scope"), figure, record["paragraph"]) if one]
            counted[name] += 1
            apart = (f"{name}（{told[-1]} {number}）" for number in count(counted[name]))
            names = chain([name], (f"{name}（{one}）" for one in told), apart)
            record[key] = next(one for one in names if (one, year) not in taken)
            taken.add((record[key], year))

    def _give_ids(self, kind: str, records: list[dict[str, Any]]) -> None:
        """Give each record an id: the earlier one of its indicator, else the pinyin its name begins with."""
        taken: set[str] = set()
        for record in records:
            known = self.earlier.known(kind[:-1], record) if "measure" in record else {}
            if known and known["id"] not in taken:
                record |= known
                taken.add(known["id"])
        called = (record.get(key) for record in records for key in ("name", "title", "name_en"))
        names = {name.casefold() for name in called if name}
        spellings: Counter[str] = Counter()
        for record in records:
            name = record.get("name") or record["title"]
            record["aliases"] = [alias for alias in record.get("aliases", []) if alias.casefold() not in names]
            if "id" not in record:
                id = spelled = self._spelled(name)
                while id in taken:
                    spellings[spelled] += 1
                    id = f"{spelled}-{spellings[spelled] + 1}"
                record["id"] = id
                taken.add(id)
            record["draft"] = True

    def _spelled(self, name: str) -> str:
        words = self.speller.syllables("".join(re.findall(r"\w", name.casefold())))[0]
        ascii = [word for word in words if re.fullmatch("[a-z0-9]+", word)]
        return "-".join(ascii[:SYLLABLES]) or "record"

    def _baselines(self) -> None:
        """The results that a target continues: those drafted now of the same indicator."""
        results: dict[str, list[str]] = {}
        for result in self.records["results"]:
            if result["measure"] != "rank":
                results.setdefault(phrasing.indicator(result["name"]), []).append(result["id"])
        for target in self.records["targets"]:
            target["baseline"] = results.get(phrasing.indicator(target["name"]), [])

    # --- What only the whole can tell --------------------------------------------------------------

    def _prove(self, values: dict[str, Any], phrases: Mapping[str, str]) -> None:
        """Find the paragraphs that use each term, and account for the numbers that no record gives."""
        evidence, order = self._evidence(values), {id: place for place, id in enumerate(self.lines)}
        for term, record in zip(evidence.report.terms, self.records["terms"], strict=True):
            record["mentions"] = sorted(evidence.users[core_names(term.name)[-1]], key=order.__getitem__)
        words: dict[str, str] = {}
        for paragraph, number, account in self._evidence(values).numbers:
            if account is None:
                found = exempting.exemption(paragraph.text, number.start(), number.end(), phrases)
                words |= {found.words: found.reason} if found else {}
        values["exemptions"] = [{"words": one, "reason": reason} for one, reason in words.items()]
        numbers = self._evidence(values).numbers
        needed = {account for paragraph, number, account in numbers}
        values["exemptions"] = [one for one in values["exemptions"] if one["words"] in needed]
        for paragraph, number, account in numbers:
            if account is None:
                around = paragraph.text[max(0, number.start() - 10) : number.end() + 10]
                self._leave(paragraph.id, _("{number} in “{around}”").format(number=number[0], around=around))

    def _evidence(self, values: dict[str, Any]) -> Evidence:
        """The draft as the rules see it, with a year and a day if none is known."""
        known = {"year": 2, "reviews": 1, "date": "0001-01-01"} | values["report"]
        source = read(dumped(values | {"report": known}).encode(), self.file)
        return Evidence(Report(Tables(bare(source), self.file)), source, None, Naming((), {}, {}))


def summary(drafted: Drafted, file: str) -> Iterator[str]:
    """What a draft has and what it lacks, for people, line by line."""
    kinds = ((_(kind if number != 1 else kind[:-1]), number) for kind, number in drafted.counts.items())
    told = _(", ").join(_("{number} {kind}").format(number=number, kind=kind) for kind, number in kinds)
    yield _("{file} is drafted, to be read by a person: {counts}").format(file=file, counts=told)
    yield _("left to you: English names, topics, aliases, goals without a number, projects")
    if drafted.left:
        yield _("and these {count}:").format(count=len(drafted.left))
        yield from (f"  {one}" for one in drafted.left)
