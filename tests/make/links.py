"""Personal links as they stand in mails."""

from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message


def link_of(person: Person) -> str:
    """The path of the newest personal link in this person's mails («/s/…»)."""
    mails = session.scalars(select(Message).where(Message.recipient == person.email).order_by(Message.id.desc()))
    lines = (line for mail in mails for line in body_of(mail).splitlines())
    return next("/s/" + line.rsplit("/s/", 1)[1] for line in lines if "/s/" in line)


def accession_link_of(person: Person) -> str:
    """The path of the newest link to accede in this person's mails («/a/…»)."""
    mails = session.scalars(select(Message).where(Message.recipient == person.email).order_by(Message.id.desc()))
    lines = (line for mail in mails for line in body_of(mail).splitlines())
    return next("/a/" + line.rsplit("/a/", 1)[1] for line in lines if "/a/" in line)


def instruction_link_of(organisation: Organisation) -> str:
    """The path of the newest link to a standing instruction in the organisation's own mailbox («/i/…»)."""
    mails = session.scalars(select(Message).where(Message.recipient == organisation.mail).order_by(Message.id.desc()))
    lines = (line for mail in mails for line in body_of(mail).splitlines())
    return next("/i/" + line.rsplit("/i/", 1)[1] for line in lines if "/i/" in line)
