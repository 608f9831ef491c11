"""What the register calls its choices, in the reader's language."""

from flask_babel import lazy_gettext as _

from advocacy.contacts.models import Gender, Way

WAYS = {
    Way.EMAIL: _("By mail"),
    Way.PAPER: _("On paper, by hand"),
    Way.PORTAL: _("Through a portal"),
    Way.SECURE: _("Through a secure channel"),
    Way.MEETING: _("In a meeting"),
}
GENDERS = {Gender.MASCULINE: _("Masculine"), Gender.FEMININE: _("Feminine"), Gender.NEUTRAL: _("The office only")}
LANGUAGES = {"ar": _("Arabic"), "en": _("English"), "fr": _("French")}
