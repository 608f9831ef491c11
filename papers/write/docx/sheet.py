"""The sheet that is being written on, and the language versions that stand on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from papers.characters import arabic_digits
from papers.model import Inlines, Paper, direction_of
from papers.write.docx import ooxml
from papers.write.docx.lists import ASKS, Lists
from papers.write.docx.look import Look
from papers.write.docx.package import Package
from papers.write.docx.runs import Voice

_FREE = '<w:keepNext w:val="0"/><w:keepLines w:val="0"/>'


def new_page(side: "Side") -> str:
    """What makes a paragraph begin a page; in a column, whose rows go on where there is room, nothing."""
    return "<w:pageBreakBefore/>" if side.width == ooxml.TEXT_WIDTH else ""


Pieces = tuple[tuple[Callable[[str], str], Inlines], ...]
"""What became of inlines in a redline: each stretch, and what makes its runs tracked ones."""


class Sheet:
    """What one file collects while its words are written: notes, lists, bookmarks, pictures."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.package = Package(look)
        self.lists = Lists()
        self.notes: list[str] = []
        self._last_id = 0

    def new_id(self) -> int:
        """A number for a bookmark or a drawing, unique in the file."""
        self._last_id += 1
        return self._last_id


@dataclass(slots=True)
class Side:
    """One language version on a sheet: its words, its direction, the width it has, its running ask list.

    A bilingual sheet has two sides. `width` is in twentieths of a point; `anchors` are bookmarks of headings by id. In
    a redline `history` knows for some inlines what became of them, and they are written as that.
    """

    sheet: Sheet
    paper: Paper
    width: int = ooxml.TEXT_WIDTH
    anchors: dict[str, str] = field(default_factory=dict)
    history: Mapping[Inlines, Pieces] = field(default_factory=dict)
    _asks: int = 0

    @property
    def lang(self) -> str:
        return self.paper.lang

    @property
    def rtl(self) -> bool:
        return direction_of(self.paper.lang) == "rtl"

    @property
    def indic(self) -> bool:
        """Whether numbers are printed in Arabic-Indic digits."""
        return self.paper.digits == "arabic" and self.rtl

    def counted(self, text: str) -> str:
        """Words of the engine with the numbers in them in this side's digits."""
        return arabic_digits(text) if self.indic else text

    def voice(self, rtl: bool | None = None) -> Voice:
        """The voice of this side; `rtl` for a paragraph that runs against its language."""
        return Voice(self.lang, self.rtl if rtl is None else rtl, foreign=self.lang != self.sheet.look.lang)

    def heavy(self) -> Voice:
        return replace(self.voice(), bold=True)

    def paragraph(
        self,
        content: str,
        style: str = "",
        *,
        rtl: bool | None = None,
        before: str = "",
        indent: str = "",
        jc: str = "",
    ) -> str:
        """A paragraph in this side's direction, named only where it differs from the sheet's."""
        wanted = self.rtl if rtl is None else rtl
        if self.width < ooxml.TEXT_WIDTH:
            # in a column a paragraph kept with the next keeps its whole row, and half pages stay empty
            before = _FREE + before.replace("<w:keepNext/>", "")
        bidi = wanted if wanted != self.sheet.look.rtl else None
        return ooxml.paragraph(content, style, before=before, bidi=bidi, jc=jc, spacing=indent)

    def ask_list(self) -> int:
        """The list of this paper's asks: one for the whole paper, so that they are counted through."""
        if not self._asks:
            self._asks = self.sheet.lists.open(ASKS, rtl=self.rtl)
        return self._asks
