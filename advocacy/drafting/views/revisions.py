"""Reading a text, its earlier revisions, and what changed between two of them."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.forms import number_in
from advocacy.drafting.models import Version
from advocacy.drafting.views.paper import hints_above
from advocacy.drafting.views.room import bp, revision_at, version_at
from advocacy.errors import Refusal
from advocacy.policy import Action
from papers.anchor import passages
from papers.compare import compare
from papers.model import Paper


@bp.get("/<int:dossier_id>/text/<lang>")
@requires(Action.READ_PAPERS)
def show_text(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang)
    head = queries.get_head(version)
    text = queries.paper_of(head)
    return render_template(
        "drafting/show_text.html",
        dossier=version.dossier,
        version=version,
        revision=head,
        text=text,
        hints=hinted(version, text),
        revisions=list(reversed(version.revisions)),
    )


def hinted(version: Version, text: Paper) -> list[tuple[str, str, str]]:
    """What the rooms above say about passages: the block's id or the line's name, how it begins, and the hint."""
    begins = {place: words[:80] for place, words in passages(text)}
    return [(block, begins.get(block, ""), words) for block, words in hints_above(version.dossier, text)]


@bp.get("/<int:dossier_id>/text/<lang>/revisions/<int:number>")
@requires(Action.READ_PAPERS)
def show_revision(dossier_id: int, lang: str, number: int) -> ResponseReturnValue:
    version = version_at(dossier_id, lang)
    revision = revision_at(version, number)
    return render_template(
        "drafting/show_text.html",
        dossier=version.dossier,
        version=version,
        revision=revision,
        text=queries.paper_of(revision),
        revisions=list(reversed(version.revisions)),
    )


@bp.post("/<int:dossier_id>/text/<lang>/revisions/<int:number>/restore")
@requires(Action.WRITE_PAPER)
def restore_revision(dossier_id: int, lang: str, number: int) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    revision = revision_at(version, number)
    try:
        with transaction():
            actions.restore_revision(revision, by=g.person)
    except Refusal as refusal:
        flash(str(refusal.message), "bad")
    else:
        flash(_("Revision %(number)s is the newest one again.", number=number))
    return redirect(url_for("drafting.show_text", dossier_id=dossier_id, lang=lang), 303)


@bp.get("/<int:dossier_id>/text/<lang>/compare")
@requires(Action.READ_PAPERS)
def compare_revisions(dossier_id: int, lang: str) -> ResponseReturnValue:
    """What changed from revision `old` to `new`; without numbers, from the one before the newest."""
    version = version_at(dossier_id, lang)
    new = revision_at(version, number_in(request.args, "new") or version.head)
    old = revision_at(version, number_in(request.args, "old") or max(1, new.number - 1))
    return render_template(
        "drafting/compare_revisions.html",
        dossier=version.dossier,
        version=version,
        old=old,
        new=new,
        difference=compare(queries.paper_of(old), queries.paper_of(new)),
        revisions=version.revisions,
    )
