"""Support from outside the coalition."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Status
from advocacy.coalition.queries import organisation_named_like, status_on
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.signoff.act_letters import tell_the_house
from advocacy.signoff.models import Call, Endorsement, Outcome


def record_endorsement(
    call: Call, organisation: Organisation, *, evidence: str, despite_likeness: bool = False, by: Person
) -> Endorsement:
    """Record that a partner supports the text: listed apart, never a signature (HANDBOOK 1.2). Twice is once.

    `evidence` says how we know («رسالة من المديرة بتاريخ …»). BadInput when another organisation bears the name but for
    its spelling, unless `despite_likeness`: the wrong one would be listed (hard case N11).
    """
    if not evidence.strip():
        raise BadInput({"evidence": _("Say how you know: a letter, a mail, of which day.")})
    session.refresh(call, with_for_update=True)
    known = session.scalars(
        select(Endorsement).where(Endorsement.call_id == call.id, Endorsement.organisation_id == organisation.id)
    ).one_or_none()
    if known is not None:
        return known
    if call.outcome not in (None, Outcome.ADOPTED):
        raise RuleBroken(_("This text was not adopted; there is nothing to endorse."))
    now = clock.now()
    if status_on(organisation, now.date()) is not Status.PARTNER:
        raise RuleBroken(_("Only partners from outside endorse. A member signs through its authorised signatory."))
    _refuse_likeness(organisation, despite_likeness)
    endorsement = Endorsement(
        call_id=call.id,
        organisation_id=organisation.id,
        recorded_by_id=by.id,
        recorded_at=now,
        evidence=evidence.strip(),
    )
    session.add(endorsement)
    session.flush()
    tell_the_house(f"signoff.endorsed:{endorsement.id}:house", "endorsed", call, organisation)
    append(
        "signoff.endorsed",
        endorsement,
        by=by.id,
        dossier=call.dossier_id,
        organisation=organisation.id,
        call=call.id,
        seal=call.seal,
    )
    return endorsement


def _refuse_likeness(organisation: Organisation, despite_likeness: bool) -> None:
    like = organisation_named_like(organisation.name_ar, other_than=organisation)
    if like is not None and not despite_likeness:
        message = _(
            "No. %(number)s bears nearly the same name. Look which of the two wrote; then tick the box below.",
            number=like.number,
        )
        raise BadInput({"organisation": message})
