"""The mail that brings a checkpoint of the ledger to a member: plain text that names nobody and no paper."""

from dataclasses import dataclass

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import addresses
from advocacy.ledger.models import Checkpoint


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished mail in one language."""

    lang: str
    subject: str
    body: str


def checkpoint(kept: Checkpoint, lang: str) -> Letter:
    """The checkpoint as it was signed: without isolates, because whoever checks it copies it to the byte."""
    with force_locale(lang):
        parts = [
            _("Greetings,"),
            _("This is how the coalition's ledger stands: its number of entries, and one fingerprint of them all."),
            kept.note.rstrip("\n"),
            _("Keep this mail: should anybody ever rewrite the ledger, your copy proves it."),
            _("What it means, and how a program keeps and compares it for you:") + f"\n{addresses.public('/ledger')}",
        ]
        return Letter(lang, _("To keep: the coalition's ledger"), "\n\n".join(parts) + "\n")
