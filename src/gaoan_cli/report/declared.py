"""How a field is declared, and the fields that several kinds of record have."""

from typing import Annotated, NamedTuple

from gaoan_cli.report.vocabulary import Topic

Number = int | float


class About(NamedTuple):
    """What a field means, and what its type does not say of how a file writes it."""

    meaning: str
    form: str = ""  # identifier, place or date: a text of that form
    computed: bool = False  # never written
    default: bool = False  # may be left out, though a record always has it


# --- Fields that several kinds have --------------------------------------------------------------

Kind = Annotated[str, About("What kind of record this is.", computed=True)]
Id = Annotated[str, About("Unique in its kind, never used again for another record.", "identifier")]
Position = Annotated[str, About("Its position in the report: 2.3, or 2.3.p1 for a paragraph.", "place")]
Name = Annotated[str, About("Full name in Chinese.")]
NameEn = Annotated[str, About("English name.")]
Title = Annotated[str, About("Title in Chinese; a section's is its heading without number and closing stop.")]
TitleEn = Annotated[str, About("English title.")]
Aliases = Annotated[tuple[str, ...], About("What people call it.")]
Year = Annotated[int, About("The year it is about; written where it is not its part's.", default=True)]
Value = Annotated[Number | None, About("The number as printed; null for a qualitative goal.")]
Unit = Annotated[str | None, About("Unit or classifier as printed.")]
Amount = Annotated[Number | None, About("The value in the base unit, exactly.", computed=True)]
BaseUnit = Annotated[str | None, About("The unit without 万 or 亿.", computed=True)]
Wording = Annotated[str, About("The fewest words of the report that carry the figure or goal.")]
TopicOf = Annotated[Topic, About("Policy area.")]
ParagraphId = Annotated[str, About("The id of the paragraph it stands in.", "place")]
Quote = Annotated[str, About("The report's own words, verbatim.")]
Start = Annotated[int | None, About("Where the quote begins in its paragraph, in code points.", computed=True)]
End = Annotated[int | None, About("Where the quote ends.", computed=True)]
NoteEn = Annotated[str | None, About("Where a careful reader could differ, and the reading taken.")]
QuoteEn = Annotated[str | None, About("The English sentence that the quote stands in.", computed=True)]
NoteZh = Annotated[str | None, About("The note in Chinese.")]
Path = Annotated[tuple[str, ...], About("Titles of the headings it stands under.", computed=True)]
