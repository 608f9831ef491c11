"""Reads about organisations that accede to an issued text: which hold, which wait, and who may give one."""

from datetime import date

from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Mandate, Organisation, Status
from advocacy.coalition.queries import status_on
from advocacy.coalition.rules import Standing, Text, covers, standing_of
from advocacy.database import session
from advocacy.signoff.models import Accession, AccessionLink, Call
from advocacy.signoff.queries.tokens import token_hash

MAY_ACCEDE = (Status.MEMBER, Status.PARTNER)
"""Members, and partners from outside, who stand among those that endorse."""


def accession_of(call: Call, organisation: Organisation) -> Accession | None:
    """The accession of this organisation that was neither taken back nor declined; None without one."""
    return next((one for one in accessions_in(call) if one.organisation_id == organisation.id), None)


def accessions_in(call: Call) -> list[Accession]:
    """All that were neither taken back nor declined, in the order in which they came."""
    standing = select(Accession).where(
        Accession.call_id == call.id, Accession.undone_at.is_(None), Accession.declined_at.is_(None)
    )
    return list(session.scalars(standing.order_by(Accession.id)))


def accepted_in(call: Call) -> list[Accession]:
    """Those that an issue prints."""
    return [one for one in accessions_in(call) if one.accepted_at is not None]


def accession_link_of(token: str) -> AccessionLink | None:
    """The link that this token belongs to, valid or not; None for one that we did not make."""
    return session.scalars(select(AccessionLink).where(AccessionLink.token_hash == token_hash(token))).one_or_none()


def mandate_to_accede(person: Person, organisation: Organisation, text: Text, day: date) -> Mandate | None:
    """The mandate by which this person may accede for a member or a partner on that day; None if there is none."""
    if not person.active or status_on(organisation, day) not in MAY_ACCEDE:
        return None
    own = (mandate for mandate in organisation.mandates if mandate.person_id == person.id)
    return next((one for one in own if standing_of(one, day) is Standing.VALID and covers(one, text)), None)


def who_may_accede(organisation: Organisation, text: Text, day: date) -> list[Person]:
    """Everybody who may accede for this organisation on that day."""
    people = dict.fromkeys(mandate.person for mandate in organisation.mandates)
    return [person for person in people if mandate_to_accede(person, organisation, text, day)]
