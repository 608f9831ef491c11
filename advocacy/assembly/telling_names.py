"""One sentence for each kind of ledger entry about withheld names that were opened, or shown to one recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.assembly.telling import Telling, Told, by_line
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def asked(entry: Entry, names: Names) -> Told:
    heading = _("A release officer asked that the withheld names be opened")
    return Told(heading, (*names.reason_of_opening(entry), by_line(entry, names)), "quiet")


def opened(entry: Entry, names: Names) -> Told:
    heading = ngettext(
        "Two release officers opened %(num)s withheld name; its organisation was told",
        "Two release officers opened %(num)s withheld names; their organisations were told",
        int(entry.facts["names"]),
    )
    asked_by = _("Asked by: %(name)s", name=names.officer(entry.facts["asked_by"]))
    confirmed_by = _("Confirmed by: %(name)s", name=names.officer(entry.person_id))
    return Told(heading, (*names.reason_of_opening(entry), asked_by, confirmed_by), "bad")


def read(entry: Entry, names: Names) -> Told:
    return Told(_("A release officer read the names that were opened"), (by_line(entry, names),), "quiet")


def shut(entry: Entry, names: Names) -> Told:
    return Told(_("The opening of withheld names was ended"), (by_line(entry, names),), "quiet")


def offered(entry: Entry, names: Names) -> Told:
    offices = tuple(names.office(office_id) for office_id in entry.facts["offices"])
    heading = _("Signatories can let a withheld name stand in the copy for these recipients alone")
    return Told(heading, (*offices, by_line(entry, names)), "quiet")


def special(entry: Entry, names: Names) -> Told:
    heading = ngettext(
        "A copy for one recipient alone names %(num)s organisation that is withheld in all others",
        "A copy for one recipient alone names %(num)s organisations that are withheld in all others",
        int(entry.facts["names"]),
    )
    return Told(heading, (names.office(entry.facts["office"]),), "quiet")


def fetched(entry: Entry, names: Names) -> Told:
    return Told(_("A release officer fetched a copy for one recipient alone"), (by_line(entry, names),), "quiet")


NAME_TELLINGS: dict[str, Telling] = {
    "signoff.names_asked": asked,
    "signoff.names_opened": opened,
    "signoff.names_read": read,
    "signoff.names_shut": shut,
    "signoff.recipients_offered": offered,
    "publishing.special": special,
    "dispatch.copy_fetched": fetched,
}
"""As `telling.TELLINGS`."""
