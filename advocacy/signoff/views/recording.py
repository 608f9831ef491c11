"""Writing down what came by telephone or on paper, and the second person who confirms it."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import authorise, requires
from advocacy.accounts.models import Person
from advocacy.coalition.labels import VISIBILITY
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import signatories_of
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.forms import ON, RECIPIENT, RecordingForm, choices_of_name
from advocacy.signoff.models import CHOICES, Call, Purpose, Recording
from advocacy.signoff.passages import passages_of
from advocacy.signoff.views.coordinating import board_page
from advocacy.signoff.views.desk import short
from advocacy.signoff.views.room import bp
from advocacy.signoff.words import ANSWERED, CAME_BY
from advocacy.web import language


@bp.get("/calls/<int:call_id>/record/<int:organisation_id>")
@requires(Action.RECORD_ANSWER)
def new_recording(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return _form(*_asked(call_id, organisation_id))


@bp.post("/calls/<int:call_id>/record/<int:organisation_id>")
@requires(Action.RECORD_ANSWER)
def record_on_behalf(call_id: int, organisation_id: int) -> ResponseReturnValue:
    call, organisation = _asked(call_id, organisation_id)
    try:
        form = RecordingForm.parse(request.form, call)
        with transaction():
            call, organisation = _asked(call_id, organisation_id)
            person = session.get(Person, form.person_id)
            if person is None:
                raise BadInput({"person": _("Choose one of the entries in the list.")})
            actions.record_on_behalf(
                call,
                organisation,
                person,
                form.answer.choice,
                channel=form.channel,
                evidence=form.evidence,
                visibility=form.answer.visibility,
                reservation=form.answer.reservation,
                reservation_on=form.answer.reservation_on,
                reservation_for=form.answer.reservation_for,
                shown_to=form.answer.shown_to,
                reason=form.answer.reason,
                proposal=form.answer.proposal,
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return _form(*_asked(call_id, organisation_id), refusal)
    flash(_("Written down. It counts once a second person confirms it; the organisation is told now."))
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/recordings/<int:recording_id>/confirm")
@requires(Action.CONFIRM_RECORD)
def confirm_recording(call_id: int, recording_id: int) -> ResponseReturnValue:
    authorise(Action.CONFIRM_RECORD, _recording(call_id, recording_id))
    try:
        with transaction():
            recording = _recording(call_id, recording_id)
            actions.confirm_recording(recording, by=session.get_one(Person, g.person.id))
    except (BadInput, RuleBroken) as refusal:
        return board_page(queries.call_of(call_id), refusal)
    flash(_("Confirmed. The organisation has 24 hours to take it back."))
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/recordings/<int:recording_id>/drop")
@requires(Action.RECORD_ANSWER)
def drop_recording(call_id: int, recording_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            recording = _recording(call_id, recording_id)
            actions.drop_recording(recording, by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return board_page(queries.call_of(call_id), refusal)
    flash(_("The recording is dropped."))
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


def _asked(call_id: int, organisation_id: int) -> tuple[Call, Organisation]:
    call, organisation = queries.call_of(call_id), session.get(Organisation, organisation_id)
    if organisation is None or queries.asked(call, organisation) is None:
        raise NotFound(_("There is no such call."))
    return call, organisation


def _recording(call_id: int, recording_id: int) -> Recording:
    recording = session.get(Recording, recording_id)
    if recording is None or recording.call_id != call_id:
        raise NotFound(_("There is no such recording."))
    return recording


def _form(call: Call, organisation: Organisation, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    lang = language()
    found = signatories_of(organisation, call.dossier, clock.now().date())
    text = text_for(call, lang)
    names = [(how.value, VISIBILITY[how]) for how in choices_of_name(call)]
    recipients = queries.recipients_of(call)
    if recipients:
        names.append((RECIPIENT, _("Only in the copy for a recipient that you choose; withheld in all others")))
    page = render_template(
        "signoff/new_recording.html",
        call=call,
        organisation=organisation,
        text=text,
        mark=short(call.seal),
        people=[(person.id, person.name_in(lang)) for person, _mandate in found],
        answered={choice: ANSWERED[choice] for choice in CHOICES[call.purpose]},
        came_by=CAME_BY,
        names=names,
        recipients=recipients,
        passages=passages_of(text) if call.purpose is Purpose.SIGNATURE else {},
        on=ON,
        chosen_passages=any(name.startswith(ON) for name in request.form),
        typed=request.form or {"visibility": organisation.visibility.value},
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200
