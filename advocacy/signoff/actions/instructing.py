"""Giving, confirming and revoking a standing instruction: a consent of two, never the coordinator's (decision 0026)."""

from collections.abc import Collection
from datetime import date, timedelta

from flask_babel import lazy_gettext as _

from advocacy import addresses, blobs, chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.actions.mandates import PROOF_BYTES
from advocacy.coalition.models import Mandate, Organisation, Scope, Status, Visibility
from advocacy.coalition.queries import status_on
from advocacy.coalition.rules import Standing, file_type, standing_of
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import standing_letters as letters
from advocacy.signoff.actions.standing import end_uses_of
from advocacy.signoff.models import Instruction
from advocacy.signoff.queries import token_hash
from papers.kinds import KINDS

LONGEST = timedelta(days=731)
"""After two years at the latest an organisation says it anew."""
CONFIRM_WITHIN = timedelta(days=14)


def give_instruction(
    organisation: Organisation,
    *,
    kinds: Collection[str],
    visibility: Visibility,
    since: date,
    until: date,
    proof: bytes | None,
    proof_name: str,
    knows_few: bool = False,
    by: Person,
) -> Instruction:
    """A representative signs papers of these kinds beforehand. It holds for nothing before another confirms it.

    `proof` is the organisation's own decision, a PDF, PNG or JPEG. BadInput names what is missing or does not fit;
    RuleBroken for whoever may not sign all these kinds.
    """
    today = clock.now().date()
    _refuse_outsiders(organisation, by, kinds)
    wrong = _wrong(kinds, visibility, since, until, proof, knows_few)
    if wrong:
        raise BadInput(wrong)
    assert proof is not None
    token = chance.token()
    instruction = Instruction(
        organisation_id=organisation.id,
        kinds=sorted(kinds),
        visibility=visibility,
        knows_few=knows_few,
        since=max(since, today),
        until=until,
        proof_sha256=blobs.keep(proof, file_type(proof) or "application/octet-stream"),
        proof_name=proof_name,
        given_by_id=by.id,
        given_at=clock.now(),
        token_hash=token_hash(token),
        confirm_until=clock.now() + CONFIRM_WITHIN,
        organisation=organisation,
        given_by=by,
    )
    session.add(instruction)
    session.flush()
    _tell(instruction, "given", addresses.public(f"/i/{token}"))
    _note("signoff.instruction_given", instruction, by=by, kinds=instruction.kinds, until=until.isoformat())
    return instruction


def confirm_instruction(instruction: Instruction, *, by: Person | None) -> Instruction:
    """Another representative confirms, or whoever reads the organisation's own mail (`by` None). Twice is once.

    Where two people sign for the organisation, only a second representative can.
    """
    session.refresh(instruction, with_for_update=True)
    if instruction.confirmed_at is not None:
        return instruction
    if instruction.revoked_at is not None:
        raise RuleBroken(_("This instruction was revoked. Give a new one."))
    if clock.now() >= instruction.confirm_until:
        raise RuleBroken(_("Nobody confirmed this instruction in time. Give it anew."))
    if by is None and instruction.organisation.signatures_needed == 2:
        raise RuleBroken(_("Your organisation signs with two people: a second representative must confirm it."))
    if by is not None:
        if by.id == instruction.given_by_id:
            raise RuleBroken(_("Whoever gave it cannot confirm it: a second person must."))
        _refuse_outsiders(instruction.organisation, by, instruction.kinds)
    instruction.confirmed_at, instruction.confirmed_by_id = clock.now(), by.id if by else None
    session.flush()
    _tell(instruction, "confirmed")
    _note("signoff.instruction_confirmed", instruction, by=by, kinds=instruction.kinds)
    return instruction


def revoke_instruction(instruction: Instruction, *, by: Person | None) -> Instruction:
    """Any one representative, or the organisation itself, ends it at once, and all that waits by it. Twice is once.

    What has been counted stays: it was signed.
    """
    session.refresh(instruction, with_for_update=True)
    if instruction.revoked_at is not None:
        return instruction
    if by is not None:
        _refuse_outsiders(instruction.organisation, by, ())
    instruction.revoked_at, instruction.revoked_by_id = clock.now(), by.id if by else None
    session.flush()
    _tell(instruction, "revoked")
    _note("signoff.instruction_revoked", instruction, by=by)
    end_uses_of(instruction, by=by)
    return instruction


def _refuse_outsiders(organisation: Organisation, by: Person, kinds: Collection[str]) -> None:
    """RuleBroken unless this person may sign papers of all these kinds for a member today."""
    today = clock.now().date()
    own = [
        one
        for one in organisation.mandates
        if one.person_id == by.id and standing_of(one, today) is Standing.VALID and _covers(one, kinds)
    ]
    if not by.active or not own or status_on(organisation, today) is not Status.MEMBER:
        raise RuleBroken(
            _("Your mandate does not cover papers of all these kinds. Ask the coordinator to record it."), status=403
        )


def _covers(mandate: Mandate, kinds: Collection[str]) -> bool:
    if mandate.scope is Scope.ALL or not kinds:
        return True
    return mandate.scope is Scope.KINDS and set(kinds) <= {str(value) for value in mandate.scope_values}


def _wrong(
    kinds: Collection[str], visibility: Visibility, since: date, until: date, proof: bytes | None, knows_few: bool
) -> dict[str, object]:
    wrong: dict[str, object] = {}
    if not kinds or not set(kinds) <= set(KINDS):
        wrong["kinds"] = _("Choose at least one of them.")
    if until < max(since, clock.now().date()):
        wrong["until"] = _("The last day cannot come before the first.")
    elif until > clock.now().date() + LONGEST:
        wrong["until"] = _("Two years at most; then your organisation says it anew.")
    if proof is None or file_type(proof) is None:
        wrong["proof"] = _("Choose a PDF, PNG or JPEG file.")
    elif len(proof) > PROOF_BYTES:
        wrong["proof"] = _("The file is larger than 5 MB. A photograph of the page is enough.")
    if visibility is Visibility.WITHHELD and not knows_few:
        wrong["knows_few"] = _("Where fewer than three names are withheld, their number may tell. Tick the box.")
    return wrong


def _tell(instruction: Instruction, what: str, link: str = "") -> None:
    """The organisation's own address with its link, whoever gave it, and everybody else who may sign."""
    house, today = instruction.organisation, clock.now().date()
    key = f"signoff.instruction:{instruction.id}:{what}"
    if house.mail:
        letter = letters.about(instruction, what, house.lang, link)
        post(f"{key}:house", to=house.mail, lang=letter.lang, subject=letter.subject, body=letter.body)
    people = [one.person for one in house.mandates if standing_of(one, today) is Standing.VALID and one.person.active]
    for person in dict.fromkeys([instruction.given_by, *people]):
        if person.email.casefold() != house.mail.casefold():
            letter = letters.about(instruction, what, person.lang)
            post(f"{key}:{person.id}", to=person.email, lang=letter.lang, subject=letter.subject, body=letter.body)


def _note(kind: str, instruction: Instruction, *, by: Person | None, **facts: object) -> None:
    append(
        kind,
        instruction,
        by=by.id if by else None,
        dossier=None,
        organisation=instruction.organisation_id,
        **facts,
    )
