"""Remembers how lines were broken while one document is laid out: no line is shaped twice. Pinned to WeasyPrint 70.

The renderer lays many boxes out again and again: notes whenever one more falls on their page, columns until they are
level, the last words of a page twice. Five of six line breaks were the same words in the same look and width as before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

import weasyprint.layout.inline
import weasyprint.layout.percent
import weasyprint.layout.preferred
import weasyprint.text.line_break as line_break

LOOK = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override", "font_size",
    "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps", "font_variant_east_asian",
    "font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings",
    "font_weight", "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang",
    "letter_spacing", "line_height", "overflow_wrap", "tab_size", "text_decoration_line", "white_space",
    "word_break", "word_spacing",
)  # fmt: skip
"""All that WeasyPrint asks a style for while it breaks a line; a test compares this with its source."""

_look_of = itemgetter(*LOOK)
_split, _strut = line_break.split_first_line, line_break.strut
_resolve_one = weasyprint.layout.percent.resolve_one_percentage
_Layout = line_break.Layout
_lines: dict[Any, Any] = {}
_struts: dict[Any, tuple[float, float]] = {}
_shaped: list[Any] = []

MOST_SHAPED = 4_000
"""How many lines stay shaped until they are drawn: some ten kilobytes each. Those beyond are shaped again."""


@contextmanager
def remembered_lines() -> Iterator[None]:
    """Keep broken lines until the document is done. For one thread and one font configuration at a time."""
    try:
        yield
    finally:
        _lines.clear()
        _struts.clear()
        _shaped.clear()


def apply() -> None:
    """Put the memory in the place of WeasyPrint's own functions."""
    line_break.Layout = ShapedLayout
    for module in (line_break, weasyprint.layout.inline, weasyprint.layout.preferred):
        module.split_first_line = split_once
    weasyprint.layout.inline.strut = strut_once
    weasyprint.layout.percent.resolve_one_percentage = resolve_length


class ShapedLayout(_Layout):  # type: ignore[misc, valid-type]
    """A line that stays shaped from its breaking to its drawing; only a justified one is spaced anew."""

    is_kept = False

    def deactivate(self) -> None:
        """As WeasyPrint's, which lets go of what was shaped."""
        if self.is_kept:
            return
        if len(_shaped) < MOST_SHAPED:
            self.is_kept = True
            _shaped.append(self)
        else:
            super().deactivate()

    def reactivate(self, style: Any) -> None:
        """As WeasyPrint's, which shapes the words once more."""
        if self.justification_spacing or not hasattr(self, "layout"):
            super().reactivate(style)


def split_once(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """As WeasyPrint's `split_first_line`. The layout in the answer is shared: whoever draws it sets it up anew."""
    key = (text, max_width, justification_spacing, is_line_start, minimum, _look(style))
    known = _lines.get(key)
    if known is None:
        known = _lines[key] = _split(text, style, context, max_width, justification_spacing, is_line_start, minimum)
    return known


def strut_once(style: Any) -> tuple[float, float]:
    """As WeasyPrint's `strut`: the line height and the baseline in CSS pixels."""
    key = _look(style)
    known = _struts.get(key)
    if known is None:
        known = _struts[key] = _strut(style)
    return known


def resolve_length(box: Any, name: str, refer_to: Any) -> None:
    """As WeasyPrint's `resolve_one_percentage`, which asks about percentages first; nearly all lengths are none."""
    value = box.style[name]
    if getattr(value, "unit", None) == "px":
        setattr(box, name, value.value)
    else:
        _resolve_one(box, name, refer_to)


def _look(style: Any) -> tuple[Any, ...]:
    """The values of LOOK as a key; lists and sets cannot be one."""
    look: tuple[Any, ...] = _look_of(style)
    try:
        hash(look)
    except TypeError:
        return tuple(map(_hashable, look))
    return look


def _hashable(value: Any) -> Any:
    if isinstance(value, set):
        return frozenset(value)
    return tuple(value) if isinstance(value, list) else value
