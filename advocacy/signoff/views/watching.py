"""The board while it is watched: the same pieces as on the page, for a script that looks again by itself."""

import hashlib
import re

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from advocacy.access import requires
from advocacy.policy import Action
from advocacy.signoff.queries import call_of
from advocacy.signoff.views import coordinating
from advocacy.signoff.views.room import bp

PROOF = re.compile(r'name="csrf_token" value="[^"]*"')


@bp.get("/calls/<int:call_id>/live")
@requires(Action.READ_CALL)
def watch_call(call_id: int) -> ResponseReturnValue:
    """The pieces of the board that move. 304 while nothing has changed but the proofs of its forms."""
    context = coordinating.board_context(call_of(call_id))
    page = render_template("signoff/show_call.html", frame="signoff/_live.html", **context)
    answer = make_response(page)
    answer.set_etag(hashlib.sha256(PROOF.sub("", page).encode()).hexdigest()[:24], weak=True)
    return answer.make_conditional(request)
