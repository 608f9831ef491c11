"""Paper → files. A new export format is a file beside these and an entry in `FORMATS`."""

from collections.abc import Callable
from dataclasses import dataclass

from papers.edition import Edition
from papers.model import Paper

Render = Callable[[Paper, Edition | None], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: what it is called on the wire and on disk, and how a paper (with its edition) becomes it."""

    media_type: str
    extension: str
    render: Render


# Writers are imported when first used: the PDF engine takes half a second that a Markdown export need not wait for.


def _pdf(paper: Paper, edition: Edition | None) -> bytes:
    from papers.write.pdf import to_pdf

    return to_pdf(paper, edition)


def _docx(paper: Paper, edition: Edition | None) -> bytes:
    from papers.write.docx import to_docx

    return to_docx(paper, edition)


def _html(paper: Paper, edition: Edition | None) -> bytes:
    from papers.write.page import to_page

    return to_page(paper, edition).encode("utf-8")


def _markdown(paper: Paper, edition: Edition | None) -> bytes:
    from papers.read.frontmatter import with_front_matter
    from papers.write.markdown import to_markdown

    return with_front_matter(paper, to_markdown(paper, ids=True)).encode("utf-8")


def _text(paper: Paper, edition: Edition | None) -> bytes:
    from papers.write.text import to_text

    return to_text(paper, edition).encode("utf-8")


FORMATS: dict[str, Format] = {
    "pdf": Format("application/pdf", "pdf", _pdf),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", _docx),
    "html": Format("text/html; charset=utf-8", "html", _html),
    "md": Format("text/markdown; charset=utf-8", "md", _markdown),
    "txt": Format("text/plain; charset=utf-8", "txt", _text),
}
