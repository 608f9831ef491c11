"""Words for what the pages of a call show more than once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from advocacy.coalition.models import Visibility
from advocacy.outbox.models import MailState
from advocacy.signoff.models import Channel, Choice, Outcome, Purpose, SeenBy, SettledBy
from advocacy.signoff.rules import Outlook

ANSWERED: Mapping[Choice, object] = {
    Choice.NO_OBJECTION: _("has no objection to the wording"),
    Choice.SIGN: _("signed"),
    Choice.SIGN_WITH_RESERVATION: _("signed with a reservation"),
    Choice.ABSTAIN: _("abstained"),
    Choice.OBJECT: _("objected"),
    Choice.RECUSE: _("stepped aside (conflict of interest)"),
}
"""What an organisation did."""

READ_BY: Mapping[SeenBy, object] = {
    SeenBy.PUBLIC: _("printed with the signature"),
    SeenBy.SIGNATORIES: _("only for those who sign too"),
    SeenBy.BOARD: _("only for the board and the secretariat"),
}
"""Who reads a reservation."""

CAME_BY: Mapping[Channel, object] = {Channel.PHONE: _("by telephone"), Channel.PAPER: _("on paper")}

SETTLED_BY: Mapping[SettledBy, object] = {
    SettledBy.AGREEMENT: _("both came to say the same"),
    SettledBy.HOUSE: _("the organisation itself settled it"),
    SettledBy.ARBITRATION: _("arbitration settled it"),
}

_NAMED: Mapping[Visibility, object] = {
    Visibility.PUBLIC: _("The name of your organisation will be printed in the list of signatories."),
    Visibility.WITHHELD: _("Your organisation's name will appear in no copy"),
    Visibility.UNCOUNTED: _("Your organisation is neither named nor counted"),
}


def naming(visibility: Visibility) -> str:
    """How the name of a signatory appears, said to the signatory."""
    if visibility.only_in:
        lang = own_name(visibility.only_in)
        return str(_("Your organisation's name will appear in copies in one language only: %(lang)s", lang=lang))
    return str(_NAMED[visibility])


def naming_later(visibility: Visibility) -> str:
    """How the name of whoever acceded later appears, said to it."""
    if visibility is Visibility.PUBLIC:
        return str(_("Your organisation's name is printed with the day of its accession."))
    return naming(visibility)


def own_name(lang: str) -> str:
    """A language of texts by its own name."""
    return {"ar": "العربية", "en": "English", "fr": "Français", "kmr": "Kurmancî", "ckb": "سۆرانی"}.get(lang, lang)


ENDED: Mapping[Outcome, object] = {
    Outcome.ADOPTED: _("Adopted"),
    Outcome.NOT_ADOPTED: _("Not adopted"),
    Outcome.CALLED_OFF: _("Called off"),
    Outcome.AGREED: _("The wording stands"),
    Outcome.NOT_AGREED: _("The wording does not stand"),
}

MAILED: Mapping[MailState | None, object] = {
    MailState.SENT: _("mail sent"),
    MailState.SENDING: _("mail on its way"),
    MailState.WAITING: _("mail on its way"),
    MailState.DOUBTFUL: _("mail in doubt"),
    MailState.FAILED: _("mail came back"),
    MailState.CANCELLED: _("mail cancelled"),
    None: _("nobody to write to"),
}


def time_left(until: datetime, now: datetime) -> str:
    """How long is left, in the largest whole unit that still says something; days from two days on."""
    left = until - now
    if left <= timedelta(0):
        return str(_("The time is over"))
    hours = int(left.total_seconds() // 3600)
    if hours >= 48:
        return str(ngettext("%(num)s day left", "%(num)s days left", hours // 24))
    if hours >= 1:
        return str(ngettext("%(num)s hour left", "%(num)s hours left", hours))
    minutes = int(left.total_seconds() // 60)
    return str(ngettext("%(num)s minute left", "%(num)s minutes left", minutes))


def brief(at: datetime, zone: str) -> str:
    """A moment in few letters, for tables and drawings («23/11 14:05»)."""
    return at.astimezone(ZoneInfo(zone)).strftime("%d/%m %H:%M")


AS_THINGS_STAND = (
    _("As things stand, the text is not adopted."),
    _("As things stand, the text speaks for those alone who sign it."),
    _("As things stand, the text speaks in the coalition's name."),
)
"""By the rank of an outlook."""


WORDING_AS_THINGS_STAND = (
    _("As things stand, the wording is not agreed."),
    _("As things stand, the wording is agreed. Nobody signs by it."),
)
"""The same for a call on the wording."""


def outlook_words(found: Outlook, purpose: Purpose = Purpose.SIGNATURE) -> list[str]:
    """What would still change the outcome, in sentences."""
    if purpose is Purpose.WORDING:
        certain = [str(_("No answer that is still to come can change that."))] if found.is_certain else []
        return [str(WORDING_AS_THINGS_STAND[found.rank]), *certain]
    said = [str(AS_THINGS_STAND[found.rank])]
    if found.is_certain:
        said.append(str(_("No answer that is still to come can change that.")))
    if found.more_to_rise is not None:
        said.append(
            ngettext(
                "%(num)s more signature would change that for the better.",
                "%(num)s more signatures would change that for the better.",
                found.more_to_rise,
            )
        )
    if found.more_to_fall is not None:
        said.append(
            ngettext(
                "%(num)s more objection would change that for the worse.",
                "%(num)s more objections would change that for the worse.",
                found.more_to_fall,
            )
        )
    return said
