"""Papers, letters and decision files as PDF: PDF/UA-1 and PDF/A-3a at once, the same bytes for the same input.

Each function lays out and writes; sealing (`papers.seal.pades`) and joining (`papers.seal.join`) come after. All raise
`papers.write.fonts.FontsMissing` when `make fonts` never ran, and read nothing but what they are given.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from papers.edition import Edition, Letter, Letterhead
from papers.model import Paper
from papers.seal.face import Face
from papers.story import Story
from papers.write.press import Enclosed, Piece, draw, press, press_all, press_pieces
from papers.write.print_bilingual import BILINGUAL_SHEETS, bilingual_html
from papers.write.print_html import print_pieces, sheets_for, to_print_html
from papers.write.print_letter import LETTER_SHEETS, letter_html
from papers.write.print_parts import accent
from papers.write.print_seal import SEAL_SHEETS, seal_html
from papers.write.print_story import STORY_SHEETS, story_html
from papers.write.printed import Shelf

if TYPE_CHECKING:
    from papers.write.print_redline import States


def to_pdf(
    paper: Paper, edition: Edition | None = None, *, enclosed: tuple[Enclosed, ...] = (), shelf: Shelf | None = None
) -> bytes:
    """One language edition of a paper; without an edition what the paper itself says.

    `enclosed` files travel inside the PDF (`papers.seal.manifest`). A long paper is printed in pieces, cover, text and
    annex of names: what stands on the `shelf` is not printed again, and the bytes are the same with it and without.
    """
    pieces, sheets = print_pieces(paper, edition), sheets_for(paper)
    if len(pieces.stretches) == 1:
        return press(to_print_html(paper, edition), sheets, enclosed=enclosed)

    def stretch(place: int) -> Callable[[int], Piece]:
        return lambda before: Piece(f"P{place}", pieces.stretch(place, before), (*sheets, "piece"))

    def binding(pages: int) -> Piece:
        return Piece("", pieces.binding(pages), sheets)

    stretches = map(stretch, range(len(pieces.stretches)))
    return press_pieces(stretches, binding, {} if shelf is None else shelf, enclosed=enclosed)


def to_bilingual_pdf(
    right: Paper,
    left: Paper,
    edition_right: Edition | None = None,
    edition_left: Edition | None = None,
    *,
    enclosed: tuple[Enclosed, ...] = (),
) -> bytes:
    """Two languages side by side, block by block by shared ids. `right` is the authoritative text."""
    return press(bilingual_html(right, left, edition_right, edition_left), BILINGUAL_SHEETS, enclosed=enclosed)


def letter_pdf(letter: Letter) -> bytes:
    """A covering letter, ready to be joined in front of a statement."""
    return press(letter_html(letter), LETTER_SHEETS)


def letter_pdfs(letters: Iterable[Letter]) -> list[bytes]:
    """Many covering letters in one run, each in a file of its own: just what `letter_pdf` gives for it alone."""
    return list(press_all(map(letter_html, letters), LETTER_SHEETS))


def decision_pdf(story: Story) -> bytes:
    """The decision file of a paper."""
    return press(story_html(story), STORY_SHEETS)


def seal_pdf(face: Face, colour: str = "") -> bytes:
    """The face of a seal as a picture, for `papers.seal.pades.seal(..., face=…)`; without a colour in ours."""
    return draw(seal_html(face, accent(Letterhead("", colour=colour))), SEAL_SHEETS)


def redline_pdf(old: Paper, new: Paper, states: "States", edition: Edition | None = None) -> bytes:
    """What changed from one state of a paper to the next, readable without colour and by ear.

    `states` says what the two are called; of the `edition` only who speaks, reference, date and draft are printed.
    """
    from papers.write.print_redline import REDLINE_SHEETS, redline_page

    return press(redline_page(old, new, states, edition), REDLINE_SHEETS)
