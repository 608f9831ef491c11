"""The ledger for everybody: its checkpoints and their proofs. Hashes and numbers only, nothing that they stand for."""

import re

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.errors import NotFound, Refusal
from advocacy.ledger import queries
from advocacy.ledger.models import Checkpoint
from advocacy.ledger.signing import verifier
from advocacy.policy import Action
from advocacy.web import form_value
from papers.proof.texts import write_consistency, write_inclusion

bp = Blueprint("ledger", __name__)
SHOWN = 30
"""Checkpoints on the page; older ones are asked for by their size."""


@bp.get("/ledger")
@requires(Action.OPEN_TO_ALL)
def show_ledger() -> ResponseReturnValue:
    newest = queries.newest_checkpoint()
    return render_template(
        "public/show_ledger.html",
        newest=newest,
        key=str(verifier()) if newest else "",
        kept=queries.checkpoints(SHOWN),
        how_many=queries.how_many_checkpoints(),
        short_of=queries.short_of,
    )


@bp.get("/ledger/checkpoint")
@requires(Action.OPEN_TO_ALL)
def checkpoint() -> ResponseReturnValue:
    """A checkpoint as it was signed: the newest, or with `size` an earlier one."""
    return _text(_checkpoint().note)


@bp.get("/ledger/proof")
@requires(Action.OPEN_TO_ALL)
def consistency() -> ResponseReturnValue:
    """That the first `from` entries begin the first `to`; with `entry`, the way to the proof of that entry."""
    size = _newest().size
    if form_value(request.args, "entry"):
        index = _number("entry", size) - 1
        return redirect(url_for("ledger.inclusion", index=index, size=form_value(request.args, "size") or None), 303)
    new = _number("to", size) if form_value(request.args, "to") else size
    return _text(write_consistency(queries.consistency(_number("from", new), new)))


@bp.get("/ledger/proof/<int:index>")
@requires(Action.OPEN_TO_ALL)
def inclusion(index: int) -> ResponseReturnValue:
    """That the entry at `index`, counted from 0, stands in the newest checkpoint, or in the one with that `size`."""
    kept = _checkpoint()
    if index >= kept.size:
        raise NotFound(_("This checkpoint covers %(size)s entries; the last has the index %(last)s.", **_last(kept)))
    return _text(write_inclusion(queries.inclusion(index + 1, kept)))


def _checkpoint() -> Checkpoint:
    """The checkpoint of the `size` that was asked for, else the newest."""
    newest = _newest()
    if not form_value(request.args, "size"):
        return newest
    found = queries.checkpoint_of_size(_number("size", newest.size))
    if found is None:
        raise NotFound(_("No checkpoint of that size was signed. The page of the ledger lists those that were."))
    return found


def _newest() -> Checkpoint:
    newest = queries.newest_checkpoint()
    if newest is None or newest.size == 0:
        raise NotFound(_("No checkpoint has been signed yet. The first one comes with the first issue."))
    return newest


def _number(name: str, most: int) -> int:
    """A number of entries from the address, between 1 and `most`."""
    typed = form_value(request.args, name)
    if not re.fullmatch(r"[0-9]{1,9}", typed):
        raise Refusal(_("Write «%(name)s» as a number between 1 and %(most)s.", name=name, most=most), status=400)
    if not 1 <= int(typed) <= most:
        raise NotFound(_("Write «%(name)s» as a number between 1 and %(most)s.", name=name, most=most))
    return int(typed)


def _last(kept: Checkpoint) -> dict[str, int]:
    return {"size": kept.size, "last": kept.size - 1}


def _text(words: str) -> Response:
    return Response(words, mimetype="text/plain")
