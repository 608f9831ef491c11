"""One sentence for each kind of ledger entry about what members ask, instruct beforehand, and accede to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.assembly.telling import Telling, Told, by_line, seal_line
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def more_time_asked(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s asked for more time", organisation=names.organisation(entry))
    hours = int(entry.facts["hours"])
    lines = (ngettext("%(num)s hour more", "%(num)s hours more", hours), by_line(entry, names))
    return Told(heading, (*lines, *names.more_time_words(entry)), "quiet")


def more_time_granted(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s was given more time", organisation=names.organisation(entry))
    return Told(heading, (by_line(entry, names),), "quiet")


def more_time_declined(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s was not given more time", organisation=names.organisation(entry))
    return Told(heading, (by_line(entry, names), *names.more_time_words(entry)), "quiet")


def standing_applied(entry: Entry, names: Names) -> Told:
    heading = _(
        "%(organisation)s signs by standing instruction: a copy went out, and for 24 hours nothing counts",
        organisation=names.organisation(entry),
    )
    return Told(heading, (*names.instruction(entry), seal_line(entry)), "quiet")


def standing_stopped(entry: Entry, names: Names) -> Told:
    heading = _(
        "%(organisation)s stopped its signature by standing instruction", organisation=names.organisation(entry)
    )
    return Told(heading, (by_line(entry, names) if entry.person_id else house_said_so(),), "bad")


def standing_ended(entry: Entry, names: Names) -> Told:
    why = {
        "answered": _("It answered itself"),
        "changed": _("The text was changed"),
        "no_mandate": _("Nobody who gave it may sign any more"),
        "revoked": _("It was revoked"),
        "late": _("The call ended before its 24 hours were over"),
    }[str(entry.facts["why"])]
    organisation = names.organisation(entry)
    heading = _("The standing instruction of %(organisation)s did not apply to this call", organisation=organisation)
    return Told(heading, (why,), "quiet")


def accession_offered(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s was asked whether it accedes", organisation=names.organisation(entry))
    return Told(heading, (by_line(entry, names),), "quiet")


def acceded(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s acceded to the issued text", organisation=names.organisation(entry))
    return Told(heading, (by_line(entry, names), *names.accession_words(entry), seal_line(entry)), "good")


def accession_seconded(entry: Entry, names: Names) -> Told:
    heading = _("The second signature to the accession of %(organisation)s", organisation=names.organisation(entry))
    return Told(heading, (by_line(entry, names),), "good")


def accession_undone(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s took its accession back", organisation=names.organisation(entry))
    return Told(heading, (by_line(entry, names) if entry.person_id else house_said_so(),), "bad")


def accession_declined(entry: Entry, names: Names) -> Told:
    heading = _("The accession of %(organisation)s was not accepted", organisation=names.organisation(entry))
    return Told(heading, (by_line(entry, names), *names.accession_words(entry)), "bad")


def accession_accepted(entry: Entry, names: Names) -> Told:
    heading = _("The accession of %(organisation)s went into an issue", organisation=names.organisation(entry))
    number = _("Issue %(number)s", number=entry.facts["number"])
    return Told(heading, (number, by_line(entry, names)), "good")


def house_said_so() -> str:
    return str(_("The organisation itself said so, through its own mail address"))


MEMBER_TELLINGS: dict[str, Telling] = {
    "signoff.more_time_asked": more_time_asked,
    "signoff.more_time_granted": more_time_granted,
    "signoff.more_time_declined": more_time_declined,
    "signoff.standing_applied": standing_applied,
    "signoff.standing_stopped": standing_stopped,
    "signoff.standing_ended": standing_ended,
    "signoff.accession_offered": accession_offered,
    "signoff.acceded": acceded,
    "signoff.accession_seconded": accession_seconded,
    "signoff.accession_undone": accession_undone,
    "signoff.accession_declined": accession_declined,
    "signoff.accession_accepted": accession_accepted,
}
"""As `telling.TELLINGS`."""
