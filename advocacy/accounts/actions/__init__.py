"""Use-cases of accounts: people, their passwords, and the links by which they enter."""

from advocacy.accounts.actions.links import invite_person, send_entry_link, use_entry_link
from advocacy.accounts.actions.passwords import check_password, set_password
from advocacy.accounts.actions.people import (
    add_person,
    deactivate,
    edit_profile,
    reactivate,
    sign_out_everywhere,
)
from advocacy.accounts.actions.tries import forget_tries, note_try

__all__ = [
    "add_person",
    "check_password",
    "deactivate",
    "edit_profile",
    "forget_tries",
    "invite_person",
    "note_try",
    "reactivate",
    "send_entry_link",
    "set_password",
    "sign_out_everywhere",
    "use_entry_link",
]
