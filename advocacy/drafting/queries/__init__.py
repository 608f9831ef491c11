"""Reads about papers while they are written."""

from advocacy.drafting.queries.live import authored, live_mode, live_paper, mode_in, open_suggestions
from advocacy.drafting.queries.readiness import readiness
from advocacy.drafting.queries.texts import (
    get_head,
    newest_paper,
    newest_revisions,
    paper_of,
    paper_of_frozen,
    revision_of,
    source_of,
    stale,
)
from advocacy.drafting.queries.where import dossiers_citing, dossiers_for, newest_freeze, sheet_of
from advocacy.drafting.queries.writers import names_of_writers

__all__ = [
    "authored",
    "dossiers_citing",
    "dossiers_for",
    "get_head",
    "live_mode",
    "live_paper",
    "mode_in",
    "names_of_writers",
    "newest_freeze",
    "newest_paper",
    "newest_revisions",
    "open_suggestions",
    "paper_of",
    "paper_of_frozen",
    "readiness",
    "revision_of",
    "sheet_of",
    "source_of",
    "stale",
]
