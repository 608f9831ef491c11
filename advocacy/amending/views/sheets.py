"""Comment sheets: written, handed in, answered, printed."""

from flask import Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import authorise, requires
from advocacy.amending import actions, export, queries
from advocacy.amending.forms import answer_in, comment_in
from advocacy.amending.models import CommentSheet, SheetComment, Window
from advocacy.amending.views import showing
from advocacy.amending.views.review import file_of
from advocacy.amending.views.room import bp, own_organisation, own_organisations, sheet_at, window_at
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.drafting.forms import number_in
from advocacy.errors import Refusal
from advocacy.policy import Action


@bp.get("/papers/<int:dossier_id>/sheets")
@requires(Action.READ_REVIEW)
def list_sheets(dossier_id: int) -> ResponseReturnValue:
    """The sheets that were handed in, and the way to one's own."""
    window = window_at(dossier_id, number=number_in(request.args, "round"))
    sheets = [one for one in window.sheets if one.handed_in_at is not None]
    return render_template("amending/list_sheets.html", window=window, sheets=sheets, own=own_organisations())


@bp.get("/papers/<int:dossier_id>/sheets/own")
@requires(Action.PREPARE_AMENDMENT)
def own_sheet(dossier_id: int) -> ResponseReturnValue:
    """The organisation's own sheet: a page to begin it, or the sheet itself; `block` says what it shall be about."""
    window = window_at(dossier_id)
    organisation = own_organisation(number_in(request.args, "organisation"))
    sheet = queries.sheet_of(window, organisation)
    if sheet is not None:
        chosen = request.args.get("block", "")[:64] or None
        return redirect(
            url_for("amending.show_sheet", sheet_id=sheet.id, block=chosen, _anchor="add" if chosen else None)
        )
    return _page(window, organisation, None)


@bp.post("/papers/<int:dossier_id>/sheets/own")
@requires(Action.PREPARE_AMENDMENT)
def write_comment(dossier_id: int) -> ResponseReturnValue:
    window = window_at(dossier_id)
    organisation = own_organisation(number_in(request.form, "organisation"))
    try:
        subject, words, block = comment_in(request.form)
        with transaction():
            window, own = session.get_one(Window, window.id), session.get_one(Organisation, organisation.id)
            comment = actions.write_comment(window, own, subject, words, block=block, by=g.person)
    except Refusal as refusal:
        window = session.get_one(Window, window.id)
        return _page(window, organisation, queries.sheet_of(window, organisation), refusal)
    flash(_("Comment %(number)s is on the sheet.", number=comment.number))
    return redirect(url_for("amending.show_sheet", sheet_id=comment.sheet_id), 303)


@bp.get("/sheets/<int:sheet_id>")
@requires(Action.READ_REVIEW)
def show_sheet(sheet_id: int) -> ResponseReturnValue:
    sheet = sheet_at(sheet_id)
    return _page(sheet.window, sheet.organisation, sheet)


def _page(
    window: Window,
    organisation: Organisation,
    sheet: CommentSheet | None,
    refusal: Refusal | None = None,
    *,
    answering: int | None = None,
) -> ResponseReturnValue:
    base = queries.base_of(window)
    blocks = [
        (block.id, f"{number}. {showing.words_of(block.id, base)[:70]}") for number, block in enumerate(base.blocks, 1)
    ]
    page = render_template(
        "amending/show_sheet.html",
        window=window,
        organisation=organisation,
        is_own=organisation in own_organisations(),
        sheet=sheet,
        blocks=blocks,
        answering=answering,
        refusal=refusal,
        typed=request.form or {"block": request.args.get("block", "")},
    )
    return page, refusal.status if refusal else 200


@bp.post("/sheets/comments/<int:comment_id>/remove")
@requires(Action.PREPARE_AMENDMENT)
def remove_comment(comment_id: int) -> ResponseReturnValue:
    sheet = _comment_at(comment_id).sheet
    authorise(Action.PREPARE_AMENDMENT, sheet)
    try:
        with transaction():
            actions.remove_comment(session.get_one(SheetComment, comment_id))
    except Refusal as refusal:
        return _again(sheet.id, refusal)
    return redirect(url_for("amending.show_sheet", sheet_id=sheet.id), 303)


@bp.post("/sheets/<int:sheet_id>/hand-in")
@requires(Action.MOVE_AMENDMENT)
def hand_in_sheet(sheet_id: int) -> ResponseReturnValue:
    authorise(Action.MOVE_AMENDMENT, sheet_at(sheet_id))
    shown = Visibility.WITHHELD if request.form.get("withheld") else Visibility.PUBLIC
    try:
        with transaction():
            actions.hand_in_sheet(session.get_one(CommentSheet, sheet_id), visibility=shown, by=g.person)
    except Refusal as refusal:
        return _again(sheet_id, refusal)
    flash(_("The sheet is handed in; every comment gets an answer."))
    return redirect(url_for("amending.show_sheet", sheet_id=sheet_id), 303)


@bp.post("/sheets/comments/<int:comment_id>/answer")
@requires(Action.HANDLE_AMENDMENT)
def answer_comment(comment_id: int) -> ResponseReturnValue:
    sheet = _comment_at(comment_id).sheet
    authorise(Action.HANDLE_AMENDMENT, sheet.window)
    try:
        outcome, answer = answer_in(request.form)
        with transaction():
            actions.answer_comment(session.get_one(SheetComment, comment_id), outcome, answer, by=g.person)
    except Refusal as refusal:
        return _again(sheet.id, refusal, answering=comment_id)
    return redirect(url_for("amending.show_sheet", sheet_id=sheet.id, _anchor=f"comment-{comment_id}"), 303)


def _comment_at(comment_id: int) -> SheetComment:
    comment = session.get(SheetComment, comment_id) or abort(404)
    sheet_at(comment.sheet_id)
    return comment


def _again(sheet_id: int, refusal: Refusal, *, answering: int | None = None) -> ResponseReturnValue:
    sheet = session.get_one(CommentSheet, sheet_id)
    return _page(sheet.window, sheet.organisation, sheet, refusal, answering=answering)


@bp.get("/sheets/<int:sheet_id>.<form>")
@requires(Action.READ_REVIEW)
def export_sheet(sheet_id: int, form: str) -> Response:
    sheet = sheet_at(sheet_id)
    return file_of(export.sheet_paper(sheet), form, f"comments-{sheet.window.dossier_id}-{sheet.id}")
