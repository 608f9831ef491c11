"""The consultation log of a paper, and the method line that follows from it."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import may, requires
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier, Stage
from advocacy.drafting.views.room import dossier_at
from advocacy.errors import Refusal
from advocacy.evidence import actions, queries
from advocacy.evidence.forms import consulted_in
from advocacy.evidence.models import Consultation
from advocacy.evidence.views.room import bp
from advocacy.policy import Action


@bp.get("/papers/<int:dossier_id>/consultations")
@requires(Action.COMMENT_PAPER)
def show_consultations(dossier_id: int) -> ResponseReturnValue:
    return _page(dossier_at(dossier_id, Action.COMMENT_PAPER), {"printed": "yes"})


@bp.post("/papers/<int:dossier_id>/consultations")
@requires(Action.WRITE_PAPER)
def keep_consultation(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.WRITE_PAPER)
    try:
        with transaction():
            actions.keep_consultation(dossier, consulted_in(request.form), by=g.person)
    except Refusal as refusal:
        return _page(dossier, request.form, refusal)
    flash(_("Saved."))
    return redirect(url_for("evidence.show_consultations", dossier_id=dossier_id), 303)


@bp.post("/papers/<int:dossier_id>/consultations/<int:row_id>/drop")
@requires(Action.WRITE_PAPER)
def drop_consultation(dossier_id: int, row_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.WRITE_PAPER)
    row = session.get(Consultation, row_id)
    if row is None or row.dossier_id != dossier.id:
        abort(404)
    try:
        with transaction():
            actions.drop_consultation(row, by=g.person)
    except Refusal as refusal:
        return _page(dossier, {}, refusal)
    return redirect(url_for("evidence.show_consultations", dossier_id=dossier_id), 303)


def _page(dossier: Dossier, typed: Any, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = render_template(
        "evidence/show_consultations.html",
        dossier=dossier,
        rows=queries.consultations_of(dossier),
        lines=[(version.lang, queries.method_of(dossier, version.lang)) for version in dossier.versions],
        writes=dossier.stage is Stage.DRAFTING and may(Action.WRITE_PAPER, dossier),
        typed=typed,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200
