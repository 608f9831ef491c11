"""The page of those who have an earlier issue: look at the note, send it to all of them, see who needs a visit."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.dispatch import errata
from advocacy.errors import NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.publishing.models import Issue
from advocacy.signoff.words import MAILED

bp = Blueprint("errata", __name__, url_prefix="/packages/errata")


@bp.get("/<int:issue_id>")
@requires(Action.READ_PACKAGES)
def show_errata(issue_id: int) -> ResponseReturnValue:
    return _page(_issue(issue_id))


@bp.post("/<int:issue_id>")
@requires(Action.PREPARE_PACKAGE)
def send_errata(issue_id: int) -> ResponseReturnValue:
    try:
        with transaction():
            by_hand = errata.send_errata(_issue(issue_id), by=session.get_one(Person, g.person.id))
    except RuleBroken as refusal:
        return _page(_issue(issue_id), refusal)
    flash(_("The note is on its way to everybody who has the earlier issue and a mail address."))
    if by_hand:
        words = ngettext(
            "%(num)s office has no mail address: print the note and bring it.",
            "%(num)s offices have no mail address: print the note and bring it.",
            len(by_hand),
        )
        flash(words, "wait")
    return redirect(url_for("errata.show_errata", issue_id=issue_id), 303)


def _page(issue: Issue, refusal: RuleBroken | None = None) -> ResponseReturnValue:
    receivers = errata.receivers_of_earlier(issue)
    page = render_template(
        "dispatch/show_errata.html",
        issue=issue,
        receivers=receivers,
        notes={one.parcel.lang: errata.erratum(issue, one.parcel) for one in reversed(receivers)},
        own=[one.office.id for one in receivers if one.has_own],
        is_done=all(one.message or not one.address for one in receivers),
        mailed=MAILED,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _issue(issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise NotFound(_("There is no such issue."))
    return issue
