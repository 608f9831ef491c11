"""Offering offices as recipients to whom alone a withheld signatory may be named."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.contacts.models import Office, Way
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.signoff.models import Call, Purpose, Recipient
from advocacy.signoff.queries import chosen_ids, is_over, recipients_of

MOST = 6
"""More would make the signing page heavy, and nobody weigh each of them."""


def offer_recipients(call: Call, offices: Sequence[Office], *, by: Person) -> list[Recipient]:
    """Let signatories of this call choose among these offices; the ones before that nobody has chosen fall away.

    The choice of a signatory holds for the address that the office has now. RuleBroken when the call has ended, or for
    an office without the address that its way needs.
    """
    session.refresh(call, with_for_update=True)
    if call.purpose is not Purpose.SIGNATURE or is_over(call):
        raise RuleBroken(_("Recipients are offered while signatures are being given."))
    known = {one.office_id: one for one in recipients_of(call)}
    kept, chosen = {office.id for office in offices}, chosen_ids(call)
    if any(one.id in chosen and one.office_id not in kept for one in known.values()):
        raise RuleBroken(_("A signatory has chosen a recipient that you take out. It must stay."))
    if len(kept) > MOST:
        raise BadInput({"offices": _("At most %(count)s recipients: a signatory must weigh each of them.", count=MOST)})
    if any(office.way is Way.EMAIL and not office.mail for office in offices):
        raise BadInput({"offices": _("An office among them is reached by mail and has no address.")})
    for office_id, one in known.items():
        if office_id not in kept:
            session.delete(one)
    for office in offices:
        if office.id not in known:
            session.add(_recipient(call, office, by))
    session.flush()
    append("signoff.recipients_offered", call, by=by.id, dossier=call.dossier_id, call=call.id, offices=sorted(kept))
    return list(recipients_of(call))


def address_of(office: Office) -> str:
    """The mail address to which a copy for this office alone goes; empty where a hand brings it."""
    return office.mail if office.way is Way.EMAIL else ""


def _recipient(call: Call, office: Office, by: Person) -> Recipient:
    return Recipient(
        call_id=call.id,
        office_id=office.id,
        name_ar=office.name_ar,
        name_en=office.name_en,
        mail=address_of(office),
        offered_by_id=by.id,
        offered_at=clock.now(),
    )
