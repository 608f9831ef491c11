"""Pages about bodies and working groups: who serves in them, forming, appointing, ending."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import requires
from advocacy.coalition import actions, queries
from advocacy.coalition.forms import BodyForm, TermForm
from advocacy.coalition.models import (
    Affiliation,
    Body,
    BodyRole,
    BodyTerm,
    Group,
    GroupRole,
    GroupSeat,
    GroupTerm,
    Organisation,
)
from advocacy.coalition.rules import holds
from advocacy.coalition.views.organisations import organisation_or_404, organisation_page, person_or_404
from advocacy.database import session, transaction
from advocacy.errors import NotFound, Refusal
from advocacy.forms import reading
from advocacy.policy import Action

Term = BodyTerm | GroupTerm | GroupSeat | Affiliation


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/bodies/new")(new_body)
    bp.post("/bodies")(form_body)
    bp.get("/bodies/<int:body_id>")(show_body)
    bp.post("/bodies/<int:body_id>/terms")(appoint_to_body)
    bp.get("/groups/new")(new_group)
    bp.post("/groups")(form_group)
    bp.get("/groups/<int:group_id>")(show_group)
    bp.post("/groups/<int:group_id>/terms")(appoint_to_group)
    bp.post("/groups/<int:group_id>/seats")(seat_in_group)
    bp.post("/terms/<kind>/<int:term_id>/end")(end_term)


@requires(Action.MANAGE_COALITION)
def new_body() -> ResponseReturnValue:
    return _form_page("body")


@requires(Action.MANAGE_COALITION)
def form_body() -> ResponseReturnValue:
    try:
        form = BodyForm.parse(request.form)
        with transaction():
            body = actions.form_body(
                code=form.code, **form.names.as_fields(), office=form.office, description=form.description, by=g.person
            )
    except Refusal as refusal:
        return _form_page("body", refusal, request.form)
    return redirect(url_for("coalition.show_body", body_id=body.id), 303)


@requires(Action.READ_COALITION)
def show_body(body_id: int) -> ResponseReturnValue:
    return _body_page(_body(body_id))


@requires(Action.MANAGE_COALITION)
def appoint_to_body(body_id: int) -> ResponseReturnValue:
    body = _body(body_id)
    try:
        form = TermForm.parse(request.form, BodyRole)
        with transaction():
            person = person_or_404(form.whom)
            actions.appoint_to_body(
                body, person, role=BodyRole(form.role), since=form.since, until=form.until, by=g.person
            )
    except Refusal as refusal:
        return _body_page(body, refusal, request.form)
    flash(_("Recorded."))
    return redirect(url_for("coalition.show_body", body_id=body_id), 303)


@requires(Action.MANAGE_COALITION)
def new_group() -> ResponseReturnValue:
    return _form_page("group")


@requires(Action.MANAGE_COALITION)
def form_group() -> ResponseReturnValue:
    try:
        form = BodyForm.parse(request.form)
        with transaction():
            group = actions.form_group(code=form.code, **form.names.as_fields(), by=g.person)
    except Refusal as refusal:
        return _form_page("group", refusal, request.form)
    return redirect(url_for("coalition.show_group", group_id=group.id), 303)


@requires(Action.READ_COALITION)
def show_group(group_id: int) -> ResponseReturnValue:
    return _group_page(_group(group_id))


@requires(Action.MANAGE_COALITION)
def appoint_to_group(group_id: int) -> ResponseReturnValue:
    group = _group(group_id)
    try:
        form = TermForm.parse(request.form, GroupRole)
        with transaction():
            person = person_or_404(form.whom)
            actions.appoint_to_group(
                group, person, role=GroupRole(form.role), since=form.since, until=form.until, by=g.person
            )
    except Refusal as refusal:
        return _group_page(group, refusal, request.form)
    flash(_("Recorded."))
    return redirect(url_for("coalition.show_group", group_id=group_id), 303)


@requires(Action.MANAGE_COALITION)
def seat_in_group(group_id: int) -> ResponseReturnValue:
    group = _group(group_id)
    try:
        form = TermForm.parse(request.form)
        with transaction():
            organisation = organisation_or_404(form.whom)
            actions.seat_in_group(group, organisation, since=form.since, until=form.until, by=g.person)
    except Refusal as refusal:
        return _group_page(group, refusal, request.form)
    flash(_("Recorded."))
    return redirect(url_for("coalition.show_group", group_id=group_id), 303)


@requires(Action.MANAGE_COALITION)
def end_term(kind: str, term_id: int) -> ResponseReturnValue:
    """End a term, a seat or an affiliation with the day given, or at once."""
    term = _term(kind, term_id)
    try:
        with reading(request.form) as typed:
            until = typed.day("until")
        with transaction():
            actions.end_term(term, until=until, by=g.person)
    except Refusal as refusal:
        return _page_of(term, refusal)
    flash(_("Ended."))
    return redirect(_address_of(term), 303)


def _term(kind: str, term_id: int) -> Term:
    found: Term | None = None
    match kind:
        case "body":
            found = session.get(BodyTerm, term_id)
        case "group":
            found = session.get(GroupTerm, term_id)
        case "seat":
            found = session.get(GroupSeat, term_id)
        case "affiliation":
            found = session.get(Affiliation, term_id)
    if found is None:
        raise NotFound(lazy_gettext("There is no such term."))
    return found


def _page_of(term: Term, refusal: Refusal) -> ResponseReturnValue:
    if isinstance(term, BodyTerm):
        return _body_page(term.body, refusal)
    if isinstance(term, GroupTerm | GroupSeat):
        return _group_page(term.group, refusal)
    return organisation_page(term.organisation, refusal)


def _address_of(term: Term) -> str:
    if isinstance(term, BodyTerm):
        return url_for("coalition.show_body", body_id=term.body_id)
    if isinstance(term, GroupTerm | GroupSeat):
        return url_for("coalition.show_group", group_id=term.group_id)
    return url_for("coalition.show_organisation", organisation_id=term.organisation_id)


def _body(body_id: int) -> Body:
    body = session.get(Body, body_id)
    if body is None:
        raise NotFound(lazy_gettext("There is no such body."))
    return body


def _group(group_id: int) -> Group:
    group = session.get(Group, group_id)
    if group is None:
        raise NotFound(lazy_gettext("There is no such working group."))
    return group


def _form_page(what: str, refusal: Refusal | None = None, typed: object = None) -> ResponseReturnValue:
    page = render_template(f"coalition/new_{what}.html", refusal=refusal, typed=typed or {})
    return (page, refusal.status) if refusal else page


def _body_page(body: Body, refusal: Refusal | None = None, typed: object = None) -> ResponseReturnValue:
    today = clock.now().date()
    page = render_template(
        "coalition/show_body.html",
        body=body,
        now=[term for term in body.terms if holds(term, today)],
        others=[term for term in body.terms if not holds(term, today)],
        people=queries.people(str(get_locale())),
        refusal=refusal,
        typed=typed or {},
    )
    return (page, refusal.status) if refusal else page


def _group_page(group: Group, refusal: Refusal | None = None, typed: object = None) -> ResponseReturnValue:
    today, lang = clock.now().date(), str(get_locale())
    page = render_template(
        "coalition/show_group.html",
        group=group,
        now=[term for term in group.terms if holds(term, today)],
        others=[term for term in group.terms if not holds(term, today)],
        seats=[seat for seat in group.seats if holds(seat, today)],
        organisations=_members(lang),
        people=queries.people(lang),
        campaigns=[campaign for campaign in queries.campaigns() if campaign.group_id == group.id],
        refusal=refusal,
        typed=typed or {},
    )
    return (page, refusal.status) if refusal else page


def _members(lang: str) -> list[Organisation]:
    members = {organisation.id for organisation in queries.members_on(clock.now().date())}
    return [organisation for organisation in queries.organisations(lang) if organisation.id in members]
