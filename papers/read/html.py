"""What people paste from Google Docs, Word or a page (HTML) → Paper; what is no text is left out and named."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from papers.errors import BadPaper
from papers.fields import MAX_TEXT, is_href
from papers.model import Block, Heading, Inlines, ListBlock, PageBreak, Paper, Paragraph, Quote, Text, plain
from papers.normalise import normalise
from papers.read.html_tables import is_frame, strays_of, table_of
from papers.read.shape import Listed, direction_in, items_of, lost, own_direction
from papers.runs import PLAIN, Marks, Run, nest

MOST_CHARACTERS = 10_000_000
"""With all markup: a page pasted from Word has ten times its words."""
MOST_DEPTH = 150

_DROPPED = {
    **dict.fromkeys(("script", "noscript", "template"), "scripts"),
    **dict.fromkeys(("style", "link", "xml"), "styles"),
    **dict.fromkeys(("img", "svg", "picture", "canvas"), "pictures"),
    **dict.fromkeys(("iframe", "object", "embed", "video", "audio", "applet", "math"), "objects"),
    **dict.fromkeys(("input", "select", "textarea", "button"), "objects"),
    "del": "deletions",
}
_SILENT = frozenset({"meta", "title", "base", "col", "colgroup"})
_PARTS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "figcaption",
        ),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li", "main", "nav"),
        *("ol", "p", "pre", "section", "summary", "table", "ul", "td", "th", "tr", "caption"),
    )
)
_ROLES = {
    "msotitle": "title",
    "title": "title",
    "msosubtitle": "subtitle",
    "subtitle": "subtitle",
    "msoquote": "quote",
    "msointensequote": "quote",
}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WORD_LIST = re.compile(r"mso-list:\s*(l\d+)\s+level([1-9])")


def from_html(
    source: str, *, lang: str, new_id: Callable[[], str], kind: str = "position_paper"
) -> tuple[Paper, tuple[str, ...]]:
    """The paper in a piece of HTML, and what was left out or decided, as "code:count".

    Codes: comments, deletions, footnotes (their marks and words stay, as text), hidden, insertions (read as accepted),
    links (not to the web or a mailbox; their words stay), objects, pictures, scripts, struck (read as words), styles.
    Nothing is fetched and nothing runs. Raises `BadPaper` with the code html_too_large or html_too_deep.
    """
    writing = _Writing(lang, new_id)
    root = _parsed(source)
    if root is not None:
        writing.visit(root, _Place())
    writing.close()
    paper = Paper(kind, lang, writing.title, tuple(writing.blocks), writing.subtitle)
    return normalise(paper), lost(writing.dropped)


def _parsed(source: str) -> etree._Element | None:
    if len(source) > MOST_CHARACTERS:
        raise BadPaper("html_too_large", f"More than {MOST_CHARACTERS:,} characters were pasted")
    source = _UNWRITABLE.sub("", _fragment(source))
    if not source.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError as unread:
        if "depth" in str(unread):
            raise BadPaper("html_too_deep", f"The parts are nested more than {MOST_DEPTH} deep") from unread
        return None
    if any("depth" in entry.message or "huge" in entry.message.casefold() for entry in parser.error_log):
        # the parser would go no further, and what follows would be lost
        raise BadPaper("html_too_deep", f"The parts are nested more than {MOST_DEPTH} deep")
    return root


def _fragment(source: str) -> str:
    """What was selected: Windows puts the whole page around it, with a head that counts bytes."""
    if not source.startswith("Version:"):
        return source
    begun = source.find("<")
    return source[begun:] if begun >= 0 else source


@dataclass(frozen=True, slots=True)
class _Place:
    """What the elements above make of words."""

    marks: Marks = PLAIN
    role: str = ""
    lists: tuple[bool, ...] = ()
    depth: int = 0


@dataclass(slots=True)
class _Writing:
    lang: str
    new_id: Callable[[], str]
    title: str = ""
    subtitle: str = ""
    blocks: list[Block] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)
    _runs: list[Run] = field(default_factory=list)
    _lines: list[tuple[Listed, Inlines]] = field(default_factory=list)
    _item: Listed | None = None
    _flat: bool = False
    _spent: int = 0

    def visit(self, element: etree._Element, place: _Place) -> None:
        """Read an element with all that is in it; its tail belongs to its parent."""
        tag = str(element.tag).casefold()
        style = element.get("style", "").casefold()
        code = _dropped(element, tag, style)
        if code or tag in _SILENT or "mso-list:ignore" in style.replace(" ", ""):
            self.dropped.update([code] if code else [])
            return
        if place.depth > MOST_DEPTH:
            raise BadPaper("html_too_deep", f"The parts are nested more than {MOST_DEPTH} deep")
        place = replace(place, depth=place.depth + 1, marks=self._marks(element, tag, style, place.marks))
        if tag == "br":
            self._break(style, place)
        elif tag == "table" and not self._flat and not is_frame(element):
            self._table(element, place)
        elif tag in _PARTS:
            self._part(element, tag, style, place)
        else:
            self._inside(element, place)

    def _inside(self, element: etree._Element, place: _Place) -> None:
        self._say(element.text, place)
        for child in element:
            self.visit(child, place)
            self._say(child.tail, place)

    def _say(self, words: str | None, place: _Place) -> None:
        if words:
            self._spent += len(words)
            if self._spent > MAX_TEXT:
                raise BadPaper("html_too_large", f"The text is longer than {MAX_TEXT:,} characters")
            self._runs.append(Run(words.replace("\n", " "), place.marks))

    def _part(self, element: etree._Element, tag: str, style: str, place: _Place) -> None:
        self._end(place)
        if tag in ("ul", "ol"):
            place = replace(place, lists=(*place.lists, tag == "ol"))
        elif tag == "li":
            lists = place.lists or (False,)
            self._item = Listed("html", min(len(lists) - 1, 8), lists[-1])
        elif found := _WORD_LIST.search(style):
            self._item = Listed(found[1], int(found[2]) - 1, _counts(element))
            place = replace(place, lists=(True,))
        role = _ROLES.get(element.get("class", "").split(" ")[0].casefold(), "")
        if re.fullmatch("h[1-6]", tag) or tag == "blockquote" or role:
            place = replace(place, role=role or tag)
        self._inside(element, place)
        self._end(place)
        if len(place.lists) == 1 and tag in ("ul", "ol") and not self._flat:
            self.close_list()

    def _end(self, place: _Place) -> None:
        """The end of a block: what was said since the last one is written."""
        if self._flat:
            self._runs.append(Run(" ", PLAIN))
            return
        said, self._runs = nest(self._runs), []
        if not plain(said).strip():
            return
        if place.lists:
            self._line(said)
            return
        self.close_list()
        self._block(said, place.role)

    def _line(self, said: Inlines) -> None:
        """Words in a list: a new item, or more paragraphs of the last one."""
        if self._item is None and self._lines:
            listed, before = self._lines.pop()
            self._lines.append((listed, (*before, Text(" "), *said)))
        else:
            item = self._item or Listed("html", 0, False)
            above = [listed.number for listed, _ in self._lines if not listed.level]
            if not item.level and above and above[-1] != item.number:
                self.close_list()
            self._lines.append((item, said))
        self._item = None

    def _block(self, said: Inlines, role: str) -> None:
        side = own_direction(said, self.lang)
        if role == "title" and not self.title:
            self.title = plain(said)
        elif role == "subtitle" and not self.subtitle:
            self.subtitle = plain(said)
        elif re.fullmatch("h[1-6]", role):
            self.blocks.append(Heading(self.new_id(), min(int(role[1]), 3), said, side))
        elif role in ("blockquote", "quote"):
            self.blocks.append(Quote(self.new_id(), said, dir=side))
        else:
            self.blocks.append(Paragraph(self.new_id(), said, side))

    def _break(self, style: str, place: _Place) -> None:
        """One break is a space, two end the paragraph; Word's page break is one."""
        if "page-break-before:always" in style.replace(" ", "") and not self._flat:
            self._end(place)
            self.close_list()
            self.blocks.append(PageBreak(self.new_id()))
        elif self._runs and self._runs[-1].text == "\n":
            self._end(place)
        else:
            self._runs.append(Run("\n", PLAIN))

    def _table(self, element: etree._Element, place: _Place) -> None:
        self._end(place)
        for stray in strays_of(element):
            if isinstance(stray, str):
                self._say(stray, place)
            else:
                self.visit(stray, place)
        self._end(place)
        self.close_list()
        self._flat = True
        table = table_of(element, self._cell)
        self._flat, self._runs, self._item = False, [], None
        if table.rows:
            self.blocks.append(replace(table, id=self.new_id()))

    def _cell(self, element: etree._Element) -> Inlines:
        self._runs = []
        self._inside(element, _Place(depth=MOST_DEPTH // 2))
        return nest(self._runs)

    def close(self) -> None:
        """Write what is still held back."""
        self._end(_Place())
        self.close_list()

    def close_list(self) -> None:
        if self._lines:
            ordered, items, _ = items_of(self._lines, 0, min(listed.level for listed, _ in self._lines), 0)
            side = direction_in((said for _, said in self._lines), self.lang)
            self.blocks.append(ListBlock(self.new_id(), ordered, items, side))
            self._lines = []

    def _marks(self, element: etree._Element, tag: str, style: str, marks: Marks) -> Marks:
        weight = re.search(r"font-weight:\s*(\w+)", style)
        slant = re.search(r"font-style:\s*(\w+)", style)
        if weight or tag in ("b", "strong"):
            # Google Docs wraps everything in a <b> of normal weight
            marks = replace(marks, strong=not weight or weight[1] in ("bold", "bolder", "600", "700", "800", "900"))
        if slant or tag in ("i", "em"):
            marks = replace(marks, emphasis=not slant or slant[1] in ("italic", "oblique"))
        if tag == "ins":
            self.dropped["insertions"] += 1
        if tag in ("s", "strike") or "line-through" in style:
            self.dropped["struck"] += 1
        return replace(marks, href=self._href(element.get("href", ""))) if tag == "a" and element.get("href") else marks

    def _href(self, written: str) -> str:
        """The address that a link may keep; Google's own detour is left out."""
        written = written.strip()
        if written.startswith("https://www.google.com/url?"):
            written = parse_qs(urlsplit(written).query).get("q", [written])[0]
        if re.match(r"#(_ftn|_edn|ftnt)\d", written):
            self.dropped["footnotes"] += 1
            return ""
        if not is_href(written) and not written.startswith("#"):
            self.dropped["links"] += 1
        return written if is_href(written) else ""


def _dropped(element: etree._Element, tag: str, style: str) -> str:
    """The code of what is left out; empty for what is read."""
    bare = style.replace(" ", "")
    if "mso-element:comment" in bare or element.get("class", "").casefold().startswith("msocom"):
        return "comments"
    if "display:none" in bare or "mso-hide:all" in bare or element.get("hidden") is not None:
        return "hidden"
    return _DROPPED.get(tag, "")


def _counts(element: etree._Element) -> bool:
    """Whether Word's list mark is a number or letter, not a bullet; it draws bullets as signs of its symbol fonts."""
    for mark in element.iter("span"):
        if "mso-list:ignore" in mark.get("style", "").casefold().replace(" ", ""):
            said = "".join(str(words) for words in mark.itertext()).strip()
            return said not in ("o", "§") and any(sign.isalnum() for sign in said)
    return False
