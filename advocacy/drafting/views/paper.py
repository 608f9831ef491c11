"""One paper: how far it has come, what it lacks, and what comes next."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import may, requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.forms import FactsForm
from advocacy.drafting.models import Dossier, Stage, Version
from advocacy.drafting.queries.readiness import fragment_of
from advocacy.drafting.rules import Gap
from advocacy.drafting.views.board import choices
from advocacy.drafting.views.room import bp, dossier_at
from advocacy.drafting.words import language_name
from advocacy.errors import Refusal
from advocacy.policy import Action
from papers.model import LANGUAGES, Paper


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the life of a paper: done, now, or still to come."""

    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A language version as the page shows it; `behind` counts blocks whose source changed after translation."""

    version: Version
    paper: Paper
    behind: int


@bp.get("/<int:dossier_id>")
@requires(Action.READ_PAPERS)
def show_paper(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id)
    return render_template(
        "drafting/show_paper.html",
        dossier=dossier,
        steps=steps_of(dossier),
        editions=editions_of(dossier),
        gaps=with_addresses(queries.readiness(dossier), dossier) if dossier.stage is Stage.DRAFTING else [],
        next_step=next_step(dossier),
        further_steps=steps_above(dossier),
        missing_languages=[(code, language_name(code)) for code in LANGUAGES if not dossier.version_in(code)],
        revisions=queries.newest_revisions(dossier, 6),
        freeze=queries.newest_freeze(dossier),
    )


def steps_of(dossier: Dossier) -> list[Step]:
    """The steps from draft to issue, as far as this paper has come."""
    settled = _("Not adopted") if dossier.stage is Stage.NOT_ADOPTED else _("Adopted")
    words = [_("Writing"), _("Review"), _("Frozen text"), _("Sign-off call"), settled, _("Issued")]
    reached = {
        Stage.DRAFTING: 0,
        Stage.REVIEW: 1,
        Stage.FROZEN: 2,
        Stage.CALLING: 3,
        Stage.ADOPTED: 4,
        Stage.NOT_ADOPTED: 4,
        Stage.ISSUED: 5,
    }[dossier.stage]
    states = ["done" if at < reached else "now" if at == reached else "" for at in range(len(words))]
    return [Step(*pair) for pair in zip(words, states, strict=True)]


def editions_of(dossier: Dossier) -> list[Edition]:
    """The language versions, the authoritative one first."""
    ordered = sorted(dossier.versions, key=lambda version: version.lang != dossier.authoritative)
    return [
        Edition(version, queries.paper_of(queries.get_head(version)), len(queries.stale(version)))
        for version in ordered
    ]


def with_addresses(gaps: Any, dossier: Dossier) -> list[tuple[Gap, str]]:
    """Gaps with the address of their way out; empty for a way that leads nowhere, or not for the asking person."""
    writes = may(Action.WRITE_PAPER, dossier)
    return [(gap, _place_of(gap) if gap.endpoint and writes else "") for gap in gaps]


def _place_of(gap: Gap) -> str:
    return url_for(gap.endpoint, **dict(gap.values), _anchor=fragment_of(gap) or None)


def next_step(dossier: Dossier) -> tuple[str, str] | None:
    """What comes next and its address, if the asking person may do it."""
    steps = {
        Stage.DRAFTING: (_("Freeze the text"), "drafting.ask_freeze", Action.FREEZE_PAPER),
        Stage.REVIEW: (_("Handle the review"), "amending.show_review", Action.FREEZE_PAPER),
        Stage.FROZEN: (_("Open a sign-off call"), "signoff.new_call", Action.OPEN_CALL),
        Stage.NOT_ADOPTED: (_("Reopen the paper"), "drafting.ask_reopen", Action.FREEZE_PAPER),
    }
    words, endpoint, action = steps.get(dossier.stage, ("", "", Action.READ_PAPER))
    address = _address(endpoint, dossier)
    return (words, address) if address and may(action, dossier) else None


def steps_above(dossier: Dossier) -> list[tuple[str, str]]:
    """What the asking person may begin with this paper in the rooms above: words and address.

    Each puts a function from a dossier to such pairs into the list `app.extensions["mawqif.paper_steps"]`.
    """
    offers = current_app.extensions.get("mawqif.paper_steps", [])
    return [step for offer in offers for step in offer(dossier)]


def rooms_above(dossier: Dossier) -> list[tuple[str, str]]:
    """Where the paper's story goes on: words and address, for the row of rooms on each of its pages.

    The rooms above are not known here; each puts a function from a dossier to such pairs into the list
    `app.extensions["mawqif.paper_links"]`.
    """
    offers = current_app.extensions.get("mawqif.paper_links", [])
    links = [link for offer in offers for link in offer(dossier)]
    story = _address("assembly.show_decision_file", dossier)
    return [*links, (_("Decision file"), story)] if story and may(Action.READ_DECISION_FILE, dossier) else links


def path_above(dossier: Dossier) -> list[Any]:
    """The way of the paper through bodies, as the rooms above draw it: steps with `words`, `state` and `note`.

    Each puts a function from a dossier to such steps into the list `app.extensions["mawqif.paper_paths"]`.
    """
    offers = current_app.extensions.get("mawqif.paper_paths", [])
    return [step for offer in offers for step in offer(dossier)]


def hints_above(dossier: Dossier, paper: Paper) -> list[tuple[str, str]]:
    """What the rooms above say about single blocks of a text: block id and words.

    Each puts a function from a dossier and a text to such pairs into the list `app.extensions["mawqif.block_hints"]`.
    """
    offers = current_app.extensions.get("mawqif.block_hints", [])
    return [hint for offer in offers for hint in offer(dossier, paper)]


def _address(endpoint: str, dossier: Dossier) -> str:
    """The page of a room above for this paper; empty when that room has none."""
    return url_for(endpoint, dossier_id=dossier.id) if endpoint in current_app.view_functions else ""


def _facts_page(dossier: Dossier, typed: Any, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = render_template("drafting/edit_facts.html", dossier=dossier, typed=typed, refusal=refusal, **choices())
    return page, refusal.status if refusal else 200


@bp.get("/<int:dossier_id>/facts")
@requires(Action.WRITE_PAPER)
def ask_facts(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.WRITE_PAPER)
    typed = {"campaign": dossier.campaign_id, "objective": dossier.objective_id, "audience": dossier.audience}
    return _facts_page(dossier, typed)


@bp.post("/<int:dossier_id>/facts")
@requires(Action.WRITE_PAPER)
def describe_paper(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.WRITE_PAPER)
    try:
        form = FactsForm.parse(request.form)
        with transaction():
            actions.describe_paper(
                dossier, campaign=form.campaign, objective=form.objective, audience=form.audience, by=g.person
            )
    except Refusal as refusal:
        page = render_template(
            "drafting/edit_facts.html", dossier=dossier, typed=request.form, refusal=refusal, **choices()
        )
        return page, refusal.status
    flash(_("Saved."))
    return redirect(url_for("drafting.show_paper", dossier_id=dossier_id), 303)


@bp.post("/<int:dossier_id>/languages")
@requires(Action.WRITE_PAPER)
def add_language(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.WRITE_PAPER)
    lang = str(request.form.get("lang", ""))
    with transaction():
        actions.add_language(dossier, lang, by=g.person)
    return redirect(url_for("drafting.edit_text", dossier_id=dossier_id, lang=lang), 303)
