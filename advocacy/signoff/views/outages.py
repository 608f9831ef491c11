"""One tap to say that there is no power or no network: from the signing page, or for a region from the board."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.errors import BadInput, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Call
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.answering import desk_for
from advocacy.signoff.views.coordinating import board_page
from advocacy.signoff.views.desk import Desk
from advocacy.signoff.views.room import bp
from advocacy.signoff.views.signing import behind
from advocacy.web import csrf, form_value


@bp.post("/s/<token>/outage")
@requires(Action.FOLLOW_SIGNING_LINK)
def report_outage_by_link(token: str) -> ResponseReturnValue:
    return behind(token, _report)


csrf.exempt(report_outage_by_link)


@bp.post("/calls/<int:call_id>/answer/<int:organisation_id>/outage")
@requires(Action.ANSWER_CALL)
def report_own_outage(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return _report(desk_for(call_id, organisation_id))


@bp.post("/calls/<int:call_id>/outage")
@requires(Action.OPEN_CALL)
def report_outage(call_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            found = actions.report_outage_in(
                queries.call_of(call_id),
                form_value(request.form, "region")[:200],
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return board_page(queries.call_of(call_id), refusal)
    flash(
        ngettext(
            "The day of %(num)s member moved to the end of the call.",
            "The day of %(num)s members moved to the end of the call.",
            len(found),
        )
    )
    return redirect(url_for("signoff.show_call", call_id=call_id), 303)


def _report(desk: Desk) -> ResponseReturnValue:
    try:
        with transaction():
            actions.report_own_outage(
                session.get_one(Call, desk.call.id),
                session.get_one(Organisation, desk.organisation.id),
                by=session.get_one(Person, desk.person.id),
            )
    except RuleBroken as refusal:
        desks.note(refusal, desk)
        return desks.show(desk, refusal=refusal)
    return redirect(desk.address("page", lang=desk.lang), 303)
