"""Signing in and out, and what people change about themselves."""

from flask import Blueprint, Flask, flash, g, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.accounts import actions, queries
from advocacy.accounts.forms import EntryForm, LinkForm, PasswordForm, ProfileForm
from advocacy.accounts.rules import safe_target
from advocacy.accounts.security import attach_security
from advocacy.accounts.sessions import close_session, open_session, person_of_session
from advocacy.accounts.views import people
from advocacy.accounts.zones import zone_choices
from advocacy.database import transaction
from advocacy.errors import BadInput, Refusal, RuleBroken
from advocacy.policy import Action
from config import Config
from papers.model import LANGUAGES

bp = Blueprint("accounts", __name__, url_prefix="/account")
people.attach(bp)


def attach(app: Flask, config: Config) -> None:
    """Open the room, and find out on every request who asks."""
    attach_security(app, config)
    app.register_blueprint(bp)
    app.before_request(recognise)


def recognise() -> None:
    """Set `g.person`; None for somebody who has not signed in."""
    g.person = person_of_session()


@bp.get("/enter")
@requires(Action.SIGN_IN)
def enter() -> ResponseReturnValue:
    after = safe_target(request.args.get("after", ""))
    if g.person is not None:
        return redirect(after or url_for("assembly.home"), 303)
    return render_template("accounts/enter.html", after=after, typed={}, refusal=None)


@bp.post("/enter")
@requires(Action.SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Counted first, judged outside the transaction: hashing must not hold the write lock."""
    try:
        form = EntryForm.parse(request.form)
        with transaction():
            actions.note_try("password", form.login, _address())
        person = queries.person_by_login_or_email(form.login)
        if not actions.check_password(person, form.password) or person is None:
            raise RuleBroken(_("Login and password do not match. Try again, or enter by a link."), status=422)
    except Refusal as refusal:
        after = safe_target(request.form.get("after", ""))
        return render_template("accounts/enter.html", after=after, typed=request.form, refusal=refusal), refusal.status
    with transaction():
        actions.forget_tries("password", form.login, _address())
    open_session(person)
    return redirect(form.after or url_for("assembly.home"), 303)


@bp.post("/link")
@requires(Action.SIGN_IN)
def ask_link() -> ResponseReturnValue:
    """Say the same whether or not there is such a person."""
    try:
        form = LinkForm.parse(request.form)
        with transaction():
            actions.note_try("link", form.login, _address())
            person = queries.person_by_login_or_email(form.login)
            if person is not None and person.active:
                actions.send_entry_link(person, base_url=people.base_url(), after=form.after)
    except Refusal as refusal:
        after = safe_target(request.form.get("after", ""))
        return render_template("accounts/enter.html", after=after, typed=request.form, refusal=refusal), refusal.status
    return redirect(url_for("accounts.link_sent"), 303)


@bp.get("/link")
@requires(Action.SIGN_IN)
def link_sent() -> ResponseReturnValue:
    return render_template("accounts/link_sent.html")


@bp.get("/link/<token>")
@requires(Action.SIGN_IN)
def show_link(token: str) -> ResponseReturnValue:
    """Only a button: programs that look through mails follow links, and would use it up."""
    return render_template(
        "accounts/show_link.html", token=token, after=safe_target(request.args.get("after", "")), refusal=None
    )


@bp.post("/link/<token>")
@requires(Action.SIGN_IN)
def use_link(token: str) -> ResponseReturnValue:
    with transaction():
        person = actions.use_entry_link(token)
    if person is None:
        return render_template("accounts/link_ended.html"), 410
    open_session(person)
    return redirect(safe_target(request.form.get("after", "")) or url_for("assembly.home"), 303)


@bp.post("/leave")
@requires(Action.OPEN_TO_ALL)
def leave() -> ResponseReturnValue:
    """Drafts that this browser kept for the person go with them."""
    close_session()
    response = redirect(url_for("public.register"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@bp.post("/close")
@requires(Action.OPEN_TO_ALL)
def close_now() -> ResponseReturnValue:
    """For a shared telephone: signed out, nothing kept by the browser, and a page that says nothing."""
    close_session()
    response = make_response(render_template("accounts/close_now.html"))
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@bp.get("/profile")
@requires(Action.READ_OWN)
def profile() -> ResponseReturnValue:
    return _profile_page()


@bp.post("/profile")
@requires(Action.READ_OWN)
def edit_profile() -> ResponseReturnValue:
    try:
        form = ProfileForm.parse(request.form, request.form.getlist("tongue"))
        with transaction():
            actions.edit_profile(
                g.person,
                name_ar=form.name_ar,
                name_en=form.name_en,
                phone=form.phone,
                lang=form.lang,
                timezone=form.timezone,
                weekly=form.weekly,
                tongues=form.tongues,
                by=g.person,
            )
    except BadInput as refusal:
        return _profile_page(refusal, request.form)
    session.pop("lang", None)  # what the person chose now counts more than what this device chose before
    flash(_("Saved."))
    return redirect(url_for("accounts.profile"), 303)


@bp.post("/password")
@requires(Action.READ_OWN)
def change_password() -> ResponseReturnValue:
    """Needs the present password, if there is one: a telephone left open must not be enough."""
    try:
        form = PasswordForm.parse(request.form)
        with transaction():
            actions.note_try("password", g.person.login, _address())
        if g.person.password and not actions.check_password(g.person, form.present):
            raise BadInput({"present": _("This is not your present password.")})
        with transaction():
            actions.set_password(g.person, form.password, by=g.person)
            actions.sign_out_everywhere(g.person)
            actions.forget_tries("password", g.person.login, _address())
    except Refusal as refusal:
        return _profile_page(refusal)
    open_session(g.person)
    flash(_("The new password holds. All other devices are signed out."))
    return redirect(url_for("accounts.profile"), 303)


@bp.post("/everywhere")
@requires(Action.READ_OWN)
def leave_everywhere() -> ResponseReturnValue:
    with transaction():
        actions.sign_out_everywhere(g.person)
    close_session()
    flash(_("You are signed out on all devices."))
    return redirect(url_for("accounts.enter"), 303)


def _profile_page(refusal: Refusal | None = None, typed: object = None) -> ResponseReturnValue:
    zones = zone_choices(str(get_locale()), g.person.timezone)
    page = render_template(
        "accounts/profile.html",
        me=g.person,
        typed=typed or g.person,
        refusal=refusal,
        zones=zones,
        tongues=LANGUAGES,
        chosen=request.form.getlist("tongue") if refusal else g.person.tongues,
    )
    return (page, refusal.status) if refusal else page


def _address() -> str:
    return request.remote_addr or ""
