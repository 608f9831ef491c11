"""Walking through a Word file in reading order: who changed which words, and on which words comments hang."""

from dataclasses import dataclass, field

from lxml import etree

from papers.errors import BadPaper
from papers.read.docx.archive import W
from papers.read.docx.blocks import MARK
from papers.read.docx.changes import KINDS, Anchor, Change, Piece, author_of, date_of, under
from papers.read.docx.inlines import marks_of, note_name
from papers.read.docx.resolve import DELETED, INSERTED
from papers.read.docx.styles import Styles

MOST_CHANGES = 20_000
"""And comments."""

_STARTS = {f"{W}moveFromRangeStart": "from", f"{W}moveToRangeStart": "to"}
_ENDS = {f"{W}moveFromRangeEnd": "from", f"{W}moveToRangeEnd": "to"}
_LAYOUT = frozenset(
    f"{W}{tag}"
    for tag in (
        *("tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        *("cellMerge", "cellIns", "cellDel", "sectPrChange", "numberingChange"),
    )
)
_PROPERTIES = frozenset(f"{W}{tag}" for tag in ("pPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr"))
_BOXES = frozenset(f"{W}{tag}" for tag in ("drawing", "pict", "object"))
_SPACES = frozenset(f"{W}{tag}" for tag in ("tab", "br", "cr"))


@dataclass(slots=True)
class Walk:
    """What was met on the way through a part. `text` is the text as its author sees it."""

    styles: Styles
    notes: dict[str, etree._Element]
    pieces: list[Piece] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where each numbered paragraph stands in `text`."""
    formats_lost: int = 0
    layout_lost: int = 0
    _text: list[str] = field(default_factory=list)
    _here: int = 0
    _mark: str = ""
    _inside: bool = False
    _moves: dict[str, str] = field(default_factory=dict)
    _steps: int = 0
    _last: dict[str, tuple[int, Piece]] = field(default_factory=dict)
    _waiting: list[etree._Element] = field(default_factory=list)
    _unplaced: list[Anchor] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self._text)

    def through(self, parent: etree._Element, changes: tuple[Change, ...] = ()) -> None:
        """Walk through the children of an element that stand under these changes."""
        for child in parent:
            self._meet(child, changes)

    def _meet(self, child: etree._Element, changes: tuple[Change, ...]) -> None:
        if child.tag == f"{W}p":
            self._paragraph(child, changes)
        elif child.tag == f"{W}r":
            self._run(child, changes)
        elif child.tag == f"{W}tr":
            self.through(child, under(changes, *self._changes_in(child.find(f"{W}trPr"))))
        elif child.tag in INSERTED or child.tag in DELETED:
            self.through(child, under(changes, self._change(child)))
        elif child.tag in _STARTS:
            self._moves[_STARTS[child.tag]] = child.get(f"{W}name", "")
        elif child.tag in _ENDS:
            self._moves.pop(_ENDS[child.tag], None)
        elif child.tag == f"{W}commentRangeStart":
            self._open_anchor(child.get(f"{W}id", ""))
        elif child.tag == f"{W}commentRangeEnd":
            self._open_anchor(child.get(f"{W}id", "")).end = self._here
        elif child.tag in _PROPERTIES:
            self.layout_lost += sum(1 for _ in child.iter(*_LAYOUT))
        elif child.tag not in _BOXES and isinstance(child.tag, str) and not child.tag.endswith("}AlternateContent"):
            self.through(child, changes)

    def _paragraph(self, paragraph: etree._Element, changes: tuple[Change, ...]) -> None:
        self._mark = paragraph.get(MARK, "") or self._mark
        for anchor in self._unplaced:
            anchor.mark = self._mark
        self._unplaced, self._inside = [], True
        begun = self._here
        self._paragraph_format(paragraph)
        self.through(paragraph, changes)
        self._add("\n", under(changes, *self._changes_in(paragraph.find(f"{W}pPr/{W}rPr"))), ending=True)
        if paragraph.get(MARK):
            self.spans[self._mark] = (begun, self._here)
        waiting, self._waiting = self._waiting, []
        for note in waiting:
            self.through(note)
        self._inside = False

    def _changes_in(self, properties: etree._Element | None) -> list[Change]:
        found = () if properties is None else properties
        return [self._change(one) for one in found if one.tag in INSERTED or one.tag in DELETED]

    def _change(self, element: etree._Element) -> Change:
        kind = KINDS[element.tag.removeprefix(W)]
        return Change(kind, author_of(element), date_of(element), self._moves.get(kind, ""))

    def _run(self, run: etree._Element, changes: tuple[Change, ...]) -> None:
        said = ""
        for child in run:
            if child.tag in (f"{W}t", f"{W}delText"):
                said += child.text or ""
            elif child.tag in _SPACES:
                said += " "
            elif child.tag == f"{W}noBreakHyphen":
                said += "-"
            elif name := note_name(child):
                self._waiting += [self.notes.pop(name)] if name in self.notes else []
            elif child.tag == f"{W}commentReference":
                self._open_anchor(child.get(f"{W}id", ""))
        if said:
            self._add(said, changes)
            self._run_format(run, len(said) if self._shown(changes) else 0)

    def _open_anchor(self, identity: str) -> Anchor:
        """The place of a comment; one that has only a reference hangs on no words."""
        if identity not in self.anchors:
            self._refuse_endless(len(self.anchors))
            self.anchors[identity] = Anchor(self._mark, self._here, self._here)
            if not self._inside:
                # between two paragraphs: the next one is meant
                self._unplaced.append(self.anchors[identity])
        return self.anchors[identity]

    def _add(self, said: str, changes: tuple[Change, ...], *, ending: bool = False) -> None:
        """Words, or the end of a paragraph, and the pieces of the changes that they stand under."""
        begun = self._here
        if self._shown(changes):
            self._text.append(said)
            self._here += len(said)
        self._steps += 1
        for change in changes:
            self._grow(change, said, begun, ending)

    def _shown(self, changes: tuple[Change, ...]) -> bool:
        return not any(change.kind in ("deletion", "from") for change in changes)

    def _grow(self, change: Change, said: str, begun: int, ending: bool) -> None:
        step, piece = self._last.get(change.kind, (-1, None))
        if (
            piece is not None
            and step == self._steps - 1
            and piece.mark == self._mark
            and piece.change.continues(change)
        ):
            piece.words.append(said)
            piece.end = self._here
        else:
            piece = self._new(Piece(change, self._mark, begun, self._here, [said]))
        if not ending:
            self._last[change.kind] = (self._steps, piece)

    def _new(self, piece: Piece) -> Piece:
        self._refuse_endless(len(self.pieces))
        self.pieces.append(piece)
        return piece

    def _refuse_endless(self, count: int) -> None:
        if count >= MOST_CHANGES:
            raise BadPaper("docx_too_large", f"The file has more than {MOST_CHANGES} tracked changes or comments")

    def _run_format(self, run: etree._Element, length: int) -> None:
        change = run.find(f"{W}rPr/{W}rPrChange")
        if change is None:
            return
        before, after = marks_of(change.find(f"{W}rPr"), self.styles), marks_of(run.find(f"{W}rPr"), self.styles)
        made = Change("format", author_of(change), date_of(change))
        step, piece = self._last.get("format", (-1, None))
        if before == after:
            self.formats_lost += 1
            return
        if piece is not None and step == self._steps - 1 and (piece.words, piece.after) == ([before], after):
            piece.end = self._here
        else:
            piece = self._new(Piece(made, self._mark, self._here - length, self._here, [before], after))
        self._last["format"] = (self._steps, piece)

    def _paragraph_format(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(f"{W}pPr")
        change = None if properties is None else properties.find(f"{W}pPrChange")
        if change is None:
            return
        before, after = self.styles.role(change.find(f"{W}pPr")), self.styles.role(properties)
        if before == after:
            self.formats_lost += 1
            return
        made = Change("format", author_of(change), date_of(change))
        self._new(Piece(made, self._mark, self._here, self._here, [before], after, whole=True))
