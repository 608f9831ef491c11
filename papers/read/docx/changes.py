"""One tracked change of a Word file, and the words that stand under it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from lxml import etree

from papers.characters import clean_characters
from papers.read.docx.archive import W

PieceKind = Literal["insertion", "deletion", "from", "to", "format"]
KINDS: dict[str, PieceKind] = {"ins": "insertion", "del": "deletion", "moveFrom": "from", "moveTo": "to"}
_UTC_DATE = "{http://schemas.microsoft.com/office/word/2023/wordml/word16du}dateUtc"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One tracked change as the file has it; `name` joins the two ends of a move."""

    kind: PieceKind
    author: str
    at: datetime | None
    name: str = ""

    def continues(self, other: "Change") -> bool:
        """Whether this is the same author's next run: Word stamps every run with its own minute."""
        return (self.kind, self.author, self.name) == (other.kind, other.author, other.name)


@dataclass(slots=True)
class Piece:
    """Neighbouring words under one change: `start` and `end` are places in `Walk.text`, `mark` is the paragraph's.

    For a format change `words` are the former marks and `after` the present ones; `whole` says that it is the
    paragraph's.
    """

    change: Change
    mark: str
    start: int
    end: int
    words: list[str]
    after: str = ""
    whole: bool = False


@dataclass(slots=True)
class Anchor:
    """Where a comment hangs: the paragraph, and the places in `Walk.text`."""

    mark: str
    start: int
    end: int


def under(changes: tuple[Change, ...], *more: Change) -> tuple[Change, ...]:
    """The changes that words stand under; of two of one kind the inner one counts."""
    for change in more:
        changes = (*(one for one in changes if one.kind != change.kind), change)
    return changes


def author_of(element: etree._Element) -> str:
    """Who made a change or a comment; empty when the file does not say."""
    return " ".join(clean_characters(element.get(f"{W}author", "")[:_LONGEST_NAME]).split())


def date_of(element: etree._Element) -> datetime | None:
    """When, in UTC. Older versions of Word write the author's wall clock there and call it UTC."""
    written = element.get(_UTC_DATE) or element.get(f"{W}date") or ""
    try:
        at = datetime.fromisoformat(written)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
