"""Markdown with our few extensions → Paper. docs/markdown.md is the writer's guide to it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from papers import fields
from papers.align import pairs_by_place
from papers.amendments import LINES
from papers.characters import western_digits
from papers.errors import BadPaper
from papers.model import (
    Ask,
    Block,
    Cell,
    Citation,
    Figure,
    Heading,
    Inlines,
    Item,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Sublist,
    Table,
    Text,
    plain,
)
from papers.normalise import citations_of, normalise
from papers.read import inlines, lines
from papers.read.asks import read_ask
from papers.read.labels import POSITION, SUBTITLE, after_label
from papers.record import MAX_BLOCKS, MAX_HEADER_ROWS, MAX_LIST_DEPTH, MAX_ROWS, MAX_SPAN

_PICTURE_DATA = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]*")
_ARABIC_NUMBER = re.compile(r"^(\s*(?:[-+*]\s+)?)([٠-٩۰-۹]{1,9})([.)])(?=\s|$)", re.MULTILINE)
_SPAN = re.compile(r"\{([0-9]{1,2})[x×*]([0-9]{1,2})\}")
_SOURCE = re.compile(r"\s*(?:—|–|--)\s*")
_MAX_LEVEL = 90
_MAX_OPEN = 500
_MOST_NAMED = 20
"""So many unknown instruments are named at once; whoever mends them hears of the next."""


def from_markdown(
    source: str,
    *,
    kind: str,
    lang: str,
    references: Mapping[str, Reference],
    base: Paper | None = None,
    new_id: Callable[[], str],
) -> Paper:
    """The normalised paper that the Markdown says.

    Blocks keep their ids: those named by `{#id}`, then those of the equal or most similar block of `base`; the rest get
    `new_id()`. A citation's title comes from `references`, else from `base`. Raises `BadPaper` for a citation that
    neither knows, a picture that `base` does not have, and a text beyond the limits; `where` is "line 12".
    """
    draft = read_draft(source, {figure.id: figure for figure in _figures(base)})
    known = {ref.key: ref for ref in base.references} if base else {}
    known |= references
    _refuse_unknown(draft, known, source)
    paper = normalise(
        Paper(
            kind=kind,
            lang=lang,
            title=draft.title,
            blocks=tuple(_with_place(index, block) for index, block in enumerate(draft.blocks)),
            subtitle=draft.subtitle,
            position=draft.position,
            references=tuple(known.values()),
            digits=base.digits if base else "western",
        )
    )
    return _identified(paper, draft.ids, base, new_id)


@dataclass
class Draft:
    """What a text says before anybody knows its citations; `ids` are the named ones, "" for the others."""

    title: str = ""
    subtitle: str = ""
    position: str = ""
    blocks: list[Block] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)


@cache
def parser() -> MarkdownIt:
    """The tokenizer: CommonMark without HTML, code, reference links and underlined headings, with our extensions."""
    md = MarkdownIt("commonmark", {"maxNesting": 100, "html": False})
    md.disable(["code", "fence", "html_block", "reference", "lheading", "blockquote"])
    md.disable(["backticks", "image", "autolink", "html_inline", "entity"])
    inlines.extend(md)
    lines.extend(md)
    return md


def read_draft(source: str, figures: Mapping[str, Figure]) -> Draft:
    """The text without identity: every block's id is empty or the one it was given by name."""
    _refuse_size(source)
    source = _ARABIC_NUMBER.sub(lambda found: found[1] + western_digits(found[2]) + found[3], source)
    _refuse_open_brackets(source)
    env: dict[str, Any] = {inlines.NOTES: {}, lines.USED_NOTES: _used_notes(source)}
    tokens = parser().parse(source, env)
    for token in tokens:
        if token.level > _MAX_LEVEL:
            raise BadPaper("too_deep", "Lists are nested too deep to be read.", where=_line(token))
    return _Reader(tokens, env, figures).draft


def _refuse_size(source: str) -> None:
    if len(source) > 10 * fields.MAX_PICTURE or len(_PICTURE_DATA.sub("", source)) > fields.MAX_TEXT:
        raise BadPaper("too_long", "The text is longer than two million characters.")


def _refuse_open_brackets(source: str) -> None:
    """Thousands of brackets that never close take a parser of Markdown quadratic time, and no writer has any."""
    line = 1
    for paragraph in re.split(r"\n[ \t]*\n", source):
        if paragraph.count("[") - paragraph.count("\\[") - paragraph.count("]") > _MAX_OPEN:
            raise BadPaper(
                "open_brackets", f"{_MAX_OPEN} brackets are opened here and not closed.", where=f"line {line}"
            )
        line += paragraph.count("\n") + 2


def _used_notes(source: str) -> frozenset[str]:
    return frozenset(re.findall(r"\[\^([^\s\[\]\\]{1,60})\](?!:)", source))


def _line(token: Token) -> str:
    return f"line {token.map[0] + 1}" if token.map else ""


class _Reader:
    """One pass over the block tokens."""

    def __init__(self, tokens: list[Token], env: dict[str, Any], figures: Mapping[str, Figure]) -> None:
        self.draft = Draft()
        self._env = env
        self._figures = figures
        self._name, self._dir = "", None
        position = 0
        while position < len(tokens):
            end = _closing(tokens, position)
            self._read(tokens[position : end + 1])
            position = end + 1

    def _read(self, tokens: list[Token]) -> None:
        token = tokens[0]
        match token.type:
            case "naming":
                self._name, self._dir = token.meta["id"], token.meta["dir"]
                return
            case "heading_open":
                self._heading(token, tokens[1])
            case "paragraph_open":
                self._paragraph(token, tokens[1])
            case "bullet_list_open" | "ordered_list_open":
                self._add(token, ListBlock("", token.type.startswith("ordered"), _items(tokens, 1), self._dir))
            case "hr":
                self._add(token, PageBreak(""))
            case "quote":
                self._add(token, self._quote(token.content))
            case "ask":
                self._add(token, self._ask(token.content))
            case "table":
                self._add(token, self._table(token))
            case "figure":
                self._add(token, self._figure(token))
        self._name, self._dir = "", None

    def _add(self, token: Token, block: Block) -> None:
        if len(self.draft.blocks) == MAX_BLOCKS:
            raise BadPaper("too_many", f"A paper has {MAX_BLOCKS} blocks at most.", where=_line(token))
        self.draft.blocks.append(block)
        self.draft.ids.append(self._name)
        self.draft.begins.append(token.map[0] + 1 if token.map else 0)

    def _heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1])
        if level == 1 and not self.draft.title and not self._name:
            self.draft.title = plain(inlines.to_inlines(inline.children or ()), notes=True)
        else:
            content = inlines.to_inlines(inline.children or ())
            self._add(token, Heading("", min(3, max(1, level - 1)), content, self._dir))

    def _paragraph(self, token: Token, inline: Token) -> None:
        for attribute, labels in (("subtitle", SUBTITLE), ("position", POSITION)):
            words = after_label(inline.content, labels)
            if words is not None and not getattr(self.draft, attribute) and not self._name:
                setattr(self.draft, attribute, plain(self._inlines(words), notes=True))
                return
        self._add(token, Paragraph("", inlines.to_inlines(inline.children or ()), self._dir))

    def _inlines(self, source: str) -> Inlines:
        return inlines.parse_inlines(parser(), source, self._env)

    def _quote(self, text: str) -> Quote:
        words = text.split("\n")
        source: Inlines = ()
        if (begin := _SOURCE.match(words[-1])) is not None:
            source = self._inlines(words.pop()[begin.end() :])
        return Quote("", self._inlines(" ".join(words)), source, self._dir)

    def _ask(self, text: str) -> Ask:
        ask = read_ask(text)
        basis = tuple(inline for inline in self._inlines(ask.basis) if isinstance(inline, Citation))
        return Ask("", self._inlines(ask.content), ask.verb, ask.addressee, ask.due, basis)

    def _table(self, token: Token) -> Table:
        if len(token.meta["rows"]) > MAX_ROWS:
            raise BadPaper("too_many", f"A table has {MAX_ROWS} rows at most.", where=_line(token))
        rows = tuple(tuple(self._cell(cell.strip()) for cell in row) for row in token.meta["rows"])
        header_rows = min(token.meta["header_rows"], MAX_HEADER_ROWS)
        return Table("", rows, header_rows, self._inlines(token.meta["caption"]))

    def _cell(self, source: str) -> Cell:
        found = _SPAN.match(source)
        columns, rows = (int(found[1]), int(found[2])) if found else (1, 1)
        if not found or not 1 <= columns <= MAX_SPAN or not 1 <= rows <= MAX_SPAN:
            return Cell(self._inlines(source))
        return Cell(self._inlines(source[found.end() :]), columns, rows)

    def _figure(self, token: Token) -> Figure:
        alt, target = inlines.unescaped(token.content), token.meta["target"]
        caption = self._inlines(token.meta["caption"])
        if target.startswith("figure:"):
            known = self._figures.get(target.removeprefix("figure:"))
            if known is None:
                raise BadPaper("unknown_figure", f"There is no picture «{target}» here.", where=_line(token))
            return replace(known, id="", alt=alt, caption=caption)
        begin, data = target.split(";base64,")
        media_type = fields.PICTURES[0] if begin == "data:image/png" else fields.PICTURES[1]
        return Figure(
            "", media_type, fields.Field(data, _line(token), fields.Budget()).picture(media_type), alt, caption
        )


def _closing(tokens: list[Token], position: int) -> int:
    """Where what opens here closes; the place itself for what does not open."""
    depth = 0
    for index in range(position, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _items(tokens: list[Token], depth: int) -> tuple[Item, ...]:
    """The items of a list; what lies deeper than a list may be follows as items of the deepest."""
    items: list[Item] = []
    position = 1
    while position < len(tokens) - 1:
        end = _closing(tokens, position)
        items += _item(tokens[position : end + 1], depth)
        position = end + 1
    return tuple(items)


def _item(tokens: list[Token], depth: int) -> list[Item]:
    content: list[Inlines] = []
    below: list[Item] = []
    ordered: bool | None = None
    position = 1
    while position < len(tokens) - 1:
        token, end = tokens[position], _closing(tokens, position)
        if token.type.endswith("list_open"):
            below += _items(tokens[position : end + 1], min(depth + 1, MAX_LIST_DEPTH))
            ordered = token.type.startswith("ordered") if ordered is None else ordered
        else:
            content += [
                inlines.to_inlines(one.children or ()) for one in tokens[position : end + 1] if one.type == "inline"
            ]
        position = end + 1
    if depth == MAX_LIST_DEPTH:
        return [Item(_spaced(content)), *below]
    return [Item(_spaced(content), Sublist(bool(ordered), tuple(below)) if below else None)]


def _spaced(parts: list[Inlines]) -> Inlines:
    joined: Inlines = ()
    for part in parts:
        joined = (*joined, Text(" "), *part) if joined else part
    return joined


def _figures(base: Paper | None) -> Iterator[Figure]:
    for block in base.blocks if base else ():
        if isinstance(block, Figure):
            yield block


def _refuse_unknown(draft: Draft, known: Mapping[str, Reference], source: str) -> None:
    rows, unknown = source.split("\n"), dict[str, int]()
    for block, begin in zip(draft.blocks, draft.begins, strict=True):
        for citation in citations_of(block):
            if citation.key not in known and citation.key not in unknown and len(unknown) < _MOST_NAMED:
                unknown[citation.key] = _line_of(citation.key, begin, rows)
    if unknown:
        named = ", ".join(f"{key} (line {line})" for key, line in unknown.items())
        where, message = f"line {min(unknown.values())}", f"The library has no instrument called {named}."
        raise BadPaper("unknown_citation", message, where=where, names=tuple(unknown))


def _line_of(key: str, begin: int, rows: list[str]) -> int:
    """The line of a citation within its block: a paragraph may have many lines."""
    return next((row for row in range(begin, len(rows) + 1) if f"[@{key}" in rows[row - 1]), begin)


def _with_place(index: int, block: Block) -> Block:
    """The block with its place for an id while the text is being normalised, so that dropped blocks can be told."""
    return replace(block, id=str(index))


def _identified(paper: Paper, names: list[str], base: Paper | None, new_id: Callable[[], str]) -> Paper:
    named = [names[int(block.id)] for block in paper.blocks]
    ids = [name if name not in named[:index] else "" for index, name in enumerate(named)]
    free = [block for block in base.blocks if block.id not in ids] if base else []
    unnamed = [index for index, id_ in enumerate(ids) if not id_]
    for index, old in pairs_by_place(free, [paper.blocks[index] for index in unnamed]).items():
        ids[unnamed[index]] = free[old].id
    taken = {id_ for id_ in ids if id_} | {block.id for block in (base.blocks if base else ())}
    for index, id_ in enumerate(ids):
        if not id_:
            ids[index] = _fresh(new_id, taken)
    blocks = tuple(replace(block, id=id_) for block, id_ in zip(paper.blocks, ids, strict=True))
    aligned = tuple(pair for pair in base.aligned if pair[0] in ids or pair[0] in LINES) if base else ()
    return replace(paper, blocks=blocks, aligned=aligned)


def _fresh(new_id: Callable[[], str], taken: set[str]) -> str:
    while (made := new_id()) in taken:
        continue
    taken.add(made)
    return made
