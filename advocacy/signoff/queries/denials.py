"""Reads about disputes: which names are hidden, and what stands in whose name."""

from sqlalchemy import select

from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import organisations
from advocacy.database import session
from advocacy.signoff.models import Accession, Answer, Call, Denial
from advocacy.signoff.queries.accessions import accession_of
from advocacy.signoff.queries.calls import signatures_of
from advocacy.signoff.queries.tokens import token_hash
from papers.arabic import fold_strict


def denial_by_token(token: str) -> Denial | None:
    """The question to which the link in an organisation's mail belongs; None for a link that we did not make."""
    return session.scalars(select(Denial).where(Denial.token_hash == token_hash(token))).one_or_none()


def denials_of(call: Call) -> list[Denial]:
    """The disputes about a text that were opened, in order."""
    opened = select(Denial).where(Denial.call_id == call.id, Denial.opened_at.is_not(None))
    return list(session.scalars(opened.order_by(Denial.id)))


def denied_in(call: Call) -> list[Organisation]:
    """The organisations whose names are hidden, because they say or were found not to have signed."""
    found = [denial.organisation for denial in denials_of(call) if denial.hides_name]
    return list(dict.fromkeys(found))


def signature_of(call: Call, organisation: Organisation) -> Answer | None:
    """The signature that counts for this organisation, whether its name is printed or not; None without one."""
    return next((one for one in signatures_of(call) if one.organisation_id == organisation.id), None)


def act_of(call: Call, organisation: Organisation) -> Answer | Accession | None:
    """What stands in this organisation's name: its signature, else its accession, printed or not; None without one."""
    return signature_of(call, organisation) or accession_of(call, organisation)


def organisation_called(name: str) -> Organisation | None:
    """The organisation that bears this name in any language, however it is spelt."""
    wanted = fold_strict(name)
    if not wanted:
        return None
    return next((one for one in organisations() if wanted in {fold_strict(n) for n in _names(one) if n}), None)


def _names(organisation: Organisation) -> tuple[str, ...]:
    return organisation.name_ar, organisation.name_en, organisation.name_fr
