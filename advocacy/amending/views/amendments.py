"""One amendment and one's own: read, moved, withdrawn, joined and supported."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import actor, authorise, requires
from advocacy.amending import actions, queries
from advocacy.amending.export import where_of
from advocacy.amending.models import Amendment, BackingKind, Wording
from advocacy.amending.views.room import amendment_at, bp, is_known, own_organisation, own_organisations
from advocacy.amending.views.wording import fields_from, fields_of
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.drafting.forms import number_in
from advocacy.errors import Refusal
from advocacy.policy import Action
from papers.amendments import LINES


@bp.get("/amendments")
@requires(Action.PREPARE_AMENDMENT)
def my_amendments() -> ResponseReturnValue:
    """What the reader's organisations have prepared, moved or joined."""
    found = [one for one in queries.own_amendments(actor()) if is_known(one)]
    return render_template("amending/my_amendments.html", amendments=found)


@bp.get("/amendments/<int:amendment_id>")
@requires(Action.READ_REVIEW)
def show_amendment(amendment_id: int) -> ResponseReturnValue:
    return page_of(amendment_at(amendment_id))


def page_of(amendment: Amendment, refusal: Refusal | None = None) -> ResponseReturnValue:
    """The page of an amendment, with what was typed when something was refused."""
    movers, group = queries.movers_wording(amendment), queries.group_wording(amendment)
    page = render_template(
        "amending/show_amendment.html",
        amendment=amendment,
        window=amendment.window,
        version=amendment.window.base.version,
        differences=_rows(movers),
        modified=_rows(group) if group else [],
        fields=handled_fields(amendment),
        others=[one for one in own_organisations() if one.id != amendment.organisation_id],
        behind={backing.organisation_id: backing for backing in amendment.backings},
        lost=_lost(amendment),
        refusal=refusal,
        typed=request.form,
    )
    return page, refusal.status if refusal else 200


def _rows(wording: Wording) -> list[tuple[str, queries.Difference]]:
    return [(where_of(found, wording), found) for found in queries.differences_of(wording)]


def handled_fields(amendment: Amendment) -> list[tuple[str, str, str]]:
    """For a modified adoption: the fields of what the amendment touches, their labels, and the words to begin from."""
    base = queries.base_of(amendment.window)
    wording = queries.group_wording(amendment) or queries.movers_wording(amendment)
    said = _lost_fields(amendment) | fields_from(base, queries.edited_by(wording))
    typed = {name: words for name, words in request.form.items() if name in said}
    return [(field.name, field.label, field.typed) for field in fields_of(base, said | typed)]


def _lost_fields(amendment: Amendment) -> dict[str, str]:
    """Where its words met a later text: what stands there now, for the group to begin from."""
    base = queries.base_of(amendment.window)
    blocks = {f"block-{block.id}": actions.block_source(block, base) for block in base.blocks}
    now = blocks | {f"line-{line}": getattr(base, line) for line in LINES}
    names = [f"{one['what']}-{one['block']}" for one in amendment.lost]
    return {name: now[name] for name in names if name in now}


def _lost(amendment: Amendment) -> list[dict[str, Any]]:
    """Where a later text met the amendment's words: what it wanted, and what stands there now."""
    return [
        {
            "base": one["base"],
            "mine": next((words for number, words in one["texts"] if number == amendment.id), ""),
            "now": next((words for number, words in one["texts"] if number == 0), ""),
        }
        for one in amendment.lost
    ]


@bp.post("/amendments/<int:amendment_id>/move")
@requires(Action.MOVE_AMENDMENT)
def move_amendment(amendment_id: int) -> ResponseReturnValue:
    authorise(Action.MOVE_AMENDMENT, amendment_at(amendment_id))
    try:
        with transaction():
            actions.move_amendment(session.get_one(Amendment, amendment_id), by=g.person)
    except Refusal as refusal:
        return page_of(session.get_one(Amendment, amendment_id), refusal)
    flash(_("The amendment is moved."))
    return _back(amendment_id)


@bp.post("/amendments/<int:amendment_id>/withdraw")
@requires(Action.MOVE_AMENDMENT)
def withdraw_amendment(amendment_id: int) -> ResponseReturnValue:
    authorise(Action.MOVE_AMENDMENT, amendment_at(amendment_id))
    try:
        with transaction():
            actions.withdraw_amendment(session.get_one(Amendment, amendment_id), by=g.person)
    except Refusal as refusal:
        return page_of(session.get_one(Amendment, amendment_id), refusal)
    flash(_("The amendment is withdrawn."))
    return _back(amendment_id)


@bp.post("/amendments/<int:amendment_id>/back")
@requires(Action.MOVE_AMENDMENT)
def back_amendment(amendment_id: int) -> ResponseReturnValue:
    """Join, support, or stand behind it no longer."""
    amendment_at(amendment_id)
    organisation = own_organisation(number_in(request.form, "organisation"))
    chosen = request.form.get("kind", "")
    try:
        with transaction():
            amendment = session.get_one(Amendment, amendment_id)
            own = session.get_one(Organisation, organisation.id)
            if chosen in {kind.value for kind in BackingKind}:
                shown = Visibility.WITHHELD if request.form.get("withheld") else Visibility.PUBLIC
                actions.back_amendment(amendment, own, BackingKind(chosen), visibility=shown, by=g.person)
            else:
                actions.stop_backing(amendment, own, by=g.person)
    except Refusal as refusal:
        return page_of(session.get_one(Amendment, amendment_id), refusal)
    flash(_("Noted."))
    return _back(amendment_id)


def _back(amendment_id: int) -> ResponseReturnValue:
    return redirect(url_for("amending.show_amendment", amendment_id=amendment_id), 303)
