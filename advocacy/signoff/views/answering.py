"""The same page for signatories who have signed in, and what waits for them."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import access, clock
from advocacy.access import authorise, requires
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import mandate_for
from advocacy.database import session, transaction
from advocacy.errors import Forbidden, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Answer
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.desk import Desk
from advocacy.signoff.views.room import bp
from advocacy.signoff.views.signing import is_late_objection
from advocacy.signoff.words import ANSWERED, time_left


@bp.get("/calls")
@requires(Action.ANSWER_CALL)
def my_calls() -> ResponseReturnValue:
    return render_template(
        "signoff/my_calls.html",
        waiting=queries.waiting_for(access.actor()),
        own_day=queries.own_day,
        answered=ANSWERED,
        waits=queries.awaiting_confirmation,
        left=lambda call: time_left(call.closes_at, clock.now()),
        objections=queries.objections_in_review(access.actor()),
    )


@bp.post("/calls/objections/<int:answer_id>/amendment")
@requires(Action.ANSWER_CALL)
def amend_from_objection(answer_id: int) -> ResponseReturnValue:
    """One click from an objection to the amendment that it proposes."""
    answer = session.get(Answer, answer_id)
    if answer is None:
        raise NotFound(_("There is no such answer."))
    authorise(Action.ANSWER_CALL, answer)
    with transaction():
        amendment = actions.from_objection(session.get_one(Answer, answer_id), by=g.person)
    flash(_("Your objection is an amendment now. Choose the places, and write your proposal into the words."))
    return redirect(url_for("amending.show_amendment", amendment_id=amendment.id), 303)


@bp.get("/calls/<int:call_id>/answer/<int:organisation_id>")
@requires(Action.ANSWER_CALL)
def answer_page(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return desks.show(desk_for(call_id, organisation_id))


@bp.post("/calls/<int:call_id>/answer/<int:organisation_id>")
@requires(Action.ANSWER_CALL)
def answer_call(call_id: int, organisation_id: int) -> ResponseReturnValue:
    if queries.is_over(queries.call_of(call_id)) and is_late_objection(queries.call_of(call_id)):
        return desks.take_late(desk_for(call_id, organisation_id, even_if_over=True))
    return desks.take(desk_for(call_id, organisation_id))


@bp.get("/calls/<int:call_id>/answer/<int:organisation_id>/receipt")
@requires(Action.ANSWER_CALL)
def answer_receipt(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return desks.receipt(desk_for(call_id, organisation_id, even_if_over=True))


@bp.post("/calls/<int:call_id>/answer/<int:organisation_id>/undo")
@requires(Action.ANSWER_CALL)
def undo_answer(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return desks.undo(desk_for(call_id, organisation_id))


def desk_for(call_id: int, organisation_id: int, *, even_if_over: bool = False) -> Desk:
    """The page for the signed-in person; Forbidden for whoever has no mandate for this very text."""
    call = queries.call_of(call_id)
    organisation = session.get(Organisation, organisation_id)
    line = queries.asked(call, organisation) if organisation else None
    if organisation is None or line is None:
        raise NotFound(_("There is no such call."))
    authorise(Action.ANSWER_CALL, line)
    if mandate_for(g.person, organisation, call.dossier, clock.now().date()) is None:
        raise Forbidden(_("Your mandate does not cover this text. Ask the coordinator to record it."))
    if queries.is_over(call) and not even_if_over:
        raise RuleBroken(_("This call has closed; the answer can no longer change."))
    endpoints = {
        "page": "signoff.answer_page",
        "send": "signoff.answer_call",
        "receipt": "signoff.answer_receipt",
        "undo": "signoff.undo_answer",
        "outage": "signoff.report_own_outage",
        "more_time": "signoff.ask_more_time",
        "stop": "signoff.stop_standing",
        "change": "signoff.show_own_change",
        "confirm": "signoff.confirm_own_signature",
        "raise": "signoff.raise_own_change",
    }
    return Desk(
        call=call,
        organisation=organisation,
        person=g.person,
        lang=desks.asked_language(g.person),
        address=lambda name, **values: url_for(
            endpoints[name], call_id=call_id, organisation_id=organisation_id, **values
        ),
        with_proof=True,
    )
