"""Who may sign for an organisation: recorded with its proof, revoked with a reason, never deleted (HANDBOOK 1.3)."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _

from advocacy import blobs, clock
from advocacy.accounts.models import Person
from advocacy.coalition import letters
from advocacy.coalition.models import Mandate, Organisation, Scope
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
    by: Person | None,
) -> Mandate:
    """Record that a person may sign for an organisation, from a day (None: today) until a day (None: open).

    `scope_values` are kinds of paper, campaign ids or dossier ids, as `scope` says. `proof` is the letter, a PDF, PNG
    or JPEG of at most 5 MB; its type is judged by its bytes. RuleBroken for a mandate that stands already.
    """
    since = since or clock.now().date()
    if until is not None and until < since:
        raise BadInput({"until": _("The last day cannot come before the first.")})
    if (scope is Scope.ALL) == bool(scope_values):
        raise BadInput({"scope": _("Say for which texts the mandate holds.")})
    values = list(scope_values)
    if any(_is_same(known, person, (scope, values, since, until)) for known in organisation.mandates):
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
    )
    return mandate


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


def _is_same(known: Mandate, person: Person, terms: tuple[Scope, list[str | int], date, date | None]) -> bool:
    """The button was pressed twice: the same mandate, still standing."""
    own = (known.scope, known.scope_values, known.since, known.until)
    return known.person_id == person.id and known.revoked_at is None and own == terms


def _kept(proof: bytes) -> str:
    media = file_type(proof)
    if media is None:
        raise BadInput({"proof": _("Choose a PDF, PNG or JPEG file.")})
    if len(proof) > PROOF_BYTES:
        raise BadInput({"proof": _("The file is larger than 5 MB. A photograph of the page is enough.")})
    return blobs.keep(proof, media)
