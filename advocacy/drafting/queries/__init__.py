"""Reads about papers while they are written."""

from advocacy.drafting.queries.channels import chosen_channels, fits_of
from advocacy.drafting.queries.languages import behind_for, earlier_blocks, side_by_side
from advocacy.drafting.queries.live import (
    authored,
    is_ahead,
    live_mode,
    live_now,
    live_paper,
    live_suggestions,
    mode_in,
    paper_now,
    passages_by_author,
)
from advocacy.drafting.queries.open import OPEN_POINTS, open_points, points_of, tasks_of
from advocacy.drafting.queries.proposals import (
    count_open,
    decided_suggestions,
    open_suggestions,
    outlook,
    outlook_of,
    upload_of,
)
from advocacy.drafting.queries.readiness import readiness
from advocacy.drafting.queries.talk import mentions_at, people_at, placed, threads_in, threads_of
from advocacy.drafting.queries.texts import (
    block_source,
    block_source_in,
    get_head,
    newest_paper,
    newest_revisions,
    paper_of,
    paper_of_frozen,
    revision_of,
    source_of,
    stale,
    with_references,
)
from advocacy.drafting.queries.where import dossiers_citing, dossiers_for, newest_freeze, sheet_of
from advocacy.drafting.queries.writers import names_of_writers

__all__ = [
    "OPEN_POINTS", "authored", "behind_for", "block_source", "block_source_in", "chosen_channels", "count_open",
    "decided_suggestions", "dossiers_citing", "dossiers_for", "earlier_blocks", "fits_of", "get_head", "is_ahead",
    "live_mode", "live_now", "live_paper", "live_suggestions", "mentions_at", "mode_in", "names_of_writers",
    "newest_freeze", "newest_paper", "newest_revisions", "open_points", "open_suggestions", "outlook", "outlook_of",
    "paper_now", "paper_of", "paper_of_frozen", "passages_by_author", "people_at", "placed", "points_of",
    "readiness", "revision_of", "sheet_of", "side_by_side", "source_of", "stale", "tasks_of",
    "threads_in", "threads_of", "upload_of", "with_references",
]  # fmt: skip
