"""Who is signed in on this device, and for how long without a click."""

from datetime import UTC, datetime, timedelta

from flask import current_app, g, session
from flask_login import current_user
from flask_security.utils import login_user

from advocacy import clock
from advocacy.accounts.models import Person

TOUCH = timedelta(minutes=1)
"""How exactly the last click is remembered: a new cookie is sent at most once in this time."""


def open_session(person: Person) -> None:
    """Sign a person in on this device. Whatever the session held before goes, but for the language."""
    close_session()
    login_user(person, remember=False)
    session["seen"] = int(clock.now().timestamp())
    session.permanent = True
    g.person = person


def close_session() -> None:
    """Sign whoever it is out on this device."""
    lang = session.get("lang")
    session.clear()
    if lang:
        session["lang"] = lang
    g.person = None


def person_of_session() -> Person | None:
    """Whoever is signed in; None for nobody, for a session left alone too long and for a closed account."""
    if "_user_id" not in session:
        return None
    now = clock.now()
    idle = now - datetime.fromtimestamp(session.get("seen", 0), UTC)
    if idle > current_app.permanent_session_lifetime or not current_user.is_authenticated:
        close_session()
        return None
    if idle >= TOUCH:
        session["seen"] = int(now.timestamp())
    person: Person = current_user._get_current_object()
    return person
