"""«لم نوقّع على هذا»: an organisation asks what stands in its name, and disputes it (HANDBOOK 1.8)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.coalition.models import Organisation
from advocacy.database import Base
from advocacy.signoff.models.calls import Call


class Denial(Base):
    """An organisation asked what stands in its name under a text; `opened_at` says since when it disputes that.

    Anybody can make it ask; only whoever reads the organisation's own mail gets the link (kept as a hash) that opens
    the denial, so a stranger removes no name. `is_upheld` is what the arbitration committee found: it never signed.
    """

    __tablename__ = "signoff_denial"
    __table_args__ = (
        CheckConstraint("settled_at IS NULL OR opened_at IS NOT NULL", name="settled_when_opened"),
        CheckConstraint("(settled_at IS NULL) = (is_upheld IS NULL)", name="settled_by_a_finding"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("coalition_organisation.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    is_upheld: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(default="")
    call: Mapped[Call] = relationship()
    organisation: Mapped[Organisation] = relationship()

    @property
    def hides_name(self) -> bool:
        """The name is nowhere public while it is disputed, and after the committee found that it never signed."""
        return self.opened_at is not None and self.is_upheld is not False
