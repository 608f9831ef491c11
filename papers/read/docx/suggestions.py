"""The changed words of a Word file as suggestions: the two ends of a move brought together, each with its place."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from papers.read.docx.changes import Piece
from papers.read.docx.walk import Walk
from papers.read.review import Suggestion, SuggestionKind

MOST_QUOTE = 400
_AROUND = 60
"""Characters before a deletion, by which its place is found."""
_KINDS: dict[str, SuggestionKind] = {
    "insertion": "insertion",
    "to": "insertion",
    "deletion": "deletion",
    "from": "deletion",
    "format": "format",
}


@dataclass(frozen=True, slots=True)
class Places:
    """How the words of a walk appear in the paper.

    `text` is the walk's; `clean` brings words into the form that they have in the paper; `block_of` gives the block
    that a numbered paragraph came to.
    """

    text: str
    clean: Callable[[str], str]
    block_of: Callable[[str], str]

    def words(self, said: str) -> str:
        """Changed words as the paper has them, line by line; a line break alone is a paragraph divided or joined."""
        lines = (self.clean(line) for line in said.split("\n"))
        return "\n".join(line for line in lines if line) or ("\n" if "\n" in said else "")

    def quote(self, start: int, end: int) -> str:
        """The words between two places, cut to `MOST_QUOTE` characters."""
        return self.words(self.text[start : min(end, start + MOST_QUOTE)]).strip("\n")


def suggestions_of(walk: Walk, places: Places) -> Iterator[Suggestion]:
    """One suggestion a piece, in reading order; a move is one and stands where its words went."""
    ends: dict[tuple[str, str], dict[str, list[Piece]]] = defaultdict(lambda: {"from": [], "to": []})
    for piece in walk.pieces:
        if piece.change.kind in ("from", "to"):
            ends[_move(piece)][piece.change.kind].append(piece)
    for piece in walk.pieces:
        move = ends[_move(piece)] if piece.change.kind in ("from", "to") else {"from": [], "to": []}
        if not (move["from"] and move["to"]):
            yield from _suggestion(piece, _said(piece), walk, places)
        elif piece is move["to"][0]:
            origin = "\n".join(_said(one) for one in move["from"])
            yield from _suggestion(piece, "\n".join(_said(one) for one in move["to"]), walk, places, origin)


def _move(piece: Piece) -> tuple[str, str]:
    """What joins the ends of a move: its name, or else its author and words."""
    return ("", piece.change.name) if piece.change.name else (piece.change.author, _said(piece).strip())


def _said(piece: Piece) -> str:
    return "".join(piece.words)


def _suggestion(piece: Piece, said: str, walk: Walk, places: Places, origin: str | None = None) -> Iterator[Suggestion]:
    kind: SuggestionKind = _KINDS[piece.change.kind] if origin is None else "move"
    words = said if kind == "format" else places.words(said)
    if not words and kind != "format":
        return
    before = {"insertion": "", "move": places.words(origin or "")}.get(kind, words)
    after = {"deletion": "", "format": piece.after}.get(kind, words)
    quote = _quote(piece, walk, places)
    yield Suggestion(kind, piece.change.author, piece.change.at, places.block_of(piece.mark), before, after, quote)


def _quote(piece: Piece, walk: Walk, places: Places) -> str:
    """The words themselves where they are still seen, else those before them in their paragraph, else those behind."""
    start, end = walk.spans.get(piece.mark, (piece.start, piece.end))
    if piece.whole:
        return places.quote(start, end)
    around = (
        (piece.start, piece.end),
        (max(start, piece.start - _AROUND), piece.start),
        (piece.start, min(end, piece.start + _AROUND)),
    )
    return next((found for place in around if (found := places.quote(*place))), "")
