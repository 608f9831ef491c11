"""A whole paper as one HTML page for the PDF, with the style sheets that its kind is laid out by."""

from papers.derived import DERIVED_KINDS
from papers.edition import Edition, Letterhead
from papers.kinds import KINDS
from papers.model import Paper
from papers.normalise import normalise
from papers.order import Contact, Part, Verification, printed_parts
from papers.write.markup import page
from papers.write.print_parts import PrintWriter, accent, footer, running_top

_USUAL = "position"
_NOBODY = Letterhead("")


def sheets_for(kind: str) -> tuple[str, ...]:
    """The style sheets of a kind; one that we do not know is laid out as a position paper."""
    return "base", "paper", KINDS[kind].layout if kind in KINDS else DERIVED_KINDS.get(kind, _USUAL)


def to_print_html(paper: Paper, edition: Edition | None = None) -> str:
    """The page in printing order (`papers.order`). The same paper and edition give the same page."""
    paper = normalise(paper)
    writer = PrintWriter(paper)
    running = running_parts(paper, edition)
    body = running + "\n".join(writer.part(part) for part in _parts(paper, edition))
    return page(
        f'<div class="document kind-{paper.kind.replace("_", "-")}">{body}</div>',
        lang=paper.lang,
        title=paper.title,
        author=edition.letterhead.name if edition else "",
        created=edition.date.isoformat() if edition and edition.date else "",
        colour=accent(edition.letterhead) if edition else "",
    )


def _parts(paper: Paper, edition: Edition | None) -> tuple[Part, ...]:
    """The parts in order; the contact stands in the panel of the verification when there is one."""
    parts = printed_parts(paper, edition)
    if any(isinstance(part, Verification) for part in parts):
        return tuple(part for part in parts if not isinstance(part, Contact))
    return parts


def running_parts(paper: Paper, edition: Edition | None) -> str:
    """What is repeated on every page; it comes first, so that it is there from page 1 on."""
    shown = edition or Edition(letterhead=_NOBODY)
    return running_top(shown, paper.lang, paper.title) + footer(shown, paper.lang, digits=paper.digits)
