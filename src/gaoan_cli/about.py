"""What each command says of itself: a sentence, and examples to paste."""

# fmt: off
HELP = {
    "target": ("Targets for the year: what the report commits to.",
               "gdp", "高企 --json", "今年粮食产量要达到多少？", "--headline -o targets.xlsx",
               "xinzengxuewei --get value"),
    "result": ("Results of the year reviewed: every figure and ranking.",
               "规上工业", "urban income", "去年新增了多少停车位？", "--topic 生态 --numbers"),
    "term": ("Terms that the report's notes explain.", "1225", "四尘三烟三气", "三烟", "9", "five roads --json"),
    "section": ("The outline, a section, or the paragraphs that hold some words.",
                "", "2.3", "二（三）", "营商环境", "2.3 --json"),
    "honour": ("Recognitions: titles, awards, pilots, places on lists.",
               "", "示范物流园区", "市图书馆 --json", "--level national --sort topic"),
    "project": ("Named works, places, plants and events of both years.",
                "320国道", "chilli festival", "--section 2.4", "--status completed -o projects.xlsx"),
    "search": ("All kinds at once: the direct answer first, then the text.",
               "停车场", "nursery places", "二手车出口有什么计划？", "2023年高新技术企业 --json"),
    "compare": ("Results beside the targets that continue them.", "", "gdp", "学位", "--topic industry --json"),
    "cite": ("The best hit's words, with a reference.", "gdp", "1225 --style bibtex", "2.3.p4 --style markdown"),
    "topics": ("The policy areas, and how much the report says of each.", "", "--json"),
    "check": ("Prove an encoding, or list every mistake in it.", "", "report.yaml --section 2.1", "report.yaml --json"),
    "draft": ("Draft an encoding from a report's text, for a person to finish.",
              "new.txt --previous report.yaml", "--template"),
    "verify": ("Check a draft against the report: quotations and figures.",
               "draft.md", "- --json < draft.txt"),
    "export": ("Write the whole report in another form.",
               "text", "json | jq '.targets | length'", "html --output report.html", "sqlite --output gaoan.db"),
    "open": ("The whole report as a page, opened in the browser at the best hit.", "", "gdp", "停车场"),
    "schema": ("JSON Schema of the records that --json prints.", "", "target", "--compact"),
    "mcp": ("Serve the report to agents: MCP on standard input and output.", "--report report.yaml"),
    "skill": ("Print a SKILL.md: how an agent asks this program.", "", "> SKILL.md"),
}
# fmt: on
