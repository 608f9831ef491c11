"""Asking for more time from the signing page; granting and declining on the board."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.forms import MoreTimeForm
from advocacy.signoff.models import Call, MoreTime
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.answering import desk_for
from advocacy.signoff.views.coordinating import board_page
from advocacy.signoff.views.desk import Desk
from advocacy.signoff.views.room import bp
from advocacy.signoff.views.signing import behind
from advocacy.web import csrf, form_value


@bp.post("/s/<token>/more-time")
@requires(Action.FOLLOW_SIGNING_LINK)
def ask_more_time_by_link(token: str) -> ResponseReturnValue:
    return behind(token, _ask)


csrf.exempt(ask_more_time_by_link)


@bp.post("/calls/<int:call_id>/answer/<int:organisation_id>/more-time")
@requires(Action.ANSWER_CALL)
def ask_more_time(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return _ask(desk_for(call_id, organisation_id))


@bp.post("/calls/<int:call_id>/more-time/<int:request_id>")
@requires(Action.OPEN_CALL)
def decide_more_time(call_id: int, request_id: int) -> ResponseReturnValue:
    """Grant it, or decline it with a reason."""
    _request(call_id, request_id)
    try:
        with transaction():
            asked, by = _request(call_id, request_id), session.get_one(Person, g.person.id)
            if form_value(request.form, "decision") == "grant":
                actions.grant_more_time(asked, by=by)
            else:
                reason = form_value(request.form, f"reason-{request_id}")
                actions.decline_more_time(asked, reason=reason, by=by)
    except (BadInput, RuleBroken) as refusal:
        return board_page(queries.call_of(call_id), refusal)
    flash(_("Decided; the organisation is told by mail."))
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


def _ask(desk: Desk) -> ResponseReturnValue:
    try:
        form = MoreTimeForm.parse(request.form)
        with transaction():
            actions.ask_more_time(
                session.get_one(Call, desk.call.id),
                session.get_one(Organisation, desk.organisation.id),
                hours=form.hours,
                reason=form.reason,
                by=session.get_one(Person, desk.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        desks.note(refusal, desk)
        return desks.show(desk, refusal=refusal, besides=request.form)
    return redirect(desk.address("page", lang=desk.lang), 303)


def _request(call_id: int, request_id: int) -> MoreTime:
    found = session.get(MoreTime, request_id)
    if found is None or found.call_id != call_id:
        raise NotFound(_("There is no such request."))
    return found
