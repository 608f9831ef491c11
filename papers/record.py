"""The stored form of a paper: a JSON object out, a checked `Paper` in."""

from collections.abc import Mapping
from typing import Any

from papers import fields
from papers.errors import BadPaper
from papers.fields import PICTURES, SIDES, Field
from papers.model import (
    ASK_VERBS,
    LANGUAGES,
    SCHEMA,
    Ask,
    Block,
    Cell,
    Citation,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Sublist,
    Table,
    Text,
)

MAX_BLOCKS = 5_000
MAX_ROWS = 5_000
MAX_LIST_DEPTH = 3
MAX_SPAN = 50
MAX_HEADER_ROWS = 50

Json = dict[str, Any]


# --- out ------------------------------------------------------------------------------------------------------------


def to_json(paper: Paper) -> Json:
    """The paper as plain dicts, lists, strings and integers; `schema` names the version of the form."""
    return {
        "schema": SCHEMA,
        "kind": paper.kind,
        "lang": paper.lang,
        "title": paper.title,
        "subtitle": paper.subtitle,
        "position": paper.position,
        "digits": paper.digits,
        "references": [{"key": ref.key, "title": ref.title, "symbol": ref.symbol} for ref in paper.references],
        "blocks": [block_to_json(block) for block in paper.blocks],
        "aligned": [list(pair) for pair in paper.aligned],
    }


def block_to_json(block: Block) -> Json:
    """One block. Values that say nothing (no direction, no caption) are written all the same, so that forms compare.

    The direction of a list came later: one without it is written as it always was, and keeps its digest.
    """
    match block:
        case Heading():
            return _typed("heading", block, level=block.level, content=_inlines(block.content), dir=block.dir)
        case Paragraph():
            return _typed("paragraph", block, content=_inlines(block.content), dir=block.dir)
        case ListBlock():
            side = {"dir": block.dir} if block.dir else {}
            return _typed("list", block, ordered=block.ordered, items=_items(block.items), **side)
        case Quote():
            words = {"content": _inlines(block.content), "source": _inlines(block.source)}
            return _typed("quote", block, **words, dir=block.dir)
        case Table():
            rows = [[_cell(cell) for cell in row] for row in block.rows]
            return _typed("table", block, rows=rows, header_rows=block.header_rows, caption=_inlines(block.caption))
        case Ask():
            return _typed(
                "ask",
                block,
                content=_inlines(block.content),
                verb=block.verb,
                addressee=block.addressee,
                due=block.due,
                basis=_inlines(block.basis),
            )
        case Figure():
            picture = {"media_type": block.media_type, "data": block.data, "alt": block.alt}
            return _typed("figure", block, **picture, caption=_inlines(block.caption))
        case PageBreak():
            return _typed("page_break", block)


def _typed(kind: str, block: Block, **values: Any) -> Json:
    return {"type": kind, "id": block.id, **values}


def _cell(cell: Cell) -> Json:
    return {"content": _inlines(cell.content), "colspan": cell.colspan, "rowspan": cell.rowspan}


def _items(items: tuple[Item, ...]) -> list[Json]:
    return [
        {
            "content": _inlines(item.content),
            "below": item.below and {"ordered": item.below.ordered, "items": _items(item.below.items)},
        }
        for item in items
    ]


def _inlines(content: Inlines) -> list[Json]:
    return [_inline(inline) for inline in content]


def _inline(inline: Inline) -> Json:
    match inline:
        case Text():
            return {"type": "text", "text": inline.text}
        case Strong():
            return {"type": "strong", "content": _inlines(inline.content)}
        case Emphasis():
            return {"type": "emphasis", "content": _inlines(inline.content)}
        case Link():
            return {"type": "link", "href": inline.href, "content": _inlines(inline.content)}
        case Citation():
            return {"type": "citation", "key": inline.key, "pinpoint": inline.pinpoint}
        case Footnote():
            return {"type": "footnote", "content": _inlines(inline.content)}
        case Foreign():
            return {"type": "foreign", "lang": inline.lang, "content": _inlines(inline.content)}


# --- in -------------------------------------------------------------------------------------------------------------


def from_json(record: Mapping[str, Any]) -> Paper:
    """The paper that a stored form holds.

    Raises `BadPaper` for whatever `to_json` would not have written; its `where` is the path («blocks[3].items[0]»).
    """
    paper = Field(record, "", fields.Budget())
    if (schema := paper["schema"].integer(1, 1_000_000)) != SCHEMA:
        raise BadPaper("unknown_schema", f"This text is stored in form {schema}; this version reads form {SCHEMA}.")
    blocks = tuple(_read_block(block) for block in paper["blocks"].entries(MAX_BLOCKS))
    _refuse_twins([block.id for block in blocks], "blocks")
    references = tuple(_read_reference(ref) for ref in paper["references"].entries(MAX_BLOCKS))
    _refuse_twins([ref.key for ref in references], "references")
    paper.only("schema kind lang title subtitle position digits references blocks aligned")
    return Paper(
        kind=paper["kind"].name(),
        lang=paper["lang"].one_of(LANGUAGES),
        title=paper["title"].text(),
        blocks=blocks,
        subtitle=paper["subtitle"].text(),
        position=paper["position"].text(),
        references=references,
        digits=paper["digits"].one_of(("western", "arabic")),
        aligned=tuple(_read_pair(pair) for pair in paper["aligned"].entries(MAX_BLOCKS + 3)),
    )


def _refuse_twins(names: list[str], where: str) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise BadPaper("duplicate", f"«{name}» stands here twice.", where=f"{where}[{index}]")
        seen.add(name)


def _read_reference(ref: Field) -> Reference:
    ref.only("key title symbol")
    return Reference(ref["key"].name(), ref["title"].text(), ref["symbol"].text())


def _read_pair(pair: Field) -> tuple[str, str]:
    block_id, digest = (part.name() for part in pair.entries(2, at_least=2))
    return block_id, digest


def _read_block(block: Field) -> Block:
    kind = block["type"].one_of(tuple(_BLOCKS))
    allowed, read = _BLOCKS[kind]
    block.only("type id " + allowed)
    return read(block, block["id"].name())


def _read_heading(block: Field, id_: str) -> Block:
    return Heading(id_, block["level"].integer(1, 3), _read_inlines(block["content"]), block["dir"].direction())


def _read_paragraph(block: Field, id_: str) -> Block:
    return Paragraph(id_, _read_inlines(block["content"]), block["dir"].direction())


def _read_list(block: Field, id_: str) -> Block:
    side = block["dir"].one_of(SIDES) if "dir" in block.value else None
    return ListBlock(id_, block["ordered"].boolean(), _read_items(block["items"], 1), side)


def _read_items(items: Field, depth: int) -> tuple[Item, ...]:
    return tuple(_read_item(item, depth) for item in items.entries(MAX_BLOCKS))


def _read_item(item: Field, depth: int) -> Item:
    item.only("content below")
    below = item["below"]
    if below.absent():
        return Item(_read_inlines(item["content"]))
    if depth == MAX_LIST_DEPTH:
        raise BadPaper("too_deep", "A list has three levels at most.", where=below.path)
    below.only("ordered items")
    sublist = Sublist(below["ordered"].boolean(), _read_items(below["items"], depth + 1))
    return Item(_read_inlines(item["content"]), sublist)


def _read_quote(block: Field, id_: str) -> Block:
    return Quote(id_, _read_inlines(block["content"]), _read_inlines(block["source"]), block["dir"].direction())


def _read_table(block: Field, id_: str) -> Block:
    rows = tuple(tuple(_read_cell(cell) for cell in row.entries(200)) for row in block["rows"].entries(MAX_ROWS))
    header_rows = block["header_rows"].integer(0, MAX_HEADER_ROWS)
    return Table(id_, rows, header_rows, _read_inlines(block["caption"]))


def _read_cell(cell: Field) -> Cell:
    cell.only("content colspan rowspan")
    spans = (cell["colspan"].integer(1, MAX_SPAN), cell["rowspan"].integer(1, MAX_SPAN))
    return Cell(_read_inlines(cell["content"]), *spans)


def _read_ask(block: Field, id_: str) -> Block:
    return Ask(
        id=id_,
        content=_read_inlines(block["content"]),
        verb=block["verb"].one_of(ASK_VERBS),
        addressee=block["addressee"].text(),
        due=block["due"].text(),
        basis=tuple(_read_citation(entry) for entry in block["basis"].entries(100)),
    )


def _read_figure(block: Field, id_: str) -> Block:
    media_type = block["media_type"].one_of(PICTURES)
    data = block["data"].picture(media_type)
    return Figure(id_, media_type, data, block["alt"].text(), _read_inlines(block["caption"]))


def _read_page_break(block: Field, id_: str) -> Block:
    return PageBreak(id_)


_BLOCKS = {
    "heading": ("level content dir", _read_heading),
    "paragraph": ("content dir", _read_paragraph),
    "list": ("ordered items dir", _read_list),
    "quote": ("content source dir", _read_quote),
    "table": ("rows header_rows caption", _read_table),
    "ask": ("content verb addressee due basis", _read_ask),
    "figure": ("media_type data alt caption", _read_figure),
    "page_break": ("", _read_page_break),
}


def _read_inlines(content: Field, within: frozenset[str] = frozenset()) -> Inlines:
    content.refuse_depth()
    return tuple(_read_inline(inline, within) for inline in content.entries(20_000))


def _read_inline(inline: Field, within: frozenset[str]) -> Inline:
    kind = inline["type"].one_of(("text", "strong", "emphasis", "link", "citation", "footnote", "foreign"))
    if kind == "text":
        inline.only("type text")
        return Text(inline["text"].text())
    if kind == "citation":
        _refuse_in_footnote(inline, within)
        return _read_citation(inline)
    if kind == "footnote":
        _refuse_in_footnote(inline, within)
    if kind == "link" and "link" in within:
        raise BadPaper("nested_link", "A link cannot stand inside a link.", where=inline.path)
    inline.only("type content" + {"link": " href", "foreign": " lang"}.get(kind, ""))
    content = _read_inlines(inline["content"], within | {kind} if kind != "footnote" else frozenset({kind}))
    match kind:
        case "strong":
            return Strong(content)
        case "emphasis":
            return Emphasis(content)
        case "link":
            return Link(inline["href"].href(), content)
        case "foreign":
            return Foreign(inline["lang"].one_of(LANGUAGES), content)
        case _:
            return Footnote(content)


def _refuse_in_footnote(inline: Field, within: frozenset[str]) -> None:
    if "footnote" in within:
        raise BadPaper("nested_footnote", "A footnote holds no footnote and no citation.", where=inline.path)


def _read_citation(inline: Field) -> Citation:
    inline.only("type key pinpoint")
    if inline["type"].text() != "citation":
        raise BadPaper("malformed", "Only a citation can stand here.", where=inline.path)
    return Citation(inline["key"].name(), inline["pinpoint"].text())
