"""Use-cases of the coalition: what changes who belongs to it, who serves in it and who may sign."""

from advocacy.coalition.actions.bodies import (
    affiliate,
    appoint_to_body,
    appoint_to_group,
    end_term,
    form_body,
    form_group,
    seat_in_group,
)
from advocacy.coalition.actions.campaigns import start_campaign
from advocacy.coalition.actions.instructions import give_votes, instruct_silence
from advocacy.coalition.actions.mandates import (
    end_absence,
    record_absence,
    record_mandate,
    require_signatures,
    revoke_mandate,
)
from advocacy.coalition.actions.organisations import (
    admit_organisation,
    change_status,
    change_visibility,
    edit_organisation,
    rename_organisation,
    seal_anew,
)
from advocacy.coalition.actions.settings import edit_settings, set_logo, set_up_coalition

__all__ = [
    "admit_organisation",
    "affiliate",
    "appoint_to_body",
    "appoint_to_group",
    "change_status",
    "change_visibility",
    "edit_organisation",
    "edit_settings",
    "end_absence",
    "end_term",
    "form_body",
    "form_group",
    "give_votes",
    "instruct_silence",
    "record_absence",
    "record_mandate",
    "rename_organisation",
    "require_signatures",
    "revoke_mandate",
    "seal_anew",
    "seat_in_group",
    "set_logo",
    "set_up_coalition",
    "start_campaign",
]
