"""What a paper says, as frozen values: the words, their order, and nothing about who works on them.

One `Paper` is one language version. Language versions of the same paper share block ids, so that a paragraph and its
translation are found by id. Everything here is hashable, comparable by value and safe to share between threads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

SCHEMA = 1
"""Version of the stored form (`papers.record`). Raise it when a stored paper of today could no longer be read as is."""

Direction = Literal["rtl", "ltr"]
RTL_LANGUAGES = frozenset({"ar", "ckb"})
LANGUAGES = ("ar", "en", "fr", "kmr", "ckb")
"""Languages a text may have. kmr is Kurmanji in Latin script, ckb is Sorani in Arabic script."""


def direction_of(lang: str) -> Direction:
    """The reading direction of a language."""
    return "rtl" if lang in RTL_LANGUAGES else "ltr"


# --- inlines ---


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasis by weight, the only one that Arabic type has."""

    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasis by slant in Latin script; writers print it by weight or « » in Arabic script."""

    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    """A web or mail address behind words. `href` begins with https:, http: or mailto:."""

    href: str
    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to an instrument: prints its official title in the paper's language and one footnote.

    `key` names a `Reference` of the same paper. `pinpoint` is the place inside it in the writer's words
    («المادة 22», "art. 22"); empty means the whole instrument.
    """

    key: str
    pinpoint: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note that hangs on the word before it. Contains no further footnote and no citation."""

    content: "Inlines"


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the paper's, so that voices, hyphens and fonts change with them."""

    lang: str
    content: "Inlines"


Inline = Text | Strong | Emphasis | Link | Citation | Footnote | Foreign
Inlines = tuple[Inline, ...]


# --- blocks ---


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    id: str
    level: int
    content: Inlines
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `dir` None means the direction of the paper's language."""

    id: str
    content: Inlines
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with an optional list below it (three levels at most)."""

    content: Inlines
    below: "Sublist | None" = None


@dataclass(frozen=True, slots=True)
class Sublist:
    """A list inside a list; it has no id of its own."""

    ordered: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A numbered or bulleted list. `dir` is that of all its entries, None that of the paper's language."""

    id: str
    ordered: bool
    items: tuple[Item, ...]
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words set apart; `source` says whose."""

    id: str
    content: Inlines
    source: Inlines = ()
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; spans count columns and rows and are at least 1."""

    content: Inlines
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first `header_rows` rows are repeated on every page."""

    id: str
    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    caption: Inlines = ()


AskVerb = Literal["demand", "call_on", "urge", "request", "recommend"]
ASK_VERBS: tuple[AskVerb, ...] = ("demand", "call_on", "urge", "request", "recommend")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of whom, until when, on which legal basis: the reason why the paper exists.

    `content` reads on after the verb: «تخصيص مقاعد دائمة…», "reserve permanent seats…". `addressee` is empty when it
    goes to whoever receives the paper. `due` is in the writer's words («خلال ستة أشهر»).
    """

    id: str
    content: Inlines
    verb: AskVerb = "demand"
    addressee: str = ""
    due: str = ""
    basis: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its media type and its bytes in base64, with the words for those who do not see it."""

    id: str
    media_type: Literal["image/png", "image/jpeg"]
    data: str
    alt: str
    caption: Inlines = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The following block begins a new page."""

    id: str


Block = Heading | Paragraph | ListBlock | Quote | Table | Ask | Figure | PageBreak


# --- the paper ---


@dataclass(frozen=True, slots=True)
class Reference:
    """An instrument as cited here: kept inside the text, so that a later change of the library moves no signature.

    `title` is the official title in the language of the paper; `symbol` the document symbol, empty if none.
    """

    key: str
    title: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One language version of a paper.

    `position` is the one-sentence position. `aligned` pairs a block id, or the name of a line like "title", with the
    digest of what stood there in the source when it was translated (`papers.parity`); it is work in progress, not text,
    and no part of the digest.
    """

    kind: str
    lang: str
    title: str
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    position: str = ""
    references: tuple[Reference, ...] = ()
    digits: Literal["western", "arabic"] = "western"
    aligned: tuple[tuple[str, str], ...] = ()

    @property
    def dir(self) -> Direction:
        return direction_of(self.lang)

    @property
    def asks(self) -> tuple[Ask, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Ask))

    def reference(self, key: str) -> Reference | None:
        """The instrument that a citation names; None for a key that the paper does not carry."""
        return next((found for found in self.references if found.key == key), None)


def own_direction_of(block: Block) -> Direction | None:
    """The direction that a block was given; None where it has that of the paper's language, or cannot have one."""
    return block.dir if isinstance(block, Heading | Paragraph | Quote | ListBlock) else None


def inlines_of(block: Block) -> Iterator[Inlines]:
    """Every run of inlines in a block, in reading order (an item's own words before those below it)."""
    match block:
        case Heading() | Paragraph() | Ask():
            yield block.content
        case Quote():
            yield block.content
            yield block.source
        case ListBlock(items=items):
            yield from _of_items(items)
        case Table():
            yield block.caption
            for row in block.rows:
                for cell in row:
                    yield cell.content
        case Figure():
            yield block.caption
        case PageBreak():
            return


def _of_items(items: tuple[Item, ...]) -> Iterator[Inlines]:
    for item in items:
        yield item.content
        if item.below is not None:
            yield from _of_items(item.below.items)


def plain(content: Inlines, *, notes: bool = False) -> str:
    """The bare words of inlines. Footnotes are left out unless `notes`; a citation leaves its pinpoint."""
    parts: list[str] = []
    for inline in content:
        match inline:
            case Text(text=text):
                parts.append(text)
            case Citation(pinpoint=pinpoint):
                parts.append(pinpoint)
            case Footnote(content=inner):
                if notes:
                    parts.append(plain(inner))
            case Strong() | Emphasis() | Link() | Foreign():
                parts.append(plain(inline.content, notes=notes))
    return "".join(parts)
