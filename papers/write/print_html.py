"""A whole paper as one HTML page for the PDF, with the style sheets that its kind is laid out by."""

from dataclasses import dataclass

from papers.derived import DERIVED_KINDS
from papers.edition import Edition, Letterhead
from papers.kinds import KINDS
from papers.model import Paper
from papers.normalise import normalise
from papers.order import Contact, Contents, Part, Signatures, Verification, has_cover, printed_parts
from papers.write.markup import page
from papers.write.print_parts import PrintWriter, accent, footer, running_top

_USUAL = "position"
_NOBODY = Letterhead("")


def sheets_for(paper: Paper) -> tuple[str, ...]:
    """The style sheets of a paper's kind; one that we do not know is laid out as a position paper."""
    layout = KINDS[paper.kind].layout if paper.kind in KINDS else DERIVED_KINDS.get(paper.kind, _USUAL)
    return "base", "paper", layout, *(("cover",) if has_cover(paper) else ())


def to_print_html(paper: Paper, edition: Edition | None = None) -> str:
    """The page in printing order (`papers.order`). The same paper and edition give the same page."""
    paper = normalise(paper)
    writer = PrintWriter(paper)
    body = running_parts(paper, edition) + "\n".join(writer.part(part) for part in _parts(paper, edition))
    return _page(body, paper, edition)


@dataclass(frozen=True, slots=True)
class Pieces:
    """A paper in stretches that each begin a page, and what runs along the edges of them all."""

    paper: Paper
    edition: Edition | None
    stretches: tuple[str, ...]

    def stretch(self, place: int, pages_before: int) -> str:
        """The page of a stretch. It names nothing but the words on it, so that another issue can have the same."""
        shift = f"<style>@page :first {{ counter-reset: page {pages_before + 1} }}</style>" if pages_before else ""
        body = f'{shift}<div class="{_look(self.paper)}">{self.stretches[place]}</div>'
        return page(body, lang=self.paper.lang, title="", author="", colour=_colour(self.edition))

    def binding(self, pages: int) -> str:
        """As many empty pages, with their edges and all that the document says of itself."""
        breaks = '<hr class="page-break">' * pages
        return _page(running_parts(self.paper, self.edition) + breaks, self.paper, self.edition)


def print_pieces(paper: Paper, edition: Edition | None = None) -> Pieces:
    """Cover, text and annex, as far as the paper has them (`papers.order`); together they are `to_print_html`."""
    paper = normalise(paper)
    writer = PrintWriter(paper)
    stretches: list[list[str]] = [[]]
    for part in _parts(paper, edition):
        if isinstance(part, Contents) or (isinstance(part, Signatures) and part.is_annex):
            stretches.append([])
        stretches[-1].append(writer.part(part))
    return Pieces(paper, edition, tuple("\n".join(parts) for parts in stretches))


def _page(body: str, paper: Paper, edition: Edition | None) -> str:
    return page(
        f'<div class="{_look(paper)}">{body}</div>',
        lang=paper.lang,
        title=paper.title,
        author=edition.letterhead.name if edition else "",
        created=edition.date.isoformat() if edition and edition.date else "",
        colour=_colour(edition),
    )


def _look(paper: Paper) -> str:
    return f"document kind-{paper.kind.replace('_', '-')}"


def _colour(edition: Edition | None) -> str:
    return accent(edition.letterhead) if edition else ""


def _parts(paper: Paper, edition: Edition | None) -> tuple[Part, ...]:
    """The parts in order; the contact stands in the panel of the verification when there is one."""
    parts = printed_parts(paper, edition)
    if any(isinstance(part, Verification) for part in parts):
        return tuple(part for part in parts if not isinstance(part, Contact))
    return parts


def running_parts(paper: Paper, edition: Edition | None, *, besides: str = "") -> str:
    """What is repeated on every page; it comes first, so that it is there from page 1 on.

    `besides` is a mark in another language, as HTML.
    """
    shown = edition or Edition(letterhead=_NOBODY)
    return running_top(shown, paper.lang, paper.title, besides=besides) + footer(shown, paper.lang, digits=paper.digits)
