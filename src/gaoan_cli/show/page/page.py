"""The page: what stands in it, given to the template."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gaoan_cli.report.model import Section
from gaoan_cli.show.page.both import Both, kinds, topics, words
from gaoan_cli.show.page.chart import headlines
from gaoan_cli.show.page.index import index
from gaoan_cli.show.page.margin import Entry, entries
from gaoan_cli.show.page.marks import Rendering, Segment, marks_of, renderings, segments

if TYPE_CHECKING:
    from gaoan_cli.report.report import Report

STOPS = "。：！？；"


class Block(NamedTuple):
    """A paragraph: its text in runs, in English if there is any, its cards; set in the middle if it is no sentence."""

    id: str
    text: list[Segment]
    english: list[Rendering]
    cards: list[Entry]
    centred: bool


class Part(NamedTuple):
    """A heading with the paragraphs and parts below it, in the order of the text."""

    id: str
    role: str
    depth: int
    heading: Both
    title: Both
    below: list[Block | Part]


def as_html(report: Report, start: str = "") -> bytes:
    """The report as one page that asks for nothing, the same at every export, in whatever language gaoan speaks.

    `start` is the id where it begins when its address names none; at the top without one.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    style, script = (_beside(f"page.{kind}") for kind in ("css", "js"))
    sums = {"style": _sum(style), "script": _sum(script)}
    values = {"style": Markup(style), "script": Markup(script), "sums": sums, "start": start}
    return environment.from_string(_beside("page.html")).render(values | contents(report)).encode()


def contents(report: Report) -> dict[str, Any]:
    """What the template shows of a report, as plain values."""
    particulars = report.particulars
    beside = entries(report)
    used = {card.topic for cards in beside.values() for card in cards}
    return {
        "report": particulars,
        "words": words(particulars),
        "place": Both(particulars.place, particulars.place_en),
        "title": Both(particulars.title, particulars.title_en),
        "session": Both(particulars.session, particulars.session_en),
        "speaker": Both(f"{particulars.speaker_title}{particulars.speaker}", ""),
        "kinds": [(kind, name, report.count(kind)) for kind, name in kinds().items() if report.count(kind)],
        "topics": [(topic, name) for topic, name in topics().items() if topic in used],
        "headlines": headlines(report),
        "parts": parts(report, beside),
        "index": index(report),
    }


def parts(report: Report, beside: dict[str, list[Entry]]) -> list[Part]:
    """The text as a tree of headings."""
    marks = marks_of(report)
    top: list[Part] = []
    open_parts: dict[str, Part] = {}
    waiting = list(report.sections)
    for paragraph in report.paragraphs:
        while paragraph.section not in open_parts:
            _open(waiting.pop(0), open_parts, top)
        own = marks[paragraph.id]
        part = open_parts[paragraph.section]
        centred = part.role == "front" and not paragraph.text.endswith(tuple(STOPS))
        block = Block(paragraph.id, segments(paragraph, own), renderings(paragraph, own), beside[paragraph.id], centred)
        part.below.append(block)
    for section in waiting:
        _open(section, open_parts, top)
    return top


def _open(section: Section, open_parts: dict[str, Part], top: list[Part]) -> None:
    """Put a section where it belongs: below the last that is higher, which has its id as a beginning."""
    heading = Both(section.heading, section.title_en)
    part = Part(section.id, section.role, section.level, heading, Both(section.title, section.title_en), [])
    above = open_parts.get(section.id.rpartition(".")[0])
    (above.below if above else top).append(part)
    open_parts[section.id] = part


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _sum(text: str) -> str:
    """What a content security policy knows a text by."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
