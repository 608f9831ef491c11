"""What can be done with an issue; every verb runs inside the caller's transaction."""

from advocacy.publishing.actions.acceding import accede, decline_accession, offer_accession, take_back_accession
from advocacy.publishing.actions.change import correct_translation, reissue, supersede_issue, withdraw_issue
from advocacy.publishing.actions.early import ask_lifting, confirm_lifting, drop_lifting, take_early_copy
from advocacy.publishing.actions.files import claim_files, put_off, register_file, take_files, try_again
from advocacy.publishing.actions.issue import issue_paper, refuse_broken_freeze, refuse_unsettled_change
from advocacy.publishing.actions.numbering import continue_numbering
from advocacy.publishing.actions.release import publish

__all__ = [
    "accede",
    "ask_lifting",
    "claim_files",
    "confirm_lifting",
    "continue_numbering",
    "correct_translation",
    "decline_accession",
    "drop_lifting",
    "issue_paper",
    "offer_accession",
    "publish",
    "put_off",
    "refuse_broken_freeze",
    "refuse_unsettled_change",
    "register_file",
    "reissue",
    "supersede_issue",
    "take_back_accession",
    "take_early_copy",
    "take_files",
    "try_again",
    "withdraw_issue",
]
