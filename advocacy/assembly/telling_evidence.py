"""One sentence for each kind of ledger entry about languages and evidence, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from advocacy.assembly.telling import Telling, Told, by_line
from advocacy.drafting.words import language_name
from advocacy.ledger.models import Entry

if TYPE_CHECKING:
    from advocacy.assembly.story import Names


def authority_passed(entry: Entry, names: Names) -> Told:
    heading = _("Another language became authoritative: %(lang)s", lang=language_name(str(entry.facts.get("lang", ""))))
    return Told(heading, (str(entry.facts.get("reason", "")), by_line(entry, names)))


EVIDENCE_TELLINGS: dict[str, Telling] = {
    "drafting.authoritative_changed": authority_passed,
}
