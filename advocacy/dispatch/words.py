"""What has become of a parcel, in the reader's language, and in which colour."""

from flask_babel import lazy_gettext as _

FATES = {
    "draft": (_("Draft"), ""),
    "waiting": (_("Being made"), "wait"),
    "stopped": (_("Stopped before it was made"), ""),
    "posted": (_("On its way"), "info"),
    "sent": (_("Handed to the mail server"), "good"),
    "bounced": (_("The e-mail bounced; choose another address"), "bad"),
    "doubtful": (_("Doubtful: look at the outbox"), "wait"),
    "cancelled": (_("Cancelled"), ""),
    "ready": (_("To be handed over"), "wait"),
    "handed_over": (_("Handed over"), "good"),
    "failed": (_("The file could not be made"), "bad"),
}
"""Fate → words and the colour of its badge."""
