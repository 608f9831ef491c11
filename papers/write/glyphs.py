"""Draws a shaped line into the PDF so that what is copied out of it is what was written. Pinned to WeasyPrint 70.

WeasyPrint gives each glyph the words of its cluster when it first meets it. A glyph that shares a cluster then copies
as nothing (an empty ToUnicode entry, which PDF/UA forbids) or with a mark that it does not bear, and a mark set apart
makes readers break the word. Here a letter and its marks are one span: the marks carry empty replacement text, the
letter carries the words of all. Readers that follow the standard copy what was written; poppler 22 puts the mark first.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from struct import Struct
from typing import Any, NamedTuple
from unicodedata import combining

import pydyf
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_SHAPED, _INFO = Struct("=16s4x"), Struct("=Iiii")
"""A PangoGlyphInfo: read as bytes, because asking for each field of each glyph takes longer than drawing it."""

_ENDS_PARAGRAPH = re.compile("[\n\r\u2029]")


class Glyph(NamedTuple):
    """One glyph as shaped: Pango units, `rise` upwards negative."""

    id: int
    width: int
    shift: int
    rise: int


class Cluster(NamedTuple):
    """The glyphs that stand together for a piece of text which cannot be divided, from left to right."""

    text: str
    glyphs: tuple[Glyph, ...]

    @property
    def bearers(self) -> tuple[Glyph, ...]:
        """The glyphs of the letter itself: those that take room on the line, if need be above it, else all."""
        wide = tuple(glyph for glyph in self.glyphs if glyph.width > 0)
        return tuple(glyph for glyph in wide if not glyph.rise) or wide or self.glyphs

    @property
    def is_plain(self) -> bool:
        return len(self.glyphs) == 1 and not self.glyphs[0].rise


def draw_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> list[Any]:
    """Stands in for WeasyPrint's `draw_first_line`, without ellipsis and picture fonts, which our layouts never use."""
    layout = textbox.pango_layout
    if not textbox.text.strip():
        return []
    if _ENDS_PARAGRAPH.search(layout.text):  # said without need, it has the line shaped again
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    stream.set_text_matrix(*matrix.values)
    text = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        _draw_run(stream, run.data, text)
        run = run.next
    return []


def _draw_run(stream: Any, item: Any, text: bytes) -> None:
    pen = _Pen(stream, item.item.analysis.font)
    if pen.put_plain(item, text):
        return
    for cluster in _with_marks(list(_clusters(item, text)), rtl=bool(item.item.analysis.level % 2)):
        if cluster.is_plain and pen.means(cluster.glyphs[0], cluster.text):
            pen.put(cluster.glyphs[0])
        else:
            pen.put_together(cluster)
    pen.flush()


def _clusters(item: Any, text: bytes) -> Iterator[Cluster]:
    """The clusters of a run, in the order of drawing (left to right), each with its words."""
    count, offset = item.glyphs.num_glyphs, item.item.offset
    starts = ffi.unpack(item.glyphs.log_clusters, count)
    end_of = dict(pairwise(sorted({*starts, item.item.length})))
    shaped = _SHAPED.iter_unpack(ffi.buffer(item.glyphs.glyphs, count * _SHAPED.size))
    drawn = (Glyph(*_INFO.unpack(one)) for (one,) in shaped)
    for start, glyphs in groupby(zip(starts, drawn, strict=True), itemgetter(0)):
        words = text[offset + start : offset + end_of[start]].decode()
        yield Cluster(words, tuple(glyph for _, glyph in glyphs))


def _with_marks(clusters: list[Cluster], *, rtl: bool) -> list[Cluster]:
    """Join marks to the letter that bears them. Shaping leaves them apart, on its left side in a right-to-left run."""
    groups: list[Cluster] = []
    for cluster in reversed(clusters) if rtl else clusters:
        if groups and _is_mark(cluster.text):
            letter = groups[-1]
            glyphs = cluster.glyphs + letter.glyphs if rtl else letter.glyphs + cluster.glyphs
            groups[-1] = Cluster(letter.text + cluster.text, glyphs)
        else:
            groups.append(cluster)
    return groups[::-1] if rtl else groups


@lru_cache(maxsize=4096)
def _is_mark(text: str) -> bool:
    return bool(text) and all(combining(char) for char in text)


class _Pen:
    """Writes glyphs of one font, gathering them into as few text operators as possible."""

    def __init__(self, stream: Any, pango_font: Any) -> None:
        self.stream, self.pango_font = stream, pango_font
        self.font, self.size = stream.add_font(pango_font)
        stream.set_font_size(self.font.hash, self.size)
        self.line: list[str] = []
        by_size = self.font.__dict__.setdefault("plain_letters", {})
        self.plain: dict[tuple[bytes, bytes], str] = by_size.setdefault(self.size, {})

    def flush(self) -> None:
        if self.line:
            self.stream.show_text("".join(self.line).replace("><", ""))
            self.line = []

    def put_plain(self, item: Any, text: bytes) -> bool:
        """Draw a run in which each letter is one glyph on the line that copies as just this letter; else do nothing.

        Most runs are, and most of their letters were drawn before.
        """
        count, offset, length = item.glyphs.num_glyphs, item.item.offset, item.item.length
        words = text[offset : offset + length]
        starts = ffi.unpack(item.glyphs.log_clusters, count)
        ordered = sorted({*starts, length})
        if len(ordered) != count + 1 or any(map(combining, words.decode())):
            return False
        letter = {start: words[start:end] for start, end in pairwise(ordered)}
        line = []
        for (shaped,), start in zip(
            _SHAPED.iter_unpack(ffi.buffer(item.glyphs.glyphs, count * _SHAPED.size)), starts, strict=True
        ):
            key = (shaped, letter[start])
            drawn = self.plain.get(key)
            if drawn is None:
                glyph = Glyph(*_INFO.unpack(shaped))
                if glyph.rise or not self.means(glyph, letter[start].decode()):
                    return False
                drawn = self.plain[key] = self._drawn(glyph)
            line.append(drawn)
        self.line = line
        self.flush()
        return True

    def means(self, glyph: Glyph, words: str) -> bool:
        """Whether a glyph copies as these words; the first use of a glyph decides it. A space needs no glyph."""
        if glyph.id == pango.PANGO_GLYPH_EMPTY:
            return True
        return bool(self.font.to_unicode.setdefault(self._known(glyph), words) == words)

    def put(self, glyph: Glyph) -> None:
        """Draw on the line: shift, glyph, and what its advance differs from the width that the font states."""
        self.line.append(self._drawn(glyph))

    def _drawn(self, glyph: Glyph) -> str:
        if glyph.id == pango.PANGO_GLYPH_EMPTY:
            return f"{-self._thousandths(glyph.width)}"
        shift = self._thousandths(glyph.shift)
        back = self._width_of(glyph) + shift - self._thousandths(glyph.width)
        known = self._known(glyph)
        return f"{-shift if shift else ''}<{known:04x}>{back or ''}"

    def put_together(self, cluster: Cluster) -> None:
        """Draw a cluster as spans of replacement text: its words for the glyphs on the line, nothing for its marks.

        The glyphs on the line are one span, for a letter may bring its own piece of line with it («ـلـ»).
        """
        words = cluster.text
        bearers = cluster.bearers
        for on_line, group in groupby(cluster.glyphs, lambda glyph: glyph in bearers):
            self.flush()
            said, words = (words, "") if on_line else ("", words)
            self.stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(said)}))
            for glyph in group:
                self._name(glyph, cluster, on_line=on_line)
                self._put_raised(glyph)
            self.flush()
            self.stream.end_marked_content()

    def _put_raised(self, glyph: Glyph) -> None:
        if not glyph.rise:
            self.put(glyph)
            return
        self.flush()
        self.stream.set_text_rise(-glyph.rise * FROM_UNITS)
        self.put(glyph)
        self.flush()
        self.stream.set_text_rise(0)

    def _name(self, glyph: Glyph, cluster: Cluster, *, on_line: bool) -> None:
        """Give a glyph of a cluster its own words: PDF/UA wants every glyph to have some."""
        marks = "".join(char for char in cluster.text if combining(char))
        own = "".join(char for char in cluster.text if not combining(char)) if on_line else marks
        if glyph.id != pango.PANGO_GLYPH_EMPTY:
            self.font.to_unicode.setdefault(self._known(glyph), own or cluster.text)

    def _known(self, glyph: Glyph) -> int:
        """The number of a glyph in the font; for a letter that the font lacks, a free one (Pango's has 29 bits)."""
        if glyph.id & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            return int(self.font.get_unused_glyph_id(glyph.id - pango.PANGO_GLYPH_UNKNOWN_FLAG))
        return glyph.id

    def _width_of(self, glyph: Glyph) -> int:
        """The advance that the font states for a glyph, in thousandths of the size."""
        known, widths = self._known(glyph), self.font.widths
        if known not in widths:
            if known != glyph.id:
                widths[known] = self._thousandths(glyph.width)
                widths.setdefault(0, widths[known])
            else:
                pango.pango_font_get_glyph_extents(
                    self.pango_font, glyph.id, self.stream.ink_rect, self.stream.logical_rect
                )
                widths[known] = self._thousandths(self.stream.logical_rect.width)
        return int(widths[known])

    def _thousandths(self, units: int) -> int:
        per_size: float = units * 1000 * FROM_UNITS / self.size
        return round(per_size)
