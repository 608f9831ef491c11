"""Writing down an answer that came by telephone or on paper: two people, and the organisation is told (case N21)."""

from collections.abc import Collection, Iterable

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import notices
from advocacy.signoff.actions.answering import UNDO_FOR, record_answer, what_was_said
from advocacy.signoff.actions.housing import link_for_the_house
from advocacy.signoff.actions.naming import waits_for_word
from advocacy.signoff.actions.showing import choosable
from advocacy.signoff.letters import Letter
from advocacy.signoff.models import Call, Channel, Choice, Recording, SeenBy
from advocacy.signoff.passages import known_passages
from advocacy.signoff.queries import asked, confirmers, is_over, last_answer, waiting_recording


def record_on_behalf(
    call: Call,
    organisation: Organisation,
    person: Person,
    choice: Choice,
    *,
    channel: Channel,
    evidence: str,
    visibility: Visibility,
    reservation: str = "",
    reservation_on: Iterable[str] = (),
    reservation_for: SeenBy = SeenBy.PUBLIC,
    reason: str = "",
    proposal: str = "",
    shown_to: Collection[int] = (),
    by: Person,
) -> Recording:
    """Write down what `person`, who may sign for the organisation, has answered. It counts for nothing yet.

    `evidence` says how we know («اتصال هاتفي في الساعة …»); the other words are those of `record_answer`.
    The organisation's own address and the person are told at once. BadInput when something must be said that was
    not; RuleBroken when another recording waits already.
    """
    said = what_was_said(choice, reservation, reason, proposal)
    if not evidence.strip():
        raise BadInput({"evidence": _("Say how you know: who called, at what hour; or which paper, of which day.")})
    session.refresh(call, with_for_update=True)
    line = asked(call, organisation)
    _refuse(call, organisation, person, by)
    recipients = choosable(call, choice, visibility, shown_to)
    reserves = choice is Choice.SIGN_WITH_RESERVATION
    recording = Recording(
        call_id=call.id,
        organisation_id=organisation.id,
        person_id=person.id,
        channel=channel,
        evidence=evidence.strip()[:600],
        seal=call.seal,
        choice=choice,
        visibility=visibility,
        reservation_on=known_passages(call, reservation_on) if reserves else [],
        reservation_for=reservation_for if reserves else SeenBy.PUBLIC,
        shown_to=sorted(recipients),
        recorded_by_id=by.id,
        recorded_at=clock.now(),
        **said,
    )
    session.add(recording)
    session.flush()
    _note("signoff.recorded", recording, by=by, channel=channel.value, choice=choice.value, given_by=person.id)
    _tell_the_organisation(recording, "recorded", link_for_the_house(line) if line else "")
    for second in confirmers(clock.now().date()):
        if second.id != by.id:
            letter = notices.second_confirmer_wanted(recording, second.lang)
            _mail(f"signoff.confirm:{recording.id}:{second.id}", second.email, letter)
    return recording


def confirm_recording(recording: Recording, *, by: Person) -> Recording:
    """A second person confirms: from now on it is the organisation's answer. Twice is once.

    Everything that an answer must hold is checked now: mandate, time, another answer of the same organisation.
    """
    call = recording.call
    session.refresh(call, with_for_update=True)
    session.refresh(recording)
    if recording.confirmed_at is not None:
        return recording
    if recording.dropped_at is not None:
        raise RuleBroken(_("This recording has been taken back."))
    if by.id == recording.recorded_by_id:
        raise RuleBroken(_("Whoever wrote it down cannot confirm it: a second person must."))
    if recording.seal != call.seal:
        raise RuleBroken(_("The text was changed after this was written down. Drop the recording and ask again."))
    if waits_for_word(recording):
        raise RuleBroken(
            _(
                "Fewer than three names are withheld so far. The organisation itself must say that it knows this, by "
                "the link in its own mail; then confirm."
            )
        )
    before = last_answer(call, recording.organisation)
    answer = record_answer(
        call,
        recording.organisation,
        recording.choice,
        visibility=recording.visibility,
        reservation=recording.reservation,
        reservation_on=recording.reservation_on,
        reservation_for=recording.reservation_for,
        shown_to=recording.shown_to,
        reason=recording.reason,
        proposal=recording.proposal,
        by=recording.person,
        via=recording,
    )
    if before is not None and answer.id <= before.id:
        raise RuleBroken(_("The organisation has given this answer itself meanwhile; drop the recording."))
    recording.confirmed_by_id, recording.confirmed_at, recording.answer_id = by.id, clock.now(), answer.id
    session.flush()
    _note("signoff.recording_confirmed", recording, by=by, answer=answer.id)
    line = asked(call, recording.organisation)
    until = clock.now() + UNDO_FOR
    _tell_the_organisation(recording, "confirmed", link_for_the_house(line, until=until) if line else "")
    return recording


def accept_few(recording: Recording) -> Recording:
    """The organisation itself says that it knows how few names are withheld with its own. Twice is once."""
    session.refresh(recording.call, with_for_update=True)
    session.refresh(recording)
    if recording.knows_few_at is not None:
        return recording
    if not recording.is_waiting:
        raise RuleBroken(_("This has been decided already. Reload the page."))
    recording.knows_few_at = clock.now()
    session.flush()
    _note("signoff.recording_few_known", recording, by=None)
    return recording


def drop_recording(recording: Recording, *, by: Person | None) -> Recording:
    """Take a recording back that nobody has confirmed; `by` None is the organisation itself. Twice is once."""
    session.refresh(recording.call, with_for_update=True)
    session.refresh(recording)
    if recording.dropped_at is not None:
        return recording
    if recording.confirmed_at is not None:
        raise RuleBroken(_("This recording has been confirmed; the organisation can take the answer back."))
    recording.dropped_at, recording.dropped_by_id = clock.now(), by.id if by else None
    session.flush()
    _note("signoff.recording_dropped", recording, by=by)
    _tell_the_organisation(recording, "dropped", "")
    return recording


def _refuse(call: Call, organisation: Organisation, person: Person, by: Person) -> None:
    if is_over(call):
        raise RuleBroken(_("This call has closed; the answer can no longer change."))
    if asked(call, organisation) is None:
        raise RuleBroken(_("This organisation was not a member when the call was opened, so it is not asked."))
    if person.id == by.id:
        raise BadInput({"person": _("What you answer yourself goes through your own link.")})
    if mandate_for(person, organisation, call.dossier, clock.now().date()) is None:
        raise BadInput({"person": _("This person may not sign this text for the organisation today.")})
    if waiting_recording(call, organisation) is not None:
        raise RuleBroken(_("An answer of this organisation waits for its second person already."))


def _tell_the_organisation(recording: Recording, what: str, link: str) -> None:
    """To its own address, with the link that takes it back; without such an address the person gets the link."""
    house, person, waits = recording.organisation, recording.person, waits_for_word(recording)
    if house.mail:
        letter = notices.on_behalf(recording, what, house.lang, house.timezone, link, waits_for_word=waits)
        _mail(f"signoff.on_behalf:{recording.id}:{what}:house", house.mail, letter)
    own = "" if house.mail else link
    letter = notices.on_behalf(recording, what, person.lang, person.timezone, own, waits_for_word=waits)
    _mail(f"signoff.on_behalf:{recording.id}:{what}:person", person.email, letter)


def _mail(key: str, to: str, letter: Letter) -> None:
    post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)


def _note(kind: str, recording: Recording, *, by: Person | None, **facts: object) -> None:
    append(
        kind,
        recording,
        by=by.id if by else None,
        dossier=recording.call.dossier_id,
        organisation=recording.organisation_id,
        call=recording.call_id,
        **facts,
    )
