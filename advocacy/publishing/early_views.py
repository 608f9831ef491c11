"""The page of an embargoed issue's early copies: who has which, another one, and the end before its time."""

from io import BytesIO

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import blobs
from advocacy.access import authorise, may, requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.errors import NotFound, Refusal
from advocacy.forms import reading
from advocacy.policy import Action
from advocacy.publishing import actions
from advocacy.publishing.actions.early import refuse_unless_embargoed
from advocacy.publishing.early import make_copy
from advocacy.publishing.early_queries import early_copies_of, liftings_of, waiting_lifting
from advocacy.publishing.models import EarlyCopy, Issue, Lifting
from advocacy.signoff.words import own_name

bp = Blueprint("early", __name__, url_prefix="/issues/<int:issue_id>/early")


def links_of(issue: Issue) -> list[tuple[str, str]]:
    """For the page of an issue: its early copies, while there can be any or there are some."""
    if not may(Action.READ_PACKAGES) or not (is_embargoed(issue) or early_copies_of(issue) or liftings_of(issue)):
        return []
    return [(_("Early copies and the embargo"), url_for("early.show_copies", issue_id=issue.id))]


def is_embargoed(issue: Issue) -> bool:
    """Whether its files exist and nobody outside may see them yet."""
    try:
        refuse_unless_embargoed(issue)
    except Refusal:
        return False
    return True


@bp.get("")
@requires(Action.READ_PACKAGES)
def show_copies(issue_id: int) -> ResponseReturnValue:
    return _page(_issue(issue_id))


@bp.post("")
@requires(Action.PREPARE_PACKAGE)
def make_early_copy(issue_id: int) -> ResponseReturnValue:
    """Makes the file first, outside any transaction, and keeps it under the recipient's name."""
    try:
        with reading(request.form) as typed:
            recipient = typed.text("recipient", required=True, max_length=120)
            mail = typed.mail("mail")
            lang = typed.choice("lang", _issue(issue_id).languages)
        refuse_unless_embargoed(_issue(issue_id))
        made = make_copy(_issue(issue_id), lang, recipient)
        with transaction():
            actions.take_early_copy(
                _issue(issue_id),
                lang,
                made.pdf,
                recipient=recipient,
                mail=mail,
                mark=made.mark,
                line=made.line,
                by=session.get_one(Person, g.person.id),
            )
    except Refusal as refusal:
        return _page(_issue(issue_id), refusal)
    flash(_("The copy is on its way.") if mail else _("The copy is ready: download it and hand it over."))
    return redirect(url_for("early.show_copies", issue_id=issue_id), 303)


@bp.get("/<int:copy_id>.pdf")
@requires(Action.READ_PACKAGES)
def download_copy(issue_id: int, copy_id: int) -> ResponseReturnValue:
    copy = session.get(EarlyCopy, copy_id)
    if copy is None or copy.issue_id != issue_id:
        raise NotFound(_("There is no such file here."))
    name = f"{copy.issue.reference.replace('/', '-')}-{copy.mark}-{copy.lang}.pdf"
    data = BytesIO(blobs.read(copy.sha256))
    return send_file(data, mimetype="application/pdf", as_attachment=True, download_name=name, max_age=0)


@bp.post("/lift")
@requires(Action.LIFT_EMBARGO)
def ask_lifting(issue_id: int) -> ResponseReturnValue:
    try:
        with reading(request.form) as typed:
            reason = typed.lines("reason", required=True, max_length=600)
        with transaction():
            actions.ask_lifting(_issue(issue_id), reason=reason, by=session.get_one(Person, g.person.id))
    except Refusal as refusal:
        return _page(_issue(issue_id), refusal)
    flash(_("Asked. The embargo ends as soon as a second person confirms it."))
    return redirect(url_for("early.show_copies", issue_id=issue_id), 303)


@bp.post("/lift/<int:lifting_id>/confirm")
@requires(Action.LIFT_EMBARGO)
def confirm_lifting(issue_id: int, lifting_id: int) -> ResponseReturnValue:
    authorise(Action.LIFT_EMBARGO, _lifting(issue_id, lifting_id))
    try:
        with transaction():
            actions.confirm_lifting(_lifting(issue_id, lifting_id), by=session.get_one(Person, g.person.id))
    except Refusal as refusal:
        return _page(_issue(issue_id), refusal)
    flash(_("The embargo has ended. Members, and those who hold early copies, are told."))
    return redirect(url_for("early.show_copies", issue_id=issue_id), 303)


@bp.post("/lift/<int:lifting_id>/drop")
@requires(Action.LIFT_EMBARGO)
def drop_lifting(issue_id: int, lifting_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            actions.drop_lifting(_lifting(issue_id, lifting_id), by=session.get_one(Person, g.person.id))
    except Refusal as refusal:
        return _page(_issue(issue_id), refusal)
    flash(_("The embargo stays."))
    return redirect(url_for("early.show_copies", issue_id=issue_id), 303)


def _page(issue: Issue, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = render_template(
        "publishing/early.html",
        issue=issue,
        copies=early_copies_of(issue),
        liftings=liftings_of(issue),
        waiting=waiting_lifting(issue),
        embargoed=is_embargoed(issue),
        languages=[(lang, own_name(lang)) for lang in issue.languages],
        typed=request.form,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _issue(issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id) if issue_id < 2**31 else None
    if issue is None:
        raise NotFound(_("There is no such issue."))
    return issue


def _lifting(issue_id: int, lifting_id: int) -> Lifting:
    lifting = session.get(Lifting, lifting_id) if lifting_id < 2**31 else None
    if lifting is None or lifting.issue_id != issue_id:
        raise NotFound(_("There is no such issue."))
    return lifting
