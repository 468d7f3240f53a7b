"""The closed vocabularies: every word that a field of a closed list may have."""

from typing import Literal, get_args

# fmt: off
ReportLevel = Literal["nation", "province", "prefecture", "county"]
Role = Literal["front", "review", "plan", "outlook", "notes", "other"]
Measure = Literal["level", "increment", "growth", "points", "share", "ratio", "rank", "qualitative"]
Bound = Literal["exact", "about", "at_least", "above", "at_most", "below", "nearly", "flat"]
Modality = Literal["力争", "确保"]
HonourLevel = Literal["national", "provincial", "prefecture", "other"]
HonourStatus = Literal["awarded", "selected", "commended", "pilot", "ranked"]
ProjectStatus = Literal["planned", "started", "under way", "completed", "in operation"]
Exempted = Literal["number", "honour word", "resolve word"]
Topic = Literal[
    "economy", "industry", "agriculture", "investment", "consumption", "opening-up", "innovation", "reform",
    "urban", "rural", "ecology", "livelihood", "education-health", "governance",
]
# How a record was found, the surest way first, and by which of its fields, the weightiest first.
How = Literal["exact", "prefix", "substring", "pinyin", "initials", "words", "meaning", "fuzzy"]
MatchField = Literal[
    "id", "note", "name", "title", "alias", "part", "lead", "name_en", "title_en", "lead_en",
    "heading", "recipient", "everyday", "names", "quote", "definition", "text",
]
# fmt: on
BOUND_WORDS = {
    **{"about": "about ", "at_least": "at least ", "above": "more than "},
    **{"at_most": "at most ", "below": "less than ", "nearly": "nearly "},
}
SCALES = {"万亿": 10**12, "亿": 10**8, "万": 10**4}  # the longer before those they begin with
MEASURES: tuple[str, ...] = get_args(Measure)
HONOUR_LEVELS: tuple[str, ...] = get_args(HonourLevel)
HONOUR_STATUSES: tuple[str, ...] = get_args(HonourStatus)
PROJECT_STATUSES: tuple[str, ...] = get_args(ProjectStatus)
EXEMPTED: tuple[str, ...] = get_args(Exempted)
ROLES: tuple[str, ...] = get_args(Role)
MODALITIES: tuple[str, ...] = get_args(Modality)
TOPICS: tuple[str, ...] = get_args(Topic)
HOWS: tuple[str, ...] = get_args(How)
MATCH_FIELDS: tuple[str, ...] = get_args(MatchField)
# The kinds of records as one of them, and as several, is called.
ONE = {
    **{"target": "a target", "result": "a result", "term": "a term", "honour": "an honour", "project": "a project"},
    **{"section": "a section", "paragraph": "a paragraph"},
}
MANY = {
    **{"target": "targets", "result": "results", "term": "terms", "honour": "honours", "project": "projects"},
    **{"section": "sections", "paragraph": "paragraphs"},
}
