"""The page of the outbox: how many mails wait, and the ones that somebody must decide about."""

from collections.abc import Callable

from flask import Blueprint, Flask, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import actor, requires
from advocacy.database import transaction
from advocacy.errors import NotFound
from advocacy.outbox import actions, queries
from advocacy.outbox.models import Message
from advocacy.policy import Action
from config import Config

bp = Blueprint("outbox", __name__, url_prefix="/outbox")


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(bp)


@bp.get("")
@requires(Action.READ_MACHINE)
def show_outbox() -> ResponseReturnValue:
    return render_template(
        "outbox/show_outbox.html",
        counts=queries.counts(),
        hold=queries.current_hold(),
        messages=queries.messages_to_look_at(),
        subject_of=actions.subject_of,
    )


@bp.post("/<int:message_id>/send-again")
@requires(Action.MANAGE_MAIL)
def send_again(message_id: int) -> ResponseReturnValue:
    _decide(message_id, actions.send_again)
    flash(_("The mail goes out again within a minute."))
    return redirect(url_for("outbox.show_outbox"), 303)


@bp.post("/<int:message_id>/mark-sent")
@requires(Action.MANAGE_MAIL)
def mark_sent(message_id: int) -> ResponseReturnValue:
    _decide(message_id, actions.mark_sent)
    flash(_("The mail is marked as sent."))
    return redirect(url_for("outbox.show_outbox"), 303)


def _decide(message_id: int, decision: Callable[..., None]) -> None:
    with transaction():
        message: Message | None = queries.get_message(message_id)
        if message is None:
            raise NotFound(_("There is no such mail."))
        decision(message, by=actor().person_id)
