"""Remembers what boxes of one style come to in one width, while a document is laid out. Pinned to WeasyPrint 70.

The renderer asks again for every box, and whenever it lays one out again, what its style says in fixed lengths, whether
it stands in the flow, and how high the notes of the page are together: always the same answer.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from math import inf
from operator import itemgetter
from typing import Any

import weasyprint.layout
import weasyprint.layout.absolute
import weasyprint.layout.block
import weasyprint.layout.column
import weasyprint.layout.float
import weasyprint.layout.inline
import weasyprint.layout.page
import weasyprint.layout.percent
import weasyprint.layout.table
from weasyprint.css import INITIAL_NOT_COMPUTED, INITIAL_VALUES, AnonymousStyle, ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, Dimension
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout.block import block_level_layout

from papers.write.remembered import LOOK

_EDGES = ("top", "right", "bottom", "left")
SIZES = (
    *(f"margin_{edge}" for edge in _EDGES), *(f"padding_{edge}" for edge in _EDGES),
    *(f"border_{edge}_width" for edge in _EDGES),
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
"""All that `resolve_percentages` sets; a test compares this with what it does."""

_FLOATS = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})
_OUT_OF_FLOW = frozenset({"absolute", "fixed"})

_resolve = weasyprint.layout.percent.resolve_percentages
_OF_THEIR_OWN = frozenset({"display", "float", "page", "position"})
"""Properties whose value hangs on another one."""

_USUAL = (
    *(name for name in SIZES if not name.startswith("border_")), *(f"border_{edge}_style" for edge in _EDGES),
    *(f"border_{edge}_radius" for edge in ("top_left", "top_right", "bottom_right", "bottom_left")),
    "background_color", "background_image", "bookmark_level", "bookmark_state", "border_image_source",
    "box_decoration_break", "box_shadow", "box_sizing", "image_orientation", "mask_border_source",
    "opacity", "outline_style", "overflow", "transform",
)  # fmt: skip
"""What is asked of nearly every style that has a box."""

_LINES = {**{f"border_{edge}_width": f"border_{edge}_style" for edge in _EDGES}, "outline_width": "outline_style"}
_INHERITED_LOOK = frozenset(LOOK) & INHERITED
_PHYSICAL: dict[str, set[str]] = {}
for _name, _function in PHYSICAL_FUNCTIONS.items():
    for _direction in ("ltr", "rtl"):
        _PHYSICAL.setdefault(_function(block="ttb", inline=_direction), set()).add(_name)

_compute, _compute_anonymous = ComputedStyle.__missing__, AnonymousStyle.__missing__
_in_flow = boxes.Box.is_in_normal_flow
_said_sizes = itemgetter(*SIZES, "box_sizing", "border_collapse")
_update_notes = weasyprint.layout.LayoutContext._update_footnote_area
_USERS = ("absolute", "block", "column", "float", "inline", "page", "percent", "table")

_sizes: dict[Any, dict[str, Any]] = {}
_plans: dict[frozenset[str], Any] = {}
_note_heights: dict[Any, float] = {}
_kept: list[Any] = []
"""What the keys speak of by its address must not go away before them."""


def apply() -> None:
    """Put the memory in the place of WeasyPrint's own functions."""
    for name in _USERS:
        getattr(weasyprint.layout, name).resolve_percentages = resolve_once
    boxes.Box.is_in_normal_flow = is_in_normal_flow
    ComputedStyle.__missing__ = value_of
    AnonymousStyle.__missing__ = value_of_anonymous
    weasyprint.layout.LayoutContext._update_footnote_area = update_note_area


@contextmanager
def remembered_sizes() -> Iterator[None]:
    """Keep what was found until the document is done. For one thread at a time."""
    try:
        yield
    finally:
        _sizes.clear()
        _plans.clear()
        _note_heights.clear()
        _kept.clear()


def resolve_once(box: Any, containing_block: Any) -> None:
    """As WeasyPrint's `resolve_percentages`: set the used lengths of a box."""
    if isinstance(containing_block, boxes.Box):
        around = (containing_block.width, containing_block.height)
    else:
        around = containing_block
    said = _said_sizes(box.style)
    key = (said, around, isinstance(box, boxes.PageBox))
    known = _sizes.get(key)
    if known is not None:
        box.__dict__.update(known)
        return
    _resolve(box, containing_block)
    # beside a neighbour borders are settled with it; a sum in CSS may speak of the letters of its own box
    if box.style["border_collapse"] != "collapse" and all(map(_is_fixed, said)):
        _sizes[key] = {name: getattr(box, name) for name in SIZES}


def _is_fixed(value: Any) -> bool:
    return isinstance(value, Dimension | str | float | int)


class _Plan:
    """What a style with these sayings has from nobody: `first` the values before all style sheets, `look` its parent's.

    `told` are the properties that a style sheet has said, in their own name or by a side of the writing.
    """

    def __init__(self, said: Iterable[str]) -> None:
        self.told = frozenset(said) | {physical for logical in said for physical in _PHYSICAL.get(logical, ())}
        self.first = {key: INITIAL_VALUES[key] for key in _USUAL if key not in self.told}
        self.first |= {width: 0 for width, line in _LINES.items() if not self.told & {width, line}}
        self.look = frozenset(_INHERITED_LOOK - self.told)


_NOTHING_SAID = _Plan(())


def value_of(style: Any, key: str) -> Any:
    """As WeasyPrint's `__missing__`, which first asks about all that a value may be; most are said by nobody.

    Who asks for one of the usual values will ask for the others: all are given at once.
    """
    plan, parent = _plan_of(style), style.parent_style
    if key in plan.first:
        _fill(style, plan.first)
        return style[key]
    if key in plan.told or key in _OF_THEIR_OWN or key.startswith(("__", "text_decoration_")):
        return _compute(style, key)
    if key in plan.look and parent is not None:
        _fill(style, {name: parent[name] for name in plan.look})
        return style[key]
    if key in INHERITED and parent is not None:
        value = style[key] = parent[key]
    elif key in INHERITED or key in INITIAL_NOT_COMPUTED:
        return _compute(style, key)
    else:
        value = style[key] = INITIAL_VALUES[key]
    return value


def value_of_anonymous(style: Any, key: str) -> Any:
    """As WeasyPrint's `__missing__` of boxes that no element has."""
    if key in _NOTHING_SAID.first:
        _fill(style, _NOTHING_SAID.first)
    elif key in _INHERITED_LOOK:
        parent = style.parent_style
        _fill(style, {name: parent[name] for name in _INHERITED_LOOK})
    else:
        return _compute_anonymous(style, key)
    return style[key]


def _plan_of(style: Any) -> _Plan:
    plan: _Plan | None = style.__dict__.get("plan")
    if plan is None:
        said = frozenset(style.cascaded)
        plan = style.plan = _plans.get(said) or _plans.setdefault(said, _Plan(said))
    return plan


def _fill(style: Any, values: dict[str, Any]) -> None:
    """Give the style these values; what it has already stays."""
    own = dict(style)
    style.update(values)
    style.update(own)


def is_in_normal_flow(box: Any) -> bool:
    """As WeasyPrint's method, which asks the style seven times."""
    position = box.style["position"]
    if position in _OUT_OF_FLOW or position[0] in ("running()", "note()"):
        return False
    return box.style["float"] not in _FLOATS


def update_note_area(context: Any) -> Any:
    """As WeasyPrint's method, which lays out all notes of the page whenever one more comes or goes.

    It then compares sums of the same heights, and where they differ in the last bit sends a note to the next page.
    """
    area = context.current_footnote_area
    if area.max_height != inf:
        return _update_notes(context)
    if area.height != "auto" and not context.in_column:
        context.page_bottom += area.margin_height()
    area.children = context.current_page_footnotes
    area.height = sum(_height_of(note, area, context) for note in area.children)
    if not context.in_column:
        context.page_bottom -= area.margin_height()
    return False


def _height_of(note: Any, area: Any, context: Any) -> float:
    """How high one note is alone, in CSS pixels; notes have no margins that could collapse."""
    key = (id(note), area.width)
    known = _note_heights.get(key)
    if known is None:
        alone = area.copy_with_children([note])
        alone.height = "auto"
        alone = build.create_anonymous_boxes(alone.deepcopy())
        laid_out = block_level_layout(context, alone, -inf, None, area.page)[0]
        known = _note_heights[key] = float(laid_out.height)
        _kept.append(note)
    return known
