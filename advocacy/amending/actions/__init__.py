"""What can be done in a review; verbs that never commit."""

from advocacy.amending.actions.backing import back_amendment, stop_backing
from advocacy.amending.actions.handling import answer_proposal, decide_amendment, propose_handling
from advocacy.amending.actions.lines import end_red_line, record_red_line
from advocacy.amending.actions.merging import merge_adopted, preview_merge
from advocacy.amending.actions.moving import move_amendment, prepare_amendment, reword_amendment, withdraw_amendment
from advocacy.amending.actions.sheets import answer_comment, hand_in_sheet, remove_comment, write_comment
from advocacy.amending.actions.windows import Unanswered, ask_reopening, confirm_reopening, end_review, open_review
from advocacy.amending.actions.wording import worded
from advocacy.drafting.queries import block_source

__all__ = [
    "Unanswered",
    "answer_comment",
    "answer_proposal",
    "ask_reopening",
    "back_amendment",
    "block_source",
    "confirm_reopening",
    "decide_amendment",
    "end_red_line",
    "end_review",
    "hand_in_sheet",
    "merge_adopted",
    "move_amendment",
    "open_review",
    "prepare_amendment",
    "preview_merge",
    "propose_handling",
    "record_red_line",
    "remove_comment",
    "reword_amendment",
    "stop_backing",
    "withdraw_amendment",
    "worded",
    "write_comment",
]
