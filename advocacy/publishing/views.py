"""Pages of the secretariat about issues: what will be printed, how far the files are, and what became of them."""

from datetime import date
from io import BytesIO
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import authorise, may, requires
from advocacy.coalition.models import Coalition
from advocacy.coalition.queries import the_coalition
from advocacy.database import Base, session, transaction
from advocacy.drafting.models import Dossier, Stage
from advocacy.errors import NotFound, Refusal, RuleBroken
from advocacy.policy import Action
from advocacy.publishing import accession_views, actions, queries, readiness
from advocacy.publishing.correcting_views import bp as correcting_bp
from advocacy.publishing.downloads import send
from advocacy.publishing.early_views import bp as early_bp
from advocacy.publishing.early_views import links_of as early_links
from advocacy.publishing.fitting_views import bp as fitting_bp
from advocacy.publishing.forms import IssueForm, ReissueForm, WithdrawForm
from advocacy.publishing.models import Issue
from advocacy.publishing.shorter import message_of, shorter_file
from advocacy.signoff.models import Call
from advocacy.signoff.queries import denied_in, embargo_of, newest_call_of
from config import Config

bp = Blueprint("publishing", __name__)
Row = TypeVar("Row", bound=Base)
LARGEST_ID = 2**31
"""A larger number in an address is no id, and PostgreSQL would refuse to look for it."""


def attach(app: Flask, config: Config) -> None:
    """Open the room, and show the way to it from the page of a paper."""
    app.register_blueprint(bp)
    app.register_blueprint(early_bp)
    app.register_blueprint(fitting_bp)
    app.register_blueprint(correcting_bp)
    app.register_blueprint(accession_views.bp)
    app.extensions.setdefault("mawqif.closed_doors", []).append(accession_views.way_in)
    app.extensions.setdefault("mawqif.paper_links", []).append(issues_of_paper)
    app.extensions.setdefault("mawqif.paper_steps", []).append(steps_of)


@bp.get("/calls/<int:call_id>/issue")
@requires(Action.ISSUE_PAPER)
def new_issue(call_id: int) -> ResponseReturnValue:
    call = _found(Call, call_id)
    known = queries.issue_of_call(call)
    if known is not None:
        return redirect(url_for("publishing.show_issue", issue_id=known.id), 303)
    return _new_issue_page(call)


@bp.post("/calls/<int:call_id>/issue")
@requires(Action.ISSUE_PAPER)
def issue_paper(call_id: int) -> ResponseReturnValue:
    call, house = _found(Call, call_id), _house()
    try:
        form = IssueForm.parse(request.form, zone=house.timezone, not_before=_adopted_on(call, house))
        with transaction():
            issue = actions.issue_paper(
                _found(Call, call_id), dated=form.dated, embargo_until=form.embargo_until, by=g.person
            )
    except Refusal as refusal:
        return _new_issue_page(_found(Call, call_id), refusal), refusal.status
    return redirect(url_for("publishing.show_issue", issue_id=issue.id), 303)


def _new_issue_page(call: Call, refusal: Refusal | None = None) -> str:
    house = _house()
    today = clock.now().astimezone(ZoneInfo(house.timezone)).date()
    found = readiness.gaps(call, house, today)
    return render_template(
        "publishing/new_issue.html",
        call=call,
        house=house,
        gaps=found,
        is_ready=all(gap.state != "blocks" for gap in found),
        editions=readiness.preview(call, house, today) if call.attribution else {},
        today=today,
        held=held.astimezone(ZoneInfo(house.timezone)) if (held := embargo_of(call)) else None,
        typed=request.form,
        refusal=refusal,
    )


@bp.get("/issues/<int:issue_id>")
@requires(Action.READ_ISSUE)
def show_issue(issue_id: int) -> ResponseReturnValue:
    issue = _readable(issue_id)
    return render_template(
        "publishing/show_issue.html",
        issue=issue,
        editions={lang: queries.edition_of(issue, lang) for lang in issue.languages},
        others=[other for other in queries.issues_of(issue.dossier) if other.id != issue.id],
        links=[link for offer in current_app.extensions.get("mawqif.issue_links", []) for link in offer(issue)],
        early=early_links(issue),
        now=clock.now(),
    )


@bp.get("/issues/<int:issue_id>/files/<name>")
@requires(Action.READ_ISSUE)
def download(issue_id: int, name: str) -> ResponseReturnValue:
    issue = _readable(issue_id)
    return send(next((file for file in issue.files if file.name == name), None))


@bp.get("/issues/<int:issue_id>/shorter/<lang>/<shorter>.<form>")
@requires(Action.READ_ISSUE)
def download_shorter(issue_id: int, lang: str, shorter: str, form: str) -> ResponseReturnValue:
    """A brief, a briefing note or a press text made from the issue; `message.txt` is that for telephones."""
    issue = _readable(issue_id)
    try:
        if (shorter, form) == ("message", "txt"):
            data, media_type = message_of(issue, lang).encode(), "text/plain; charset=utf-8"
        else:
            data, media_type = shorter_file(issue, lang, shorter, form)
    except KeyError as missing:
        raise NotFound(_("There is no such file here.")) from missing
    name = f"{issue.reference.replace('/', '-')}-{shorter}-{lang}.{form}"
    return send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name, max_age=0)


@bp.post("/issues/<int:issue_id>/again")
@requires(Action.ISSUE_PAPER)
def try_again(issue_id: int) -> ResponseReturnValue:
    with transaction():
        actions.try_again(_found(Issue, issue_id))
    return redirect(url_for("publishing.show_issue", issue_id=issue_id), 303)


@bp.get("/issues/<int:issue_id>/withdraw")
@requires(Action.ISSUE_PAPER)
def ask_withdraw(issue_id: int) -> ResponseReturnValue:
    issue = _found(Issue, issue_id)
    return render_template("publishing/ask_withdraw.html", issue=issue, typed=request.form, refusal=None)


@bp.post("/issues/<int:issue_id>/withdraw")
@requires(Action.ISSUE_PAPER)
def withdraw(issue_id: int) -> ResponseReturnValue:
    try:
        form = WithdrawForm.parse(request.form)
        with transaction():
            actions.withdraw_issue(_found(Issue, issue_id), reason=form.reason, by=g.person)
    except Refusal as refusal:
        page = render_template(
            "publishing/ask_withdraw.html", issue=_found(Issue, issue_id), typed=request.form, refusal=refusal
        )
        return page, refusal.status
    return redirect(url_for("publishing.show_issue", issue_id=issue_id), 303)


@bp.get("/issues/<int:issue_id>/reissue")
@requires(Action.ISSUE_PAPER)
def ask_reissue(issue_id: int) -> ResponseReturnValue:
    return _reissue_page(_found(Issue, issue_id))


@bp.post("/issues/<int:issue_id>/reissue")
@requires(Action.ISSUE_PAPER)
def reissue(issue_id: int) -> ResponseReturnValue:
    issue = _found(Issue, issue_id)
    signers = {act.organisation_id: act.organisation for act in queries.printed_acts(issue)}
    try:
        form = ReissueForm.parse(request.form, request.form.getlist("without"), issue.languages, signers)
        with transaction():
            issue = _found(Issue, issue_id)
            leaving = [act.organisation for act in queries.printed_acts(issue) if act.organisation_id in form.without]
            newer = actions.reissue(issue, without=leaving, note=form.notes, by=g.person)
    except Refusal as refusal:
        return _reissue_page(_found(Issue, issue_id), refusal), refusal.status
    return redirect(url_for("publishing.show_issue", issue_id=newer.id), 303)


def _reissue_page(issue: Issue, refusal: Refusal | None = None) -> str:
    answers = queries.printed_acts(issue)
    return render_template(
        "publishing/ask_reissue.html",
        issue=issue,
        answers=sorted(answers, key=lambda answer: answer.receipt if answer.visibility.is_hidden else ""),
        disputed={organisation.id for organisation in denied_in(issue.call)},
        chosen=request.form.getlist("without"),
        typed=request.form,
        refusal=refusal,
    )


def _readable(issue_id: int) -> Issue:
    issue = _found(Issue, issue_id)
    authorise(Action.READ_ISSUE, issue)
    return issue


def _found(table: type[Row], row_id: int) -> Row:
    row = session.get(table, row_id) if row_id < LARGEST_ID else None
    if row is None:
        raise NotFound(_("There is no page at this address, or you may not see it."))
    return row


def _house() -> Coalition:
    house = the_coalition()
    if house is None:
        raise RuleBroken(_("Set up the coalition first: its name and its code stand on every paper."))
    return house


def _adopted_on(call: Call, house: Coalition) -> date:
    return (call.closed_at or call.opened_at).astimezone(ZoneInfo(house.timezone)).date()


def issues_of_paper(dossier: Dossier) -> list[tuple[str, str]]:
    """For the pages of a paper: its issues."""
    return [
        (f"{issue.reference} · {issue.number}", url_for("publishing.show_issue", issue_id=issue.id))
        for issue in queries.issues_of(dossier)
        if may(Action.READ_ISSUE, issue)
    ]


def steps_of(dossier: Dossier) -> list[tuple[str, str]]:
    """For the page of a paper: the way to its issue once it is adopted."""
    call = newest_call_of(dossier)
    if dossier.stage is not Stage.ADOPTED or call is None or not may(Action.ISSUE_PAPER):
        return []
    return [(_("Prepare the issue"), url_for("publishing.new_issue", call_id=call.id))]
