"""Asking what stands in an organisation's name, disputing it, and settling the denial."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import addresses, chance, clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import denial_letters as letters
from advocacy.signoff.models import Call, Denial
from advocacy.signoff.queries import (
    act_of,
    arbitrators,
    coordinators,
    denied_in,
    organisation_called,
    token_hash,
)

NOT_OFTENER_THAN = timedelta(hours=6)
"""How soon an organisation can be sent the answer again: nobody fills its mailbox by asking in its name."""
ANSWER_WITHIN = timedelta(days=7)
"""How long the link in the answer holds."""


def ask_what_stands(call: Call, name: str) -> None:
    """Mail an organisation of that name, to its own address, what stands in its name under this text.

    Whoever asks is told the same whether there is such an organisation, whether it signed, and whether a mail left.
    """
    organisation = organisation_called(name)
    if organisation is None or not organisation.mail:
        return
    now = clock.now()
    recent = select(Denial.id).where(
        Denial.call_id == call.id,
        Denial.organisation_id == organisation.id,
        Denial.asked_at > now - NOT_OFTENER_THAN,
    )
    if session.scalars(recent.limit(1)).first() is not None:
        return
    token = chance.token()
    asked = Denial(
        call_id=call.id,
        organisation_id=organisation.id,
        token_hash=token_hash(token),
        asked_at=now,
        expires_at=now + ANSWER_WITHIN,
    )
    session.add(asked)
    session.flush()
    letter = letters.what_stands(asked, act_of(call, organisation), addresses.public(f"/mine/{token}"))
    _mail(f"signoff.stands:{asked.id}", organisation.mail, letter)


def deny_signature(denial: Denial) -> Denial:
    """The organisation says that it did not sign: its name is hidden at once, and the committee is told. Twice is once.

    The right is the link that only the organisation's own address got.
    """
    session.refresh(denial, with_for_update=True)
    if denial.opened_at is not None:
        return denial
    call, organisation = denial.call, denial.organisation
    if clock.now() >= denial.expires_at:
        raise RuleBroken(_("This link has expired. Ask again on the page of the text."))
    if act_of(call, organisation) is None:
        raise RuleBroken(_("No signature of your organisation stands under this text; there is nothing to dispute."))
    if organisation in denied_in(call):
        raise RuleBroken(_("This signature is disputed already; the name is hidden."))
    denial.opened_at = clock.now()
    session.flush()
    _mail(f"signoff.denial:{denial.id}:house", organisation.mail, letters.disputed(denial, organisation.lang))
    today = clock.now().date()
    for person in dict.fromkeys([*arbitrators(today), *coordinators(today)]):
        letter = letters.to_settle(denial, person.lang)
        _mail(f"signoff.denial:{denial.id}:{person.id}", person.email, letter)
    append(
        "signoff.denied",
        denial,
        by=None,
        dossier=call.dossier_id,
        organisation=organisation.id,
        call=call.id,
        seal=call.seal,
    )
    return denial


def settle_denial(denial: Denial, *, is_upheld: bool, reason: str, by: Person) -> Denial:
    """The arbitration committee finds that the organisation did not sign (upheld), or that it did."""
    session.refresh(denial, with_for_update=True)
    if not reason.strip():
        raise BadInput({"reason": _("Say why: the organisation and the coordinator will read it.")})
    if denial.opened_at is None or denial.settled_at is not None:
        raise RuleBroken(_("This dispute is not open. Reload the page."))
    denial.settled_at, denial.settled_by_id = clock.now(), by.id
    denial.is_upheld, denial.reason = is_upheld, reason.strip()
    session.flush()
    organisation = denial.organisation
    _mail(f"signoff.denial_settled:{denial.id}:house", organisation.mail, letters.settled(denial, organisation.lang))
    for person in coordinators(clock.now().date()):
        _mail(f"signoff.denial_settled:{denial.id}:{person.id}", person.email, letters.settled(denial, person.lang))
    append(
        "signoff.denial_settled",
        denial,
        by=by.id,
        dossier=denial.call.dossier_id,
        organisation=organisation.id,
        call=denial.call_id,
        upheld=is_upheld,
    )
    return denial


def _mail(key: str, to: str, letter: letters.Letter) -> None:
    if to:
        post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)
