"""What can be done with a call; every verb checks the rules, writes its ledger line and never commits."""

from advocacy.signoff.actions.answering import UNDO_FOR, record_answer, undo_answer
from advocacy.signoff.actions.asking import open_call
from advocacy.signoff.actions.changing import (
    CONFIRM_WITHIN,
    WINDOW,
    change_text,
    confirm_signature,
    correct_translation,
    raise_change,
)
from advocacy.signoff.actions.closing import call_off, close_call
from advocacy.signoff.actions.denying import ask_what_stands, deny_signature, settle_denial
from advocacy.signoff.actions.disputing import arbitrate, hand_on, set_aside, settle_for_the_house
from advocacy.signoff.actions.embargo import change_embargo, confirm_change, drop_change, place_embargo
from advocacy.signoff.actions.endorsing import record_endorsement
from advocacy.signoff.actions.instructing import confirm_instruction, give_instruction, revoke_instruction
from advocacy.signoff.actions.inviting import remind, send_new_link
from advocacy.signoff.actions.late import object_late
from advocacy.signoff.actions.locks import choose_lock, void_link, void_links
from advocacy.signoff.actions.more_time import ask_more_time, decline_more_time, grant_more_time
from advocacy.signoff.actions.naming import waits_for_word
from advocacy.signoff.actions.objections import from_objection
from advocacy.signoff.actions.opening import ask_opening, confirm_opening, read_names, shut_opening
from advocacy.signoff.actions.outages import report_outage_in, report_own_outage
from advocacy.signoff.actions.placing import is_anothers_alone
from advocacy.signoff.actions.recalling import may_take_back, take_back_recorded, taken_back_until
from advocacy.signoff.actions.recording import accept_few, confirm_recording, drop_recording, record_on_behalf
from advocacy.signoff.actions.refusing import AnswerRefused, note_refusal
from advocacy.signoff.actions.sending import form_key, heard_before, remember_form
from advocacy.signoff.actions.standing import stop_use
from advocacy.signoff.actions.unlocking import Tried, ask_to_open, close_here, know_browser, try_factor

__all__ = (
    "CONFIRM_WITHIN",
    "UNDO_FOR",
    "WINDOW",
    "AnswerRefused",
    "Tried",
    "accept_few",
    "arbitrate",
    "ask_more_time",
    "ask_opening",
    "ask_to_open",
    "ask_what_stands",
    "call_off",
    "change_embargo",
    "change_text",
    "choose_lock",
    "close_call",
    "close_here",
    "confirm_change",
    "confirm_instruction",
    "confirm_opening",
    "confirm_recording",
    "confirm_signature",
    "correct_translation",
    "decline_more_time",
    "deny_signature",
    "drop_change",
    "drop_recording",
    "form_key",
    "from_objection",
    "give_instruction",
    "grant_more_time",
    "hand_on",
    "heard_before",
    "is_anothers_alone",
    "know_browser",
    "may_take_back",
    "note_refusal",
    "object_late",
    "open_call",
    "place_embargo",
    "raise_change",
    "read_names",
    "record_answer",
    "record_endorsement",
    "record_on_behalf",
    "remember_form",
    "remind",
    "report_outage_in",
    "report_own_outage",
    "revoke_instruction",
    "send_new_link",
    "set_aside",
    "settle_denial",
    "settle_for_the_house",
    "shut_opening",
    "stop_use",
    "take_back_recorded",
    "taken_back_until",
    "try_factor",
    "undo_answer",
    "void_link",
    "void_links",
    "waits_for_word",
)
