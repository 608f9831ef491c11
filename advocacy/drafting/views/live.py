"""Writing together: the key to the shared text of a language version."""

from flask import g, jsonify
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
        schema=SCHEMA,
        mode=mode.value,
        person=str(g.person.id),
        path=f"/live/{text.id}",
    )
