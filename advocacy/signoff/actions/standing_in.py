"""Asking alternates: they get a link only once they may act in somebody's place."""

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.queries import mandate_for
from advocacy.ledger.actions import append
from advocacy.signoff import letters
from advocacy.signoff.actions.inviting import mail_link
from advocacy.signoff.models import Asked


def ask_alternate(line: Asked, person: Person) -> None:
    """Mail an alternate a personal link, and say for whom they may act."""
    call = line.call
    mandate = mandate_for(person, line.organisation, call.dossier, clock.now().date())
    if mandate is None or mandate.alternate_for is None:
        return
    mail_link(line, person, letters.for_alternate(mandate.alternate_for))
    append(
        "signoff.alternate_asked",
        line,
        by=None,
        dossier=call.dossier_id,
        organisation=line.organisation_id,
        call=call.id,
        person=person.id,
        alternate_for=mandate.alternate_for_id,
    )
