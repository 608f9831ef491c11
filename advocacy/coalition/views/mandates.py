"""Pages about mandates: recording with a proof, revoking, reading the proof."""

import io

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from advocacy import blobs, clock
from advocacy.access import actor, requires
from advocacy.accounts.models import Person
from advocacy.coalition import actions, queries
from advocacy.coalition.actions.mandates import PROOF_BYTES
from advocacy.coalition.forms import AbsenceForm, MandateForm
from advocacy.coalition.models import Absence, Mandate, Organisation
from advocacy.coalition.rules import file_type, reads_inside
from advocacy.coalition.views.organisations import organisation_or_404, organisation_page, person_or_404
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, Refusal
from advocacy.forms import reading
from advocacy.policy import Action
from papers.kinds import KINDS
from papers.normalise import clean_text


def attach(bp: Blueprint) -> None:
    """Add these pages to the room."""
    bp.get("/organisations/<int:organisation_id>/mandates/new")(new_mandate)
    bp.post("/organisations/<int:organisation_id>/mandates")(record_mandate)
    bp.post("/organisations/<int:organisation_id>/absences")(record_absence)
    bp.post("/absences/<int:absence_id>/end")(end_absence)
    bp.post("/mandates/<int:mandate_id>/revoke")(revoke_mandate)
    bp.get("/mandates/<int:mandate_id>/proof")(show_proof)
    bp.post("/organisations/<int:organisation_id>/signatures")(require_signatures)
    bp.post("/organisations/<int:organisation_id>/instruction")(instruct)


@requires(Action.MANAGE_COALITION)
def new_mandate(organisation_id: int) -> ResponseReturnValue:
    return _form_page(organisation_or_404(organisation_id))


@requires(Action.MANAGE_COALITION)
def record_mandate(organisation_id: int) -> ResponseReturnValue:
    organisation = organisation_or_404(organisation_id)
    try:
        form = MandateForm.parse(request.form, _kinds())
        proof, proof_name = _proof()
        with transaction():
            actions.record_mandate(
                organisation,
                person_or_404(form.person_id),
                scope=form.scope,
                scope_values=form.scope_values,
                since=form.since,
                until=form.until,
                proof=proof,
                proof_name=proof_name,
                alternate_for=person_or_404(form.alternate_for) if form.alternate_for else None,
                by=g.person,
            )
    except Refusal as refusal:
        return _form_page(organisation, refusal, request.form)
    flash(_("The mandate is recorded."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.MANAGE_COALITION)
def record_absence(organisation_id: int) -> ResponseReturnValue:
    organisation = organisation_or_404(organisation_id)
    try:
        form = AbsenceForm.parse(request.form)
        person = session.get(Person, form.person_id)
        if person is None:
            raise BadInput({"away": lazy_gettext("Choose one of the entries in the list.")})
        with transaction():
            actions.record_absence(organisation, person, since=form.since, until=form.until, by=g.person)
    except Refusal as refusal:
        return organisation_page(organisation, refusal, request.form)
    flash(_("Marked as away. The person and the organisation are told."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.MANAGE_COALITION)
def end_absence(absence_id: int) -> ResponseReturnValue:
    absence = session.get(Absence, absence_id)
    if absence is None:
        raise NotFound(lazy_gettext("There is no such entry."))
    organisation_id = absence.organisation_id
    with transaction():
        actions.end_absence(absence, by=g.person)
    flash(_("Noted: they are back."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.MANAGE_COALITION)
def revoke_mandate(mandate_id: int) -> ResponseReturnValue:
    mandate = _mandate(mandate_id)
    try:
        with reading(request.form) as typed:
            reason = typed.lines("revoked_reason", max_length=1000)
        with transaction():
            actions.revoke_mandate(mandate, reason=reason, by=g.person)
    except Refusal as refusal:
        return organisation_page(mandate.organisation, refusal, request.form)
    flash(_("The mandate is revoked, as of now."))
    return redirect(url_for("coalition.show_organisation", organisation_id=mandate.organisation_id), 303)


@requires(Action.MANAGE_COALITION)
def require_signatures(organisation_id: int) -> ResponseReturnValue:
    """One person signs for it, or two must."""
    organisation = organisation_or_404(organisation_id)
    try:
        with reading(request.form) as typed:
            needed = int(typed.choice("signatures", ("1", "2")) or 0)
        with transaction():
            actions.require_signatures(organisation, needed, by=g.person)
    except Refusal as refusal:
        return organisation_page(organisation, refusal, request.form)
    flash(_("Recorded. The organisation is told at its own address."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.MANAGE_COALITION)
def instruct(organisation_id: int) -> ResponseReturnValue:
    """Its standing instruction on silence, and its votes."""
    organisation = organisation_or_404(organisation_id)
    try:
        with reading(request.form) as typed:
            silence = typed.choice("silence", ("explicit", "accepted")) == "accepted"
            evidence = typed.lines("evidence", max_length=600)
            votes = typed.whole("votes", least=1, most=100, required=True) or 1
        with transaction():
            actions.instruct_silence(organisation, silence, evidence=evidence, by=g.person)
            actions.give_votes(organisation, votes, by=g.person)
    except Refusal as refusal:
        return organisation_page(organisation, refusal, request.form)
    flash(_("Recorded. It holds for texts from now on."))
    return redirect(url_for("coalition.show_organisation", organisation_id=organisation_id), 303)


@requires(Action.READ_COALITION)
def show_proof(mandate_id: int) -> ResponseReturnValue:
    """Always as a download: a file that somebody sent is never shown inside our own pages."""
    mandate = _mandate(mandate_id)
    if mandate.proof_sha256 is None or not reads_inside(actor(), mandate.organisation):
        raise NotFound(lazy_gettext("There is no such file, or you may not see it."))
    data = blobs.read(mandate.proof_sha256)
    media = file_type(data) or "application/octet-stream"
    name = mandate.proof_name or f"mandate-{mandate.id}"
    return send_file(io.BytesIO(data), mimetype=media, as_attachment=True, download_name=name)


def _mandate(mandate_id: int) -> Mandate:
    mandate = session.get(Mandate, mandate_id)
    if mandate is None:
        raise NotFound(lazy_gettext("There is no such mandate."))
    return mandate


def _kinds() -> list[str]:
    kinds = request.form.getlist("kinds")
    if any(kind not in KINDS for kind in kinds):
        raise BadInput({"kinds": lazy_gettext("Choose one of the entries in the list.")})
    return kinds


def _proof() -> tuple[bytes | None, str]:
    """The file that came with the form, at most one byte more than is allowed; None for no file."""
    file = request.files.get("proof")
    if file is None or not file.filename:
        return None, ""
    return file.stream.read(PROOF_BYTES + 1), clean_text(file.filename.replace("\\", "/").rsplit("/", 1)[-1])[:120]


def _form_page(organisation: Organisation, refusal: Refusal | None = None, typed: object = None) -> ResponseReturnValue:
    lang = str(get_locale())
    page = render_template(
        "coalition/new_mandate.html",
        organisation=organisation,
        people=queries.people(lang),
        campaigns=queries.campaigns(),
        kinds=[(key, kind.name(lang)) for key, kind in KINDS.items()],
        chosen=request.form.getlist("kinds"),
        principals=queries.principals_of(organisation, clock.now().date()),
        refusal=refusal,
        typed=typed or {},
    )
    return (page, refusal.status) if refusal else page
