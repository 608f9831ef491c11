"""Two language editions of one paper side by side: a two-column table, block by block, joined by the shared ids."""

from collections.abc import Sequence

from papers.edition import Edition
from papers.model import Ask, Block, Heading, PageBreak, Paper, direction_of
from papers.normalise import normalise
from papers.order import (
    AsksBox,
    Body,
    Masthead,
    Method,
    Part,
    Position,
    Reservations,
    Signatures,
    SignedBy,
    Titles,
    printed_parts,
)
from papers.words import say
from papers.write.html import words_html
from papers.write.markup import page, tag
from papers.write.print_html import running_parts
from papers.write.print_parts import PrintWriter, accent, verification

BILINGUAL_SHEETS = ("base", "paper", "bilingual")

Pair = tuple[str, str]
_ROW_NAMES: dict[type, str] = {Ask: "ask", Heading: "heading"}


def bilingual_html(right: Paper, left: Paper, edition_right: Edition | None, edition_left: Edition | None) -> str:
    """The page; the language of `right` is the document's, its reader begins with its column."""
    sides = _Side(right, edition_right, is_first=True), _Side(left, edition_left, is_first=False)
    rows = "".join(_row(pair, sides, kind) for kind, pair in _pairs(*sides))
    body = running_parts(sides[0].paper, edition_right, besides=_alone(left.lang, edition_left))
    body += tag("main", tag("table", tag("tbody", rows), class_="both"))
    if edition_right and (edition_right.verify_code or edition_right.digest):
        body += verification(edition_right, right.lang)
    return page(
        f'<div class="document bilingual">{body}</div>',
        lang=right.lang,
        title=right.title,
        author=edition_right.letterhead.name if edition_right else "",
        created=edition_right.date.isoformat() if edition_right and edition_right.date else "",
        colour=accent(edition_right.letterhead) if edition_right else "",
    )


def _alone(lang: str, edition: Edition | None) -> str:
    """For whom alone the copy is, also to who reads the other column."""
    if edition is None or not edition.only_for:
        return ""
    direction = direction_of(lang)
    said = words_html(say("only_for", lang, office=edition.only_for), direction)
    return tag("span", said, lang=lang, dir=direction)


class _Side:
    """One column: a paper, its edition, and the writer of its pieces."""

    def __init__(self, paper: Paper, edition: Edition | None, *, is_first: bool) -> None:
        self.paper = normalise(paper)
        self.parts: dict[type[Part], Part] = {type(part): part for part in printed_parts(self.paper, edition)}
        self.writer = PrintWriter(self.paper)
        self.is_first = is_first

    def part(self, kind: type[Part]) -> str:
        """A part of this side, empty where it has none. The page has one h1: the title of the first side."""
        part = self.parts.get(kind)
        if part is None:
            return ""
        html = self.writer.part(part)
        if kind is Titles and not self.is_first:
            html = html.replace("<h1>", '<p class="other-title">').replace("</h1>", "</p>")
        return html

    def blocks(self, kind: type[AsksBox | Body]) -> dict[str, Block]:
        match self.parts.get(kind):
            case AsksBox(asks=asks):
                return {ask.id: ask for ask in asks}
            case Body(blocks=blocks):
                return {block.id: block for block in blocks if not isinstance(block, PageBreak)}
        return {}

    def block(self, block: Block | None) -> str:
        if block is None:
            return ""
        return self.writer.blocks((block,))


def _pairs(first: _Side, second: _Side) -> list[tuple[str, Pair]]:
    """Rows in printing order, each with the name of its class."""
    rows: list[tuple[str, Pair]] = []
    for part, name in ((Masthead, "mast"), (Titles, "title"), (SignedBy, "title"), (Position, "title")):
        rows.append((name, (first.part(part), second.part(part))))
    label = first.writer.label("asks"), second.writer.label("asks")
    asks = _joined(first.blocks(AsksBox), second.blocks(AsksBox))
    rows += [("ask", label)] if asks else []
    for blocks in (asks, _joined(first.blocks(Body), second.blocks(Body))):
        for one, other in blocks:
            name = _ROW_NAMES.get(type(one or other), "block")
            rows.append((name, (first.block(one), second.block(other))))
    for closing in (Method, Signatures, Reservations):
        rows.append((_end(closing, first), (first.part(closing), second.part(closing))))
    return [(name, pair) for name, pair in rows if any(pair)]


def _end(closing: type[Part], first: _Side) -> str:
    part = first.parts.get(closing)
    return "end annex-row" if isinstance(part, Signatures) and part.is_annex else "end"


def _joined(first: dict[str, Block], second: dict[str, Block]) -> Sequence[tuple[Block | None, Block | None]]:
    """Blocks of the same id side by side in the first side's order; what only the second has keeps its place."""
    rows: list[tuple[Block | None, Block | None]] = []
    waiting = dict(second)
    for key, block in first.items():
        if key in second:
            before = list(second)[: list(second).index(key)]
            rows += [(None, waiting.pop(early)) for early in before if early in waiting and early not in first]
        rows.append((block, waiting.pop(key, None)))
    return [*rows, *((None, block) for block in waiting.values())]


def _row(pair: Pair, sides: tuple[_Side, _Side], kind: str) -> str:
    cells = "".join(
        tag("td", html, class_="side", lang=side.paper.lang, dir=side.paper.dir)
        for html, side in zip(pair, sides, strict=True)
    )
    return tag("tr", cells, class_=kind)
