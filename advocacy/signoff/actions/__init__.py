"""What can be done with a call; every verb checks the rules, writes its ledger line and never commits."""

from advocacy.signoff.actions.answering import UNDO_FOR, is_another_voice, record_answer, undo_answer
from advocacy.signoff.actions.asking import open_call
from advocacy.signoff.actions.closing import call_off, close_call
from advocacy.signoff.actions.disputing import arbitrate, hand_on, set_aside, settle_for_the_house
from advocacy.signoff.actions.endorsing import record_endorsement
from advocacy.signoff.actions.inviting import remind, send_new_link
from advocacy.signoff.actions.objections import from_objection
from advocacy.signoff.actions.refusing import AnswerRefused, note_refusal

__all__ = (
    "UNDO_FOR",
    "AnswerRefused",
    "arbitrate",
    "call_off",
    "close_call",
    "from_objection",
    "hand_on",
    "is_another_voice",
    "note_refusal",
    "open_call",
    "record_answer",
    "record_endorsement",
    "remind",
    "send_new_link",
    "set_aside",
    "settle_for_the_house",
    "undo_answer",
)
