"""How many lies `gaoan check` catches, kind by kind: one thing of the encoding made false, then all rules run.

    python bench/lies.py [--each 40] [--seed 1] [--file data/report.yaml] [--missed]

A lie changes one field of one record (or exchanges those of two) to something the report does not say, as a slip of
the hand or an unread draft would. It counts as caught when any rule finds anything. `gaoan check` must find nothing
before, or the measurement ends.
"""

from __future__ import annotations

import argparse
import copy
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from gaoan_cli.encode.check import original_of
from gaoan_cli.encode.evidence import Evidence
from gaoan_cli.encode.lexicon import NAMING, Naming, read_naming
from gaoan_cli.encode.reader import Source, read
from gaoan_cli.encode.records import bare
from gaoan_cli.encode.rules import RULES
from gaoan_cli.load import beside, shipped
from gaoan_cli.report import vocabulary
from gaoan_cli.report.report import Report
from gaoan_cli.report.tables import Tables

Fields = dict[str, Any]
Lie = Callable[[Source, random.Random], str]  # makes the source tell a lie, and says which; "" where it could not
KINDS = ("target", "result", "honour", "project")
UNITS = {
    "家": "个",
    "个": "家",
    "%": "个百分点",
    "亿元": "亿",
    "万亩": "公顷",
    "亩": "公顷",
    "公里": "米",
    "户": "人",
    "人": "户",
}
SCALES = {
    "亿元": ("元", "万元", "万亿元"),
    "万亩": ("亩", "亿亩"),
    "万元": ("元", "亿元"),
    "万户": ("户",),
    "亿斤": ("斤",),
}
# What no rule can see, and why.
UNSEEN = {
    "topic": "the report files nothing under a policy area: the topic is our own",
    "headline": "which figures lead is a judgement; the report does not mark them",
    "word of an alias": "what people call a thing stands in no report",
    "word of an English definition": "English prose is read by people; its numbers and terms alone can be proved",
}


def figures(source: Source) -> list[Fields]:
    return [one for one in (*source.targets, *source.results) if one["value"] is not None and one["bound"] != "flat"]


def records(source: Source, *kinds: str) -> list[Fields]:
    return [one for kind in kinds or KINDS for one in getattr(source, f"{kind}s")]


def kind_of(source: Source, record: Fields) -> str:
    return next(kind for kind in (*KINDS, "term") if any(one is record for one in getattr(source, f"{kind}s")))


def changed(record: Fields, field: str, value: Any) -> str:
    """Change a field, and say what was changed."""
    old, record[field] = record[field], value
    return f"{record['id']}.{field}: {old} → {value}"


def replaced(field: str, choices: tuple[str, ...], *kinds: str, when: Callable[[Fields], bool] = lambda _: True) -> Lie:
    """A lie that puts another word of a closed vocabulary into a field."""

    def lie(source: Source, chance: random.Random) -> str:
        record = chance.choice([one for one in records(source, *kinds) if one[field] in choices and when(one)])
        return changed(record, field, chance.choice([one for one in choices if one != record[field]]))

    return lie


def borrowed(field: str, *kinds: str, when: Callable[[Fields], bool] = lambda _: True) -> Lie:
    """A lie that puts another record's value of the same kind into a field."""

    def lie(source: Source, chance: random.Random) -> str:
        one = chance.choice([one for one in records(source, *kinds) if when(one) and one.get(field)])
        kind = kind_of(source, one)
        others = [other[field] for other in getattr(source, f"{kind}s") if other[field] not in (one[field], None, [])]
        return changed(one, field, chance.choice(others))

    return lie


def exchanged(field: str, *kinds: str) -> Lie:
    """A lie that exchanges the values of two records of a kind and year."""

    def lie(source: Source, chance: random.Random) -> str:
        many = Counter((kind_of(source, one), one["year"]) for one in records(source, *kinds))
        several = [one for one in records(source, *kinds) if one[field] and many[kind_of(source, one), one["year"]] > 1]
        one = chance.choice(several)
        kind = kind_of(source, one)
        other = chance.choice(
            [o for o in getattr(source, f"{kind}s") if o[field] != one[field] and o["year"] == one["year"]]
        )
        one[field], other[field] = other[field], one[field]
        return f"{one['id']} and {other['id']} exchange {field}: {one[field]}, {other[field]}"

    return lie


def a_digit(source: Source, chance: random.Random) -> str:
    record = chance.choice(figures(source))
    written = str(record["value"])
    at = chance.choice([n for n, digit in enumerate(written) if digit.isdecimal()])
    digit = chance.choice([one for one in "0123456789" if one != written[at] and (one != "0" or at)])
    new = written[:at] + digit + written[at + 1 :]
    return changed(record, "value", float(new) if "." in new else int(new))


def a_sign(source: Source, chance: random.Random) -> str:
    record = chance.choice(figures(source))
    return changed(record, "value", -record["value"])


def a_scale(source: Source, chance: random.Random) -> str:
    record = chance.choice([one for one in figures(source) if one["unit"] in SCALES])
    return changed(record, "unit", chance.choice(SCALES[record["unit"]]))


def a_unit(source: Source, chance: random.Random) -> str:
    record = chance.choice([one for one in figures(source) if one["unit"] in UNITS])
    return changed(record, "unit", UNITS[record["unit"]])


def a_cut(source: Source, chance: random.Random) -> str:
    """The quote without the word of its bound, and the bound called exact."""
    bounded = [one for one in figures(source) if one["bound"] not in ("exact", "flat")]
    record = chance.choice(
        [one for one in bounded if re.search("(?:左右|以上|余)$|^(?:突破|超|近|约)", one["wording"])]
    )
    wording = re.sub("(?:左右|以上|余)$|^(?:突破|超|近|约)", "", record["wording"])
    at = record["quote"].find(record["wording"]) + record["wording"].find(wording)
    record["wording"], record["bound"] = wording, "exact"
    return changed(record, "quote", record["quote"][: at + len(wording)] if chance.random() < 0.5 else wording)


def a_neighbour(source: Source, chance: random.Random) -> str:
    """A figure takes the number of another of its unit in its sentence."""
    by_place: dict[tuple[str, str, str], list[Fields]] = {}
    texts = {paragraph["id"]: text_of(paragraph) for paragraph in paragraphs(source)}
    for one in figures(source):
        text = texts[one["paragraph"]]
        sentence = len(re.findall("[。；]", text[: text.find(one["quote"])]))
        by_place.setdefault((one["paragraph"], str(sentence), one["unit"]), []).append(one)
    groups = [group for group in by_place.values() if len({one["value"] for one in group}) > 1]
    one = chance.choice(chance.choice(groups))
    group = next(group for group in groups if one in group)
    other = chance.choice([other for other in group if other["value"] != one["value"]])
    told = f"{one['id']} takes {other['wording']} of {other['id']}"
    for field in ("value", "wording", "bound", "quote"):
        one[field] = other[field]
    return told


def a_name_elsewhere(source: Source, chance: random.Random) -> str:
    """A figure takes the name of one of the other kind, which no record of its own kind has."""
    ours, theirs = chance.choice([(source.targets, source.results), (source.results, source.targets)])
    taken = {one["name"] for one in ours}
    return changed(chance.choice(ours), "name", chance.choice([o["name"] for o in theirs if o["name"] not in taken]))


def a_year(source: Source, chance: random.Random) -> str:
    record = chance.choice(records(source, "target", "result", "honour"))
    return changed(record, "year", record["year"] + chance.choice([-2, -1, 1, 2]))


def a_project_year(source: Source, chance: random.Random) -> str:
    record = chance.choice(source.projects)
    return changed(record, "year", {2023: 2024, 2024: 2023}.get(record["year"], 2022))


def a_recipient(source: Source, chance: random.Random) -> str:
    record = chance.choice(source.honours)
    place = source.report["place"]
    others = [one["recipient"] for one in source.honours if one["recipient"] not in (record["recipient"], place)]
    return changed(record, "recipient", chance.choice(others) if record["recipient"] == place else place)


def a_baseline(source: Source, chance: random.Random) -> str:
    record = chance.choice([one for one in source.targets if one["value"] is not None or one["baseline"]])
    return changed(
        record, "baseline", [chance.choice([r["id"] for r in source.results if r["id"] not in record["baseline"]])]
    )


def an_alias(source: Source, chance: random.Random) -> str:
    """An alias that is another record's name, of the kind and year."""
    one = chance.choice(records(source))
    kind, name = kind_of(source, one), "title" if "title" in one else "name"
    other = chance.choice([o for o in getattr(source, f"{kind}s") if o is not one and o["year"] == one["year"]])
    return changed(one, "aliases", [*one["aliases"], other[name]])


def drop(source: Source, record: Fields) -> None:
    """Take a record out without a trace: its count is lowered, no baseline names it."""
    kind = kind_of(source, record)
    getattr(source, f"{kind}s").remove(record)
    assert source.counts
    source.counts[f"{kind}s"] -= 1
    for target in source.targets:
        target["baseline"] = [id for id in target["baseline"] if id != record["id"] or kind != "result"]


def an_exemption(source: Source, chance: random.Random) -> str:
    """A figure dropped, its words exempted, its count lowered: nothing counts it any more."""
    record = chance.choice([one for one in figures(source) if re.search(r"\d", one["wording"])])
    drop(source, record)
    number = re.search(r"\d[^，。；、]*$", record["wording"]) or re.search(r"\d.*", record["wording"])
    words = number[0] if number else record["wording"]
    source.exemptions.append({"words": words, "reason": "part of a set phrase", "of": "number", "paragraph": None})
    return f"{record['id']} is dropped, {words} exempted"


def a_drop(source: Source, chance: random.Random) -> str:
    """A record dropped and its count lowered: its number, or its word of honour or resolve, is left over."""
    record = chance.choice(figures(source) + source.terms)
    drop(source, record)
    return f"{record['id']} is dropped"


def a_loss(source: Source, chance: random.Random) -> str:
    record = chance.choice(records(source))
    getattr(source, f"{kind_of(source, record)}s").remove(record)
    return f"{record['id']} is lost"


def paragraphs(source: Source) -> Iterator[Fields]:
    def below(sections: list[Fields]) -> Iterator[Fields]:
        for section in sections:
            yield from (*section["paragraphs"], *section["closing"])
            yield from below(section["sections"])

    return below(source.sections)


def text_of(paragraph: Fields) -> str:
    return "".join(sentence["text"] for sentence in paragraph["sentences"])


def a_character(source: Source, chance: random.Random) -> str:
    record = chance.choice([one for paragraph in paragraphs(source) for one in paragraph["sentences"]])
    at = chance.randrange(len(record["text"]))
    old, record["text"] = record["text"], record["text"][:at] + record["text"][at + 1 :]
    return f"{old} → {record['text']}"


def an_english_figure(source: Source, chance: random.Random) -> str:
    """A digit of an English sentence, outside the brackets of a conversion."""
    sentences = [one for paragraph in paragraphs(source) for one in paragraph["sentences"]]
    plain = re.compile(r"(?<![\w(\[])\d[\d,.]*(?![^()]*\))")
    record = chance.choice([one for one in sentences if plain.search(one["text_en"] or "")])
    number = chance.choice([*plain.finditer(record["text_en"])])
    at = chance.choice([place for place in range(*number.span()) if record["text_en"][place].isdigit()])
    digit = chance.choice([one for one in "123456789" if one != record["text_en"][at]])
    old, record["text_en"] = record["text_en"], f"{record['text_en'][:at]}{digit}{record['text_en'][at + 1 :]}"
    return f"{old[:60]} → {record['text_en'][:60]}"


def english_exchanged(source: Source, chance: random.Random) -> str:
    """The English of two sentences of a paragraph exchanged."""
    record = chance.choice([one for one in paragraphs(source) if len(one["sentences"]) > 1])
    one, other = chance.sample(record["sentences"], 2)
    one["text_en"], other["text_en"] = other["text_en"], one["text_en"]
    return f"{record['id']}: {one['text'][:20]} ↔ {other['text'][:20]}"


def a_part(source: Source, chance: random.Random) -> str:
    term = chance.choice([one for one in source.terms if len(one["parts"]) > 1])
    part = chance.choice(term["parts"])
    field = chance.choice(["wording", "value"] if part["value"] is not None else ["wording"])
    new = part["value"] + 1 if field == "value" else f"{part['wording']}等"
    told, part[field] = f"{term['id']}: {part['name']}.{field} → {new}", new
    return told


def a_definition(source: Source, chance: random.Random) -> str:
    term = chance.choice(source.terms)
    at = chance.randrange(len(term["definition"]))
    return changed(term, "definition", term["definition"][:at] + term["definition"][at + 1 :])


def a_mention(source: Source, chance: random.Random) -> str:
    term = chance.choice([one for one in source.terms if one["mentions"]])
    others = [one["id"] for one in paragraphs(source) if one["id"] not in term["mentions"]]
    return changed(term, "mentions", chance.choice([term["mentions"][1:], [*term["mentions"], chance.choice(others)]]))


def an_investment(source: Source, chance: random.Random) -> str:
    record = chance.choice([one for one in source.projects if one["investment"] is not None])
    if chance.random() < 0.5:
        return changed(record, "investment_unit", chance.choice(["元", "万元", "亿"]))
    return changed(record, "investment", record["investment"] * chance.choice([10, 0.1, 2]))


def a_place(source: Source, chance: random.Random) -> str:
    record = chance.choice(records(source))
    others = [one["id"] for one in paragraphs(source) if record["quote"] not in text_of(one)]
    return changed(record, "paragraph", chance.choice(others))


def a_note(source: Source, chance: random.Random) -> str:
    record = chance.choice(records(source))
    return changed(
        record, "note_en", chance.choice(["TODO", "TODO: read this again", "see text", "-", "待核实此处数字"])
    )


def an_english_number(source: Source, chance: random.Random) -> str:
    name = {"honour": "title_en"}
    numbered = [(one, name.get(kind, "name_en")) for kind in KINDS for one in getattr(source, f"{kind}s")]
    numbered = [(one, field) for one, field in numbered if re.search(r"\d", one[field])]
    record, field = chance.choice(numbered)
    number = chance.choice(re.findall(r"\d+", record[field]))
    return changed(record, field, record[field].replace(number, str(int(number) + chance.choice([1, 10])), 1))


def a_mention_elsewhere(source: Source, chance: random.Random) -> str:
    record = chance.choice([one for one in source.projects if one["other_mention"]])
    return changed(
        record, "other_mention", chance.choice([o["id"] for o in source.projects if o["id"] != record["other_mention"]])
    )


def a_particular(source: Source, chance: random.Random) -> str:
    lies: Fields = {
        "date": "2024-02-11",
        "session": "高安市第七届人民代表大会第六次会议",
        "speaker": "周万晖",
        "place": "丰城市",
    }
    lies |= {"year": 2025, "reviews": 2022, "title": "政府工作报告（摘要）"}
    field = chance.choice(sorted(lies))
    return changed(source.report, field, lies[field])


def a_heading(source: Source, chance: random.Random) -> str:
    section = chance.choice([one for one in source.sections[1:3] for one in (one, *one["sections"])])
    return changed(section, "title", section["title"][:-1])


def has_bound(record: Fields) -> bool:
    return record["bound"] not in (None, "flat") and record["measure"] != "rank"


BOUNDS = ("exact", "about", "at_least", "above", "at_most", "below", "nearly")
LIES: dict[str, Lie] = {
    "a digit of a value": a_digit,
    "sign": a_sign,
    "scale of a unit": a_scale,
    "another unit": a_unit,
    "bound": replaced("bound", BOUNDS, "target", "result", when=has_bound),
    "quote cut at its bound": a_cut,
    "measure": replaced("measure", tuple(m for m in vocabulary.MEASURES if m != "qualitative"), "target", "result"),
    "number of a neighbour": a_neighbour,
    "quote of another record": borrowed("quote"),
    "paragraph": a_place,
    "name of another record": borrowed("name", "target", "result", "project"),
    "name of the other year": a_name_elsewhere,
    "names exchanged": exchanged("name", "target", "result", "project"),
    "title of another honour": exchanged("title", "honour"),
    "English name of another": borrowed("name_en", "target", "result", "project"),
    "English names exchanged": exchanged("name_en", "target", "result", "project"),
    "number of an English name": an_english_number,
    "alias that is another's name": an_alias,
    "year": a_year,
    "year of a project": a_project_year,
    "scope of a rank": borrowed("scope", "result", when=lambda one: one["measure"] == "rank"),
    "modality": replaced("modality", ("力争", "确保"), "target"),
    "baseline": a_baseline,
    "other mention": a_mention_elsewhere,
    "level of an honour": replaced("level", ("national", "provincial", "prefecture"), "honour"),
    "status of an honour": replaced("status", ("awarded", "selected", "commended", "pilot", "ranked"), "honour"),
    "recipient": a_recipient,
    "distinction": borrowed("distinction", "honour"),
    "status of a project": replaced("status", vocabulary.PROJECT_STATUSES, "project"),
    "what happens": borrowed("what", "project"),
    "investment": an_investment,
    "part of a term": a_part,
    "definition": a_definition,
    "mention": a_mention,
    "note": a_note,
    "character of the text": a_character,
    "figure of an English sentence": an_english_figure,
    "English sentences exchanged": english_exchanged,
    "title of a section": a_heading,
    "particular of the report": a_particular,
    "record lost": a_loss,
    "record dropped": a_drop,
    "figure exempted": an_exemption,
}


def caught(source: Source, original: str | None, naming: Naming) -> str:
    """The code of the first rule that finds something, or ""."""
    evidence = Evidence(
        Report(Tables(bare(source), "report.yaml"), words=beside("words.bin")), source, original, naming
    )
    return next((code for code, (_, breaches) in sorted(RULES.items()) if any(True for _ in breaches(evidence))), "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", type=Path, default=Path(shipped()))
    parser.add_argument("--missed", action="store_true", help="print the lies that were believed")
    options = parser.parse_args()
    source = read(options.file.read_bytes(), str(options.file))
    naming = read_naming(*(Path(shipped()).with_name(name).read_bytes() for name in NAMING))
    original = original_of(options.file, Report(Tables(bare(source), "")), Path(shipped()))
    if code := caught(source, original, naming):
        sys.exit(f"{options.file} is not proved: {code}")
    seen = total = 0
    for kind, lie in LIES.items():
        chance, found = random.Random(f"{options.seed} {kind}"), 0
        for _ in range(options.each):
            lying = copy.deepcopy(source)
            told = lie(lying, chance)
            if caught(lying, original, naming):
                found += 1
            elif options.missed:
                print(f"    {told}")
        seen, total = seen + found, total + options.each
        print(f"{kind:<30} {found:3} of {options.each} {found / options.each:6.1%}")
    print(f"{'all':<30} {seen:3} of {total} {seen / total:6.1%}")
    for kind, reason in UNSEEN.items():
        print(f"{kind:<30} not told: {reason}")


if __name__ == "__main__":
    main()
