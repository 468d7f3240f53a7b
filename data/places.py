"""Makes places.txt: names of places whose figures a report about one place does not have.

    pip install cpca==0.5.5 babel==2.18.0 jieba==0.42.1 pypinyin==0.55.0 wordfreq==3.1.1
    python data/places.py

Every unit of China from the county up (cpca), by its full name and, where that is no other word (jieba's
dictionary knows it as a place or not at all, and a county's is rare), by its short one; every country (CLDR through
Babel). A line is a Chinese name and, after a space, its Latin ones, where they are no English word.
"""

from __future__ import annotations

import csv
import re
from importlib.metadata import files
from pathlib import Path

import jieba
from babel import Locale
from pypinyin import lazy_pinyin
from wordfreq import zipf_frequency

FILE = Path(__file__).with_name("places.txt")
NO_PLACE = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "郊区", "城区", "矿区", "新区", "老城区")
KIND = r"(?:(?:..?族)+|各族)?(?:特别行政区|自治[区州县旗]|维吾尔自治区|林区|特区|地区|[省市县区旗盟])$"
# Latin names that are no pinyin.
LATIN = {
    "陕西": "shaanxi", "内蒙古": "inner mongolia", "西藏": "tibet", "香港": "hong kong", "澳门": "macau",
    "哈尔滨": "harbin", "呼和浩特": "hohhot", "乌鲁木齐": "urumqi", "拉萨": "lhasa", "新疆": "xinjiang",
}  # fmt: skip
# Places of the shipped report's own prefecture, and prefectures of its province, whose short names are taken for other
# words.
BY_HAND = ("上高", "奉新", "万载", "铜鼓", "袁州", "樟树", "新余", "景德镇")
# Towns of the shipped report's own place, whose questions the figures of the whole do not answer.
TOWNS = (
    "蓝坊镇", "荷岭镇", "新街镇", "八景镇", "独城镇", "太阳镇", "建山镇", "田南镇", "相城镇", "灰埠镇", "石脑镇",
    "龙潭镇", "杨圩镇", "村前镇", "伍桥镇", "祥符镇", "大城镇", "华林山镇", "上湖乡", "汪家圩乡",
)  # fmt: skip
RARE = 3.7  # the Zipf frequency below which the short name of a county is no other word
COMMON = 3.0  # the Zipf frequency from which a Latin name is an English word too
PREFECTURE = 4  # digits of its code
SHORTEST = 5  # letters of a Latin name


def units() -> dict[str, int]:
    """The names of the units of China, each with its level: 2 digits of its code a level."""
    [source] = [file for file in files("cpca") or () if file.name == "adcodes.csv"]
    with Path(str(source.locate())).open(encoding="utf-8") as lines:
        rows = [(row["name"], row["adcode"]) for row in csv.DictReader(lines)]
    return {name: len(code.rstrip("0")) for name, code in rows if name not in NO_PLACE and len(code) == 12}


def main() -> None:
    """Writes the file."""
    dictionary = Path(jieba.__file__).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    tags = {word: tag for word, _, tag in map(str.split, dictionary)}
    found: dict[str, set[str]] = {town: set() for town in TOWNS}
    for name, level in units().items():
        short = re.sub(KIND, "", re.sub("维吾尔|壮族|回族", "", name)) if len(name) > 2 else name
        if tags.get(name, "ns").startswith("n"):
            found.setdefault(name, set())
        known = tags.get(short, "ns") == "ns" and (level <= PREFECTURE or zipf_frequency(short, "zh") < RARE)
        if len(short) > 1 and (known or short in BY_HAND):
            latin = LATIN.get(short, "".join(lazy_pinyin(short)))
            usable = (len(latin) >= SHORTEST and zipf_frequency(latin, "en") < COMMON) or name[-1] in "省市"
            found.setdefault(short, set()).update([latin] if usable and len(latin) >= SHORTEST else [])
    chinese, english = Locale("zh").territories, Locale("en").territories
    for code in sorted(chinese):
        if len(code) == 2 and re.fullmatch("[\u4e00-\u9fff]{2,}", chinese[code]) and code not in ("EU", "CN", "ZZ"):
            found.setdefault(chinese[code], set()).add(english.get(code, "").casefold())
    lines = (
        " ".join([name, *sorted(word.replace(" ", "_") for word in latin if word)])
        for name, latin in sorted(found.items())
    )
    FILE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
