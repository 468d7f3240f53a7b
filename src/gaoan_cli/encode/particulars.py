"""What the opening lines of a report say of it: whose it is, when and where it was delivered, and by whom."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
SESSION = re.compile(
    "(?:在|：|——|（|^)([一-龥]*第[一二三四五六七八九十]+届[一-龥]*?第[一二三四五六七八九十]+次(?:全体)?(?:会议|大会))"
)
OFFICE = "(?:[一-龥]{0,12}(?:人民政府|国务院))?(?:代理?)?(?:总理|省长|市长|县长|区长|州长|旗长|盟长|主席)"
SPEAKER = re.compile(
    rf"^[（(]?({OFFICE})[\s：:\u3000]*\n?[\s\u3000]*((?:[一-龥·][ \u2002\u3000\xa0]*){{2,12}})[）)]?$", re.MULTILINE
)
UNITS = (
    ("province", "[一-龥]{2,6}?(?:省|自治区)"),
    ("prefecture", "[一-龥]{2,8}?(?:自治州|地区|盟|市)"),
    ("county", "[一-龥]{1,10}?(?:自治县|县|自治旗|旗|区|市)"),
)
MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
LEVELS = (
    ("nation", re.compile("^(?:中国|全国|中华人民共和国)$")),
    ("province", re.compile(f"(?:省|自治区)$|^(?:{'|'.join(MUNICIPALITIES)})$")),
    ("prefecture", re.compile("(?:自治州|地区|盟)$")),
    ("county", re.compile("(?:县|区|旗)$")),
)


def particulars(opening: Sequence[str], headings: Sequence[str]) -> dict[str, Any]:
    """What is known of a report from its opening lines and the headings of its parts; what is not is left out.

    The level of a …市 that nothing else tells of is left out: it may be a prefecture or a county.
    """
    bare = ["".join(line.split()) for line in opening]
    joined = "".join(bare)
    found: dict[str, Any] = {}
    if title := next((line for line in bare if line.endswith("报告") and len(line) <= 40), None):
        found["title"] = title
    session = SESSION.search(joined)
    place, above = _place(session[1] if session else "", found.get("title", ""))
    found |= _whose(place, above)
    if date := DATE.search(joined):
        year, month, day = map(int, date.groups())
        try:
            found["date"] = str(datetime.date(year, month, day))
        except ValueError:
            date = None
    found |= _years(headings, int(date[1]) if date else None, found.get("title", ""))
    if session:
        found["session"] = session[1]
    if speaker := SPEAKER.search("\n".join(opening)):
        found |= {"speaker": "".join(speaker[2].split()), "speaker_title": speaker[1]}
    return found


def _place(session: str, title: str) -> tuple[str, dict[str, str]]:
    """The place, and the province and prefecture that are named before it."""
    words = re.split("第[一二三四五六七八九十]+届", session)[0] if session else ""
    if "全国人民代表大会" in session or "国务院" in title:
        return "中国", {}
    if not words:
        told = re.search(r"^(?:关于)?(?:\d{4}年)?([一-龥]+?)(?:\d{4}年)?(?:人民)?政府?(?:政府)?工作报告", title)
        words = told[1].removesuffix("人民") if told else ""
    if not words:
        return "", {}
    above: dict[str, str] = {}
    for kind, form in UNITS[:2]:
        if (unit := re.match(form, words)) and len(unit[0]) < len(words):
            above[kind] = unit[0]
            words = words[len(unit[0]) :]
    return words, above


def _whose(place: str, above: Mapping[str, str]) -> dict[str, Any]:
    if not place:
        return {}
    level = next((name for name, form in LEVELS if form.search(place)), None)
    if level is None and "prefecture" in above:
        level = "county"
    return {"place": place} | ({"level": level} if level else {}) | dict(above)


def _years(headings: Sequence[str], delivered: int | None, title: str) -> dict[str, int]:
    """The year of the plan and the one reviewed: as a plan's heading, the day of delivery, or the title prints it."""
    plans = [int(year) for heading in headings if re.search("安排|任务|目标|要求|建议|重点", heading)
             for year in re.findall(r"(20\d\d)年", heading)]  # fmt: skip
    reviews = [int(year) + 1 for heading in headings if re.search("回顾|总结|成就", heading)
               for year in re.findall(r"(20\d\d)年", heading)]  # fmt: skip
    printed = [int(year) for year in re.findall(r"(20\d\d)年", title)]
    year = next(iter([*plans[-1:], *([delivered] if delivered else []), *reviews, *printed]), None)
    if year and delivered and abs(year - delivered) > 1:
        year = delivered
    return {"year": year, "reviews": year - 1} if year else {}
