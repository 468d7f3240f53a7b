"""That the text is whole and every number of it accounted for: one function a rule, its docstring the rule.

Codes: E5xx the text, E6xx completeness.
"""

from __future__ import annotations

import re
from collections import Counter

from gaoan_cli.encode.encoding import Encoding, Flaw, Flaws, flaw
from gaoan_cli.report.model import Figure, Honour, Paragraph, Project, Section

HONOURING = re.compile("获评|入选|列为|荣获|创成|评为|创评|表彰|表扬|首批|唯一|试点")
PURSUING = re.compile("力争|确保|争创|全力创建|奋力夺取")

# --- E5: the text --------------------------------------------------------------------------------


def text_round_trip(encoding: Encoding) -> Flaws:
    """Headings and paragraphs in order are the report, white space aside."""
    if encoding.original is None:
        return
    ours, theirs = ("".join(text.split()) for text in (encoding.everything, encoding.original))
    if ours != theirs:
        at = next(
            (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b),
            min(len(ours), len(theirs)),
        )
        yield Flaw("", "", f"“{ours[max(0, at - 8) : at + 8]}” should be “{theirs[max(0, at - 8) : at + 8]}”")


def heading_and_title(encoding: Encoding) -> Flaws:
    """A title is its heading without number, closing stop and spaces."""
    for section in encoding.report.sections:
        bare = re.sub(
            r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|附件)", "", _squeezed(section.heading)
        ).rstrip("。")
        if bare != _squeezed(section.title):
            yield flaw(section, f"{section.title} is not {bare}")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def opening_lead(encoding: Encoding) -> Flaws:
    """A lead is what its paragraph opens with, and has an English rendering."""
    for paragraph in encoding.report.paragraphs:
        if (paragraph.lead is None) != (paragraph.lead_en is None):
            yield flaw(paragraph, "lead and lead_en go together")
        if paragraph.lead and not paragraph.text.lstrip("—").startswith(paragraph.lead):
            yield flaw(paragraph, f"does not open with {paragraph.lead}")


def positions(encoding: Encoding) -> Flaws:
    """A paragraph's id is its section's and its place in it; a subsection's begins with its parent's."""
    counted: Counter[str] = Counter()
    for paragraph in encoding.report.paragraphs:
        counted[paragraph.section] += 1
        expected = f"{paragraph.section}.p{counted[paragraph.section]}"
        if paragraph.id != expected:
            yield flaw(paragraph, f"stands where {expected} should")
    sections: dict[tuple[str, ...], Section] = {}
    for section in encoding.report.sections:
        parent = sections.get(section.path)
        if section.path and parent and not section.id.startswith(f"{parent.id}."):
            yield flaw(section, f"stands below {parent.id}")
        place = (*section.path, section.title)
        sections[place] = section


# --- E6: completeness ----------------------------------------------------------------------------


def numbers_accounted(encoding: Encoding) -> Flaws:
    """Every number of the text is the value of a record that quotes it, in the name of one, or exempt."""
    for paragraph, run in encoding.runs():
        if not encoding.accounted(paragraph, run):
            around = paragraph.text[max(0, run.start() - 8) : run.end() + 8]
            yield flaw(paragraph, f"{run[0]} in “{around}” is in no record")


def needed_exemptions(encoding: Encoding) -> Flaws:
    """An exemption stands in the text and covers a number that nothing else accounts for."""
    words = [exemption.words for exemption in encoding.report.exemptions]
    spans = {
        id: [span for span in found if not _exempt(encoding.paragraphs[id].text[span[0] : span[1]], words)]
        for id, found in encoding.explained.items()
    }
    bare = Encoding(encoding.report, encoding.source, None)
    bare.explained = spans
    open_runs = [(paragraph, run) for paragraph, run in encoding.runs() if not bare.accounted(paragraph, run)]
    for exemption in words:
        if not any(_covers(exemption, paragraph, run) for paragraph, run in open_runs):
            yield Flaw("exemption", "", f"{exemption}: not needed")


def _exempt(stretch: str, words: list[str]) -> bool:
    return stretch in words


def _covers(words: str, paragraph: Paragraph, run: re.Match[str]) -> bool:
    return any(
        match.start() <= run.start() and run.end() <= match.end()
        for match in re.finditer(re.escape(words), paragraph.text)
    )


def honours_accounted(encoding: Encoding) -> Flaws:
    """Every word of recognition in the review (获评, 入选, 首批 …) stands in a record's quote."""
    yield from _words_accounted(
        encoding,
        HONOURING,
        (*encoding.report.honours, *encoding.report.results, *encoding.report.projects),
        "1",
    )


def goals_accounted(encoding: Encoding) -> Flaws:
    """Every word of resolve in the plan (力争, 确保 …) stands in the quote of a target or project."""
    yield from _words_accounted(
        encoding, PURSUING, (*encoding.report.targets, *encoding.report.projects), "2"
    )


def _words_accounted(
    encoding: Encoding, pattern: re.Pattern[str], records: tuple[Figure | Honour | Project, ...], part: str
) -> Flaws:
    spans: dict[str, list[tuple[int, int]]] = {}
    for record in records:
        if record.start is not None and record.end is not None:
            spans.setdefault(record.paragraph, []).append((record.start, record.end))
    exempt = [exemption.words for exemption in encoding.report.exemptions]
    for paragraph in encoding.report.paragraphs:
        if paragraph.section.split(".")[0] != part:
            continue
        for match in pattern.finditer(paragraph.text):
            inside = any(
                start <= match.start() and match.end() <= end for start, end in spans.get(paragraph.id, ())
            )
            if not inside and not any(_covers(words, paragraph, match) for words in exempt):
                around = paragraph.text[max(0, match.start() - 8) : match.end() + 8]
                yield flaw(paragraph, f"{match[0]} in “{around}” is in no record")


def counted_records(encoding: Encoding) -> Flaws:
    """There are as many records of each kind as the file says under counts."""
    counts = encoding.source.counts
    for kind in ("term", "target", "result", "honour", "project"):
        if encoding.report.count(kind) != (counts or {}).get(f"{kind}s"):
            yield Flaw(
                "counts",
                f"{kind}s",
                f"{(counts or {}).get(f'{kind}s')} are said, {encoding.report.count(kind)} are there",
            )
