"""What can be done with a paper while it is written; verbs that never commit."""

from advocacy.drafting.actions.accept import Accepted, Collision, accept_suggestions, reject_suggestions
from advocacy.drafting.actions.freeze import NotReady, freeze_paper, reopen_paper
from advocacy.drafting.actions.live import open_live, revise_from_live, revision_holding, set_text, settle_suggestions
from advocacy.drafting.actions.open import assign_point, choose_channels, offer_clause
from advocacy.drafting.actions.reading import read_blocks
from advocacy.drafting.actions.refreeze import refreeze
from advocacy.drafting.actions.review import begin_review, end_review, lay_merged
from advocacy.drafting.actions.sheets import discard_sheet, keep_sheet
from advocacy.drafting.actions.start import add_language, describe_paper, start_paper
from advocacy.drafting.actions.talk import add_remark, assign_thread, reopen_thread, settle_thread, start_thread
from advocacy.drafting.actions.translate import BlockMoved, change_authoritative, confirm_blocks, translate_block
from advocacy.drafting.actions.word import authors_in, discard_upload, keep_upload, origin, read_back, take_upload
from advocacy.drafting.actions.write import LostUpdate, restore_revision, save_revision

__all__ = [
    "Accepted", "BlockMoved", "Collision", "LostUpdate", "NotReady", "accept_suggestions", "add_language",
    "add_remark", "assign_point", "assign_thread", "authors_in", "begin_review", "change_authoritative",
    "choose_channels", "confirm_blocks", "describe_paper", "discard_sheet", "discard_upload", "end_review",
    "freeze_paper", "keep_sheet", "keep_upload", "lay_merged", "offer_clause", "open_live", "origin", "read_back",
    "read_blocks", "refreeze", "reject_suggestions", "reopen_paper", "reopen_thread", "restore_revision",
    "revise_from_live", "revision_holding", "save_revision", "set_text", "settle_suggestions", "settle_thread",
    "start_paper", "start_thread", "take_upload", "translate_block",
]  # fmt: skip
