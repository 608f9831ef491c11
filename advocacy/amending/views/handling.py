"""What the group does with an amendment, and what the movers say to it."""

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import authorise, requires
from advocacy.amending import actions, queries
from advocacy.amending.forms import handling_in, word_of_movers_in, words_in
from advocacy.amending.models import Amendment, Handling
from advocacy.amending.views.amendments import page_of
from advocacy.amending.views.room import amendment_at, bp
from advocacy.database import session, transaction
from advocacy.errors import Refusal
from advocacy.policy import Action


@bp.post("/amendments/<int:amendment_id>/handling")
@requires(Action.HANDLE_AMENDMENT)
def propose_handling(amendment_id: int) -> ResponseReturnValue:
    authorise(Action.HANDLE_AMENDMENT, amendment_at(amendment_id).window)
    try:
        handling, reason = handling_in(request.form)
        words = words_in(request.form) if handling is Handling.ADOPT_MODIFIED else {}
        with transaction():
            amendment = session.get_one(Amendment, amendment_id)
            window = amendment.window
            modified = actions.worded(queries.base_of(window), words, window.base.version) if words else None
            actions.propose_handling(amendment, handling, reason, modified=modified, by=g.person)
    except Refusal as refusal:
        return page_of(session.get_one(Amendment, amendment_id), refusal)
    flash(_("The proposal is noted, and the movers are asked."))
    return redirect(url_for("amending.show_amendment", amendment_id=amendment_id), 303)


@bp.post("/amendments/<int:amendment_id>/proposal")
@requires(Action.MOVE_AMENDMENT)
def answer_proposal(amendment_id: int) -> ResponseReturnValue:
    authorise(Action.MOVE_AMENDMENT, amendment_at(amendment_id))
    try:
        accepts, reason = word_of_movers_in(request.form)
        with transaction():
            actions.answer_proposal(session.get_one(Amendment, amendment_id), accepts, reason, by=g.person)
    except Refusal as refusal:
        return page_of(session.get_one(Amendment, amendment_id), refusal)
    flash(_("Your word is noted. The group decides now."))
    return redirect(url_for("amending.show_amendment", amendment_id=amendment_id), 303)


@bp.post("/amendments/<int:amendment_id>/decide")
@requires(Action.OPEN_REVIEW)
def decide_amendment(amendment_id: int) -> ResponseReturnValue:
    authorise(Action.OPEN_REVIEW, amendment_at(amendment_id).window)
    try:
        with transaction():
            actions.decide_amendment(session.get_one(Amendment, amendment_id), by=g.person)
    except Refusal as refusal:
        return page_of(session.get_one(Amendment, amendment_id), refusal)
    flash(_("Decided; the movers are told."))
    return redirect(url_for("amending.show_amendment", amendment_id=amendment_id), 303)
