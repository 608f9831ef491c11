"""A round of review: opened, read as a board, opened again by two, ended; and its amendments as a file."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import authorise, may, requires
from advocacy.accounts.models import Person
from advocacy.amending import actions, export, queries
from advocacy.amending.forms import WindowForm, reopening_in
from advocacy.amending.models import Amendment, Reopening, State, Window
from advocacy.amending.views import showing
from advocacy.amending.views.room import bp, is_known, own_organisations, window_at
from advocacy.database import session, transaction
from advocacy.drafting.forms import number_in
from advocacy.drafting.models import Dossier
from advocacy.drafting.views.room import dossier_at
from advocacy.errors import Refusal
from advocacy.policy import Action
from advocacy.web import form_value
from papers import bounded
from papers.dates import ZONES, city_of
from papers.model import Paper

USUAL = (timedelta(days=12), timedelta(days=14))
"""Two weeks, and the internal deadline before the last one (HANDBOOK 1.4)."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("/papers/<int:dossier_id>/review/new")
@requires(Action.OPEN_REVIEW)
def new_review(dossier_id: int) -> ResponseReturnValue:
    return _form(dossier_at(dossier_id, Action.OPEN_REVIEW), _usual_times())


@bp.post("/papers/<int:dossier_id>/review/new")
@requires(Action.OPEN_REVIEW)
def open_review(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.OPEN_REVIEW)
    try:
        form = WindowForm.parse(request.form)
        with transaction():
            actions.open_review(
                session.get_one(Dossier, dossier_id),
                soft_at=form.soft_at,
                closes_at=form.closes_at,
                timezone=form.timezone,
                message=form.message,
                by=session.get_one(Person, g.person.id),
            )
    except Refusal as refusal:
        return _form(dossier, request.form, refusal)
    flash(_("The draft is before the members; the mails are on their way."))
    return redirect(url_for("amending.show_review", dossier_id=dossier_id), 303)


def _form(dossier: Dossier, typed: object, refusal: Refusal | None = None) -> ResponseReturnValue:
    zones = [(zone, city_of(zone, showing.language())) for zone in ZONES]
    page = render_template("amending/new_review.html", dossier=dossier, typed=typed, refusal=refusal, zones=zones)
    return page, refusal.status if refusal else 200


def _usual_times() -> dict[str, str]:
    zone = g.person.timezone
    soft, last = (_at_six(clock.now() + span, zone) for span in USUAL)
    return {"soft_at": soft, "soft_at_time": "18:00", "closes_at": last, "closes_at_time": "18:00", "timezone": zone}


def _at_six(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).date().isoformat()


@bp.get("/papers/<int:dossier_id>/review")
@requires(Action.READ_REVIEW)
def show_review(dossier_id: int) -> ResponseReturnValue:
    return _board(window_at(dossier_id, number=number_in(request.args, "round")))


def _board(window: Window, refusal: Refusal | None = None) -> ResponseReturnValue:
    known = [one for one in window.amendments if is_known(one)]
    asked = {"state": form_value(request.args, "state"), "organisation": number_in(request.args, "organisation")}
    shown = [one for one in known if _is_asked(one, asked)]
    moved = [one for one in known if one.moved_at is not None]
    named = {one.organisation_id: one.organisation for one in moved if _is_named(one)}
    page = render_template(
        "amending/show_review.html",
        window=window,
        windows=queries.windows_of(window.dossier),
        counts=[(state, sum(one.state is state for one in moved)) for state in State if state is not State.PREPARED],
        board=showing.places_with(window, shown),
        base=queries.base_of(window),
        asked=asked,
        movers=[(number, showing.party(one, one.visibility)) for number, one in named.items()],
        known=known,
        gaps=queries.unanswered(window),
        own=own_organisations(),
        waiting=next((one for one in window.reopenings if one.confirmed_at is None), None),
        credits=[(merge, [one for one in moved if one.merge_id == merge.id]) for merge in window.merges],
        refusal=refusal,
        typed=request.form,
    )
    return page, refusal.status if refusal else 200


def _is_named(amendment: Amendment) -> bool:
    return showing.is_named(amendment.organisation, amendment.visibility)


def _is_asked(amendment: Amendment, asked: dict[str, object]) -> bool:
    if asked["state"] and amendment.state.value != asked["state"]:
        return False
    return asked["organisation"] is None or (
        amendment.organisation_id == asked["organisation"] and _is_named(amendment)
    )


@bp.post("/papers/<int:dossier_id>/review/end")
@requires(Action.OPEN_REVIEW)
def end_review(dossier_id: int) -> ResponseReturnValue:
    window = window_at(dossier_id, Action.OPEN_REVIEW)
    try:
        with transaction():
            waiver = form_value(request.form, "waiver")[:500]
            actions.end_review(session.get_one(Window, window.id), waiver=waiver, by=g.person)
    except Refusal as refusal:
        return _board(session.get_one(Window, window.id), refusal)
    flash(_("The review has ended. The text can be written on, or frozen."))
    return redirect(url_for("drafting.show_paper", dossier_id=dossier_id), 303)


@bp.post("/papers/<int:dossier_id>/review/reopening")
@requires(Action.OPEN_REVIEW)
def ask_reopening(dossier_id: int) -> ResponseReturnValue:
    window = window_at(dossier_id, Action.OPEN_REVIEW)
    try:
        reason, closes_at = reopening_in(request.form, window.timezone)
        with transaction():
            actions.ask_reopening(session.get_one(Window, window.id), reason, closes_at=closes_at, by=g.person)
    except Refusal as refusal:
        return _board(session.get_one(Window, window.id), refusal)
    flash(_("Noted. The window opens again when a second person confirms it."))
    return redirect(url_for("amending.show_review", dossier_id=dossier_id), 303)


@bp.post("/reopenings/<int:reopening_id>/confirm")
@requires(Action.CONFIRM_REOPENING)
def confirm_reopening(reopening_id: int) -> ResponseReturnValue:
    asked = session.get(Reopening, reopening_id)
    if asked is None or not may(Action.READ_REVIEW, asked.window):
        abort(404)
    authorise(Action.CONFIRM_REOPENING, asked)
    window = asked.window
    try:
        with transaction():
            actions.confirm_reopening(session.get_one(Reopening, reopening_id), by=g.person)
    except Refusal as refusal:
        return _board(session.get_one(Window, window.id), refusal)
    flash(_("The window is open again; the members are told."))
    return redirect(url_for("amending.show_review", dossier_id=window.dossier_id), 303)


@bp.get("/papers/<int:dossier_id>/review/amendments.<form>")
@requires(Action.READ_REVIEW)
def export_amendments(dossier_id: int, form: str) -> ResponseReturnValue:
    """All amendments in the order of the text, as a file for the meeting."""
    window = window_at(dossier_id, number=number_in(request.args, "round"))
    moved = [one for one in window.amendments if one.moved_at is not None]
    return file_of(export.amendments_paper(window, moved), form, f"amendments-{dossier_id}-{window.number}")


def file_of(paper: Paper, form: str, name: str) -> Response:
    """A working paper of the review as Word or PDF."""
    if form not in ("pdf", "docx"):
        abort(404)
    edition = export.edition_of(paper.lang)
    if form == "pdf":
        data, kind = bounded.to_pdf(paper, edition), "application/pdf"
    else:
        from papers.write.docx import to_docx  # takes seconds to import, and few ask

        data, kind = to_docx(paper, edition), DOCX
    return Response(data, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})
