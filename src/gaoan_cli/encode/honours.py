"""Honours that the words of a paragraph give plainly, and works that a person must look for."""

from __future__ import annotations

import re
from typing import Any

from gaoan_cli.encode import phrasing
from gaoan_cli.encode.evidence import LONGEST_QUOTE
from gaoan_cli.encode.rules.naming import AWARDS, LEVELS

GIVEN = re.compile(
    "(?:连续.{1,3}年)?(?P<verb>荣获|获评|入选|被评为|被评定为|被认定为|被列为|列为|列入|创成|被授予|授予|成功创建|获批)(?P<title>[^，；。、！？]+)"
)
# What a title ends in.
TITLED = re.compile(
    "(?:[县市区镇乡村]|（市）|（市、区）|城|基地|试点|示范区|集聚区|集群|园区|单位|企业|称号|奖|奖励|表彰|先进|百强|名单|名录|目录|案例|机构|品牌|工厂|中心|地区|街区|景区|院)[”》]?$"
)
WORK = re.compile(
    r"[一-龥A-Za-z0-9“”（）]{2,24}?(?:工程|项目|大桥|产业园|园区|高速|公路|铁路|水库|医院|学校|中心|基地)"
)
INVESTED = re.compile(r"(?:总)?投资(?:额)?(?:约|超|达|近)?\d[\d.,]*(?:万|亿)?元?")


def honours(text: str, paragraph: str, place: str) -> list[dict[str, Any]]:
    """The honours of a paragraph of the review that are given by a plain verb and a title."""
    found = []
    for match in GIVEN.finditer(text):
        title = match["title"].split("[")[0]
        bare = title.strip("“”《》")
        begin = max(text.rfind(mark, 0, match.start()) for mark in "，；。：！？—、\n") + 1
        quote = text[begin : match.start("title") + len(title)]
        plain = TITLED.search(title) and not re.search(r"\d+[个家项]", title) and title.count("“") == title.count("”")
        if not plain or not 4 <= len(bare) <= 40 or len(quote) > LONGEST_QUOTE:
            continue
        who = phrasing.cleaned(re.sub("连续.{1,2}年|^继|以.*成绩$|分别$|\\d{4}年", "", text[begin : match.start()]))
        level = next((name for name, form in LEVELS.items() if form.search(title)), None)
        status = next((name for name, form in AWARDS if form.search(match["verb"] + title)), "awarded")
        recipient = who if len(who) > 1 and who in quote else place
        found.append(
            {"title": bare, "level": level, "status": status, "recipient": recipient or None}
            | {"paragraph": paragraph, "quote": quote}
        )
    return found


def works(text: str) -> list[str]:
    """Clauses of a paragraph that name a work and the money invested in it."""
    clauses = re.findall("[^。；]+", text)
    return [clause.strip("，—")[:60] for clause in clauses if INVESTED.search(clause) and WORK.search(clause)]
