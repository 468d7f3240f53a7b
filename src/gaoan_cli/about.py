"""What each command says of itself: a sentence, and examples to paste."""

# fmt: off
HELP = {
    "target": ("Targets for the year: what the report commits to.",
               "gdp", "高企 --json", "今年粮食产量要达到多少？", "--headline", "xinzengxuewei --get value"),
    "result": ("Results of the year reviewed: every figure and ranking.",
               "规上工业", "urban income", "去年新增了多少停车位？", "--topic ecology"),
    "term": ("Terms that the report's notes explain.", "1225", "四尘三烟三气", "三烟", "9", "five roads --json"),
    "section": ("The outline, a section, or the paragraphs that hold some words.",
                "", "2.3", "二（三）", "营商环境", "2.3 --json"),
    "honour": ("Recognitions: titles, awards, pilots, places on lists.",
               "", "示范物流园区", "市图书馆 --json", "--topic industry"),
    "project": ("Named works, places, plants and events of both years.",
                "320国道", "chilli festival", "--section 2.4", "--format csv --excel > projects.csv"),
    "search": ("All kinds at once: the direct answer first, then the text.",
               "停车场", "nursery places", "二手车出口有什么计划？", "2023年高新技术企业 --json"),
    "compare": ("Results beside the targets that continue them.", "", "gdp", "学位", "--topic industry --json"),
    "cite": ("The best hit's words, with a reference.", "gdp", "1225 --style bibtex", "2.3.p4 --style markdown"),
    "check": ("Prove encodings, or list every mistake in them.",
              "", "report.yaml --section 2.1", "report.yaml --json", "reports/*.yaml"),
    "draft": ("Draft an encoding from a report's text, for a person to finish.",
              "new.txt --previous report.yaml", "--template"),
    "verify": ("Check a draft against the report: quotations and figures.",
               "draft.md", "- --json < draft.txt"),
    "export": ("Write the whole report in another form.",
               "text", "json | jq '.targets | length'", "sqlite --output gaoan.db",
               "parquet --output reports *.yaml"),
    "schema": ("JSON Schema of the records that --json prints.", "", "target"),
}
# fmt: on
