"""Writing a text: typed, previewed, kept on every pause, saved as a revision, compared when two saved at once."""

from typing import Any

from flask import flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries, rules
from advocacy.drafting.actions.reading import read_source
from advocacy.drafting.forms import TextForm
from advocacy.drafting.models import Version
from advocacy.drafting.views.revisions import hinted
from advocacy.drafting.views.room import bp, version_at
from advocacy.errors import BadInput, Refusal
from advocacy.policy import Action
from advocacy.web import local_moment
from papers.compare import block_text, compare
from papers.model import Paper


@bp.get("/<int:dossier_id>/text/<lang>/edit")
@requires(Action.WRITE_PAPER)
def edit_text(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    sheet = queries.sheet_of(version, g.person)
    if sheet is not None:
        return _page(version, sheet.source, sheet.base, sheet=sheet)
    return _page(version, queries.source_of(queries.get_head(version)), version.head)


@bp.post("/<int:dossier_id>/text/<lang>/edit")
@requires(Action.WRITE_PAPER)
def save_text(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    form = TextForm.parse(request.form)
    if request.form.get("do") == "preview":
        return _page(version, form.source, form.base, reason=form.reason, preview=True)
    before = version.head
    try:
        with transaction():
            revision = actions.save_revision(
                version, form.source, base=form.base, reason=form.reason, by=g.person, align=form.align
            )
    except actions.LostUpdate as refusal:
        _keep(version, form)
        _revise_from_live(version, refusal)
        return _conflict(version, form, refusal)
    except Refusal as refusal:
        _keep(version, form)
        return _page(version, form.source, form.base, reason=form.reason, refusal=refusal)
    flash(
        _("Saved as revision %(number)s.", number=revision.number)
        if revision.number > before
        else _("Nothing has changed.")
    )
    if form.base != before:
        flash(_("Others saved meanwhile; what they changed and what you changed both stand in the text now."))
    if form.align or request.form.get("do") == "stay":
        return redirect(url_for("drafting.edit_text", dossier_id=dossier_id, lang=lang), 303)
    return redirect(url_for("drafting.show_text", dossier_id=dossier_id, lang=lang), 303)


@bp.post("/<int:dossier_id>/text/<lang>/preview")
@requires(Action.WRITE_PAPER)
def preview_text(dossier_id: int, lang: str) -> ResponseReturnValue:
    """For the editor's script: the typed text as it will read, or what is wrong with it, as a piece of a page."""
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    text, problem = _read(version, TextForm.parse(request.form).source)
    return render_template("drafting/_preview.html", text=text, problem=problem)


@bp.post("/<int:dossier_id>/text/<lang>/sheet")
@requires(Action.WRITE_PAPER)
def keep_sheet(dossier_id: int, lang: str) -> ResponseReturnValue:
    """For the editor's script: keep what is typed. Answers when it was kept."""
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    form = TextForm.parse(request.form)
    with transaction():
        sheet = actions.keep_sheet(version, form.source, base=form.base, by=g.person)
    return jsonify(kept=_("Kept at %(moment)s", moment=local_moment(sheet.saved_at)), head=version.head)


@bp.post("/<int:dossier_id>/text/<lang>/sheet/discard")
@requires(Action.WRITE_PAPER)
def discard_sheet(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    with transaction():
        actions.discard_sheet(version, by=g.person)
    return redirect(url_for("drafting.edit_text", dossier_id=dossier_id, lang=lang), 303)


def _keep(version: Version, form: TextForm) -> None:
    """Whatever was refused is kept, so that a closed window loses nothing."""
    with transaction():
        actions.keep_sheet(version, form.source, base=form.base, by=g.person)


def _revise_from_live(version: Version, refusal: actions.LostUpdate) -> None:
    """What others have written together meanwhile becomes a revision, so that it can be compared and kept."""
    if version.live_text is not None:
        with transaction():
            refusal.theirs = actions.revise_from_live(version, reason=_("Written together"), by=None)


def _read(version: Version, source: str) -> tuple[Paper | None, object]:
    try:
        return read_source(source, version, queries.paper_of(queries.get_head(version))), ""
    except BadInput as refusal:
        return None, refusal.message


def _page(version: Version, source: str, base: int, *, preview: bool = False, **more: Any) -> ResponseReturnValue:
    dossier = version.dossier
    is_translation = version.lang != dossier.authoritative
    original = queries.newest_paper(dossier, dossier.authoritative) if is_translation else None
    text, problem = _read(version, source) if preview else (None, "")
    refusal = more.get("refusal")
    page = render_template(
        "drafting/edit_text.html",
        dossier=dossier,
        version=version,
        source=source,
        base=base,
        is_behind=base != version.head,
        preview=preview,
        text=text,
        problem=problem,
        original=original,
        original_blocks=[(block, block_text(block, original)) for block in original.blocks] if original else [],
        stale=queries.stale(version) if is_translation else (),
        most=rules.MAX_SOURCE,
        hints=hinted(version, queries.paper_of(queries.get_head(version))),
        **more,
    )
    return page, refusal.status if refusal else 200


def _conflict(version: Version, form: TextForm, refusal: actions.LostUpdate) -> ResponseReturnValue:
    """Both texts side by side, word by word; what was typed stays in the field, now upon the newest revision."""
    theirs = queries.paper_of(refusal.theirs)
    mine, problem = _read(version, refusal.mine)
    page = render_template(
        "drafting/lost_update.html",
        dossier=version.dossier,
        version=version,
        theirs=refusal.theirs,
        their_source=queries.source_of(refusal.theirs),
        source=refusal.mine,
        reason=form.reason,
        difference=compare(theirs, mine) if mine else None,
        problem=problem,
        refusal=refusal,
    )
    return page, refusal.status
