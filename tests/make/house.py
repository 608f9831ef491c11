"""Links as they stand in the mails to an organisation's own address."""

from sqlalchemy import select

from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message


def house_link_of(organisation: Organisation) -> str:
    """The path of the newest link in the organisation's own mailbox («/o/…»)."""
    mails = session.scalars(select(Message).where(Message.recipient == organisation.mail).order_by(Message.id.desc()))
    lines = (line for mail in mails for line in body_of(mail).splitlines())
    return next("/o/" + line.rsplit("/o/", 1)[1] for line in lines if "/o/" in line)
