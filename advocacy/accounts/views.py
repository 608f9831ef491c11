"""Signing in and out."""

from flask import Blueprint, Flask, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.database import session as rows
from advocacy.policy import Action
from config import Config

bp = Blueprint("accounts", __name__, url_prefix="/account")


def attach(app: Flask, config: Config) -> None:
    """Open the room, and find out on every request who asks."""
    app.register_blueprint(bp)
    app.before_request(recognise)


def recognise() -> None:
    """Set `g.person`; None for somebody who has not signed in."""
    g.person = rows.get(Person, session["person_id"]) if "person_id" in session else None


@bp.get("/enter")
@requires(Action.SIGN_IN)
def enter() -> ResponseReturnValue:
    return render_template("accounts/sign_in_first.html", after="/")


@bp.post("/leave")
@requires(Action.READ_OWN)
def leave() -> ResponseReturnValue:
    session.clear()
    return redirect(url_for("public.register"), 303)


@bp.get("/profile")
@requires(Action.READ_OWN)
def profile() -> ResponseReturnValue:
    return render_template("accounts/profile.html")
