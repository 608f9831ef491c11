"""One sentence for each kind of ledger entry about acts that need a second person, a settlement, or came late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from advocacy.assembly.telling import Telling, Told, by_line
from advocacy.ledger.models import Entry
from advocacy.signoff.models import Channel
from advocacy.signoff.words import CAME_BY

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def half_signed(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    heading = _(
        "The first of two signatures of %(organisation)s: it counts once the second comes", organisation=organisation
    )
    return Told(heading, (by_line(entry, names),), "quiet")


def alternate_asked(entry: Entry, names: Names) -> Told:
    heading = _("An alternate of %(organisation)s was asked", organisation=names.organisation(entry))
    return Told(heading, (), "quiet")


def contested(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    heading = _(
        "Two different answers of %(organisation)s: neither counts until this is settled", organisation=organisation
    )
    return Told(heading, (), "bad")


def dispute_handed_on(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    return Told(_("The two answers of %(organisation)s went to arbitration", organisation=organisation), (), "bad")


def dispute_settled(entry: Entry, names: Names) -> Told:
    how = {
        "agreement": _("Both people came to say the same"),
        "house": _("The organisation itself said so, through its own mail address"),
        "arbitration": _("The arbitration committee decided"),
    }[str(entry.facts["how"])]
    held = _("One of the answers holds") if entry.facts["answer"] else _("None of the answers holds")
    heading = _("The two answers of %(organisation)s were settled", organisation=names.organisation(entry))
    return Told(heading, (how, held, by_line(entry, names) if entry.person_id else "", *names.reasons(entry)), "good")


def set_aside(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    heading = _("Arbitration: the objection of %(organisation)s no longer stops the text", organisation=organisation)
    return Told(heading, (by_line(entry, names), *names.reasons(entry)))


def recorded(entry: Entry, names: Names) -> Told:
    way = CAME_BY[Channel(str(entry.facts["channel"]))]
    heading = _(
        "An answer of %(organisation)s was written down (%(way)s): not counted before a second person confirms it",
        organisation=names.organisation(entry),
        way=way,
    )
    return Told(heading, (by_line(entry, names),))


def recording_confirmed(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    heading = _("A second person confirmed the answer written down for %(organisation)s", organisation=organisation)
    return Told(heading, (by_line(entry, names),), "good")


def recording_dropped(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    heading = _("The answer written down for %(organisation)s was taken back", organisation=organisation)
    by = (
        by_line(entry, names) if entry.person_id else _("The organisation itself said so, through its own mail address")
    )
    return Told(heading, (by,), "bad")


def recording_few_known(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    heading = _("%(organisation)s said that it knows how few names are withheld", organisation=organisation)
    return Told(heading, (_("The organisation itself said so, through its own mail address"),))


def late_noted(entry: Entry, names: Names) -> Told:
    organisation = names.organisation(entry)
    heading = _("A late objection of %(organisation)s was noted; it does not count", organisation=organisation)
    return Told(heading, (by_line(entry, names), *names.late_words(entry)), "bad")


ACT_TELLINGS: dict[str, Telling] = {
    "signoff.alternate_asked": alternate_asked,
    "signoff.half_signed": half_signed,
    "signoff.contested": contested,
    "signoff.dispute_handed_on": dispute_handed_on,
    "signoff.dispute_settled": dispute_settled,
    "signoff.set_aside": set_aside,
    "signoff.recorded": recorded,
    "signoff.recording_confirmed": recording_confirmed,
    "signoff.recording_dropped": recording_dropped,
    "signoff.recording_few_known": recording_few_known,
    "signoff.late_noted": late_noted,
}
