"""Finding people."""

from sqlalchemy import func, select

from advocacy.accounts.models import Person
from advocacy.database import session


def person_by_login(login: str) -> Person | None:
    """The person of that login, whatever its capitals; None if there is none."""
    return session.scalars(select(Person).where(Person.login == login.strip().lower())).one_or_none()


def person_by_email(email: str) -> Person | None:
    """The person of that mail address, whatever its capitals; None if there is none."""
    return session.scalars(select(Person).where(func.lower(Person.email) == email.strip().lower())).one_or_none()


def person_by_login_or_email(words: str) -> Person | None:
    """Whoever is meant by what was typed at the door."""
    return person_by_email(words) if "@" in words else person_by_login(words)


def people() -> list[Person]:
    """Everybody with an account, the newest last."""
    return list(session.scalars(select(Person).order_by(Person.id)))
