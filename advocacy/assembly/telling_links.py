"""What happened before personal links: who asked, what opened them, what ended them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from advocacy.assembly.telling import Telling, Told, by_line
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def link_asked(entry: Entry, names: Names) -> Told:
    heading = _("A link of %(organisation)s was asked to open", organisation=names.organisation(entry))
    by_mail = entry.facts.get("factor") == "mail"
    asked = _("A code was mailed to its person") if by_mail else _("The organisation's PIN was asked for")
    return Told(heading, (asked, _browser(entry)), "quiet")


def link_opened(entry: Entry, names: Names) -> Told:
    heading = _("A link of %(organisation)s was opened with a code or a PIN", organisation=names.organisation(entry))
    return Told(heading, (_browser(entry),), "quiet")


def link_refused(entry: Entry, names: Names) -> Told:
    heading = _("A wrong code or PIN was typed at a link of %(organisation)s", organisation=names.organisation(entry))
    return Told(heading, (_browser(entry),), "bad")


def link_void(entry: Entry, names: Names) -> Told:
    heading = _("A link of %(organisation)s was made void", organisation=names.organisation(entry))
    why = _("After too many wrong codes or PINs") if entry.facts.get("tried") else by_line(entry, names)
    return Told(heading, (why,), "bad")


def embargo_placed(entry: Entry, names: Names) -> Told:
    return Told(_("The text was put under embargo"), (by_line(entry, names),))


def embargo_change_asked(entry: Entry, names: Names) -> Told:
    return Told(_("An earlier end of the embargo was asked for"), (by_line(entry, names),))


def embargo_changed(entry: Entry, names: Names) -> Told:
    return Told(_("The embargo on the text got another end"), (by_line(entry, names),))


def embargo_change_dropped(entry: Entry, names: Names) -> Told:
    return Told(_("The embargo stayed"), (by_line(entry, names),), "quiet")


def _browser(entry: Entry) -> str:
    return _("On browser number %(number)s before this link", number=entry.facts.get("browser", 1))


LINK_TELLINGS: dict[str, Telling] = {
    "signoff.link_asked": link_asked,
    "signoff.link_opened": link_opened,
    "signoff.link_refused": link_refused,
    "signoff.link_void": link_void,
    "signoff.embargo_placed": embargo_placed,
    "signoff.embargo_change_asked": embargo_change_asked,
    "signoff.embargo_changed": embargo_changed,
    "signoff.embargo_change_dropped": embargo_change_dropped,
}
