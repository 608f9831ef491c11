"""One sentence for each kind of ledger entry about a text before its time, and letters in need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from advocacy.assembly.telling import Telling, Told, by_line
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def early_copy(entry: Entry, names: Names) -> Told:
    return Told(_("An early copy was made, with the mark %(mark)s", mark=entry.facts["mark"]), (by_line(entry, names),))


def lifting_asked(entry: Entry, names: Names) -> Told:
    return Told(_("The end of the embargo before its time was asked for"), (by_line(entry, names),))


def embargo_lifted(entry: Entry, names: Names) -> Told:
    return Told(_("A second person ended the embargo before its time"), (by_line(entry, names),), "bad")


def lifting_dropped(entry: Entry, names: Names) -> Told:
    return Told(_("The embargo stayed"), (by_line(entry, names),), "quiet")


def sent_again(entry: Entry, names: Names) -> Told:
    heading = _("A letter whose mail came back was sent to another address, the same file")
    return Told(heading, (by_line(entry, names),), "quiet")


def by_hand(entry: Entry, names: Names) -> Told:
    return Told(_("A letter whose mail came back is handed over instead"), (by_line(entry, names),), "quiet")


def readdressed(entry: Entry, names: Names) -> Told:
    return Told(_("A letter was addressed to the new holder of its office"), (by_line(entry, names),), "quiet")


EARLY_TELLINGS: dict[str, Telling] = {
    "publishing.early_copy": early_copy,
    "publishing.lifting_asked": lifting_asked,
    "publishing.embargo_lifted": embargo_lifted,
    "publishing.lifting_dropped": lifting_dropped,
    "dispatch.sent_again": sent_again,
    "dispatch.by_hand": by_hand,
    "dispatch.readdressed": readdressed,
}
