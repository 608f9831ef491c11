"""Comments: the text with marks beside its passages, what was said of each, and the list of all."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from advocacy.access import authorise, requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.forms import RemarkForm, SettleForm, number_in
from advocacy.drafting.models import Dossier, Thread, Version
from advocacy.drafting.rules import MAX_REMARK
from advocacy.drafting.views.room import bp, dossier_at, version_at
from advocacy.errors import BadInput, Refusal
from advocacy.policy import Action
from advocacy.web import language
from papers.write.html import to_pieces

SHOWN = ("open", "mine", "settled")


@bp.get("/<int:dossier_id>/comments")
@requires(Action.COMMENT_PAPER)
def list_comments(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.COMMENT_PAPER)
    show = request.args.get("show", "")
    show = show if show in SHOWN else "open"
    threads = queries.threads_in(dossier)
    kept = {
        "open": [thread for thread in threads if thread.is_open],
        "mine": [thread for thread in threads if thread.is_open and thread.assignee_id == g.person.id],
        "settled": [thread for thread in threads if not thread.is_open],
    }
    counts = {name: len(found) for name, found in kept.items()}
    return render_template("drafting/list_comments.html", dossier=dossier, threads=kept[show], show=show, counts=counts)


@bp.get("/<int:dossier_id>/text/<lang>/comments")
@requires(Action.COMMENT_PAPER)
def show_comments(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    return _page(version, at=request.args.get("at", "")[:64], typed={"quote": request.args.get("quote", "")[:400]})


@bp.post("/<int:dossier_id>/text/<lang>/comments")
@requires(Action.COMMENT_PAPER)
def start_thread(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    at = str(request.form.get("block", ""))[:64]
    try:
        form = RemarkForm.parse(request.form)
        with transaction():
            thread = actions.start_thread(
                actions.revision_holding(version, form.block, form.quote),
                form.block,
                form.text,
                quote=form.quote,
                assignee=_person(version.dossier, form.assignee),
                by=g.person,
            )
    except Refusal as refusal:
        return _page(version, at=at or "whole", typed=request.form, refusal=refusal)
    return _back(thread)


@bp.post("/<int:dossier_id>/comments/<int:thread_id>/answer")
@requires(Action.COMMENT_PAPER)
def answer_thread(dossier_id: int, thread_id: int) -> ResponseReturnValue:
    thread = _thread(dossier_id, thread_id)
    try:
        form = RemarkForm.parse(request.form)
        with transaction():
            actions.add_remark(thread, form.text, by=g.person)
    except Refusal as refusal:
        return _page(thread.version, typed=request.form, refusal=refusal, wrong=thread)
    return _back(thread)


@bp.post("/<int:dossier_id>/comments/<int:thread_id>/assign")
@requires(Action.COMMENT_PAPER)
def assign_thread(dossier_id: int, thread_id: int) -> ResponseReturnValue:
    thread = _thread(dossier_id, thread_id)
    try:
        with transaction():
            person = _person(thread.version.dossier, number_in(request.form, "assignee"))
            actions.assign_thread(thread, person, by=g.person)
    except Refusal as refusal:
        return _page(thread.version, typed=request.form, refusal=refusal, wrong=thread)
    return _back(thread)


@bp.post("/<int:dossier_id>/comments/<int:thread_id>/settle")
@requires(Action.WRITE_PAPER)
def settle_thread(dossier_id: int, thread_id: int) -> ResponseReturnValue:
    thread = _thread(dossier_id, thread_id, Action.WRITE_PAPER)
    try:
        form = SettleForm.parse(request.form)
        with transaction():
            actions.settle_thread(thread, form.outcome, form.reason, by=g.person)
    except Refusal as refusal:
        return _page(thread.version, typed=request.form, refusal=refusal, wrong=thread)
    flash(_("The comment is settled."))
    return _back(thread)


@bp.post("/<int:dossier_id>/comments/<int:thread_id>/reopen")
@requires(Action.COMMENT_PAPER)
def reopen_thread(dossier_id: int, thread_id: int) -> ResponseReturnValue:
    thread = _thread(dossier_id, thread_id)
    try:
        with transaction():
            actions.reopen_thread(thread, by=g.person)
    except Refusal as refusal:
        return _page(thread.version, refusal=refusal, wrong=thread)
    return _back(thread)


def _thread(dossier_id: int, thread_id: int, action: Action = Action.COMMENT_PAPER) -> Thread:
    dossier = dossier_at(dossier_id, action)
    thread = session.get(Thread, thread_id)
    if thread is None or thread.version.dossier_id != dossier.id:
        abort(404)
    authorise(action, dossier)
    return thread


def _person(dossier: Dossier, number: int | None) -> Person | None:
    """Somebody who works on the paper; None when nobody was chosen."""
    if number is None:
        return None
    found = next((person for person in queries.people_at(dossier) if person.id == number), None)
    if found is None:
        raise BadInput({"assignee": _("Choose one of the entries in the list.")})
    return found


def _back(thread: Thread) -> ResponseReturnValue:
    here = {"dossier_id": thread.version.dossier_id, "lang": thread.version.lang}
    return redirect(url_for("drafting.show_comments", **here, _anchor=f"thread-{thread.id}"), 303)


def _page(
    version: Version,
    *,
    at: str = "",
    typed: Any = None,
    refusal: Refusal | None = None,
    wrong: Thread | None = None,
) -> ResponseReturnValue:
    """`at` is the passage beside which the form stands ("whole" for the text), `wrong` the thread of a refusal."""
    paper = queries.paper_now(version)
    talk = queries.placed(version, queries.threads_of(version), paper)
    beside: dict[str, list[Any]] = {}
    for one in talk:
        if one.thread.is_open:
            beside.setdefault(one.found.block if one.found.how != "gone" else "gone", []).append(one)
    people = queries.people_at(version.dossier, language())
    page = render_template(
        "drafting/show_comments.html",
        dossier=version.dossier,
        version=version,
        text=paper,
        is_ahead=queries.is_ahead(version),
        pieces=[(name, Markup(html)) for name, html in to_pieces(paper, heading_offset=1)],  # noqa: S704 - escaped there
        talk=talk,
        beside=beside,
        people=people,
        mentions=queries.mentions_at(people, language(), by=g.person),
        at=at,
        typed=typed or {},
        refusal=refusal,
        wrong=wrong,
        most=MAX_REMARK,
    )
    return page, refusal.status if refusal else 200
