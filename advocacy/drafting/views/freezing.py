"""Freezing a text, and reopening it."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier
from advocacy.drafting.views.paper import editions_of, with_addresses
from advocacy.drafting.views.room import bp, dossier_at
from advocacy.errors import Refusal
from advocacy.policy import Action


@bp.get("/<int:dossier_id>/freeze")
@requires(Action.FREEZE_PAPER)
def ask_freeze(dossier_id: int) -> ResponseReturnValue:
    return _freeze_page(dossier_at(dossier_id, Action.FREEZE_PAPER), None)


@bp.post("/<int:dossier_id>/freeze")
@requires(Action.FREEZE_PAPER)
def freeze_paper(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.FREEZE_PAPER)
    try:
        with transaction():
            actions.freeze_paper(
                dossier, languages=set(request.form.getlist("language")), waivers=_waivers(), by=g.person
            )
    except Refusal as refusal:
        return _freeze_page(dossier, refusal)
    flash(_("The text is frozen. These words, to the letter, are what members will be asked to sign."))
    return redirect(url_for("drafting.show_paper", dossier_id=dossier_id), 303)


def _waivers() -> dict[str, str]:
    """The reasons that were written beside what is still open, by the key of its gap."""
    begin = "waive-"
    return {name.removeprefix(begin): words for name, words in request.form.items() if name.startswith(begin)}


def _freeze_page(dossier: Dossier, refusal: Refusal | None) -> ResponseReturnValue:
    chosen = set(request.form.getlist("language")) or {version.lang for version in dossier.versions}
    page = render_template(
        "drafting/freeze_paper.html",
        dossier=dossier,
        editions=editions_of(dossier),
        chosen=chosen,
        waived=_waivers(),
        gaps=with_addresses(queries.readiness(dossier), dossier),
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


@bp.get("/<int:dossier_id>/reopen")
@requires(Action.FREEZE_PAPER)
def ask_reopen(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.FREEZE_PAPER)
    return render_template("drafting/reopen_paper.html", dossier=dossier, typed={})


@bp.post("/<int:dossier_id>/reopen")
@requires(Action.FREEZE_PAPER)
def reopen_paper(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.FREEZE_PAPER)
    try:
        with transaction():
            actions.reopen_paper(dossier, str(request.form.get("reason", ""))[:500], by=g.person)
    except Refusal as refusal:
        page = render_template("drafting/reopen_paper.html", dossier=dossier, typed=request.form, refusal=refusal)
        return page, refusal.status
    flash(_("The paper is open for writing again."))
    return redirect(url_for("drafting.show_paper", dossier_id=dossier_id), 303)
