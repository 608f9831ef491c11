"""The page on which the secretariat offers recipients to the signatories of a call."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.contacts import queries as contacts
from advocacy.contacts.words import WAYS
from advocacy.database import session, transaction
from advocacy.dispatch.recipients import MOST, offer_recipients
from advocacy.errors import Refusal
from advocacy.policy import Action
from advocacy.signoff.models import Call
from advocacy.signoff.queries import call_of, chosen_ids, is_over, recipients_of
from advocacy.web import language

bp = Blueprint("recipients", __name__)


@bp.get("/calls/<int:call_id>/recipients")
@requires(Action.OFFER_RECIPIENTS)
def offer(call_id: int) -> ResponseReturnValue:
    return _page(call_of(call_id))


@bp.post("/calls/<int:call_id>/recipients")
@requires(Action.OFFER_RECIPIENTS)
def keep(call_id: int) -> ResponseReturnValue:
    ticked = set(request.form.getlist("offices"))
    try:
        with transaction():
            chosen = [office for office in contacts.offices(in_lang=language()) if str(office.id) in ticked]
            offer_recipients(call_of(call_id), chosen, by=session.get_one(Person, g.person.id))
    except Refusal as refusal:
        return _page(call_of(call_id), refusal)
    flash(_("Kept. Signatories see these recipients from now on."))
    return redirect(url_for("recipients.offer", call_id=call_id), 303)


def _page(call: Call, refusal: Refusal | None = None) -> ResponseReturnValue:
    offered = {one.office_id: one.id for one in recipients_of(call)}
    chosen = chosen_ids(call)
    page = render_template(
        "dispatch/offer_recipients.html",
        call=call,
        offices=contacts.offices(in_lang=language()),
        ways=WAYS,
        ticked=set(request.form.getlist("offices")) if refusal else {str(number) for number in offered},
        fixed={office_id for office_id, number in offered.items() if number in chosen},
        is_over=is_over(call),
        most=MOST,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200
