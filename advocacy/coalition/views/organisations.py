"""Pages about one organisation: read, admit, edit, change its status, who belongs to it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import actor, requires
from advocacy.accounts.models import Person
from advocacy.accounts.zones import zone_choices
from advocacy.coalition import actions, queries
from advocacy.coalition.forms import OrganisationForm, StatusForm, TermForm
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.rules import Standing, reads_name, standing_of
from advocacy.database import session, transaction
from advocacy.errors import Forbidden, NotFound, Refusal
from advocacy.forms import reading
from advocacy.policy import Action
from papers.kinds import KINDS


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/organisations/new")(new_organisation)
    bp.post("/organisations")(admit_organisation)
    bp.get("/organisations/<int:organisation_id>")(show_organisation)
    bp.get("/organisations/<int:organisation_id>/edit")(edit_organisation)
    bp.post("/organisations/<int:organisation_id>")(save_organisation)
    bp.post("/organisations/<int:organisation_id>/status")(change_status)
    bp.post("/organisations/<int:organisation_id>/people")(affiliate)
    bp.post("/organisations/<int:organisation_id>/visibility")(change_visibility)


def organisation_or_404(organisation_id: int) -> Organisation:
    """The organisation, if there is one and the reader may know it; else NotFound."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or not reads_name(actor(), organisation):
        raise NotFound(lazy_gettext("There is no such organisation, or you may not see it."))
    return organisation


def organisation_page(
    organisation: Organisation, refusal: Refusal | None = None, typed: object = None
) -> ResponseReturnValue:
    """The page of an organisation; a refusal is shown in the form named by the field `form` of what was typed."""
    today, lang = clock.now().date(), str(get_locale())
    standings = {mandate.id: standing_of(mandate, today) for mandate in organisation.mandates}
    page = render_template(
        "coalition/show_organisation.html",
        organisation=organisation,
        status=queries.status_on(organisation, today),
        today=today,
        affiliations=queries.affiliations_of(organisation),
        mandates=sorted(organisation.mandates, key=lambda mandate: standings[mandate.id] is not Standing.VALID),
        standings=standings,
        principals=queries.principals_of(organisation, today),
        absences=queries.absences_of(organisation, today),
        campaigns={campaign.id: campaign for campaign in queries.campaigns()},
        kind_names={key: kind.name(lang) for key, kind in KINDS.items()},
        people=queries.people(lang),
        refusal=refusal,
        typed=typed or {},
    )
    return (page, refusal.status) if refusal else page


@requires(Action.READ_COALITION)
def show_organisation(organisation_id: int) -> ResponseReturnValue:
    return organisation_page(organisation_or_404(organisation_id))


@requires(Action.MANAGE_COALITION)
def new_organisation() -> ResponseReturnValue:
    return _form_page(None)


@requires(Action.MANAGE_COALITION)
def admit_organisation() -> ResponseReturnValue:
    try:
        form, status = OrganisationForm.parse(request.form), StatusForm.parse(request.form)
        with transaction():
            organisation = actions.admit_organisation(
                **form.names.as_fields(),
                **form.more,
                kind=form.kind,
                visibility=form.visibility,
                status=status.status,
                since=status.since,
                reason=status.reason,
                despite_likeness=form.despite_likeness,
                by=g.person,
            )
    except Refusal as refusal:
        return _form_page(None, refusal, request.form)
    flash(_("The organisation is in the list."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation.id), 303)


@requires(Action.MANAGE_COALITION)
def edit_organisation(organisation_id: int) -> ResponseReturnValue:
    return _form_page(organisation_or_404(organisation_id))


@requires(Action.MANAGE_COALITION)
def save_organisation(organisation_id: int) -> ResponseReturnValue:
    organisation = organisation_or_404(organisation_id)
    try:
        form = OrganisationForm.parse(request.form)
        with transaction():
            actions.rename_organisation(
                organisation, **form.names.as_fields(), despite_likeness=form.despite_likeness, by=g.person
            )
            actions.change_visibility(organisation, form.visibility, by=g.person)
            actions.edit_organisation(organisation, kind=form.kind.value, **form.more, by=g.person)
    except Refusal as refusal:
        return _form_page(organisation, refusal, request.form)
    flash(_("Saved."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.MANAGE_COALITION)
def change_status(organisation_id: int) -> ResponseReturnValue:
    organisation = organisation_or_404(organisation_id)
    try:
        form = StatusForm.parse(request.form)
        with transaction():
            actions.change_status(organisation, form.status, since=form.since, reason=form.reason, by=g.person)
    except Refusal as refusal:
        return organisation_page(organisation, refusal, request.form)
    flash(_("The new status is recorded."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.READ_COALITION)
def change_visibility(organisation_id: int) -> ResponseReturnValue:
    """How its name may appear is for the organisation itself to say: whoever signs for it says it here."""
    organisation = organisation_or_404(organisation_id)
    if organisation.id not in actor().represents:
        raise Forbidden(lazy_gettext("Only those who sign for the organisation decide this."))
    try:
        with reading(request.form) as typed:
            visibility = Visibility(typed.choice("visibility", list(Visibility), default=organisation.visibility.value))
        with transaction():
            actions.change_visibility(organisation, visibility, by=g.person)
    except Refusal as refusal:
        return organisation_page(organisation, refusal)
    flash(_("Recorded. It holds for texts from now on."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.MANAGE_COALITION)
def affiliate(organisation_id: int) -> ResponseReturnValue:
    organisation = organisation_or_404(organisation_id)
    try:
        form = TermForm.parse(request.form)
        with transaction():
            person = person_or_404(form.whom)
            actions.affiliate(person, organisation, since=form.since, until=form.until, by=g.person)
    except Refusal as refusal:
        return organisation_page(organisation, refusal, request.form)
    flash(_("Recorded."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


def person_or_404(person_id: int) -> Person:
    """The person of that id; NotFound when there is none."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound(lazy_gettext("There is no such person."))
    return person


def _form_page(
    organisation: Organisation | None, refusal: Refusal | None = None, typed: object = None
) -> ResponseReturnValue:
    zone = organisation.timezone if organisation else ""
    page = render_template(
        "coalition/edit_organisation.html",
        organisation=organisation,
        typed=typed or organisation or {},
        refusal=refusal,
        zones=zone_choices(str(get_locale()), zone),
    )
    return (page, refusal.status) if refusal else page
