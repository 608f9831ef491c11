"""Two states of a paper as one Word file with real tracked changes: accepted it is the new text, rejected the old."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from papers.canonical import block_digest
from papers.compare import continued, unmoved
from papers.model import Block, Inlines, ListBlock, Paper, Table, Text
from papers.normalise import normalise
from papers.words import say
from papers.write.docx.blocks import blocks_xml
from papers.write.docx.finish import finish
from papers.write.docx.history import history, same_instruments, stretches
from papers.write.docx.inlines import inline_runs
from papers.write.docx.look import DEFAULT_COLOUR, look_of
from papers.write.docx.package import Properties
from papers.write.docx.redline_lists import list_xml
from papers.write.docx.runs import text_runs
from papers.write.docx.section import section_xml
from papers.write.docx.sheet import Sheet, Side
from papers.write.docx.tracked import Tracker


def to_redline_docx(old: Paper, new: Paper, *, author: str, date: datetime) -> bytes:
    """The new text in Word with every change from the old one tracked under this author and time (UTC).

    Asks stand where they stand in the text. Words are tracked one by one; where more than words changed (the type of a
    block, the grid of a table, the time limit of an ask) the old block is deleted and the new one inserted. Raises
    `BadPaper` for a figure that is no picture.
    """
    old, new = normalise(old), normalise(new)
    sheet = Sheet(replace(look_of(new.lang, DEFAULT_COLOUR), tracked=True))
    redline = _Redline(sheet, old, new, Tracker(sheet, author, date))
    body = redline.tracker.with_styles_named(redline.lines() + redline.blocks())
    title = new.title or old.title
    day = (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC).date()
    properties = Properties(title, author, sheet.look.tag, new.kind, date=day)
    return finish(sheet, body + section_xml(redline.new, title=title), properties)


class _Redline:
    def __init__(self, sheet: Sheet, old: Paper, new: Paper, tracker: Tracker) -> None:
        self.papers = (old, new)
        self.tracker = tracker
        known = {reference.key for reference in new.references}
        dropped = tuple(reference for reference in old.references if reference.key not in known)
        self.old = Side(sheet, old)
        self.new = Side(sheet, replace(new, references=(*new.references, *dropped)))

    # --- titles -------------------------------------------------------------------------------------------------------

    def lines(self) -> str:
        """Title, subtitle and position sentence."""
        old, new = self.papers
        label = ""
        if old.position or new.position:
            said = say("position", new.lang)
            label = self._line(said if old.position else "", said if new.position else "", "PositionLabel")
        return (
            self._line(old.title, new.title, "Title")
            + self._line(old.subtitle, new.subtitle, "Subtitle")
            + label
            + self._line(old.position, new.position, "Position")
        )

    def _line(self, was: str, now: str, style: str) -> str:
        if was and now and was != now:
            return self.new.paragraph(self._words((Text(was),), (Text(now),)), style)
        if not was and not now:
            return ""
        written = self.new.paragraph(text_runs(now or was, self.new.voice()), style)
        return written if was == now else self.tracker.blocks(written, "ins" if now else "del")

    def _words(self, was: Inlines, now: Inlines) -> str:
        self.new.history = {now: stretches(was, now, self.tracker)}
        written = inline_runs(now, self.new)
        self.new.history = {}
        return written

    # --- blocks -------------------------------------------------------------------------------------------------------

    def blocks(self) -> str:
        """All blocks in the new order; what was deleted or moved away stands where it stood."""
        return "".join(self._steps())

    def _steps(self) -> Iterator[str]:
        old, new = self.papers
        matched = continued(old, new)
        steady = unmoved(matched)
        stays = {matched[index] for index in steady}
        gone = [at for at in range(len(old.blocks)) if at not in stays]
        moves = {matched[index]: f"move{index + 1}" for index in matched if self._moves(index, matched, steady)}
        for index, block in enumerate(new.blocks):
            if index in steady:
                while gone and gone[0] < matched[index]:
                    yield self._leaves(gone.pop(0), moves)
                yield self._stays(old.blocks[matched[index]], block)
            else:
                yield self._arrives(block, moves.get(matched.get(index, -1), ""))
        for at in gone:
            yield self._leaves(at, moves)

    def _moves(self, index: int, matched: dict[int, int], steady: set[int]) -> bool:
        """Whether a block only moved. Rows of a table can be inserted and deleted, but Word moves none."""
        old, new = self.papers
        was, now = old.blocks[matched[index]], new.blocks[index]
        return index not in steady and not isinstance(now, Table) and block_digest(was) == block_digest(now)

    def _leaves(self, at: int, moves: dict[int, str]) -> str:
        written = blocks_xml((self.papers[0].blocks[at],), self.old)
        return (
            self.tracker.moved(written, "moveFrom", moves[at]) if at in moves else self.tracker.blocks(written, "del")
        )

    def _arrives(self, block: Block, move: str) -> str:
        written = blocks_xml((block,), self.new)
        return self.tracker.moved(written, "moveTo", move) if move else self.tracker.blocks(written, "ins")

    def _stays(self, was: Block, now: Block) -> str:
        alike = same_instruments(was, self.papers)
        if alike and block_digest(was) == block_digest(now):
            return blocks_xml((now,), self.new)
        if alike and isinstance(was, ListBlock) and isinstance(now, ListBlock):
            written = list_xml(was, now, self.new, self.tracker)
            if written is not None:
                return written
        known = history(was, now, self.papers, self.tracker)
        if known is None:
            removed = self.tracker.blocks(blocks_xml((was,), self.old), "del")
            return removed + self.tracker.blocks(blocks_xml((now,), self.new), "ins")
        self.new.history = known
        written = blocks_xml((now,), self.new)
        self.new.history = {}
        return written
