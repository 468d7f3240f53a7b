"""The rules of an encoding, and what is told of a breach.

E1xx ids and references, E2xx figures and quotes, E4xx terms and notes, E5xx the text, E6xx completeness.
"""

from __future__ import annotations

from typing import NamedTuple

RULES = {
    "E101": "Ids are unique in their kind.",
    "E102": "No two records of a kind and year have the same name.",
    "E103": "The paragraph a record stands in exists, and so do those that use a term, each named once.",
    "E104": "A baseline names results that exist, each once; another mention is of a project that names this one.",
    "E105": "An alias differs from the record's names and from its other aliases.",
    "E201": "The quote stands in its paragraph, word for word.",
    "E202": "A quote is a clause of at most 80 characters; so are the name of a term and an exemption.",
    "E203": "The words that carry a record stand in its quote, word for word.",
    "E204": "The digits of the value stand in the wording.",
    "E205": "The unit stands in the quote as printed, except the 位 of a ranking.",
    "E206": "A bound has its word beside its number: 左右, 以上, 余 behind, 突破, 超, 近 before, or 持平.",
    "E207": "A fall is growth with a negative value, and nothing else is negative.",
    "E208": "A figure has value, unit and bound, a qualitative one none of them; a rank says among whom.",
    "E209": "A record is of the year of its part, or its quote prints another; a report reviews the year before.",
    "E210": "A number in a name or a note stands in the report too.",
    "E211": "Who received an honour stands in the quote, unless it is the place itself.",
    "E212": "A target whose quote says 力争 or 确保 has that modality, or a note that says why not.",
    "E401": "Every note mark [n] has a term of note n that names the paragraph, and every term a mark.",
    "E402": "A definition stands in its note, word for word, and so do the name and the words of each part.",
    "E403": "A term's mentions are all the paragraphs that use its name, and no other.",
    "E501": "Headings and paragraphs in order are the report, white space aside.",
    "E502": "A title is its heading without number, closing stop and spaces.",
    "E503": "A lead is what its paragraph opens with, and has an English rendering.",
    "E504": "A paragraph's id is its section's and its place in it; a subsection's begins with its parent's.",
    "E601": "Every number of the text is the value of a record that quotes it, in the name of one, or exempt.",
    "E602": "An exemption stands in the text and covers a number that nothing else accounts for.",
    "E603": "Every word of recognition in the review (获评, 入选, 首批 …) stands in a record's quote.",
    "E604": "Every word of resolve in the plan (力争, 确保 …) stands in the quote of a target or project.",
    "E605": "There are as many records of each kind as the file says under counts.",
}
MOST_FINDINGS = 1000  # that are told of one rule


class Finding(NamedTuple):
    """Something wrong in an encoding: where, which rule it breaks, and the detail."""

    code: str
    rule: str
    line: int
    record: str
    detail: str
