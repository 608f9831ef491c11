"""Writing together: the key to the shared text of a language version, and who wrote what in it."""

from itertools import groupby

from flask import g, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from advocacy.access import actor, requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.views.room import bp, version_at
from advocacy.live.tokens import token_for
from advocacy.policy import Action
from papers.tree.nodes import SCHEMA


@bp.post("/<int:dossier_id>/text/<lang>/live-token")
@requires(Action.READ_PAPERS)
def live_token(dossier_id: int, lang: str) -> ResponseReturnValue:
    """For the editor's script: a key for ten minutes, and what it opens. Opens the shared text if it is the first."""
    version = version_at(dossier_id, lang)
    mode = queries.live_mode(actor(), version.dossier)
    if mode is None:
        return "", 404
    text = version.live_text
    if text is None:
        with transaction():
            text = actions.open_live(version, by=g.person)
    return jsonify(
        token=token_for(text.id, g.person.id, mode, text.epoch),
        text=text.id,
        epoch=text.epoch,
        first=text.first_epoch,
        schema=SCHEMA,
        mode=mode.value,
        person=str(g.person.id),
        path=f"/live/{text.id}",
    )


@bp.get("/<int:dossier_id>/text/<lang>/authors")
@requires(Action.COMMENT_PAPER)
def show_authors(dossier_id: int, lang: str) -> ResponseReturnValue:
    """Who wrote which words of the text, for those who work on it; for scripts as JSON, if they ask for it."""
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    passages = queries.authored(version)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(passages=[{"block": one.block, "person": one.name, "text": one.text} for one in passages])
    blocks = [(block, list(group)) for block, group in groupby(passages, lambda one: one.block)]
    return render_template("drafting/show_authors.html", dossier=version.dossier, version=version, blocks=blocks)
