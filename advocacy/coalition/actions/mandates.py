"""Who may sign for an organisation: recorded with its proof, revoked with a reason, never deleted (HANDBOOK 1.3)."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import blobs, clock
from advocacy.accounts.models import Person
from advocacy.coalition import letters
from advocacy.coalition.models import Absence, Mandate, Organisation, Scope
from advocacy.coalition.rules import file_type
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger import actions as ledger
from advocacy.outbox.actions import post

PROOF_BYTES = 5_000_000


def record_mandate(
    organisation: Organisation,
    person: Person,
    *,
    scope: Scope = Scope.ALL,
    scope_values: Sequence[str | int] = (),
    since: date | None = None,
    until: date | None = None,
    proof: bytes | None = None,
    proof_name: str = "",
    alternate_for: Person | None = None,
    by: Person | None,
) -> Mandate:
    """Record that a person may sign for an organisation, from a day (None: today) until a day (None: open).

    `scope_values` are kinds of paper, campaign ids or dossier ids, as `scope` says. `proof` is the letter, a PDF, PNG
    or JPEG of at most 5 MB; its type is judged by its bytes. `alternate_for` is the representative in whose place alone
    the person may act. RuleBroken for a mandate that stands already.
    """
    since = since or clock.now().date()
    if until is not None and until < since:
        raise BadInput({"until": _("The last day cannot come before the first.")})
    if (scope is Scope.ALL) == bool(scope_values):
        raise BadInput({"scope": _("Say for which texts the mandate holds.")})
    values = list(scope_values)
    _refuse_alternate(organisation, person, alternate_for)
    if any(_is_same(known, person, (scope, values, since, until), alternate_for) for known in organisation.mandates):
        raise RuleBroken(_("This mandate is recorded already."))
    mandate = Mandate(
        person=person,
        scope=scope,
        scope_values=values,
        since=since,
        until=until,
        proof_sha256=_kept(proof) if proof is not None else None,
        proof_name=proof_name if proof is not None else "",
        recorded_by_id=by.id if by else None,
        recorded_at=clock.now(),
        alternate_for=alternate_for,
    )
    organisation.mandates.append(mandate)
    session.flush()
    ledger.append(
        "coalition.mandate_recorded",
        mandate,
        by=by.id if by else None,
        organisation=organisation.id,
        person=person.id,
        scope=scope,
        scope_values=values,
        since=since.isoformat(),
        until=until.isoformat() if until else None,
        proof=mandate.proof_sha256,
        alternate_for=mandate.alternate_for_id,
    )
    return mandate


def record_absence(
    organisation: Organisation, person: Person, *, since: date | None = None, until: date | None, by: Person
) -> Absence:
    """Mark a representative as away until a day, from a day (None: today): meanwhile the alternate may act.

    The person and the organisation are told, because this gives somebody else the right to act. The same days again
    are the same absence.
    """
    since = since or clock.now().date()
    if until is None:
        raise BadInput({"away_until": _("Say until which day.")})
    if until < since or until < clock.now().date():
        raise BadInput({"away_until": _("The last day cannot come before the first.")})
    if not any(m.person_id == person.id and m.revoked_at is None for m in organisation.mandates):
        raise BadInput({"away": _("Choose one of the entries in the list.")})
    same = select(Absence).where(
        Absence.organisation_id == organisation.id,
        Absence.person_id == person.id,
        Absence.since == since,
        Absence.until == until,
        Absence.ended_at.is_(None),
    )
    known = session.scalars(same.limit(1)).first()
    if known is not None:
        return known
    absence = Absence(
        organisation_id=organisation.id,
        person_id=person.id,
        since=since,
        until=until,
        recorded_by_id=by.id,
        recorded_at=clock.now(),
    )
    session.add(absence)
    session.flush()
    ledger.append(
        "coalition.absence_recorded",
        absence,
        by=by.id,
        organisation=organisation.id,
        person=person.id,
        since=since.isoformat(),
        until=until.isoformat(),
    )
    for key, to, lang in (("person", person.email, person.lang), ("house", organisation.mail, organisation.lang)):
        if to:
            letter = letters.absence_recorded(absence, organisation, person, lang)
            post(f"coalition.absence:{absence.id}:{key}", to=to, lang=lang, subject=letter[0], body=letter[1])
    return absence


def end_absence(absence: Absence, *, by: Person) -> None:
    """The representative is back: only they act from now on. Twice is once."""
    if absence.ended_at is None:
        absence.ended_at = clock.now()
        session.flush()
        ledger.append("coalition.absence_ended", absence, by=by.id, organisation=absence.organisation_id)


def revoke_mandate(mandate: Mandate, *, reason: str, by: Person) -> None:
    """End a mandate at once. What was signed under it before stays signed."""
    if mandate.revoked_at is not None:
        raise RuleBroken(_("This mandate has been revoked already."))
    if not reason:
        raise BadInput({"reason": _("Say why the mandate is revoked; it stays in the list with this reason.")})
    mandate.revoked_at, mandate.revoked_by_id, mandate.revoked_reason = clock.now(), by.id, reason
    ledger.append("coalition.mandate_revoked", mandate, by=by.id, organisation=mandate.organisation_id)


def require_signatures(organisation: Organisation, needed: int, *, by: Person) -> None:
    """Say how many different people must give the same answer for an organisation: one or two (HANDBOOK 1.3).

    The organisation is told at its own address, because this is how a safeguard would be taken from it.
    """
    if needed not in (1, 2):
        raise BadInput({"signatures": _("One person signs, or two do.")})
    if organisation.signatures_needed == needed:
        return
    organisation.signatures_needed = needed
    ledger.append("coalition.signatures_required", organisation, by=by.id, organisation=organisation.id, needed=needed)
    if organisation.mail:
        letter = letters.signatures_required(organisation)
        key = f"coalition.signatures:{organisation.id}:{needed}:{clock.now().isoformat()}"
        post(key, to=organisation.mail, lang=organisation.lang, subject=letter[0], body=letter[1])


def _refuse_alternate(organisation: Organisation, person: Person, principal: Person | None) -> None:
    if principal is None:
        return
    own = [m for m in organisation.mandates if m.person_id == principal.id and m.revoked_at is None]
    if principal.id == person.id or not any(m.alternate_for_id is None for m in own):
        raise BadInput({"alternate_for": _("Choose somebody else who may sign for the organisation themselves.")})


def _is_same(
    known: Mandate,
    person: Person,
    terms: tuple[Scope, list[str | int], date, date | None],
    alternate_for: Person | None,
) -> bool:
    """The button was pressed twice: the same mandate, still standing."""
    if known.alternate_for_id != (alternate_for.id if alternate_for else None):
        return False
    own = (known.scope, known.scope_values, known.since, known.until)
    return known.person_id == person.id and known.revoked_at is None and own == terms


def _kept(proof: bytes) -> str:
    media = file_type(proof)
    if media is None:
        raise BadInput({"proof": _("Choose a PDF, PNG or JPEG file.")})
    if len(proof) > PROOF_BYTES:
        raise BadInput({"proof": _("The file is larger than 5 MB. A photograph of the page is enough.")})
    return blobs.keep(proof, media)
