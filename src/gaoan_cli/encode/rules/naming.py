"""E3xx: names, and the classes a record is put in, by the words that say so; where none do, a note does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gaoan_cli.encode.evidence import Evidence, values_in
from gaoan_cli.encode.fit import NUMBERED, akin, unshown
from gaoan_cli.encode.pinyin import Speller
from gaoan_cli.encode.quantities import HAN_DIGITS, quantities, written
from gaoan_cli.encode.records import base_amount
from gaoan_cli.encode.rules.figures import DIGITS
from gaoan_cli.encode.rules.registry import Breaches, rule
from gaoan_cli.encode.said import Said, said
from gaoan_cli.report.declared import Number
from gaoan_cli.report.model import Honour, Project, Sourced, Term, name_en_of, name_of
from gaoan_cli.report.vocabulary import SCALES

HAN_RUN = re.compile(f"[{HAN_DIGITS[:10]}]{{2,}}")
ALIKE = 0.2  # cosine; of names drawn at random six in seven are less alike
KIN = 0.2  # of the shorter of two names, in bigrams: of names drawn at random one in a hundred is so akin
LEVELS = {
    "national": re.compile("世界|全国|国家|中国|国务院|[一-龥]{2}部(?=[^分门队落])"),
    "provincial": re.compile("全省|省级|省委|省政府|全区|自治区"),
    "prefecture": re.compile("全市|市级|地级"),
}
AWARDS = (  # the first that the words of an honour have
    ("pilot", re.compile("试点")),
    ("commended", re.compile("表彰|表扬|嘉奖")),
    ("ranked", re.compile("百强|千强|排名|位居")),
    ("selected", re.compile("入选|列为|列入|纳入|典型案例|优秀案例|名单|名录|目录")),
    ("awarded", re.compile("获评|荣获|创成|创评|评为|授予|命名|获")),
)
REVIEWED = (  # the first that the words of a project have
    ("in operation", re.compile("投产|投用|使用|运营|运行|开业|上线|挂牌|成立|通车")),
    ("started", re.compile("开工|启动")),
    ("completed", re.compile("完成|建成|新建|竣工|完工|贯通|承办|举办|举行")),
    ("under way", re.compile("推进|开展|实施|推行|打造|建立|加快|推动")),
)
PLANNED = (
    ("in operation", re.compile("(?<!建成、)用好|发挥.*功能|达产满产")),
    ("under way", re.compile("加快|推动|推进|加速|持续|完善|深入|深化|深度|扎实|抓好|支持")),
    (
        "planned",
        re.compile(
            "启动|筹建|规划|谋划|建设|建成|完成|新建|办好|做好|力促|力争|设立|创建|打造|改造|整治|更新|建立|举办|组织|开工"
        ),
    ),
)
AMONG = "(?:(?![一-龥（])|(?=[第首唯一前排末仅的]))"  # what may follow those among whom a rank holds
EMPTY = re.compile(r"\b(?:TODO|TBD|FIXME|XXX|N/A|placeholder|lorem)\b|待补|待定|待核|未完", re.IGNORECASE)
LEAST_NOTE = 4  # words of English, or twice as many Chinese characters


@rule("E301", "The words of a name stand in the sentence it is taken from, or a note shows them and says why not.")
def _named(evidence: Evidence) -> Breaches:
    for record in evidence.quoted:
        if record.start is not None:
            told = evidence.sentence(record) + (record.note_en or "")
            for piece in unshown(name_of(record), told, evidence.naming):
                if piece not in (record.note_en or ""):
                    yield record, said("{piece} of {name} is not in the sentence", piece=piece, name=name_of(record))


@rule("E302", "An English name has the rendering of each term of the glossary, and the numbers of the Chinese one.")
def _rendered(evidence: Evidence) -> Breaches:
    glossary = evidence.naming.glossary
    longest = max(map(len, glossary), default=0)
    for record in evidence.records:
        name, english = name_of(record), name_en_of(record)
        if not english:
            continue  # of a draft
        told = stems(english)
        for term in terms_in(name, glossary, longest):
            if f" {stems(glossary[term]).strip()} " not in told:
                rendered = glossary[term]
                yield (
                    record,
                    said("{term} is {rendered}, which is not in {name}", term=term, rendered=rendered, name=english),
                )
        amounts = amounts_in(english)
        for one in quantities(name):
            amount = base_amount(float(one.value), one.unit)[0]
            if not one.han and not one.rank and amount not in amounts:
                yield record, said("{value} is not in {wording}", value=name[one.start : one.end], wording=english)
        known = values_in(name) | {"".join(str(HAN_DIGITS.index(c)) for c in run) for run in HAN_RUN.findall(name)}
        known |= {written(base_amount(float(one.value), one.unit)[0] or 0) for one in quantities(name)}
        known |= {str(11 + DIGITS.index(digit)) for digit in re.findall(f"十([{DIGITS}])五", name)}  # the 14th plan
        known |= {written(SCALES[scale]) for scale in re.findall("万亿|亿|万", name)}  # 亿元以上 is 1亿元以上
        for amount in amounts:
            if written(amount or 0) not in known and f"{amount:g}" not in _note(record):
                yield (
                    record,
                    said("{amount} of {english} is not in {name}", amount=f"{amount:g}", english=english, name=name),
                )


@rule("E309", "An English name means what the Chinese one does, by the words' vectors, the glossary or its sound.")
def _meant(evidence: Evidence) -> Breaches:
    glossary, words = evidence.naming.glossary, evidence.report.words
    longest = max(map(len, glossary), default=0)
    speller = Speller({reading["words"]: reading["pinyin"] for reading in evidence.source.readings})
    for record in evidence.records:
        name, english = name_of(record), name_en_of(record)
        rendered = sum(map(len, terms_in(name, glossary, longest)))
        if isinstance(record, Term):  # a coinage is rendered word for word, and means what its definition says
            name, english = f"{name} {record.definition}", f"{english} {record.definition_en}"
        told = bool(english) and (rendered * 2 >= len(NUMBERED.sub("", name)) or name in _note(record))
        if english and not told and words.likeness(name, english) < ALIKE and not _sounded(name, english, speller):
            yield record, said("{english} is not {name}", english=english, name=name)


def _sounded(name: str, english: str, speller: Speller) -> bool:
    """Whether an English name has two neighbouring characters of the Chinese one by their sound, as proper names do."""
    letters = english.casefold().replace("'", "")
    ways = [spelled for run in re.findall("[一-龥]+", name) for spelled in speller.syllables(run)]
    return any(one + other in letters for way in ways for one, other in pairwise(way))


def _note(record: Sourced | Term) -> str:
    """What a record's note says; a term's is a number."""
    return "" if isinstance(record, Term) else record.note_en or ""


def amounts_in(english: str) -> set[Number | None]:
    """The amounts that an English name gives: 100 million as one number."""
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?)(?: (billion|million|thousand))?", english)
    scales = {"billion": 10**9, "million": 10**6, "thousand": 1000, "": 1}
    return {float(number.replace(",", "")) * scales[scale] for number, scale in found}


def terms_in(name: str, glossary: dict[str, str], longest: int) -> Iterator[str]:
    """The terms of a glossary in a Chinese name, from left to right, the longest at each place."""
    at = 0
    while at < len(name):
        lengths = range(min(longest, len(name) - at), 0, -1)
        length = next((length for length in lengths if name[at : at + length] in glossary), 0)
        if length:
            yield name[at : at + length]
        at += length or 1


def stems(words: str) -> str:
    """English words between spaces, in lower case, without hyphens and the ends of plurals."""
    plain = re.sub(r"[^\w'&%.]+", " ", words.casefold().replace("’", "'").replace("'s", ""))
    return f" {' '.join(_singular(word.rstrip('.')) for word in plain.split())} "


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if re.search("(?:ss|x|ch|sh|us)es$", word):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word


@rule(
    "E303", "Among whom a rank holds stands in its quote, where a figure holds in its paragraph, or either in a note."
)
def _scopes(evidence: Evidence) -> Breaches:
    for figure in evidence.figures:
        ranked = figure.measure == "rank"
        told = figure.quote if ranked else f"{evidence.texts.get(figure.paragraph)} {' '.join(figure.path)}"
        for place in re.split("[、，]", figure.scope or ""):
            there = re.search(f"{re.escape(place)}{AMONG}", told) if ranked else place in told
            if place and not there and place not in (figure.note_en or ""):
                yield (
                    figure,
                    (
                        said("{words} is not in the quote", words=place)
                        if ranked
                        else said("{words} is not in the paragraph", words=place)
                    ),
                )


@rule("E304", "The level of an honour is the one its title names, else its quote; or a note names it.")
def _levels(evidence: Evidence) -> Breaches:
    own = evidence.report.particulars
    for honour in evidence.report.honours:
        quote = honour.quote
        for distinction in re.split("[，、]", honour.distinction or ""):
            quote = quote.replace(distinction, "") if distinction not in honour.title else quote
        told = next(
            filter(None, (_levels_in(words, own.prefecture) for words in (honour.title, quote, honour.quote))), []
        )
        if told != [honour.level] and honour.level not in (honour.note_en or ""):
            yield honour, _but(honour.level, *told)


def _but(value: str, *told: str) -> Said:
    """That a value is not one that the words tell of."""
    words = "/".join(filter(None, told))
    if words:
        return said("{value}, but the words say {told}", value=value, told=words)
    return said("{value}, but the words say nothing of it", value=value)


def _levels_in(words: str, prefecture: str | None) -> list[str]:
    found = [level for level, shown in LEVELS.items() if shown.search(words)]
    if prefecture and prefecture.rstrip("市") in words and "prefecture" not in found:
        found.append("prefecture")
    return found


@rule("E305", "How an honour was given is what its words say: 试点, 表彰, 百强, 入选, 获评; or a note names it.")
def _awards(evidence: Evidence) -> Breaches:
    for honour in evidence.report.honours:
        told = _class(AWARDS, honour.title) or _class(AWARDS, _around(honour))
        if told != honour.status and honour.status not in (honour.note_en or ""):
            yield honour, _but(honour.status, told)


def _around(honour: Honour) -> str:
    """The quote without the recipient, whose name may tell of other things."""
    return honour.quote.replace(honour.recipient, "")


@rule("E306", "How far a project has come is what DATA.md makes of its verb, in its part; or a note names it.")
def _stages(evidence: Evidence) -> Breaches:
    for project in evidence.report.projects:
        plans = evidence.role(project.paragraph) in ("plan", "outlook")
        told = _stage(project, PLANNED if plans else REVIEWED)
        if told != project.status and project.status not in (project.note_en or ""):
            yield project, _but(project.status, told)


def _stage(project: Project, stages: tuple[tuple[str, re.Pattern[str]], ...]) -> str:
    """The stage that what happens tells of, without the project's name; else the clause."""
    return _class(stages, project.what.replace(project.name, "")) or _class(stages, project.quote)


def _class(classes: tuple[tuple[str, re.Pattern[str]], ...], words: str) -> str:
    return next((name for name, shown in classes if shown.search(words)), "")


@rule("E307", "A baseline names what its target does, or the target's note says by its name why it is compared.")
def _baselines(evidence: Evidence) -> Breaches:
    results = {result.id: result for result in evidence.report.results}
    for target in evidence.report.targets:
        for id in target.baseline:
            result = results.get(id)
            told = (target.note_en or "") + (target.not_comparable_en or "")
            if result and result.name not in told and akin(target.name, result.name, evidence.naming) < KIN:
                yield target, said("{name} is another indicator", name=result.name)
    projects = {project.id: project for project in evidence.report.projects}
    for project in projects.values():
        other = projects.get(project.other_mention or "")
        told = project.note_en or ""
        if other and other.name not in told and akin(project.name, other.name, evidence.naming) < KIN:
            yield project, said("{name} is another project", name=other.name)


@rule("E308", "A note says something: no TODO, and more than a word; so does every name and reason.")
def _notes(evidence: Evidence) -> Breaches:
    for record in evidence.records:
        note = _note(record)
        for prose in filter(None, (note, getattr(record, "not_comparable_en", None))):
            if len(re.findall(r"[A-Za-z']+|[\u3400-\u9fff]{2}", prose)) < LEAST_NOTE:
                yield record, said("says nothing: {words}", words=prose)
        for value in (*record, note):
            for words in value if isinstance(value, tuple) else (value,):
                if isinstance(words, str) and words and EMPTY.search(words):
                    yield record, said("is not finished: {words}", words=words)
    for exemption in evidence.report.exemptions:
        if EMPTY.search(exemption.reason) or len(exemption.reason) < LEAST_NOTE:
            yield ("exemption", exemption.words), said("says nothing: {words}", words=exemption.reason)
