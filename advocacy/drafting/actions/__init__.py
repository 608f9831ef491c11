"""What can be done with a paper while it is written; verbs that never commit."""

from advocacy.drafting.actions.freeze import NotReady, freeze_paper, reopen_paper
from advocacy.drafting.actions.reading import read_blocks
from advocacy.drafting.actions.review import begin_review, end_review, lay_merged
from advocacy.drafting.actions.sheets import discard_sheet, keep_sheet
from advocacy.drafting.actions.start import add_language, describe_paper, start_paper
from advocacy.drafting.actions.write import LostUpdate, restore_revision, save_revision

__all__ = [
    "LostUpdate",
    "NotReady",
    "add_language",
    "begin_review",
    "describe_paper",
    "discard_sheet",
    "end_review",
    "freeze_paper",
    "keep_sheet",
    "lay_merged",
    "read_blocks",
    "reopen_paper",
    "restore_revision",
    "save_revision",
    "start_paper",
]
