"""The same paper through python-docx's own calls, as a careful first program would write it.

It says everything that our file says: titles, position, asks with their basis, contents, notes (python-docx writes no
footnotes: they stand numbered at the end), lists, tables, names in three columns, the block for checking with its QR
code, header and footer, directions of paragraphs and runs, core properties. It does not split runs by script, count
lists anew, name languages or give the same bytes twice.
"""

import io
from itertools import islice

import docx
import segno
from docx.document import Document
from docx.oxml import OxmlElement
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from papers.asks import printed
from papers.edition import Edition
from papers.model import (
    Ask,
    Block,
    Citation,
    Footnote,
    Heading,
    Inlines,
    Item,
    ListBlock,
    Paper,
    Table,
    inlines_of,
    plain,
)
from papers.notes import ask_details, citation_note, citation_words
from papers.order import AsksBox, Body, Contents, printed_parts
from papers.runs import flatten
from papers.words import say

COLUMNS = 3


def plain_docx(paper: Paper, edition: Edition) -> bytes:
    """The file of one language version and its edition."""
    return _Plain(paper).written(edition)


class _Plain:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Document = docx.Document()
        self.notes: list[str] = []

    def written(self, edition: Edition) -> bytes:
        self.line(edition.letterhead.name, "Heading 2")
        self.line(f"{edition.reference} · {edition.place} · {edition.date}")
        self.line(self.paper.title, "Title")
        self.line(self.paper.subtitle, "Subtitle")
        self.line(self.paper.position, "Intense Quote")
        for part in printed_parts(self.paper, edition):
            match part:
                case AsksBox(asks=blocks) | Body(blocks=blocks):
                    for block in blocks:
                        self.block(block)
                case Contents(headings=headings):
                    for heading in headings:
                        self.line(plain(heading.content), "List Bullet")
        self.names(edition)
        self.check(edition)
        for number, note in enumerate(self.notes, start=1):
            self.line(f"{number}. {note}")
        self.edges(edition)
        output = io.BytesIO()
        self.document.save(output)
        return output.getvalue()

    def line(self, words: str, style: str | None = None) -> None:
        self.say(self.document.add_paragraph(style=style), words)

    def say(self, paragraph: WordParagraph, words: str, *, bold: bool = False) -> None:
        """Words with their direction, which Word wants of the paragraph and of the run."""
        run = paragraph.add_run(words)
        run.bold = bold or None
        if self.paper.dir == "rtl":
            run.font.rtl = True
            properties = paragraph._p.get_or_add_pPr()
            if properties.find(f"{{{properties.nsmap['w']}}}bidi") is None:
                properties.append(OxmlElement("w:bidi"))

    def inlines(self, paragraph: WordParagraph, content: Inlines) -> None:
        for run in flatten(content):
            if isinstance(run.node, Footnote):
                self.note(paragraph, plain(run.node.content))
            elif isinstance(run.node, Citation):
                reference = self.paper.reference(run.node.key)
                self.say(paragraph, citation_words(run.node, reference, self.paper.lang))
                self.note(paragraph, citation_note(run.node, reference, self.paper.lang))
            else:
                self.say(paragraph, run.text, bold=run.marks.strong)

    def note(self, paragraph: WordParagraph, words: str) -> None:
        self.notes.append(words)
        paragraph.add_run(str(len(self.notes))).font.superscript = True

    def block(self, block: Block) -> None:
        match block:
            case Heading(level=level, content=content):
                self.inlines(self.document.add_heading(level=level), content)
            case ListBlock(items=items, ordered=ordered):
                self.items(items, ordered=ordered)
            case Table():
                self.table(block)
            case Ask():
                self.inlines(self.document.add_paragraph(style="List Number"), printed(block, self.paper.lang))
                if details := ask_details(block, self.paper.reference, self.paper.lang):
                    self.line(details)
            case _:
                for content in inlines_of(block):
                    self.inlines(self.document.add_paragraph(), content)

    def items(self, items: tuple[Item, ...], *, ordered: bool) -> None:
        for item in items:
            style = "List Number" if ordered else "List Bullet"
            self.inlines(self.document.add_paragraph(style=style), item.content)
            if item.below is not None:
                self.items(item.below.items, ordered=item.below.ordered)

    def grid(self, columns: int) -> WordTable:
        table = self.document.add_table(0, columns, style="Table Grid")
        if self.paper.dir == "rtl":
            table.table_direction = 1
        return table

    def table(self, block: Table) -> None:
        grid = self.grid(max(len(row) for row in block.rows))
        for number, row in enumerate(block.rows):
            for place, cell in zip(grid.add_row().cells, row, strict=False):
                self.say(place.paragraphs[0], plain(cell.content), bold=number < block.header_rows)

    def names(self, edition: Edition) -> None:
        self.line(say("signatories", self.paper.lang), "Heading 2")
        grid, names = self.grid(COLUMNS), iter(edition.members)
        while chunk := list(islice(names, COLUMNS)):
            for place, name in zip(grid.add_row().cells, chunk, strict=False):
                self.say(place.paragraphs[0], name.name)

    def check(self, edition: Edition) -> None:
        picture = io.BytesIO()
        segno.make(edition.verify_url, error="m", micro=False).save(picture, kind="png", scale=8, border=1)
        self.document.add_picture(picture, width=Mm(23))
        for words in (edition.verify_code, edition.verify_url, edition.digest, edition.contact):
            self.line(words)

    def edges(self, edition: Edition) -> None:
        section, core = self.document.sections[0], self.document.core_properties
        self.say(section.header.paragraphs[0], f"{self.paper.title} · {edition.reference}")
        self.say(section.footer.paragraphs[0], edition.verify_code)
        core.title, core.author, core.identifier = self.paper.title, edition.letterhead.name, edition.reference
