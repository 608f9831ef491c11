"""The pages of a call."""

from flask import Flask, url_for
from flask_babel import gettext as _

from advocacy.access import may
from advocacy.drafting.models import Dossier
from advocacy.policy import Action
from advocacy.signoff import queries
from advocacy.signoff.views import answering, coordinating, room, signing
from config import Config

__all__ = ("answering", "attach", "coordinating", "signing")


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(room.bp)
    app.extensions.setdefault("mawqif.paper_links", []).append(call_of_paper)


def call_of_paper(dossier: Dossier) -> list[tuple[str, str]]:
    """For the page of a paper: its newest call."""
    call = queries.newest_call_of(dossier)
    if call is None or not may(Action.READ_CALL, call):
        return []
    return [(_("Sign-off call"), url_for("signoff.show_call", call_id=call.id))]
