"""The register: sources, what is said of them, who is protected, and consent taken back."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import actor, may, requires
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting.forms import number_in
from advocacy.errors import BadInput, Refusal
from advocacy.evidence import actions, queries
from advocacy.evidence.forms import facts_in
from advocacy.evidence.models import Confidentiality, Source, SourceKind
from advocacy.evidence.views.room import bp, source_at
from advocacy.policy import Action
from advocacy.web import form_value, language


@bp.get("/evidence")
@requires(Action.READ_SOURCES)
def list_sources() -> ResponseReturnValue:
    asked = {name: form_value(request.args, name) for name in ("kind", "confidentiality")}
    kind = SourceKind(asked["kind"]) if asked["kind"] in tuple(SourceKind) else None
    level = asked["confidentiality"]
    confidentiality = Confidentiality(level) if level in tuple(Confidentiality) else None
    found = queries.sources_for(actor(), kind=kind, confidentiality=confidentiality)
    return render_template("evidence/list_sources.html", sources=found, asked=asked)


@bp.get("/evidence/new")
@requires(Action.KEEP_SOURCE)
def new_source() -> ResponseReturnValue:
    return _form(None, {})


@bp.post("/evidence/new")
@requires(Action.KEEP_SOURCE)
def register_source() -> ResponseReturnValue:
    try:
        facts = facts_in(request.form)
        group = session.get(Group, number_in(request.form, "group") or 0)
        if group is None or group.id not in dict(_groups()):
            raise BadInput({"group": _("Choose one of the entries in the list.")})
        with transaction():
            source = actions.register_source(group, facts, by=g.person)
    except BadInput as refusal:
        return _form(None, request.form, refusal)
    flash(_("The source is in the register."))
    if not may(Action.READ_SOURCE, source):
        return redirect(url_for("evidence.list_sources"), 303)
    return redirect(url_for("evidence.show_source", source_id=source.id), 303)


@bp.get("/evidence/<int:source_id>")
@requires(Action.READ_SOURCE)
def show_source(source_id: int) -> ResponseReturnValue:
    return _source_page(source_at(source_id))


@bp.get("/evidence/<int:source_id>/edit")
@requires(Action.KEEP_SOURCE)
def ask_correction(source_id: int) -> ResponseReturnValue:
    source = source_at(source_id, Action.KEEP_SOURCE)
    return _form(source, _as_typed(source))


@bp.post("/evidence/<int:source_id>/edit")
@requires(Action.KEEP_SOURCE)
def edit_source(source_id: int) -> ResponseReturnValue:
    source = source_at(source_id, Action.KEEP_SOURCE)
    try:
        with transaction():
            actions.edit_source(source, facts_in(request.form), by=g.person)
    except Refusal as refusal:
        return _form(source, request.form, refusal)
    flash(_("Saved."))
    if not may(Action.READ_SOURCE, source):
        return redirect(url_for("evidence.list_sources"), 303)
    return redirect(url_for("evidence.show_source", source_id=source_id), 303)


@bp.post("/evidence/<int:source_id>/unseal")
@requires(Action.UNSEAL_SOURCE)
def unseal_source(source_id: int) -> ResponseReturnValue:
    """Show who is protected, once: nothing of it is kept by the browser, and the ledger keeps who read it."""
    source = source_at(source_id, Action.UNSEAL_SOURCE)
    with transaction():
        words = actions.unseal(source, by=g.person)
    page, status = _source_page(source, words=words)
    return page, status, {"Cache-Control": "no-store"}


@bp.post("/evidence/<int:source_id>/withdraw")
@requires(Action.UNSEAL_SOURCE)
def withdraw_consent(source_id: int) -> ResponseReturnValue:
    source = source_at(source_id, Action.UNSEAL_SOURCE)
    try:
        if not request.form.get("sure"):
            raise BadInput({"sure": _("Tick the box: this cannot be undone.")})
        with transaction():
            actions.withdraw_consent(source, by=g.person)
    except Refusal as refusal:
        return _source_page(source, refusal=refusal)
    flash(_("Consent is withdrawn. The rapporteurs of every text that rests on it have a mail."))
    return redirect(url_for("evidence.show_source", source_id=source_id), 303)


def _source_page(source: Source, *, words: str | None = None, refusal: Refusal | None = None) -> tuple[str, int]:
    papers = [dossier for dossier in queries.dossiers_on(source) if may(Action.READ_PAPER, dossier)]
    page = render_template("evidence/show_source.html", source=source, papers=papers, words=words, refusal=refusal)
    return page, refusal.status if refusal else 200


def _form(source: Source | None, typed: Any, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = render_template("evidence/edit_source.html", source=source, typed=typed, groups=_groups(), refusal=refusal)
    return page, refusal.status if refusal else 200


def _groups() -> list[tuple[int, str]]:
    """The working groups for which the asking person may register a source."""
    rows = session.query(Group).order_by(Group.id)
    wanted = Confidentiality.GROUP
    return [
        (row.id, row.name_in(language()))
        for row in rows
        if may(Action.KEEP_SOURCE, Source(group_id=row.id, confidentiality=wanted))
    ]


def _as_typed(source: Source) -> dict[str, str]:
    """A source as its form shows it; what is sealed is not shown."""
    days = {name: getattr(source, name) for name in ("dated", "consent_until")}
    words = ("title", "kind", "reliability", "confidentiality", "kept_at", "consent_for", "consent_way_back")
    shown = {name: str(getattr(source, name)) for name in words}
    return shown | {name: f"{day:%d/%m/%Y}" if day else "" for name, day in days.items()}
