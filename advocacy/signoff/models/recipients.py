"""«To this recipient only»: for which offices a withheld signatory lets its name be printed all the same."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advocacy.database import Base
from advocacy.signoff.models.accessions import Accession
from advocacy.signoff.models.calls import Answer


class Recipient(Base):
    """An office that signatories of this call, and whoever accedes to its text, may choose. `name` says who it is.

    `mail` is its address when it was offered (empty where a hand brings the copy): the choice holds for that address,
    not for whatever address is written into the register later.
    """

    __tablename__ = "signoff_recipient"
    __table_args__ = (UniqueConstraint("call_id", "office_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("signoff_call.id"), index=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("contacts_office.id"))
    name_ar: Mapped[str]
    name_en: Mapped[str]
    mail: Mapped[str] = mapped_column(default="")
    offered_by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    offered_at: Mapped[datetime]

    def name_in(self, lang: str) -> str:
        """Its name in the reader's language, or in the one there is."""
        first, second = (self.name_ar, self.name_en) if lang in ("ar", "ckb") else (self.name_en, self.name_ar)
        return first or second


class ShownTo(Base):
    """The name under a withheld answer stands in the edition for this recipient, and in no other."""

    __tablename__ = "signoff_shown_to"

    answer_id: Mapped[int] = mapped_column(ForeignKey("signoff_answer.id"), primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("signoff_recipient.id"), primary_key=True)
    answer: Mapped[Answer] = relationship()
    recipient: Mapped[Recipient] = relationship()


class AccessionShownTo(Base):
    """The same for a withheld accession."""

    __tablename__ = "signoff_accession_shown_to"

    accession_id: Mapped[int] = mapped_column(ForeignKey("signoff_accession.id"), primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("signoff_recipient.id"), primary_key=True)
    accession: Mapped[Accession] = relationship()
    recipient: Mapped[Recipient] = relationship()
