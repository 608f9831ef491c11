"""How the links of an organisation open: chosen by its own representatives, on a page of theirs."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.access import authorise, may, requires
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.forms import LockForm
from advocacy.signoff.models import Factor
from advocacy.signoff.views.room import bp


@dataclass(frozen=True, slots=True)
class Own:
    """What the policy asks about: for which organisation somebody wants to act."""

    organisation_id: int


@bp.get("/coalition/organisations/<int:organisation_id>/links")
@requires(Action.READ_COALITION)
def show_lock(organisation_id: int) -> ResponseReturnValue:
    return _page(_organisation(organisation_id))


@bp.post("/coalition/organisations/<int:organisation_id>/links")
@requires(Action.ANSWER_CALL)
def choose_lock(organisation_id: int) -> ResponseReturnValue:
    authorise(Action.ANSWER_CALL, Own(organisation_id))
    try:
        form = LockForm.parse(request.form)
        with transaction():
            actions.choose_lock(
                _organisation(organisation_id),
                form.factor,
                always=form.always,
                pin=form.pin,
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return _page(_organisation(organisation_id), refusal)
    flash(_("Your links open so from now on. Your organisation is told at its own address."))
    return redirect(url_for("signoff.show_lock", organisation_id=organisation_id), 303)


@bp.post("/coalition/organisations/<int:organisation_id>/links/void")
@requires(Action.READ_COALITION)
def void_links(organisation_id: int) -> ResponseReturnValue:
    """A link went round: its organisation or the coordinator ends all that are in force; new ones go by mail."""
    if not may(Action.OPEN_CALL):
        authorise(Action.ANSWER_CALL, Own(organisation_id))
    try:
        with transaction():
            ended = actions.void_links(_organisation(organisation_id), by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return _page(_organisation(organisation_id), refusal)
    flash(
        ngettext(
            "%(num)s link has ended; a new one is on its way.",
            "%(num)s links have ended; new ones are on their way.",
            ended,
        )
    )
    return redirect(url_for("signoff.show_lock", organisation_id=organisation_id), 303)


def _organisation(organisation_id: int) -> Organisation:
    """For its own people and for the coordinator; for everybody else there is no such page."""
    found = session.get(Organisation, organisation_id)
    if found is None or not (may(Action.OPEN_CALL) or may(Action.ANSWER_CALL, Own(organisation_id))):
        raise NotFound(_("There is no page at this address, or you may not see it."))
    return found


def _page(organisation: Organisation, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    lock = queries.lock_of(organisation)
    page = render_template(
        "signoff/show_lock.html",
        organisation=organisation,
        lock=lock,
        has_pin=lock is not None and lock.pin_hash is not None,
        factor=request.form.get("factor") or (lock.factor if lock else Factor.MAIL).value,
        when=request.form.get("when") or ("always" if lock and lock.always else "embargo"),
        may_choose=may(Action.ANSWER_CALL, Own(organisation.id)),
        links=[(link, queries.devices_of(link)) for link in queries.links_in_force(organisation)],
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200
