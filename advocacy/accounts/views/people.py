"""The coordinator's pages about people: who has an account, inviting, closing."""

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy.access import requires
from advocacy.accounts import actions, queries
from advocacy.accounts.forms import InvitationForm
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, Refusal
from advocacy.policy import Action
from config import Config


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/people")(list_people)
    bp.get("/people/new")(new_person)
    bp.post("/people")(invite)
    bp.post("/people/<int:person_id>/link")(send_link)
    bp.post("/people/<int:person_id>/deactivate")(deactivate)
    bp.post("/people/<int:person_id>/reactivate")(reactivate)


@requires(Action.MANAGE_COALITION)
def list_people() -> ResponseReturnValue:
    return render_template("accounts/list_people.html", people=queries.people())


@requires(Action.MANAGE_COALITION)
def new_person() -> ResponseReturnValue:
    return render_template("accounts/new_person.html", typed={}, refusal=None)


@requires(Action.MANAGE_COALITION)
def invite() -> ResponseReturnValue:
    try:
        form = InvitationForm.parse(request.form)
        with transaction():
            actions.invite_person(
                login=form.login,
                name_ar=form.name_ar,
                name_en=form.name_en,
                email=form.email,
                lang=form.lang,
                base_url=base_url(),
                by=g.person,
            )
    except BadInput as refusal:
        return render_template("accounts/new_person.html", typed=request.form, refusal=refusal), refusal.status
    flash(_("The account is open, and the first link is on its way."))
    return redirect(url_for("accounts.list_people"), 303)


@requires(Action.MANAGE_COALITION)
def send_link(person_id: int) -> ResponseReturnValue:
    with transaction():
        actions.send_entry_link(_person(person_id), base_url=base_url())
    flash(_("A link is on its way."))
    return redirect(url_for("accounts.list_people"), 303)


@requires(Action.MANAGE_COALITION)
def deactivate(person_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            actions.deactivate(_person(person_id), by=g.person)
    except Refusal as refusal:
        return render_template("accounts/list_people.html", people=queries.people(), refusal=refusal), refusal.status
    flash(_("The account is closed."))
    return redirect(url_for("accounts.list_people"), 303)


@requires(Action.MANAGE_COALITION)
def reactivate(person_id: int) -> ResponseReturnValue:
    with transaction():
        actions.reactivate(_person(person_id), by=g.person)
    flash(_("The account is open again."))
    return redirect(url_for("accounts.list_people"), 303)


def base_url() -> str:
    """The address that links in mails begin with."""
    config: Config = current_app.extensions["mawqif"]
    return config.base_url


def _person(person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(lazy_gettext("There is no such person."))
    return person
