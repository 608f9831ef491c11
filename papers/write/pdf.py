"""Papers, letters and decision files as PDF: PDF/UA-1 and PDF/A-3a at once, the same bytes for the same input.

Each function lays out and writes; sealing (`papers.seal.pades`) and joining (`papers.seal.join`) come after. All raise
`papers.write.fonts.FontsMissing` when `make fonts` never ran, and read nothing but what they are given.
"""

from collections.abc import Iterable

from papers.edition import Edition, Letter
from papers.model import Paper
from papers.story import Story
from papers.write.press import Enclosed, press, press_all
from papers.write.print_bilingual import BILINGUAL_SHEETS, bilingual_html
from papers.write.print_html import sheets_for, to_print_html
from papers.write.print_letter import LETTER_SHEETS, letter_html
from papers.write.print_redline import REDLINE_SHEETS, States, redline_page
from papers.write.print_story import STORY_SHEETS, story_html


def to_pdf(paper: Paper, edition: Edition | None = None, *, enclosed: tuple[Enclosed, ...] = ()) -> bytes:
    """One language edition of a paper; without an edition what the paper itself says.

    `enclosed` files travel inside the PDF (`papers.seal.manifest`).
    """
    return press(to_print_html(paper, edition), sheets_for(paper.kind), enclosed=enclosed)


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


def redline_pdf(old: Paper, new: Paper, states: States, edition: Edition | None = None) -> bytes:
    """What changed from one state of a paper to the next, readable without colour and by ear.

    `states` says what the two are called; of the `edition` only who speaks, reference, date and draft are printed.
    """
    return press(redline_page(old, new, states, edition), REDLINE_SHEETS)
