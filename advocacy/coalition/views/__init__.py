"""The door of the room: the overview, and the answer to "who asks?" for every request."""

from flask import Blueprint, Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from advocacy import clock
from advocacy.access import actor, requires
from advocacy.coalition import labels, queries
from advocacy.coalition.models import Organisation
from advocacy.coalition.rules import reads_inside, reads_name
from advocacy.coalition.views import away, bodies, campaigns, importing, mandates, organisations, settings
from advocacy.policy import Action
from config import Config
from papers.arabic import fold_loose

bp = Blueprint("coalition", __name__, url_prefix="/coalition")
for _pages in (organisations, mandates, away, bodies, campaigns, settings, importing):
    _pages.attach(bp)


def attach(app: Flask, config: Config) -> None:
    """Open the room, and find out on every request what the person who asks may stand for."""
    app.register_blueprint(bp)
    app.before_request(recognise)
    app.jinja_env.globals.update(
        coalition_words=labels,
        reads_name=lambda organisation: reads_name(actor(), organisation),
        by_law_pages=by_law_pages,
        reads_inside=lambda organisation: reads_inside(actor(), organisation),
    )


def by_law_pages() -> list[tuple[str, str]]:
    """Where the rooms above keep by-laws of their own: addresses and words.

    Each puts a function to such pairs into the list `app.extensions["mawqif.by_law_pages"]`.
    """
    return [page for offer in current_app.extensions.get("mawqif.by_law_pages", []) for page in offer()]


def recognise() -> None:
    """Set `g.actor` from `g.person`, which accounts has set before."""
    g.actor = queries.actor_of(g.get("person"))


@bp.get("")
@requires(Action.READ_COALITION)
def show_coalition() -> ResponseReturnValue:
    today = clock.now().date()
    everybody = queries.organisations(str(get_locale()))
    statuses = {organisation.id: queries.status_on(organisation, today) for organisation in everybody}
    asked, status = request.args.get("q", "")[:100], request.args.get("status", "")
    shown = [
        organisation
        for organisation in everybody
        if (not status or statuses[organisation.id] == status) and _is_meant(organisation, fold_loose(asked))
    ]
    return render_template(
        "coalition/show_coalition.html",
        organisations=shown,
        statuses=statuses,
        count=sum(status == "member" for status in statuses.values()),
        asked=asked,
        status=status,
        bodies=queries.bodies(),
        groups=queries.groups(),
        campaigns=queries.campaigns(),
    )


def _is_meant(organisation: Organisation, words: str) -> bool:
    """Whether a search means this organisation; one whose name the reader may not see is found by number alone."""
    if not words:
        return True
    names = (organisation.name_ar, organisation.name_en, organisation.name_fr)
    known = fold_loose(" ".join(names)) if reads_name(actor(), organisation) else ""
    return words == organisation.number.casefold() or all(word in known for word in words.split())
