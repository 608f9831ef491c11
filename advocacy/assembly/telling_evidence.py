"""One sentence for each kind of ledger entry about languages and evidence, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.assembly.telling import Telling, Told, by_line
from advocacy.drafting.words import language_name
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def authority_passed(entry: Entry, names: Names) -> Told:
    heading = _("Another language became authoritative: %(lang)s", lang=language_name(str(entry.facts.get("lang", ""))))
    return Told(heading, (str(entry.facts.get("reason", "")), by_line(entry, names)))


def linked(entry: Entry, names: Names) -> Told:
    heading = _("A passage was put on source %(number)s of the register", number=entry.facts.get("source"))
    return Told(heading, (by_line(entry, names),), "quiet")


def unlinked(entry: Entry, names: Names) -> Told:
    heading = _("A passage rests no longer on source %(number)s of the register", number=entry.facts.get("source"))
    return Told(heading, (by_line(entry, names),), "quiet")


def support_lost(entry: Entry, names: Names) -> Told:
    heading = _("Consent was withdrawn for source %(number)s, on which the text rested", number=entry.subject_id)
    return Told(heading, (by_line(entry, names),), "bad")


def consulted(entry: Entry, names: Names) -> Told:
    number = int(entry.facts.get("people", 0))
    heading = ngettext("%(num)s person was consulted", "%(num)s people were consulted", number)
    return Told(heading, (by_line(entry, names),), "quiet")


EVIDENCE_TELLINGS: dict[str, Telling] = {
    "drafting.authoritative_changed": authority_passed,
    "evidence.consulted": consulted,
    "evidence.linked": linked,
    "evidence.unlinked": unlinked,
    "evidence.support_lost": support_lost,
}
