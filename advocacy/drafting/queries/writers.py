"""Who has written in a shared text."""

from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Version
from advocacy.live.models import LivePen


def names_of_writers(version: Version, lang: str) -> dict[str, str]:
    """Everybody who has written in the shared text, by their id as suggestions in it name them."""
    pens = select(LivePen.person_id).where(LivePen.text_id == version.live_text_id)
    people = session.scalars(select(Person).where(Person.id.in_(pens)).order_by(Person.id))
    return {str(person.id): person.name_in(lang) for person in people}
