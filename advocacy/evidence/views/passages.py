"""On what a text rests: the text with marks beside its passages, and the way to put a passage on a source."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from advocacy.access import actor, may, requires
from advocacy.database import session, transaction
from advocacy.drafting import queries as drafting
from advocacy.drafting.models import Stage, Version
from advocacy.drafting.views.room import version_at
from advocacy.errors import BadInput, Refusal
from advocacy.evidence import actions, queries
from advocacy.evidence.forms import LinkForm
from advocacy.evidence.models import Link, Source
from advocacy.evidence.views.room import bp
from advocacy.policy import Action
from papers.model import Heading
from papers.write.html import to_pieces


@bp.get("/papers/<int:dossier_id>/text/<lang>/evidence")
@requires(Action.COMMENT_PAPER)
def show_evidence(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    return _page(version, at=request.args.get("at", "")[:64], typed={"quote": request.args.get("quote", "")[:400]})


@bp.post("/papers/<int:dossier_id>/text/<lang>/evidence")
@requires(Action.WRITE_PAPER)
def link_passage(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    try:
        form = LinkForm.parse(request.form)
        source = session.get(Source, form.source)
        if source is None or not may(Action.READ_SOURCE, source):
            raise BadInput({"source": _("Choose one of the entries in the list.")})
        with transaction():
            link = actions.link_passage(version, source, form.block, form.quote, by=g.person)
    except Refusal as refusal:
        return _page(version, at=str(request.form.get("block", ""))[:64], typed=request.form, refusal=refusal)
    flash(_("The passage rests on this source now."))
    return _back(version, f"link-{link.id}")


@bp.post("/papers/<int:dossier_id>/text/<lang>/evidence/<int:link_id>/drop")
@requires(Action.WRITE_PAPER)
def unlink_passage(dossier_id: int, lang: str, link_id: int) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    link = session.get(Link, link_id)
    if link is None or link.version_id != version.id:
        abort(404)
    try:
        with transaction():
            actions.unlink_passage(link, by=g.person)
    except Refusal as refusal:
        return _page(version, refusal=refusal)
    flash(_("The passage rests on this source no longer."))
    return _back(version)


def _back(version: Version, anchor: str = "") -> ResponseReturnValue:
    here = {"dossier_id": version.dossier_id, "lang": version.lang}
    return redirect(url_for("evidence.show_evidence", **here, _anchor=anchor or None), 303)


def _page(version: Version, *, at: str = "", typed: Any = None, refusal: Refusal | None = None) -> ResponseReturnValue:
    """`at` is the passage beside which the form stands. A source that the reader may not know of is a mark alone."""
    paper = drafting.paper_now(version)
    links = queries.placed(version, paper, queries.links_of(version))
    beside: dict[str, list[queries.Placed]] = {}
    for one in links:
        beside.setdefault(one.found.block, []).append(one)
    dossier = version.dossier
    page = render_template(
        "evidence/show_evidence.html",
        dossier=dossier,
        version=version,
        text=paper,
        pieces=[(name, Markup(html)) for name, html in to_pieces(paper, heading_offset=1)],  # noqa: S704 - escaped there
        blocks={block.id for block in paper.blocks},
        headings={block.id for block in paper.blocks if isinstance(block, Heading)},
        links=links,
        beside=beside,
        bare={point.block for point in queries.unsourced_claims(dossier) if point.lang == version.lang},
        sources=queries.usable_sources(actor()),
        writes=dossier.stage is Stage.DRAFTING and may(Action.WRITE_PAPER, dossier),
        at=at,
        typed=typed or {},
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200
