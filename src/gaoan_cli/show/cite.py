"""The words of a record with their place, as a reference to quote them by.

A reference in words follows GB/T 7714—2025, 8.8: author. Title：other title[R]. Publisher, date: place. What the file
does not say, a publisher or an address, is left out. The forms for reference managers are the same in every language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from gaoan_cli.language import shown
from gaoan_cli.report.model import TEXT, Paragraph, Section, Shown, Term
from gaoan_cli.report.report import Report
from gaoan_cli.show.cards import clause

MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
NUMERALS = re.compile("[一二三四五六七八九十百]+")
BREAKS = re.compile("[\\s\u0085\u2028\u2029]*[\n\r\v\f\x1c-\x1e\u0085\u2028\u2029][\\s\u0085\u2028\u2029]*")
NO_ADDRESS = {ord(character): f"%{ord(character):02X}" for character in ' <>{}"\\^`|'}
TEX = {**{character: f"\\{character}" for character in "#$%&_"}, "{": "\\textbraceleft{}", "}": "\\textbraceright{}"}
TEX |= {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}


class Citation(NamedTuple):
    """Words, and where they stand: in whose report, delivered when and where, and at which place of it."""

    id: str
    words: str
    author: str
    title: str
    occasion: str
    date: str
    place: str
    publisher: str
    url: str

    @property
    def full_title(self) -> str:
        """The title and the occasion, which is its other title; Chinese has a colon of its own."""
        return f"{self.title}{'：' if self.title[-1:] > chr(0x2E7F) else ': '}{self.occasion}"

    @property
    def source(self) -> str:
        """The reference in words, but for the address."""
        publisher = f"{self.publisher}, " if self.publisher else ""
        mark = "[R/OL]" if self.url else "[R]"
        return f"{self.author}. {self.full_title}{mark}. {publisher}{self.date}: {self.place}."

    @property
    def quoted(self) -> str:
        """The words in quotation marks, those within them single."""
        return f"“{self.words.translate({ord('“'): '‘', ord('”'): '’'})}”"


def cited(report: Report, records: Sequence[Shown], style: str) -> str:
    """The first record cited in one of STYLES, ended by a line break; "" without a record."""
    return STYLES[style](report, records[0]) + "\n" if records else ""


# --- What is cited ---------------------------------------------------------------------------------


def citation(report: Report, record: Shown, *, english: bool = False) -> Citation:
    """The record as the report has it, or in English: without words where the file has no English for them."""
    p, words = report.particulars, _words(report, record)[english]
    if english:
        author = "State Council" if p.level == "nation" else f"People's Government of {p.place_en}"
        title, occasion = p.title_en, f"delivered at the {p.session_en}"
    else:
        author = "国务院" if p.level == "nation" else f"{p.place}人民政府"
        year, month, day = map(int, p.date.split("-"))
        title, occasion = p.title, f"{year}年{month}月{day}日在{p.session}上"
    place = _place(report, record, english=english)
    said = (p.id, words, author, title, occasion, p.date, place, p.publisher or "", p.url or "")
    one = Citation(*(BREAKS.sub(" ", field).strip() for field in said))  # each field on one line
    return one._replace(url=one.url.translate(NO_ADDRESS))


def _words(report: Report, record: Shown) -> tuple[str, str]:
    """The report's own words, and their English or "": of a section its first paragraph, of a term the whole note."""
    paragraph = _paragraph(report, record)
    if isinstance(record, Section) and paragraph is None:
        return record.heading, record.title_en
    if isinstance(record, TEXT):
        return (paragraph or record).text, (paragraph or record).text_en or ""
    if isinstance(record, Term):
        note = paragraph.text if paragraph else ""
        begin, end = note.find(record.name), note.find(record.definition)
        if 0 <= begin < end:
            return note[begin : end + len(record.definition)], f"{record.name_en}: {record.definition_en}"
        return record.definition, record.definition_en
    return record.quote, clause(report, record, record.quote_en or "")


def _paragraph(report: Report, record: Shown) -> Paragraph | None:
    """The paragraph that the words stand in."""
    id = record.paragraphs[0] if isinstance(record, Section) and record.paragraphs else record.id
    found = report.get("paragraph", getattr(record, "paragraph", id))
    return found if isinstance(found, Paragraph) else None


def _place(report: Report, record: Shown, *, english: bool = False) -> str:
    """Which paragraph under which headings: 第二部分（一）第4段, section 2.1, paragraph 4."""
    paragraph, parts = _paragraph(report, record), {section.id: section for section in report.sections}
    section = parts[paragraph.section if paragraph else record.id]
    above = [one for id, one in parts.items() if f"{section.id}.".startswith(f"{id}.")]  # and itself, in order
    if section.role == "front":
        where = "opening" if english else "开头"
    else:
        where = f"section {section.id}" if english else "".join(map(_numbered, above))
    if paragraph is None:
        return where
    own = [id.startswith(f"{section.id}.p") for id in section.paragraphs]
    at, before = section.paragraphs.index(paragraph.id), (*own, False).index(False)  # the first subsection
    number, closing = (sum(own[before:at]) + 1, True) if at > before else (at + 1, False)
    if english:
        return f"{where}, {'closing ' if closing else ''}paragraph {number}"
    return f"{where}{'结尾' if closing else ''}第{number}段"


def _numbered(section: Section) -> str:
    """A section by the number in its heading as printed, or by its title where it has none: 第二部分, （一）, 附件."""
    before, title, _stop = section.heading.partition(section.title)
    number = before.strip(" \u3000、.．") if title else ""
    return f"第{number}部分" if NUMERALS.fullmatch(number) else number or f"“{section.title}”"


# --- How it is written -------------------------------------------------------------------------------


def _both(report: Report, record: Shown) -> list[Citation]:
    """The original, and its English behind it where English is shown: a source is named in its own language."""
    languages = (False, True) if "en" in shown() else (False,)
    return [one for english in languages if (one := citation(report, record, english=english)).words]


def as_gb(report: Report, record: Shown) -> str:
    """The words in quotation marks, and a reference by GB/T 7714—2025."""
    both = _both(report, record)
    return "\n".join([*(one.quoted for one in both), *(one.source + (one.url and f" {one.url}.") for one in both)])


def as_markdown(report: Report, record: Shown) -> str:
    """A quotation whose last lines name the source."""
    both = _both(report, record)
    sources = [f"— {_markdown(one.source)}{_link(one.url)}" for one in both]
    return "\n>\n".join(f"> {text}" for text in [*(_markdown(one.words) for one in both), *sources])


def _markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"^(\d*)([-+#=.)])", r"\1\\\2", re.sub(r"([\\`*_\[\]<>&|~])", r"\\\1", text))


def _link(url: str) -> str:
    return f" <{url}>." if url.startswith(("https://", "http://")) else f" {_markdown(url)}." if url else ""


def as_bibtex(report: Report, record: Shown) -> str:
    """An entry of BibTeX; one report has one key, whatever is quoted of it."""
    one = citation(report, record)
    author, institution = _tex(one.author), _tex(one.publisher or one.author)
    fields = {"author": f"{{{author}}}", "title": _tex(one.full_title), "type": "报告", "institution": institution}
    fields |= {"year": one.date[:4], "url": one.url, "language": "chinese", "annote": _tex(_remark(one))}
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    month = 3 * int(one.date[5:7])
    return f"@techreport{{{one.id},\n{''.join(lines)}  month = {MONTHS[month - 3 : month]},\n}}"


def _remark(one: Citation) -> str:
    return f"{one.quoted}（{one.place}）"


def _tex(text: str) -> str:
    return "".join(TEX.get(character, character) for character in text)


def as_csl(report: Report, record: Shown) -> str:
    """An array of one item of CSL-JSON."""
    one = citation(report, record)
    item: dict[str, Any] = {"id": one.id, "type": "report", "author": [{"literal": one.author}]}
    item |= {"title": one.full_title, "issued": {"date-parts": [[*map(int, one.date.split("-"))]]}}
    item |= {"event-title": report.particulars.session, "publisher": one.publisher, "URL": one.url}
    item |= {"section": one.place, "language": "zh-CN", "note": _remark(one)}
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def as_ris(report: Report, record: Shown) -> str:
    """A record of RIS, a field a line."""
    one = citation(report, record)
    fields = [("TY", "RPRT"), ("ID", one.id), ("AU", one.author), ("TI", one.full_title), ("PY", one.date[:4])]
    fields += [("DA", one.date.replace("-", "/")), ("PB", one.publisher), ("LA", "zh"), ("N1", _remark(one))]
    return "".join(f"{tag}  - {value}\n" for tag, value in [*fields, ("UR", one.url)] if value) + "ER  - "


STYLES: dict[str, Callable[[Report, Shown], str]] = {"gb": as_gb, "markdown": as_markdown}
STYLES |= {"bibtex": as_bibtex, "csl": as_csl, "ris": as_ris}
