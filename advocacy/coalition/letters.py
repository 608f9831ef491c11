"""The mails of the coalition: what changed about an organisation, to its own address."""

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import the_coalition


def signatures_required(organisation: Organisation) -> tuple[str, str]:
    """How many people must sign for it from now on: subject and body in its own language."""
    house = the_coalition()
    with force_locale(organisation.lang):
        rule = (
            _("From now on two people must give the same answer for your organisation before it counts.")
            if organisation.signatures_needed == 2
            else _("From now on the answer of one authorised person counts for your organisation.")
        )
        asked = _(
            "If you did not ask for this, write to %(mail)s at once.", mail=f"\u2068{house.mail if house else ''}\u2069"
        )
        return _("Who signs for your organisation"), f"{rule}\n\n{asked}\n"
