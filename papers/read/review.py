"""What people wrote into a file that went round: a text, and the changes and comments that stand in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from papers.model import Paper

SuggestionKind = Literal["insertion", "deletion", "move", "format"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One tracked change by one author.

    `before` are the words as they stood, `after` as they are proposed; an insertion has no `before`, a deletion no
    `after`, and a move the same words twice, unless they were edited on the way. A line break alone is a paragraph
    that was divided or joined. For a format change they name the mark of the words ("strong", "emphasis") or the role
    of the paragraph ("heading 1", "list", "quote"); "" is plain.

    `block_id` is the block of the paper as it is (of the paper before, where no such block is left), or "title",
    "subtitle" or "position". `quote` are words of that block by which a reader finds the place: those inserted, moved
    or formatted; those around a deletion, none where the whole paragraph went. `at` is in UTC, as the file claims it.
    """

    kind: SuggestionKind
    author: str
    at: datetime | None
    block_id: str
    before: str
    after: str
    quote: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin. `quote` are the words it hangs on; `parent` is the index of the comment it answers."""

    author: str
    at: datetime | None
    block_id: str
    quote: str
    text: str
    resolved: bool = False
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A text as its last author sees it, the same before every tracked change, and what was proposed and said.

    The papers share the ids of the blocks that are in both. `dropped` names what was left out, as "code:count".
    `alone` pairs each author of tracked changes with the text as it would read with theirs alone. `origin` is the mark
    that our own writer hid in the file (`papers.write.docx`), empty without one: somebody may have written it.
    """

    paper_as_is: Paper
    paper_before: Paper
    suggestions: tuple[Suggestion, ...]
    comments: tuple[Comment, ...]
    dropped: tuple[str, ...]
    alone: tuple[tuple[str, Paper], ...] = ()
    origin: str = ""
