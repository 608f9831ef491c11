"""One sentence for each kind of ledger entry about a text that changed, a day that moved, a name that is disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from advocacy.assembly.telling import Telling, Told, by_line, seal_line
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names

CLASSES = {
    "editorial": lazy_gettext("Editorial: the signatures carry over unless a signatory raises it"),
    "substantive": lazy_gettext("Substantive: every signature waits to be confirmed"),
}


def changed(entry: Entry, names: Names) -> Told:
    lines = (str(CLASSES[str(entry.facts["change"])]), by_line(entry, names), seal_line(entry))
    return Told(_("The text was changed after the first answers"), lines, "bad")


def change_raised(entry: Entry, names: Names) -> Told:
    heading = _("%(organisation)s said that the change is one of substance", organisation=names.organisation(entry))
    return Told(heading, (str(CLASSES["substantive"]), by_line(entry, names)), "bad")


def denied(entry: Entry, names: Names) -> Told:
    heading = _(
        "%(organisation)s said that it did not sign; its name was hidden", organisation=names.organisation(entry)
    )
    return Told(heading, (), "bad")


def denial_settled(entry: Entry, names: Names) -> Told:
    found = _("the organisation did not sign") if entry.facts["upheld"] else _("the signature stands")
    organisation = names.organisation(entry)
    return Told(
        _("The dispute of %(organisation)s was settled", organisation=organisation), (found, by_line(entry, names))
    )


def outage(entry: Entry, names: Names) -> Told:
    heading = _("An outage was reported for %(organisation)s", organisation=names.organisation(entry))
    return Told(heading, (str(_("Its day moved to the end of the call.")), by_line(entry, names)), "quiet")


def errata(entry: Entry, names: Names) -> Told:
    count = len(entry.facts.get("offices", ()))
    heading = ngettext(
        "%(num)s office that has an earlier issue was told of the newer one",
        "%(num)s offices that have an earlier issue were told of the newer one",
        count,
    )
    offices = tuple(names.office(office_id) for office_id in entry.facts.get("offices", ()))
    return Told(heading, (*offices, by_line(entry, names)), "good")


CHANGE_TELLINGS: dict[str, Telling] = {
    "signoff.changed": changed,
    "signoff.change_raised": change_raised,
    "signoff.outage": outage,
    "signoff.denied": denied,
    "signoff.denial_settled": denial_settled,
    "dispatch.errata": errata,
}
"""As `telling.TELLINGS`."""
