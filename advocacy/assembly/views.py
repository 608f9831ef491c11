"""Pages that read across the rooms: the home page and the decision file."""

from flask import Blueprint, Flask, Response, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import actor, authorise, may, requires
from advocacy.assembly import queries
from advocacy.assembly.story import Event, figures_of, story_of
from advocacy.coalition.queries import the_coalition
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import behind_for
from advocacy.errors import NotFound, RuleBroken
from advocacy.leaving import HeldBack, let_file_go
from advocacy.ledger.queries import entries_of_dossier, short_of
from advocacy.policy import Action
from advocacy.publishing.editions import letterhead
from advocacy.publishing.hidden import search_under
from advocacy.publishing.queries import issues_of
from advocacy.signoff import queries as signoff
from advocacy.signoff.models import RouteStep
from advocacy.signoff.queries.routes import steps_waiting_for
from advocacy.signoff.route_words import step_name
from advocacy.web import day, language, local_moment
from config import Config
from papers import bounded
from papers.story import Entry, Story, Tone

bp = Blueprint("assembly", __name__)


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(bp)


@bp.get("/home")
@requires(Action.READ_OWN)
def home() -> ResponseReturnValue:
    is_running_calls = may(Action.READ_CALL)
    return render_template(
        "assembly/home.html",
        waiting=signoff.waiting_for(actor()),
        own_day=signoff.own_day,
        approvals=steps_of(steps_waiting_for(g.person.id)),
        skips=queries.skips_to_confirm(actor()),
        stuck=steps_of(queries.steps_without_people()) if may(Action.READ_ROUTES) else [],
        reviews=queries.open_reviews(actor()),
        behind=behind_for(g.person, actor()),
        papers=queries.own_papers(actor()),
        calls=queries.open_calls() if is_running_calls else [],
        packages=queries.packages_to_release(actor()),
        adopted=queries.adopted_papers() if may(Action.ISSUE_PAPER) else [],
    )


def steps_of(steps: list[RouteStep]) -> list[tuple[RouteStep, str]]:
    """Steps of routes with their names."""
    return [(step, step_name(step, language())) for step in steps]


def found_dossier(dossier_id: int) -> Dossier:
    """The paper of that id, for whoever may read its decision file."""
    dossier = session.get(Dossier, dossier_id)
    if dossier is None:
        raise NotFound(_("There is no such paper."))
    authorise(Action.READ_DECISION_FILE, dossier)
    return dossier


@bp.get("/papers/<int:dossier_id>/decision-file")
@requires(Action.READ_DECISION_FILE)
def show_decision_file(dossier_id: int) -> ResponseReturnValue:
    dossier = found_dossier(dossier_id)
    return render_template(
        "assembly/show_decision_file.html",
        dossier=dossier,
        events=story_of(dossier, language()),
        figures=figures_of(dossier),
        fingerprint=fingerprint_of(dossier),
        checkpoint=queries.checkpoint_over(dossier),
        short_of=short_of,
    )


@bp.get("/papers/<int:dossier_id>/decision-file.pdf")
@requires(Action.READ_DECISION_FILE)
def print_decision_file(dossier_id: int) -> ResponseReturnValue:
    dossier = found_dossier(dossier_id)
    house = the_coalition()
    if house is None:
        raise NotFound(_("There is no such paper."))
    issues = issues_of(dossier)
    reference = issues[-1].reference if issues else ""
    story = Story(
        lang=language(),
        letterhead=letterhead(house, language()),
        title=_("Decision file: %(title)s", title=dossier.title_in(language())),
        reference=reference,
        intro=(_("Everything that happened to this paper, from the ledger, in order."), _covered(dossier)),
        entries=tuple(_printed(event) for event in story_of(dossier, language())),
        figures=tuple(figures_of(dossier)),
        fingerprint=fingerprint_of(dossier),
        date=day(clock.now().date()),
        fingerprint_label=_("Digest of the last ledger entry of this paper"),
    )
    name = f"decision-file-{dossier.id}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    pdf = bounded.decision_pdf(story)
    try:
        let_file_go(pdf, name, search_under(dossier.id))
    except HeldBack as held:
        raise RuleBroken(
            _("This file would tell a withheld name and is not given out. Tell the coordinator.")
        ) from held
    return Response(pdf, mimetype="application/pdf", headers=headers)


TONES: dict[str, Tone] = {"good": "good", "bad": "bad", "quiet": "quiet"}


def _printed(event: Event) -> Entry:
    return Entry(local_moment(event.at), event.heading, event.lines, TONES.get(event.tone, "plain"))


def _covered(dossier: Dossier) -> str:
    """Which checkpoint covers the whole file, in one line."""
    checkpoint = queries.checkpoint_over(dossier)
    if checkpoint is None:
        return str(_("The next signed checkpoint of the ledger will cover this file."))
    return f"{_('Covered by the signed checkpoint of the ledger:')} {short_of(checkpoint)}"


def fingerprint_of(dossier: Dossier) -> str:
    """The digest of the paper's last ledger entry: it covers, through the chain, every entry before it."""
    entries = entries_of_dossier(dossier.id)
    return entries[-1].digest if entries else ""
