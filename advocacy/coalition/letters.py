"""The mails of the coalition: what changed about an organisation, to its own address."""

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy.accounts.models import Person
from advocacy.coalition.models import Absence, Organisation
from advocacy.coalition.queries import the_coalition
from papers.dates import long_date


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


def absence_recorded(absence: Absence, organisation: Organisation, person: Person, lang: str) -> tuple[str, str]:
    """A representative is marked away, so that their alternate may act: subject and body."""
    with force_locale(lang):
        days = _(
            "From %(since)s to %(until)s", since=long_date(absence.since, lang), until=long_date(absence.until, lang)
        )
        body = [
            _("A representative of your organisation is marked as away. Meanwhile their alternate may answer for it."),
            f"\u2068{person.name_in(lang)}\u2069 · \u2068{organisation.name_in(lang)}\u2069",
            days,
        ]
        return _("A representative is marked as away"), "\n".join(body) + f"\n\n{_if_not_asked()}\n"


def _if_not_asked() -> str:
    house = the_coalition()
    mail = f"\u2068{house.mail if house else ''}\u2069"
    return str(_("If you did not ask for this, write to %(mail)s at once.", mail=mail))
