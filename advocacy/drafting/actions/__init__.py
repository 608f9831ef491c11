"""What can be done with a paper while it is written; verbs that never commit."""

from advocacy.drafting.actions.freeze import NotReady, freeze_paper, reopen_paper
from advocacy.drafting.actions.live import (
    Collision,
    OpenSuggestions,
    open_live,
    revise_from_live,
    set_text,
    settle_suggestions,
)
from advocacy.drafting.actions.sheets import discard_sheet, keep_sheet
from advocacy.drafting.actions.start import add_language, describe_paper, start_paper
from advocacy.drafting.actions.write import LostUpdate, restore_revision, save_revision

__all__ = [
    "Collision",
    "LostUpdate",
    "NotReady",
    "OpenSuggestions",
    "add_language",
    "describe_paper",
    "discard_sheet",
    "freeze_paper",
    "keep_sheet",
    "open_live",
    "reopen_paper",
    "restore_revision",
    "revise_from_live",
    "save_revision",
    "set_text",
    "settle_suggestions",
    "start_paper",
]
