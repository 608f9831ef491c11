"""Organisations that accede to a text after it was issued (HANDBOOK 1.2: never that they were there on day one)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.accounts.models import Person
from advocacy.coalition.models import Mandate, Organisation, Visibility
from advocacy.database import Base, one_of
from advocacy.signoff.models.calls import Call


class AccessionLink(Base):
    """A link to the page of accession, bound to an organisation, a call and a person; kept as a hash only.

    Without a person it is the organisation's own, in its own mailbox: it takes an accession back, and gives none.
    """

    __tablename__ = "signoff_accession_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship()


class Accession(Base):
    """An organisation acceded to the very text that was issued, through whom, under which mandate, to which seal.

    `is_member` is what it was on that day: it says in which list it stands. Where two people sign, nothing holds
    before the second has said the same (`seconded_at`). `issue` is the number of the issue that first prints it;
    until then it can be taken back, or declined for a reason.
    """

    __tablename__ = "signoff_accession"
    __table_args__ = (
        CheckConstraint("accepted_at IS NULL OR (undone_at IS NULL AND declined_at IS NULL)", name="one_end"),
        CheckConstraint("declined_at IS NULL OR decline_reason != ''", name="declined_says_why"),
        CheckConstraint("(accepted_at IS NULL) = (issue = '')", name="accepted_into_an_issue"),
        Index(
            "ix_signoff_accession_one_standing",
            "call_id",
            "organisation_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL AND declined_at IS NULL"),
            postgresql_where=text("undone_at IS NULL AND declined_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    is_member: Mapped[bool]
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    mandate_id: Mapped[int] = mapped_column(ForeignKey("coalition_mandate.id"))
    seal: Mapped[str]
    visibility: Mapped[Visibility] = mapped_column(one_of(Visibility))
    reservation: Mapped[str] = mapped_column(default="")
    acceded_at: Mapped[datetime]
    receipt: Mapped[str] = mapped_column(unique=True)
    needs_second: Mapped[bool] = mapped_column(default=False)
    seconded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    seconded_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    declined_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    decline_reason: Mapped[str] = mapped_column(default="")
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    issue: Mapped[str] = mapped_column(default="")
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    seconded_by: Mapped[Person | None] = relationship(foreign_keys=[seconded_by_id])
    mandate: Mapped[Mandate] = relationship()

    @property
    def is_whole(self) -> bool:
        """Everybody who must sign has signed."""
        return not self.needs_second or self.seconded_at is not None

    @property
    def is_waiting(self) -> bool:
        """It holds, and no issue prints it yet."""
        return self.is_whole and self.undone_at is None and self.declined_at is None and self.accepted_at is None
