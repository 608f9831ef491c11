"""What is still open on a paper, on one page: each line leads to its place and can be given to somebody."""

from dataclasses import dataclass, replace

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import may, requires
from advocacy.accounts.models import Person
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.forms import TaskForm
from advocacy.drafting.models import Dossier, Task
from advocacy.drafting.rules import Point
from advocacy.drafting.views.room import bp, dossier_at, version_at
from advocacy.errors import BadInput, Refusal
from advocacy.policy import Action
from advocacy.web import language
from papers.channels import CHANNELS


@dataclass(frozen=True, slots=True)
class Shown:
    """A point as the page shows it: where it leads, and who sees to it."""

    point: Point
    url: str
    task: Task | None


@bp.get("/<int:dossier_id>/open")
@requires(Action.COMMENT_PAPER)
def show_open(dossier_id: int) -> ResponseReturnValue:
    return _page(dossier_at(dossier_id, Action.COMMENT_PAPER))


@bp.post("/<int:dossier_id>/open")
@requires(Action.COMMENT_PAPER)
def assign_point(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.COMMENT_PAPER)
    try:
        form = TaskForm.parse(request.form)
        person = _person(dossier, form.assignee)
        with transaction():
            actions.assign_point(dossier, form.key, person, due=form.due, by=g.person)
    except Refusal as refusal:
        return _page(dossier, refusal)
    flash(_("Saved."))
    return redirect(url_for("drafting.show_open", dossier_id=dossier_id), 303)


@bp.post("/<int:dossier_id>/open/channels")
@requires(Action.WRITE_PAPER)
def choose_channels(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.WRITE_PAPER)
    try:
        with transaction():
            actions.choose_channels(dossier, request.form.getlist("channel"), by=g.person)
    except Refusal as refusal:
        return _page(dossier, refusal)
    flash(_("Saved."))
    return redirect(url_for("drafting.show_open", dossier_id=dossier_id, _anchor="channels"), 303)


@bp.post("/<int:dossier_id>/text/<lang>/clause")
@requires(Action.COMMENT_PAPER)
def offer_clause(dossier_id: int, lang: str) -> ResponseReturnValue:
    """Propose the charter's sentence on naming several parties, as a suggestion that somebody accepts."""
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    try:
        with transaction():
            actions.offer_clause(version, by=g.person)
    except Refusal as refusal:
        return _page(version.dossier, refusal)
    flash(_("The sentence is among the suggestions."))
    return redirect(url_for("drafting.list_suggestions", dossier_id=dossier_id, lang=lang), 303)


def address_of(point: Point) -> str:
    """Where a point leads: to its own page, or to its block in the text."""
    if not point.endpoint:
        return ""
    values = dict(point.values)
    in_text = point.endpoint == "drafting.show_text" and point.block
    fragment = point.fragment or (f"{point.lang}-{point.block}" if in_text else "")
    return url_for(point.endpoint, **values, _anchor=fragment or None)


def shown(dossier: Dossier) -> dict[str, list[Shown]]:
    """The sections of the paper's stage with their points; whoever may not write is not led to the editor."""
    tasks, writes = queries.tasks_of(dossier), may(Action.WRITE_PAPER, dossier)
    found: dict[str, list[Shown]] = {}
    for name, points in queries.open_points(dossier).items():
        if queries.OPEN_POINTS[name].stage is not dossier.stage:
            continue
        rows: list[Shown] = []
        for point in points:
            if point.endpoint == "drafting.ask_facts" and not writes:
                point = replace(point, endpoint="drafting.show_paper", fragment="")
            elif point.endpoint == "drafting.edit_text" and (point.block or not writes):
                values = {"dossier_id": dossier.id, "lang": point.lang or dossier.authoritative}
                point = replace(point, endpoint="drafting.show_text", values=values, lang=str(values["lang"]))
            rows.append(Shown(point, address_of(point), tasks.get(point.key)))
        found[name] = rows
    return found


def _person(dossier: Dossier, number: int | None) -> Person | None:
    if number is None:
        return None
    person = next((one for one in queries.people_at(dossier) if one.id == number), None)
    if person is None:
        raise BadInput({"assignee": _("Choose one of the entries in the list.")})
    return person


def _page(dossier: Dossier, refusal: Refusal | None = None) -> ResponseReturnValue:
    sections = shown(dossier)
    page = render_template(
        "drafting/show_open.html",
        dossier=dossier,
        sections=sections,
        ahead=[version for version in dossier.versions if queries.is_ahead(version)],
        titles={name: section.title for name, section in queries.OPEN_POINTS.items()},
        total=sum(map(len, sections.values())),
        blocking=sum(row.point.weight == "blocks" for rows in sections.values() for row in rows),
        most=max([1, *map(len, sections.values())]),
        people=queries.people_at(dossier, language()),
        fits=queries.fits_of(dossier),
        channels=_channels(),
        typed=request.form,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _channels() -> list[tuple[str, str]]:
    return [(key, channel.name(language())) for key, channel in CHANNELS.items()]
