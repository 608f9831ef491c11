"""Links that need more than themselves, and the codes that open them."""

import re
from datetime import datetime, timedelta

from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.signoff import actions
from advocacy.signoff.models import Call, Embargo, Factor
from advocacy.signoff.passages import passages_of

PIN = "407193"


def under_embargo(call: Call, *, until: datetime | None = None) -> None:
    """Put the text of the call under embargo, for longer than any test."""
    with transaction():
        found = session.get_one(Call, call.id)
        actions.place_embargo(found, until or clock.now() + timedelta(days=60), by=_somebody(found))


def embargo_of(call: Call) -> Embargo:
    """The embargo of a call that has one."""
    return session.get_one(Embargo, call.id)


def with_pin(organisation: Organisation, pin: str = PIN, *, always: bool = False) -> None:
    """The organisation has chosen a PIN."""
    choose(organisation, Factor.PIN, always=always, pin=pin)


def choose(organisation: Organisation, factor: Factor, *, always: bool, pin: str = "") -> None:
    """The organisation chooses how its links open."""
    with transaction():
        found = session.get_one(Organisation, organisation.id)
        actions.choose_lock(found, factor, always=always, pin=pin, by=found.mandates[0].person)


def codes_to(person: Person) -> list[str]:
    """The codes that were mailed to this person, the oldest first."""
    session.expire_all()
    mails = session.scalars(
        select(Message)
        .where(Message.recipient == person.email, Message.key.like("signoff.code:%"))
        .order_by(Message.id)
    )
    return [re.findall(r"\d{6}", body_of(mail))[0] for mail in mails]


def passages(call: Call) -> list[str]:
    """The first words of every passage in every language: what nobody may read before the second factor."""
    said = [words.removesuffix(" …") for text in call.freeze.texts for words in passages_of(text).values()]
    return [words for words in said if len(words) > 15]


def _somebody(call: Call) -> Person:
    return session.get_one(Person, call.opened_by_id)
