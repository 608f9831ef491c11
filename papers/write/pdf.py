"""Papers, letters and decision files as sealed-ready PDF: PDF/UA-1 and PDF/A-3a, the same bytes for the same input."""

from papers.edition import Edition
from papers.model import Paper
from papers.write.press import Enclosed, press
from papers.write.print_html import sheets_for, to_print_html


def to_pdf(paper: Paper, edition: Edition | None = None, *, enclosed: tuple[Enclosed, ...] = ()) -> bytes:
    """One language edition of a paper; without an edition what the paper itself says.

    `enclosed` files travel inside the PDF (`papers.seal.manifest`). FontsMissing when `make fonts` never ran.
    """
    return press(to_print_html(paper, edition), sheets_for(paper.kind), enclosed=enclosed)
