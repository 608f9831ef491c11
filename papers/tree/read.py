"""From the nodes of a shared text to a paper: total, so that whatever an editor did becomes a text or a refusal.

What the model cannot hold is repaired in one determined way and told as a `Repair`; words are never dropped.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from papers import fields, record
from papers.errors import BadPaper
from papers.model import (
    ASK_VERBS,
    LANGUAGES,
    Ask,
    Block,
    Cell,
    Citation,
    Direction,
    Figure,
    Footnote,
    Heading,
    Inlines,
    Item,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Sublist,
    Table,
)
from papers.runs import PLAIN, Marks, Run, nest
from papers.tree.nodes import BLOCKS, LINES, PARTS, Node, Nodes, attrs_of, content_of, is_text, words_in

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MAX_INLINES = 20_000
MAX_CELLS = 200
MAX_BASIS = 100
MAX_REPAIRS = 100


@dataclass(frozen=True, slots=True)
class Repair:
    """What was not as the model has it: a stable code, and the place as a path («blocks[3]»)."""

    code: str
    where: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The paper that nodes say, and what had to be repaired on the way (the first hundred)."""

    paper: Paper
    repairs: tuple[Repair, ...]


def read(nodes: Nodes, like: Paper) -> Reading:
    """The paper of these nodes, of the kind, language, digits and references of `like`.

    Suggestions must have been resolved (`as_it_stands`); marks of those left are ignored. Raises `BadPaper` with the
    code `too_long`, `too_many` or `bad_picture` for what exceeds the limits of `papers.record`.
    """
    reader = _Reader()
    lines, blocks = reader.parts(nodes)
    if len(blocks) == 1 and blocks[0] == Paragraph(blocks[0].id, ()):
        blocks = []  # the empty paragraph in which writing begins
    if len(blocks) > record.MAX_BLOCKS:
        raise BadPaper("too_many", f"A text has {record.MAX_BLOCKS} blocks at most.", where="blocks")
    title, subtitle, position = (lines[kind] for kind in LINES)
    named = tuple(reader.named(blocks))
    paper = replace(like, title=title, subtitle=subtitle, position=position, blocks=named)
    return Reading(paper, tuple(reader.repairs))


@dataclass
class _Reader:
    repairs: list[Repair] = field(default_factory=list)
    where: str = ""
    budget: fields.Budget = field(default_factory=fields.Budget)

    def repair(self, code: str) -> None:
        if len(self.repairs) < MAX_REPAIRS:
            self.repairs.append(Repair(code, self.where))

    # --- the whole ------------------------------------------------------------------------------------------------

    def parts(self, nodes: Nodes) -> tuple[dict[str, str], list[Block]]:
        """The lines at the head, and the blocks; a line that stands twice goes on as a paragraph."""
        lines: dict[str, str] = {}
        blocks: list[Block] = []
        loose: Nodes = []
        for one in nodes:
            self.where = f"blocks[{len(blocks)}]"
            kind = one["type"]
            if is_text(one) or kind in ("citation", "footnote"):
                loose.append(one)
                continue
            blocks += self.loose(loose)
            loose = []
            if kind in LINES and kind not in lines:
                lines[kind] = self.text(self.plain(one))
            elif kind in LINES:
                self.repair("second_line")
                blocks += [Paragraph("", words)] if (words := self.words(one)) else []
            else:
                blocks += self.block(one)
        return {kind: lines.get(kind, "") for kind in LINES}, blocks + self.loose(loose)

    def loose(self, nodes: Nodes) -> list[Block]:
        """Words that stand in no block become a paragraph."""
        if not nodes:
            return []
        self.repair("loose_words")
        return [Paragraph("", self.words({"type": "paragraph", "content": nodes}))]

    def named(self, blocks: list[Block]) -> Iterator[Block]:
        """Every block with an id of its own: one that is missing, ill-formed or taken is made from its surroundings."""
        taken = {block.id for block in blocks}
        seen: set[str] = set()
        before = ""
        for index, block in enumerate(blocks):
            name = block.id
            if not fields.is_name(name) or name in seen:
                self.where = f"blocks[{index}]"
                self.repair("duplicate_id" if name in seen else "no_id")
                name = _new_id(index, before, taken)
            seen.add(name)
            taken.add(name)
            before = name
            yield block if name == block.id else replace(block, id=name)

    # --- blocks ---------------------------------------------------------------------------------------------------

    def block(self, one: Node) -> list[Block]:
        kind, attrs = one["type"], attrs_of(one)
        name = str(attrs.get("id", ""))
        if kind not in BLOCKS:
            self.repair("unknown_node")
            return self.inside(one)
        self.budget.spend(len(name), self.where)
        match kind:
            case "heading":
                return [Heading(name, _whole(attrs.get("level"), 1, 3, 1), self.words(one), self.dir(attrs))]
            case "list":
                return [ListBlock(name, _truth(attrs.get("ordered")), self.items(one, 1), self.dir(attrs))]
            case "quote":
                return [Quote(name, self.part(one, "words"), self.part(one, "source"), self.dir(attrs))]
            case "table":
                return [self.table(one, name)]
            case "ask":
                return [self.ask(one, name)]
            case "figure":
                return [self.figure(one, name)]
            case "page_break":
                words = words_in(one)
                return [PageBreak(name), *([Paragraph("", self.words(one))] if words else [])]
            case _:
                return [Paragraph(name, self.words(one), self.dir(attrs))]

    def inside(self, one: Node) -> list[Block]:
        """The blocks inside a node that nobody knows; its own words are a paragraph."""
        if any(child["type"] in BLOCKS for child in content_of(one)):
            _lines, blocks = self.parts([child for child in content_of(one) if child["type"] not in LINES])
            return blocks
        return [Paragraph("", words)] if (words := self.words(one)) else []

    def part(self, one: Node, kind: str) -> Inlines:
        """The words of one part of a block. What belongs to no part goes to the first («words», «caption»)."""
        mine = [child for child in content_of(one) if child["type"] == kind]
        if kind in ("words", "caption"):
            others = {"words": {"source"}, "caption": {"row"}}[kind]
            mine = [child for child in content_of(one) if child["type"] not in others]
        if len(mine) == 1 and not is_text(mine[0]):
            return self.words(mine[0])
        return self.words({"type": kind, "content": mine})

    def items(self, one: Node, depth: int) -> tuple[Item, ...]:
        items: list[Item] = []
        for child in content_of(one):
            if child["type"] != "item":
                self.repair("no_item")
                child = {"type": "item", "content": [child]}
            items += self.item(child, depth)
        return tuple(items)

    def item(self, one: Node, depth: int) -> list[Item]:
        """An entry. Lists below it become one; deeper than three levels they go on beside it."""
        own = [child for child in content_of(one) if child["type"] not in ("sublist", "list")]
        lists = [child for child in content_of(one) if child["type"] in ("sublist", "list")]
        words = self.words(own[0] if len(own) == 1 and not is_text(own[0]) else {"type": "line", "content": own})
        if not lists:
            return [Item(words)]
        if depth == record.MAX_LIST_DEPTH:
            self.repair("too_deep")
            return [Item(words), *(item for below in lists for item in self.items(below, depth))]
        if len(lists) > 1:
            self.repair("second_list")
        items = tuple(item for below in lists for item in self.items(below, depth + 1))
        return [Item(words, Sublist(_truth(attrs_of(lists[0]).get("ordered")), items))]

    def table(self, one: Node, name: str) -> Table:
        rows = [child for child in content_of(one) if child["type"] == "row"]
        if len(rows) > record.MAX_ROWS:
            raise BadPaper("too_many", f"A table has {record.MAX_ROWS} rows at most.", where=self.where)
        header_rows = _whole(attrs_of(one).get("header_rows"), 0, record.MAX_HEADER_ROWS, 1)
        caption = self.part(one, "caption")
        return Table(name, tuple(self.row(row) for row in rows), header_rows, caption)

    def row(self, one: Node) -> tuple[Cell, ...]:
        cells = content_of(one)
        if len(cells) > MAX_CELLS:
            raise BadPaper("too_many", f"A row has {MAX_CELLS} cells at most.", where=self.where)
        return tuple(self.cell(cell) for cell in cells)

    def cell(self, one: Node) -> Cell:
        attrs = attrs_of(one)
        colspan, rowspan = (_whole(attrs.get(side), 1, record.MAX_SPAN, 1) for side in ("colspan", "rowspan"))
        return Cell(self.words({"type": "cell", "content": [one]} if is_text(one) else one), colspan, rowspan)

    def ask(self, one: Node, name: str) -> Ask:
        attrs = attrs_of(one)
        verb = attrs.get("verb", "demand")
        if verb not in ASK_VERBS:
            self.repair("unknown_verb")
            verb = "demand"
        addressee, due = self.text(attrs.get("addressee", "")), self.text(attrs.get("due", ""))
        content = self.words(one)
        return Ask(name, content, verb, addressee, due, self.basis(attrs.get("basis")))

    def basis(self, value: Any) -> tuple[Citation, ...]:
        if value in (None, ""):
            return ()
        try:
            entries = json.loads(value)
            pairs = [(str(key), str(pinpoint)) for key, pinpoint in entries]
        except (TypeError, ValueError, RecursionError):
            self.repair("bad_basis")
            return ()
        if len(pairs) > MAX_BASIS:
            raise BadPaper("too_many", f"An ask rests on {MAX_BASIS} instruments at most.", where=self.where)
        good = tuple(Citation(self.text(key), self.text(pin)) for key, pin in pairs if fields.is_name(key))
        if len(good) < len(pairs):
            self.repair("bad_basis")
        return good

    def figure(self, one: Node, name: str) -> Figure:
        attrs = attrs_of(one)
        picture = fields.Field({"data": attrs.get("data")}, self.where, self.budget)["data"]
        media_type = attrs.get("media_type")
        if media_type not in fields.PICTURES:
            raise BadPaper("bad_picture", "A picture is PNG or JPEG.", where=self.where)
        data = picture.picture(media_type)
        return Figure(name, media_type, data, self.text(attrs.get("alt", "")), self.part(one, "caption"))

    def dir(self, attrs: dict[str, Any]) -> Direction | None:
        value = attrs.get("dir")
        if value in ("rtl", "ltr"):
            side: Direction = value
            return side
        return None

    # --- words ----------------------------------------------------------------------------------------------------

    def text(self, value: Any) -> str:
        """Words that a document can hold, within the limit for all."""
        if not isinstance(value, str):
            self.repair("no_words")
            value = "" if value is None else str(value)[:1_000]
        if _UNWRITABLE.search(value):
            self.repair("bad_character")
            value = _UNWRITABLE.sub("", value)
        self.budget.spend(len(value), self.where)
        return str(value)

    def plain(self, one: Node) -> str:
        return words_in(one)

    def words(self, one: Node) -> Inlines:
        """The inlines of a node: its own words, and those of parts that do not belong there, after a space."""
        runs = list(self.runs(content_of(one), in_note=one["type"] == "footnote"))
        if len(runs) > MAX_INLINES:
            raise BadPaper("too_many", f"A block has {MAX_INLINES} pieces at most.", where=self.where)
        return nest(runs)

    def runs(self, nodes: Nodes, *, in_note: bool) -> Iterator[Run]:
        for one in nodes:
            if is_text(one):
                yield Run(self.text(one["text"]), self.marks(one.get("marks") or []))
            elif one["type"] == "citation" and not in_note:
                yield self.citation(one)
            elif one["type"] == "footnote" and not in_note:
                inner = nest(self.runs(content_of(one), in_note=True))
                yield Run("", PLAIN, Footnote(inner))
            else:
                self.repair("misplaced_" + (one["type"] if one["type"] in BLOCKS | PARTS else "node"))
                if one["type"] == "citation":
                    yield Run(self.text(" ".join(str(part) for part in attrs_of(one).values())))
                yield Run(" ")
                yield from self.runs(content_of(one), in_note=in_note)
                yield Run(" ")

    def citation(self, one: Node) -> Run:
        attrs = attrs_of(one)
        key, pinpoint = attrs.get("key"), self.text(attrs.get("pinpoint", ""))
        if isinstance(key, str) and fields.is_name(key):
            return Run("", PLAIN, Citation(self.text(key), pinpoint))
        self.repair("bad_citation")
        return Run(f"[{self.text(key or '')} {pinpoint}]")

    def marks(self, marks: Nodes) -> Marks:
        found = PLAIN
        for mark in marks:
            name, attrs = mark["type"], attrs_of(mark)
            if name == "strong":
                found = replace(found, strong=True)
            elif name == "emphasis":
                found = replace(found, emphasis=True)
            elif name == "link":
                found = self.link(found, attrs.get("href"))
            elif name == "foreign" and attrs.get("lang") in LANGUAGES:
                found = replace(found, lang=found.lang or attrs["lang"])
        return found

    def link(self, found: Marks, href: Any) -> Marks:
        if isinstance(href, str) and fields.is_href(href):
            self.budget.spend(len(href), self.where)
            return replace(found, href=found.href or href)
        self.repair("bad_link")
        return found


def _new_id(index: int, before: str, taken: set[str]) -> str:
    """An id from the place and the block before: two servers with the same state make the same one."""
    for turn in range(len(taken) + 2):
        name = "b" + hashlib.sha256(f"{index}:{before}:{turn}".encode()).hexdigest()[:11]
        if name not in taken:
            return name
    raise AssertionError("more ids are taken than there are")


def _whole(value: Any, least: int, most: int, default: int) -> int:
    """A whole number within bounds; editors send 2, 2.0 and "2"."""
    number: Callable[[Any], int] = lambda given: int(float(given))  # noqa: E731
    try:
        return default if value is None else min(max(number(value), least), most)
    except (TypeError, ValueError, OverflowError):
        return default


def _truth(value: Any) -> bool:
    return value is True or value in ("true", 1)
