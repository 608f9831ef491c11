"""The arbitration body's page of a call: two voices of one organisation, and objections that block."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import authorise, requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.forms import SettlementForm
from advocacy.signoff.models import Answer, Call, Dispute
from advocacy.signoff.rules import explain
from advocacy.signoff.views.room import bp
from advocacy.signoff.words import ANSWERED, SETTLED_BY
from advocacy.web import form_value, language


@bp.get("/calls/<int:call_id>/arbitration")
@requires(Action.ARBITRATE)
def arbitration(call_id: int) -> ResponseReturnValue:
    return _page(queries.call_of(call_id))


@bp.post("/calls/<int:call_id>/arbitration/disputes/<int:dispute_id>")
@requires(Action.ARBITRATE)
def settle_dispute(call_id: int, dispute_id: int) -> ResponseReturnValue:
    dispute = _dispute(call_id, dispute_id)
    authorise(Action.ARBITRATE, dispute)
    try:
        with transaction():
            dispute = _dispute(call_id, dispute_id)
            form = SettlementForm.parse(request.form, dispute)
            person = session.get_one(Person, g.person.id)
            actions.arbitrate(dispute, form.answer, reason=form.reason, by=person)
    except (BadInput, RuleBroken) as refusal:
        return _page(queries.call_of(call_id), refusal, about=f"dispute-{dispute_id}")
    flash(_("The decision is recorded; those whom it concerns are told."))
    return redirect(url_for("signoff.arbitration", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/arbitration/objections/<int:answer_id>")
@requires(Action.ARBITRATE)
def set_objection_aside(call_id: int, answer_id: int) -> ResponseReturnValue:
    authorise(Action.ARBITRATE, _objection(call_id, answer_id))
    try:
        with transaction():
            actions.set_aside(
                _objection(call_id, answer_id),
                reason=form_value(request.form, "reason")[:4_000],
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return _page(queries.call_of(call_id), refusal, about=f"objection-{answer_id}")
    flash(_("The decision is recorded; those whom it concerns are told."))
    return redirect(url_for("signoff.arbitration", call_id=call_id), 303)


def _page(call: Call, refusal: BadInput | RuleBroken | None = None, *, about: str = "") -> ResponseReturnValue:
    page = render_template(
        "signoff/arbitration.html",
        call=call,
        disputes=queries.disputes_of(call),
        objections=queries.objections_of(call),
        aside=queries.set_aside_in(call),
        now=clock.now(),
        is_over=queries.is_over(call),
        rule=explain(call.rule, call.rule_values, language()),
        answered=ANSWERED,
        settled_by=SETTLED_BY,
        refusal=refusal,
        about=about,
        typed=request.form,
    )
    return page, refusal.status if refusal else 200


def _dispute(call_id: int, dispute_id: int) -> Dispute:
    dispute = session.get(Dispute, dispute_id)
    if dispute is None or dispute.call_id != call_id:
        raise NotFound(_("There is nothing to settle any more."))
    return dispute


def _objection(call_id: int, answer_id: int) -> Answer:
    answer = session.get(Answer, answer_id)
    if answer is None or answer.call_id != call_id:
        raise NotFound(_("There is no such answer."))
    return answer
