"""The pages of a call."""

from flask import Flask, url_for
from flask_babel import gettext as _

from advocacy.access import actor, may
from advocacy.drafting.models import Dossier
from advocacy.policy import Action
from advocacy.signoff import queries
from advocacy.signoff.models import Outcome
from advocacy.signoff.route_words import drawn_path
from advocacy.signoff.views import (
    answering,
    arbitrating,
    changing,
    composing,
    coordinating,
    denials,
    embargo,
    gate,
    house,
    instructions,
    locks,
    more_time,
    opening,
    outages,
    recording,
    room,
    routes,
    signing,
    watching,
)
from advocacy.web import language
from config import Config

__all__ = (
    "answering",
    "arbitrating",
    "attach",
    "changing",
    "composing",
    "coordinating",
    "denials",
    "embargo",
    "gate",
    "house",
    "instructions",
    "locks",
    "more_time",
    "opening",
    "outages",
    "recording",
    "routes",
    "signing",
    "watching",
)


def attach(app: Flask, config: Config) -> None:
    """Open the room, and say on the page of a paper where its call is."""
    app.register_blueprint(room.bp)
    app.jinja_env.globals["close_button"] = gate.close_button
    app.extensions.setdefault("mawqif.paper_links", []).extend([routes.links_of, links_of])
    app.extensions.setdefault("mawqif.by_law_pages", []).append(composing.pages)
    app.extensions.setdefault("mawqif.paper_paths", []).append(lambda dossier: drawn_path(dossier, language()))


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
