"""The name of a figure: a short noun phrase made of what its number is said of and how it is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Words before what a number is said of that are no part of its name.
LEADING = re.compile(
    "^(?:“?十[一二三四五六七八九]五”?(?:时期|期间)|其中|全年|今年|去年|上年|一年来|五年来|过去[一五]年|目前|预计|力争|确保|力促|努力|累计|共计|共|已|已经|实现|完成|加快|全市|全省|全县"
    "|全区|我省|我市|我县|我国|同时|并|且|再|还|又|着力|有效(?!期)|成功|有序|持续|扎实|大力|深入|因地制宜|全力|进一步|率先|逐步|约|同比|年均|平均"
    "|到20\\d\\d年|20\\d\\d年|做好|抓好|推进|推动|将|把|使|的|了|和|与|及|仅|达到|达|超过|超|突破|十年|五年|近三年|近五年|[、，]|）)+"
)
# Words between what a number is said of and the number.
TRAILING = re.compile(
    "(?:“?十[一二三四五六七八九]五”?(?:时期|期间)?|同比|比上年|[较比][一二三四五六七八九十]年前|较上年|比去年|年均|平均|预计|累计|总数|分别|均|各|将|已|就|再|仅|又|由|从|年末|约|合计|共计|共|连续"
    "|增长|增加|增至|上升|上涨|提高|提升|下降|降低|减少|回落|收窄|压减|压缩|净减少|净增加|降|增|达到|达|突破|超过|超|逾|近|接近|完成|实现|为|占|至|到"
    "|保持在|控制在|稳定在|保持|控制|有|是|不低于|不少于|不超过|高于|低于|力争|了|在|以上|以内|左右|年均增速|平均增速|率先|提前|前进|双双|逆势|每年都|拟按|拟安排|安排|拟|按|[、：])$"
)
NEWLY = re.compile(
    "新(?:改扩建|改建|建改造|增|建|签约|签|认定|培育|设|登记|引进)|建成(?!区(?!域))|净增|增加(?![值到至])|增设|前进|引进|提升(?=位次)"
)
DOING = re.compile(
    "(?:新改建|新建改造|改扩建|入库|获评|修复治理|培育|改造提升|改造|修复|开展|出台|打造|建设|实施|组建|发放|办结|解决|筛选|整治提升|争取|获得|纳入"
    "|入选|清理盘活|盘活|降低|惠及|投用|办理|化解|票决|调整优化|完成)$"
)
# A name of one of these alone says nothing without what was spoken of before.
GENERIC = re.compile(
    "^(?:总数|总量|总额|数量|数|面积|产量|产值|营收|营业收入|金额|资金|总投资|投资|占比|比重|增速|增幅|规模|个数|户数|人数|车位|管网|增加值|利润"
    "|年产值|改善率|支出|收入|实际到位资金|到位资金|项目实际支付进度|资金额度|项目个数|死亡人数|受伤人数)$"
)
PER = re.compile("每(?:(?:平方|立方)?(?:公里|米)|百公里|升|人|亩|户)$")
WHERE = re.compile("^(?:全国|全省|全市|全球|世界)$|^(?:高出|高于|低于|快于|超计划|超过)")
GENERIC_END = re.compile(
    "(?:(?<=.{2})[总个宗起件户人]数|总量|生产|播种面积|面积|总数|产值|营业收入|实际到位资金|项目个数|签约资金)$"
)
VERB_BEHIND = re.compile(
    "完成|实现|达|获|列|投产|开工|完工|竣工|投用|建成|全面|全部|正式|成功|顺利|试产|落地|投入|启动|入选|进入|建设$|推进|下线|签约|通过"
)
LONG = {"规上": "规模以上", "限上": "限额以上", "营收": "营业收入"}
LONGEST = 30  # characters
MARKS = re.compile(r"\[\d+\]|[\s；。！？：]")
SUFFIX = re.compile("增速|涨幅|降幅|增幅|总数|数量|总量|[件个户人条]数|比重|占比|排名|数$|^新增|^新建")


def normal(name: str) -> str:
    """A name without marks and in long forms: how two names are compared."""
    return re.sub(r"[\W_]", "", lengthened(name))


def indicator(name: str) -> str:
    """What a name is of, without how it is measured."""
    return SUFFIX.sub("", normal(name))


def lengthened(words: str) -> str:
    """Words with short forms written out, but for those that are there in full."""
    for short, long in LONG.items():
        words = words.replace(short, long)
    return words


def cleaned(words: str) -> str:
    """What a number is said of: the words before it without those that only lead up to either."""
    words = PER.sub("", MARKS.sub("", words))
    while cue := TRAILING.search(words):
        words = words[: cue.start()]
    words = LEADING.sub("", words)
    words = re.split("[，、]|以及|(?<=[^高中初]等)(?!级)", words)[-1] or words
    words = LEADING.sub("", words).strip("、， ")
    return words if words.count("“") == words.count("”") else re.sub("[“”]", "", words)


def subject(before: str, behind: str, spoken: str, carried: str = "") -> str:
    """The noun phrase that a number counts or measures.

    `before` and `behind` are the words on either side of it in its item, `spoken` what was last spoken of, `carried`
    the verb that an earlier item of the list has for all.
    """
    opening = LEADING.sub("", before)
    new, doing = NEWLY.search(before), DOING.search(before.rstrip("了"))
    core, noun = re.sub("^比(?:上年|去年).*", "", cleaned(before)), _noun(behind)
    verb = new[0] if new else carried
    if noun:
        several = re.search("等[^，、]{0,1}$", before.rstrip("了"))
        if several:
            new = NEWLY.match(opening)
            doing = DOING.match(opening)
            verb = (new[0] if new else "") or carried
            core = ""
        elif before.endswith("、"):
            core = ""
        if doing and core.endswith(doing[0]) and not verb:
            return _short(f"{core if doing[0] != '完成' else core[:-2]}{noun}")
        core = core.removeprefix(verb) if core != verb else ""
        return _short(f"{verb}{core}{noun}")
    if not core or core in ("新增", "其中", "全"):
        return spoken
    if WHERE.match(core) or (doing and doing[0] == core):
        return _short(f"{spoken}{core}")
    if GENERIC.match(core) and spoken and not spoken.endswith(core):
        bare = spoken if carried else re.sub("^新(?:增|建|认定)|^净增", "", spoken)
        return _short(f"{GENERIC_END.sub('', bare) or bare}{core}")
    if verb and not NEWLY.search(core):
        return _short(f"{verb}{core}")
    return _short(core)


def change(before: str, subject: str) -> str:
    """The name of an amount by which something rises or falls: 补助标准|提高30元 → 补助标准提高额."""
    verb = re.search("(提高|增加|上调|上升|减少|下降|降低)了?$", before)
    return _short(f"{subject}{verb[1]}额") if verb and subject else subject


def _noun(behind: str) -> str:
    """The noun that a count stands before: 70个|基础设施项目|开工."""
    words = MARKS.sub("", behind)
    if re.match("[以的，、；）”—]|左右|以上|以内|及", words):
        return ""
    verb = VERB_BEHIND.search(words)
    words = words[: verb.start()] if verb and verb.start() > 1 else words
    return words if 1 < len(words) <= 20 and words not in ("安排", "左右") else ""


def _short(words: str) -> str:
    words = lengthened(re.sub("^[的了]|[的了]$", "", words))
    if words.count("“") != words.count("”"):
        words = re.sub("[“”]", "", words)
    return words if len(words) <= LONGEST else words[-LONGEST:]


def named(subject: str, measure: str, before: str, spoken: str, unit: str) -> str:
    """The name of a figure from its subject, its measure and the words before the number."""
    if measure == "growth":
        if re.search("增速|涨幅|降幅|增幅|增长率$", subject):
            return subject
        return f"{subject}{'涨幅' if '涨' in before or '价格' in subject else '增速'}"
    if measure == "points":
        if re.search("高出|高于|低于|快于", subject):
            return subject
        return f"{subject}{'降幅' if re.search('下降|降低|回落|收窄', before) else '涨幅'}"
    if measure == "share":
        return _share(subject, before, spoken)
    if measure == "rank":
        return subject if subject.endswith("排名") else f"{subject}排名"
    if unit == "年":
        return subject if subject.endswith("年数") else f"{subject}年数"
    if unit == "位":
        return f"{subject}{'下降' if re.search('下降|后退', before) else '提升'}位次"
    return subject


def _share(subject: str, before: str, spoken: str) -> str:
    part = re.search(
        "占([^，、；]*?)(?:的)?(?:比重|比例|比)?(?:达到|达|超过|超|突破|为|约|的|(?:保持|稳定|控制)在|提[高升][到至])*$",
        before,
    )
    if part and part[1]:
        whole = cleaned(before[: part.start()])
        whole = f"{spoken}{whole}" if not whole or GENERIC.match(whole) else whole
        return _short(f"{whole}占{part[1]}比重")
    if re.search("任务|计划", subject) and not re.search("率$|比重$|占比$", subject):
        subject = re.sub("任务数$", "任务", subject.replace("完成年", "年"))
        return f"{spoken}{subject}完成率" if subject in ("任务", "年度任务", "年度计划") else f"{subject}完成率"
    return subject


def total(subject: str, before: str) -> str:
    """What there is of something in all, where the words before the number say so: 新增市场主体 → 市场主体总数."""
    if not re.search("总数|累计达|累计有|^[、，]?(?:达到|达)$", before):
        return subject
    bare = re.sub("^新(?:增|建|认定)|^净增", "", subject)
    return bare if bare == subject or re.search("总数|总量|总额|[率度]$", bare) else f"{bare}总数"


def shared(items: Sequence[str], spoken: str) -> list[str]:
    """The subjects of a list, with what the first is of before those that say nothing alone: 图斑宗数、(图斑)面积."""
    base = GENERIC_END.sub("", items[0]) if items and GENERIC_END.search(items[0]) else spoken
    base = GENERIC_END.sub("", re.sub("^(?:获得|争取)|^新(?:增|建|认定)", "", base))
    whole = []
    for item in items:
        alone = GENERIC.match(item) and base
        whole.append(
            lengthened(f"{base.removesuffix('项目') if item.startswith('项目') else base}{item}" if alone else item)
        )
    return whole
