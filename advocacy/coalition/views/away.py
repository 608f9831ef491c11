"""«I am away»: a representative says so on a page of their own, and comes back when they like."""

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy import clock
from advocacy.access import actor, authorise, requires
from advocacy.accounts.models import Person
from advocacy.coalition import actions, queries
from advocacy.coalition.models import Absence, Organisation
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, Refusal
from advocacy.forms import reading
from advocacy.policy import Action


@dataclass(frozen=True, slots=True)
class Own:
    """What the policy asks about: for which organisation somebody wants to act."""

    organisation_id: int


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/away")(show_own_absences)
    bp.post("/away")(record_own_absence)
    bp.post("/away/<int:absence_id>/end")(end_own_absence)


@requires(Action.ANSWER_CALL)
def show_own_absences() -> ResponseReturnValue:
    return _page()


@requires(Action.ANSWER_CALL)
def record_own_absence() -> ResponseReturnValue:
    """For one of their organisations or for all of them (nothing chosen)."""
    own = _own_organisations()
    try:
        with reading(request.form) as typed:
            since, until = typed.day("away_since"), typed.day("away_until", required=True)
            chosen = typed.whole("organisation", least=1)
        wanted = [one for one in own if chosen in (None, one.id)]
        if not wanted:
            raise BadInput({"organisation": lazy_gettext("Choose one of the entries in the list.")})
        with transaction():
            person = session.get_one(Person, g.person.id)
            for one in wanted:
                authorise(Action.ANSWER_CALL, Own(one.id))
                house = session.get_one(Organisation, one.id)
                actions.record_absence(house, person, since=since, until=until, by=person)
    except Refusal as refusal:
        return _page(refusal)
    flash(_("Noted. Your organisation is told, and your alternate is asked in your place meanwhile."))
    return redirect(url_for("coalition.show_own_absences"), 303)


@requires(Action.ANSWER_CALL)
def end_own_absence(absence_id: int) -> ResponseReturnValue:
    absence = session.get(Absence, absence_id) if absence_id < 2**31 else None
    if absence is None or absence.person_id != g.person.id:
        raise NotFound(lazy_gettext("There is no such entry."))
    with transaction():
        actions.end_absence(session.get_one(Absence, absence_id), by=session.get_one(Person, g.person.id))
    flash(_("Welcome back. From now on you are asked yourself."))
    return redirect(url_for("coalition.show_own_absences"), 303)


def _own_organisations() -> list[Organisation]:
    """Those for which they sign themselves, not in somebody's place."""
    today = clock.now().date()
    found = [session.get_one(Organisation, id_) for id_ in sorted(actor().represents)]
    return [one for one in found if g.person.id in {person.id for person in queries.principals_of(one, today)}]


def _page(refusal: Refusal | None = None) -> ResponseReturnValue:
    today, own = clock.now().date(), _own_organisations()
    mine = [each for one in own for each in queries.absences_of(one, today) if each.person_id == g.person.id]
    page = render_template(
        "coalition/my_absences.html",
        organisations=own,
        absences=mine,
        alternates={one.id: queries.alternates_of(one, g.person, today) for one in own},
        typed=request.form,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200
