"""The pages on which two release officers open withheld names. Nothing on them is kept by a browser."""

from datetime import datetime

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import authorise, requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Accession, Answer, Opening
from advocacy.signoff.views.room import bp
from advocacy.signoff.words import ANSWERED
from advocacy.web import form_value, language


@bp.get("/names")
@requires(Action.OPEN_NAMES)
def list_openings() -> ResponseReturnValue:
    return _list_page()


@bp.post("/names")
@requires(Action.OPEN_NAMES)
def ask_opening() -> ResponseReturnValue:
    try:
        typed = form_value(request.form, "call")
        if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
            raise BadInput({"call": _("Choose one of the entries in the list.")})
        with transaction():
            opening = actions.ask_opening(
                queries.call_of(int(typed)),
                reason=form_value(request.form, "reason"),
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return _list_page(refusal)
    flash(_("The other release officers are told. Nothing opens before one of them agrees."))
    return redirect(url_for("signoff.show_opening", opening_id=opening.id), 303)


@bp.get("/names/<int:opening_id>")
@requires(Action.OPEN_NAMES)
def show_opening(opening_id: int) -> ResponseReturnValue:
    return _page(_opening(opening_id))


@bp.post("/names/<int:opening_id>/confirm")
@requires(Action.CONFIRM_OPENING)
def confirm_opening(opening_id: int) -> ResponseReturnValue:
    authorise(Action.CONFIRM_OPENING, _opening(opening_id))
    try:
        with transaction():
            actions.confirm_opening(_opening(opening_id), by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return _page(_opening(opening_id), refusal)
    flash(_("Open for half an hour, for the two of you. The organisations concerned are told now."))
    return redirect(url_for("signoff.show_opening", opening_id=opening_id), 303)


@bp.post("/names/<int:opening_id>/read")
@requires(Action.READ_NAMES)
def read_names(opening_id: int) -> ResponseReturnValue:
    """The names, in the answer to a form: an address in a history or a link in a mail shows nothing."""
    authorise(Action.READ_NAMES, _opening(opening_id))
    try:
        with transaction():
            shown = actions.read_names(_opening(opening_id), by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return _page(_opening(opening_id), refusal)
    return _page(_opening(opening_id), shown=shown)


@bp.post("/names/<int:opening_id>/shut")
@requires(Action.OPEN_NAMES)
def shut_opening(opening_id: int) -> ResponseReturnValue:
    with transaction():
        actions.shut_opening(_opening(opening_id), by=session.get_one(Person, g.person.id))
    return redirect(url_for("signoff.show_opening", opening_id=opening_id), 303)


def _opening(opening_id: int) -> Opening:
    opening = session.get(Opening, opening_id)
    if opening is None:
        raise NotFound(_("There is no such request."))
    return opening


def _list_page(refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    page = render_template(
        "signoff/list_openings.html",
        openings=queries.openings(),
        standing_of=queries.standing_of,
        calls=[
            (call.id, f"{call.dossier.title_in(language())} ({number})")
            for call, number in queries.calls_with_withheld()
        ],
        typed=request.form,
        refusal=refusal,
    )
    return _unkept(page, refusal.status if refusal else 200)


def _page(
    opening: Opening, refusal: RuleBroken | None = None, *, shown: list[Answer | Accession] | None = None
) -> Response:
    page = render_template(
        "signoff/show_opening.html",
        opening=opening,
        standing=queries.standing_of(opening),
        shown=None if shown is None else [(act.organisation, *_what(act)) for act in shown],
        refusal=refusal,
    )
    return _unkept(page, refusal.status if refusal else 200)


def _what(act: Answer | Accession) -> tuple[object, datetime]:
    if isinstance(act, Accession):
        return _("acceded later"), act.acceded_at
    return ANSWERED[act.choice], act.answered_at


def _unkept(page: str, status: int) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
