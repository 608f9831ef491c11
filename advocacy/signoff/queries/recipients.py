"""Reads about «to this recipient only»: which offices can be chosen, and who has chosen which."""

from collections.abc import Sequence

from sqlalchemy import select, union

from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.signoff.models import Accession, AccessionShownTo, Answer, Call, Recipient, ShownTo


def recipients_of(call: Call) -> Sequence[Recipient]:
    """The offices that a signatory of this call, or whoever accedes later, may choose, in the order of the offers."""
    return session.scalars(select(Recipient).where(Recipient.call_id == call.id).order_by(Recipient.id)).all()


def shown_to(act: Answer | Accession) -> Sequence[Recipient]:
    """The recipients in whose edition alone the name under this act stands; empty for every other act."""
    if act.visibility is not Visibility.WITHHELD:
        return ()
    if isinstance(act, Accession):
        chosen = select(Recipient).join(AccessionShownTo).where(AccessionShownTo.accession_id == act.id)
    else:
        chosen = select(Recipient).join(ShownTo).where(ShownTo.answer_id == act.id)
    return session.scalars(chosen.order_by(Recipient.id)).all()


def answers_shown_to(call: Call, office_id: int, mail: str) -> Sequence[Answer]:
    """Standing answers whose name stands in the edition for this office, as long as it is reached at the address that
    they were told: a choice made for one address does not go to another.
    """
    chosen = select(Answer).join(ShownTo).join(Recipient).where(Recipient.office_id == office_id)
    chosen = chosen.where(Answer.call_id == call.id, Answer.standing, Answer.visibility == Visibility.WITHHELD)
    return session.scalars(chosen.where(Recipient.mail == mail).order_by(Answer.id)).all()


def accessions_shown_to(call: Call, office_id: int, mail: str) -> Sequence[Accession]:
    """The same of accessions that an issue prints: neither taken back nor declined, and accepted."""
    chosen = select(Accession).join(AccessionShownTo).join(Recipient).where(Recipient.office_id == office_id)
    chosen = chosen.where(Accession.call_id == call.id, Accession.visibility == Visibility.WITHHELD)
    stands = (Accession.accepted_at.is_not(None), Accession.undone_at.is_(None), Accession.declined_at.is_(None))
    return session.scalars(chosen.where(Recipient.mail == mail, *stands).order_by(Accession.id)).all()


def chosen_ids(call: Call) -> set[int]:
    """Recipients that some answer or accession, standing or not, has chosen."""
    chosen = (
        select(column).join(Recipient).where(Recipient.call_id == call.id)
        for column in (ShownTo.recipient_id, AccessionShownTo.recipient_id)
    )
    return set(session.scalars(union(*chosen)))
