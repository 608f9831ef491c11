"""Reads about reviews: windows, amendments as values of the engine, what is unanswered, red lines touched."""

from advocacy.amending.queries.differences import Difference, differences_of, in_text_order
from advocacy.amending.queries.lines import Touch, red_lines_of, red_lines_seen, touched
from advocacy.amending.queries.reviews import (
    newest_window,
    open_answers,
    own_amendments,
    sheet_of,
    unanswered,
    window_in_review,
    windows_of,
)
from advocacy.amending.queries.texts import (
    base_of,
    change_of,
    chosen_wording,
    edited_by,
    group_wording,
    movers_wording,
    places_of,
)

__all__ = [
    "Difference",
    "Touch",
    "base_of",
    "change_of",
    "chosen_wording",
    "differences_of",
    "edited_by",
    "group_wording",
    "in_text_order",
    "movers_wording",
    "newest_window",
    "open_answers",
    "own_amendments",
    "places_of",
    "red_lines_of",
    "red_lines_seen",
    "sheet_of",
    "touched",
    "unanswered",
    "window_in_review",
    "windows_of",
]
