"""The mails of the coalition: what changed about an organisation, to its own address."""

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import the_coalition


def signatures_required(organisation: Organisation) -> tuple[str, str]:
    """How many people must sign for it from now on: subject and body in its own language."""
    with force_locale(organisation.lang):
        rule = (
            _("From now on two people must give the same answer for your organisation before it counts.")
            if organisation.signatures_needed == 2
            else _("From now on the answer of one authorised person counts for your organisation.")
        )
        return _("Who signs for your organisation"), f"{rule}\n\n{_if_not_asked()}\n"


def silence_instructed(organisation: Organisation, evidence: str) -> tuple[str, str]:
    """Whether its silence on a wording counts from now on: subject and body in its own language."""
    with force_locale(organisation.lang):
        rule = (
            _("From now on, when the members are asked about a wording, the silence of your organisation may count.")
            if organisation.accepts_silence
            else _("From now on the silence of your organisation counts for nothing, whatever the members are asked.")
        )
        never = _("Silence is never a signature: your name stands under a text only if you sign it.")
        known = _("How we know: %(words)s", words=f"\u2068{evidence}\u2069")
        return _("Your organisation's standing instruction"), f"{rule}\n{never}\n\n{known}\n{_if_not_asked()}\n"


def _if_not_asked() -> str:
    house = the_coalition()
    mail = f"\u2068{house.mail if house else ''}\u2069"
    return str(_("If you did not ask for this, write to %(mail)s at once.", mail=mail))
