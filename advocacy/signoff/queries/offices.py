"""Who holds an office of the coalition today."""

from datetime import date

from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Body, BodyTerm
from advocacy.coalition.rules import holds
from advocacy.database import session
from advocacy.policy import Office


def arbitrators(day: date) -> list[Person]:
    """Who sits in the arbitration body on that day: what waits there passes to successors by their terms alone."""
    return holders(day, Office.ARBITRATION)


def confirmers(day: date) -> list[Person]:
    """Who may be the second person for an answer that was written down."""
    return holders(day, Office.COORDINATOR, Office.BOARD)


def holders(day: date, *offices: Office) -> list[Person]:
    """Who holds one of these offices on that day."""
    wanted = [office.value for office in offices]
    terms = session.scalars(select(BodyTerm).join(BodyTerm.body).where(Body.office.in_(wanted)).order_by(BodyTerm.id))
    return list(dict.fromkeys(term.person for term in terms if holds(term, day) and term.person.active))


def overseers(day: date) -> list[Person]:
    """Who sits in the oversight body on that day."""
    return holders(day, Office.OVERSIGHT)
