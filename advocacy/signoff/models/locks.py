"""Who may open a personal link: the organisation's choice, the browsers that stand before it, and embargoes."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import Base, one_of
from advocacy.signoff.models.calls import Answer, Call, Invitation
from advocacy.two_persons import asked_and_confirmed


class Factor(enum.StrEnum):
    """What somebody shows beside the link itself."""

    MAIL = "mail"  # a code that was mailed to the person of the link
    PIN = "pin"  # the organisation's own number
    ANSWER = "answer"  # nothing but to have been there first; never enough under an embargo


class Lock(Base):
    """How the links of an organisation open, as its own representatives chose. No row: by mail, under an embargo.

    The PIN is kept as an argon2 hash over a keyed digest, so that neither a page nor a copied table tells it.
    """

    __tablename__ = "signoff_lock"
    __table_args__ = (
        CheckConstraint("factor != 'answer'", name="a_real_factor"),
        CheckConstraint("factor != 'pin' OR pin_hash IS NOT NULL", name="pin_when_chosen"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"), primary_key=True)
    factor: Mapped[Factor] = mapped_column(one_of(Factor), default=Factor.MAIL)
    always: Mapped[bool] = mapped_column(default=False)
    pin_hash: Mapped[str | None]
    chosen_at: Mapped[datetime]
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    organisation: Mapped[Organisation] = relationship()
    chosen_by: Mapped[Person] = relationship()


class Device(Base):
    """One browser before one link. `opened_at` says since when it may see what is behind it, `closed_at` until when.

    The browser's mark, the key of the page that it was shown and the mailed code are kept as digests only. `wrong`
    counts wrong tries on the code of now, `wrong_in_all` those of this browser.
    """

    __tablename__ = "signoff_device"
    __table_args__ = (CheckConstraint("(opened_at IS NULL) = (factor IS NULL)", name="opened_by_something"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("signoff_invitation.id"), index=True)
    mark_hash: Mapped[str] = mapped_column(unique=True)
    page_hash: Mapped[str | None] = mapped_column(unique=True)
    asked_at: Mapped[datetime]
    code_hash: Mapped[str | None]
    code_until: Mapped[datetime | None]
    codes: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)
    wrong_in_all: Mapped[int] = mapped_column(default=0)
    factor: Mapped[Factor | None] = mapped_column(one_of(Factor))
    opened_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    invitation: Mapped[Invitation] = relationship()


class Embargo(Base):
    """Until when the text of a call is for the signatories alone, so that a link alone does not show it."""

    __tablename__ = "signoff_embargo"

    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), primary_key=True)
    until: Mapped[datetime]
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    call: Mapped[Call] = relationship()


class EmbargoChange(Base):
    """Another end of the embargo on a call. What makes it longer holds at once (`confirmed_at` is then `asked_at`).

    What ends it sooner waits for a second person, which the database checks. `until` None lifts it; `was` is the end
    before, None where there was no embargo.
    """

    __tablename__ = "signoff_embargo_change"
    __table_args__ = (
        *asked_and_confirmed(__tablename__, "call_id"),
        CheckConstraint("is_longer OR (confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="sooner_by_two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    was: Mapped[datetime | None]
    until: Mapped[datetime | None]
    is_longer: Mapped[bool]
    reason: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    asked_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    confirmed_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    call: Mapped[Call] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])


class Sent(Base):
    """A form that has arrived, by its key and its words: again, from a device that heard nothing, it does nothing.

    So an answer that a device sends once more after a later one was given does not take the place of that one.
    """

    __tablename__ = "signoff_sent"
    __table_args__ = (UniqueConstraint("call_id", "person_id", "key_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    key_hash: Mapped[str]
    answer_id: Mapped[int] = mapped_column(ForeignKey("signoff_answer.id"))
    answer: Mapped[Answer] = relationship()
