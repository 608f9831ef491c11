"""The embargo on the text of a call: how it stands, another end for it, and the second person's word."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import authorise, requires
from advocacy.accounts.models import Person
from advocacy.coalition.queries import the_coalition
from advocacy.database import session, transaction
from advocacy.errors import NotFound, Refusal
from advocacy.forms import reading
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Call, EmbargoChange
from advocacy.signoff.views.room import bp


@bp.get("/calls/<int:call_id>/embargo")
@requires(Action.LIFT_EMBARGO)
def show_embargo(call_id: int) -> ResponseReturnValue:
    return _page(queries.call_of(call_id))


@bp.post("/calls/<int:call_id>/embargo")
@requires(Action.LIFT_EMBARGO)
def change_embargo(call_id: int) -> ResponseReturnValue:
    try:
        with reading(request.form) as typed:
            what = typed.choice("what", ["until", "none"], default="until")
            until = typed.moment("until", _zone(), required=what == "until")
            reason = typed.lines("reason", required=True, max_length=600)
        with transaction():
            change = actions.change_embargo(
                queries.call_of(call_id),
                until if what == "until" else None,
                reason=reason,
                by=session.get_one(Person, g.person.id),
            )
            is_longer = change.is_longer
    except Refusal as refusal:
        return _page(queries.call_of(call_id), refusal)
    if is_longer:
        flash(_("The embargo has its new end."))
    else:
        flash(_("Asked. It ends sooner as soon as a second person confirms it."))
    return redirect(url_for("signoff.show_embargo", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/embargo/<int:wish_id>/confirm")
@requires(Action.LIFT_EMBARGO)
def confirm_embargo(call_id: int, wish_id: int) -> ResponseReturnValue:
    authorise(Action.LIFT_EMBARGO, _change(call_id, wish_id))
    try:
        with transaction():
            actions.confirm_change(_change(call_id, wish_id), by=session.get_one(Person, g.person.id))
    except Refusal as refusal:
        return _page(queries.call_of(call_id), refusal)
    flash(_("The embargo has its new end. Whoever was asked is told by mail."))
    return redirect(url_for("signoff.show_embargo", call_id=call_id), 303)


@bp.post("/calls/<int:call_id>/embargo/<int:wish_id>/drop")
@requires(Action.LIFT_EMBARGO)
def drop_embargo(call_id: int, wish_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            actions.drop_change(_change(call_id, wish_id), by=session.get_one(Person, g.person.id))
    except Refusal as refusal:
        return _page(queries.call_of(call_id), refusal)
    flash(_("The embargo stays."))
    return redirect(url_for("signoff.show_embargo", call_id=call_id), 303)


def _page(call: Call, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = render_template(
        "signoff/show_embargo.html",
        call=call,
        zone=_zone(),
        until=queries.embargo_of(call),
        changes=queries.embargo_changes(call),
        waiting=queries.waiting_change(call),
        is_issued=queries.is_issued(call),
        typed=request.form,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _zone() -> str:
    house = the_coalition()
    return house.timezone if house else "UTC"


def _change(call_id: int, wish_id: int) -> EmbargoChange:
    found = session.get(EmbargoChange, wish_id) if wish_id < 2**31 else None
    if found is None or found.call_id != call_id:
        raise NotFound(_("There is no such request."))
    return found
