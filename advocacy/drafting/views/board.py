"""All papers on one board, and the beginning of a new one."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from advocacy.access import actor, authorise, requires
from advocacy.coalition.models import Campaign, Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.forms import PaperForm, number_in
from advocacy.drafting.models import Dossier, Stage
from advocacy.drafting.views.room import bp
from advocacy.drafting.words import kind_name, language_name
from advocacy.errors import Refusal
from advocacy.library import queries as library
from advocacy.library.models import Part
from advocacy.library.views import clause_name
from advocacy.policy import Action, can
from advocacy.web import form_value, language
from papers.kinds import KINDS
from papers.model import LANGUAGES

COLUMNS = (
    (Stage.DRAFTING,),
    (Stage.REVIEW, Stage.FROZEN),
    (Stage.CALLING,),
    (Stage.ADOPTED, Stage.NOT_ADOPTED),
    (Stage.ISSUED,),
)
"""The board's columns; what is read before it is signed stands in one, what was settled in another."""


@bp.get("")
@requires(Action.READ_PAPERS)
def list_papers() -> ResponseReturnValue:
    group, campaign = number_in(request.args, "group"), number_in(request.args, "campaign")
    kind, words = form_value(request.args, "kind"), form_value(request.args, "q")[:400]
    papers = queries.dossiers_for(actor(), group=group, campaign=campaign, kind=kind, words=words)
    columns = [(stages[0], [paper for paper in papers if paper.stage in stages]) for stages in COLUMNS]
    return render_template(
        "drafting/list_papers.html",
        columns=columns,
        count=len(papers),
        asked={"group": group or "", "campaign": campaign or "", "kind": kind, "q": words},
        **choices(),
    )


def choices() -> dict[str, Any]:
    """What the forms about papers offer."""
    lang = language()
    groups = session.scalars(select(Group).order_by(Group.id))
    return {
        "kinds": [(key, kind_name(key, lang)) for key in KINDS],
        "groups": [(row.id, row.name_in(lang)) for row in groups],
        "campaigns": [(row.id, row.name_in(lang)) for row in session.scalars(select(Campaign).order_by(Campaign.id))],
        "objectives": [(row.id, f"{clause_name(row)}: {_brief(row.text_in(lang))}") for row in _objectives()],
        "languages": [(code, language_name(code)) for code in LANGUAGES],
    }


def _objectives() -> list[Any]:
    return list(library.clauses(Part.OBJECTIVE))


def _brief(words: str) -> str:
    return words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0] + "…"


def writable_groups(lang: str) -> list[tuple[int, str]]:
    """The working groups for which the asking person may begin a paper."""
    groups = session.scalars(select(Group).order_by(Group.id))
    return [(row.id, row.name_in(lang)) for row in groups if can(actor(), Action.START_PAPER, Dossier(group_id=row.id))]


@bp.get("/new")
@requires(Action.START_PAPER)
def new_paper() -> ResponseReturnValue:
    return _paper_form({"lang": "ar"})


@bp.post("/new")
@requires(Action.START_PAPER)
def start_paper() -> ResponseReturnValue:
    try:
        form = PaperForm.parse(request.form)
        authorise(Action.START_PAPER, Dossier(group_id=form.group.id))
        facts = form.facts
        with transaction():
            dossier = actions.start_paper(
                form.kind,
                form.group,
                form.title,
                form.lang,
                campaign=facts.campaign,
                objective=facts.objective,
                audience=facts.audience,
                by=g.person,
            )
    except Refusal as refusal:
        if refusal.status in (401, 403):
            raise
        return _paper_form(request.form, refusal)
    return redirect(url_for("drafting.edit_text", dossier_id=dossier.id, lang=form.lang), 303)


def _paper_form(typed: Any, refusal: Refusal | None = None) -> ResponseReturnValue:
    offered = choices() | {"groups": writable_groups(language())}
    page = render_template("drafting/new_paper.html", typed=typed, refusal=refusal, **offered)
    return page, refusal.status if refusal else 200
