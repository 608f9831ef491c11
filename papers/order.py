"""What a printed paper consists of, and in which order: one rule for the page, the PDF and the DOCX.

The order answers a desk officer's four questions on the first page (handbook 2.7): who speaks, what they hold, what
they want, of whom. Then comes the text, then who signs, then how to check that it is genuine.
"""

from dataclasses import dataclass
from itertools import takewhile

from papers.edition import Edition, Signatory
from papers.length import estimated_pages
from papers.model import Ask, Block, Heading, Paper
from papers.words import withheld

ASKS_IN_PLACE = frozenset({"joint_letter", "joint_statement", "urgent_appeal", "briefing_note", "press_release"})
"""Kinds of one page whose asks are part of the running text; every other kind has a box of all asks at the top."""

WITH_COVER = frozenset({"policy_paper", "position_paper", "legal_comment"})
"""Kinds that may be long enough for a cover and a list of contents."""

MANY_HEADINGS = 8
LONG_PAGES, FEW_HEADINGS = 5, 3
"""So many headings, or so many pages under a few, need a list of contents; before, it is a page that nobody needs."""

MANY_NAMES = 60
"""More names than this stand in an annex: among the text they would push the asks off a statement's one page."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """Who speaks: letterhead, reference, place and date, embargo, draft mark, and of which text it is a translation."""

    edition: Edition


@dataclass(frozen=True, slots=True)
class Titles:
    """Kind of document, title, subtitle, and in whose voice it is (`attribution` is empty without an edition)."""

    kind: str
    title: str
    subtitle: str
    attribution: str


@dataclass(frozen=True, slots=True)
class SignedBy:
    """How many have signed, where their names stand in an annex: withheld ones are counted."""

    organisations: int


@dataclass(frozen=True, slots=True)
class Position:
    """The one-sentence position; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class AsksBox:
    """All asks, numbered from 1; never empty."""

    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of contents of these headings; never empty. What stands before it is the cover, a page of its own."""

    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The text. Holds `Ask` blocks only where they are printed in place; their numbers come from `ask_numbers`."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """After which consultation the text was prepared; never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Members, then endorsers in a list of their own, then the sentence that counts the withheld.

    An annex begins a page and has a heading of its own; reservations and verification follow in it.
    """

    edition: Edition
    is_annex: bool = False


@dataclass(frozen=True, slots=True)
class Reservations:
    """Public reservations, numbered from 1; never empty."""

    edition: Edition


@dataclass(frozen=True, slots=True)
class Verification:
    """QR, code, digest and address by which anybody can check the file."""

    edition: Edition


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call; never empty."""

    text: str


Part = (
    Masthead
    | Titles
    | SignedBy
    | Position
    | AsksBox
    | Contents
    | Body
    | Method
    | Signatures
    | Reservations
    | Verification
    | Contact
)


def asks_in_place(paper: Paper) -> bool:
    """Whether asks are printed where they stand in the text instead of in a box at the top: never both."""
    return paper.kind in ASKS_IN_PLACE


def has_cover(paper: Paper) -> bool:
    """Whether a paper is long enough for a cover and a list of contents."""
    count = len(_headings(paper)) if paper.kind in WITH_COVER else 0
    return count >= MANY_HEADINGS or (count >= FEW_HEADINGS and estimated_pages(paper) >= LONG_PAGES)


def has_annex(edition: Edition) -> bool:
    """Whether the names are so many that they stand in an annex."""
    return len(edition.members) + len(edition.endorsers) + len(edition.acceded) > MANY_NAMES


Lists = tuple[tuple[str, tuple[Signatory, ...]], ...]
"""Lists of names, each with the key of its heading; empty ones are left out."""


def lists_of_names(edition: Edition) -> Lists:
    """Signatories of the first day, then endorsers. The sentence that counts the withheld stands below them."""
    return _filled(("signatories", edition.members), ("endorsers", edition.endorsers))


def latecomers(edition: Edition, lang: str) -> Lists:
    """Below all that, those that acceded later; at the end of their list the withheld ones among them are counted."""
    counted = Signatory(withheld(edition.acceded_withheld, lang))
    return _filled(("acceded", edition.acceded + ((counted,) if edition.acceded_withheld else ())))


def _filled(*lists: tuple[str, tuple[Signatory, ...]]) -> Lists:
    return tuple((key, names) for key, names in lists if names)


def _headings(paper: Paper) -> tuple[Heading, ...]:
    return tuple(block for block in _body(paper) if isinstance(block, Heading))


def ask_numbers(paper: Paper) -> dict[str, int]:
    """The number of each ask by its block id, counted through the whole paper from 1."""
    return {ask.id: number for number, ask in enumerate(paper.asks, start=1)}


def printed_parts(paper: Paper, edition: Edition | None = None) -> tuple[Part, ...]:
    """The parts in printing order; without an edition only what the paper itself says."""
    return (*_opening(paper, edition), Body(_body(paper)), *(_closing(edition) if edition else ()))


def _opening(paper: Paper, edition: Edition | None) -> tuple[Part, ...]:
    parts: list[Part] = [Masthead(edition)] if edition else []
    parts.append(Titles(paper.kind, paper.title, paper.subtitle, edition.attribution if edition else ""))
    if edition and has_annex(edition):
        parts.append(SignedBy(len(edition.members) + edition.withheld))
    if paper.position:
        parts.append(Position(paper.position))
    if paper.asks and not asks_in_place(paper):
        parts.append(AsksBox(paper.asks))
    if has_cover(paper):
        parts.append(Contents(_headings(paper)))
    return tuple(parts)


def _body(paper: Paper) -> tuple[Block, ...]:
    if asks_in_place(paper):
        return paper.blocks
    return tuple(block for index, block in enumerate(paper.blocks) if not _is_taken(paper.blocks, index))


def _is_taken(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether the box at the top has taken a block: an ask, or a heading under which nothing stands but asks."""
    block = blocks[index]
    if not isinstance(block, Heading):
        return isinstance(block, Ask)
    under = list(takewhile(lambda below: not isinstance(below, Heading), blocks[index + 1 :]))
    return bool(under) and all(isinstance(below, Ask) for below in under)


def _closing(edition: Edition) -> tuple[Part, ...]:
    parts: list[Part] = [Method(edition.method)] if edition.method else []
    if edition.members or edition.endorsers or edition.withheld or edition.acceded or edition.acceded_withheld:
        parts.append(Signatures(edition, has_annex(edition)))
    if edition.reservations:
        parts.append(Reservations(edition))
    if edition.verify_code or edition.digest:
        parts.append(Verification(edition))
    if edition.contact:
        parts.append(Contact(edition.contact))
    return tuple(parts)
