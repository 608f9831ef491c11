"""The pages of a call."""

from flask import Flask, url_for
from flask_babel import gettext as _

from advocacy.access import actor, may
from advocacy.drafting.models import Dossier
from advocacy.policy import Action
from advocacy.signoff import queries
from advocacy.signoff.models import Outcome
from advocacy.signoff.views import (
    answering,
    arbitrating,
    changing,
    coordinating,
    denials,
    house,
    instructions,
    more_time,
    opening,
    outages,
    recording,
    room,
    signing,
)
from config import Config

__all__ = (
    "answering",
    "arbitrating",
    "attach",
    "changing",
    "coordinating",
    "denials",
    "house",
    "instructions",
    "more_time",
    "opening",
    "outages",
    "recording",
    "signing",
)


def attach(app: Flask, config: Config) -> None:
    """Open the room, and say on the page of a paper where its call is."""
    app.register_blueprint(room.bp)
    app.extensions.setdefault("mawqif.paper_links", []).append(links_of)


def links_of(dossier: Dossier) -> list[tuple[str, str]]:
    """The call of this paper, for those who may see its board, and their own answer for those who are asked."""
    call = queries.newest_call_of(dossier)
    if call is None:
        return []
    links = [(_("Sign-off call"), url_for("signoff.show_call", call_id=call.id))] if may(Action.READ_CALL) else []
    if may(Action.ARBITRATE):
        links.append((_("Arbitration"), url_for("signoff.arbitration", call_id=call.id)))
    if not queries.is_over(call):
        links += [
            (_("Your answer"), url_for("signoff.answer_page", call_id=call.id, organisation_id=organisation_id))
            for organisation_id in sorted(actor().represents.intersection(queries.roll_of(call)))
        ]
    if call.outcome in (None, Outcome.ADOPTED) and not queries.is_issued(call) and may(Action.FREEZE_PAPER, dossier):
        links.append((_("Change the text"), url_for("signoff.ask_change", call_id=call.id)))
    return links
