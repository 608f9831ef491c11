"""The merge: what the text will read, and each collision side by side, for the rapporteur to rule on."""

from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.amending import actions, queries
from advocacy.amending.forms import rulings_in
from advocacy.amending.models import Amendment, Window
from advocacy.amending.views import showing
from advocacy.amending.views.room import bp, window_at
from advocacy.database import session, transaction
from advocacy.errors import Refusal
from advocacy.policy import Action
from papers.compare import Words, compare, compare_words
from papers.merge import Conflict, Merged


@dataclass(frozen=True, slots=True)
class Side:
    """What one amendment wants in a contested place."""

    amendment: Amendment
    words: Words
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Collision:
    """One contested place: its name in the form, what stands there, what each side wants, and words to begin from."""

    name: str
    what: str
    label: str
    base: str
    sides: tuple[Side, ...]
    own: str


@bp.get("/papers/<int:dossier_id>/merge")
@requires(Action.OPEN_REVIEW)
def show_merge(dossier_id: int) -> ResponseReturnValue:
    return _page(window_at(dossier_id, Action.OPEN_REVIEW))


@bp.post("/papers/<int:dossier_id>/merge")
@requires(Action.OPEN_REVIEW)
def merge_adopted(dossier_id: int) -> ResponseReturnValue:
    window = window_at(dossier_id, Action.OPEN_REVIEW)
    try:
        with transaction():
            done = actions.merge_adopted(session.get_one(Window, window.id), rulings_in(request.form), by=g.person)
    except Refusal as refusal:
        return _page(session.get_one(Window, window.id), refusal)
    flash(_("The adopted amendments are in the text: revision %(number)s.", number=done.revision.number))
    return redirect(url_for("amending.show_review", dossier_id=dossier_id), 303)


def _page(window: Window, refusal: Refusal | None = None) -> ResponseReturnValue:
    merged = actions.preview_merge(window)
    page = render_template(
        "amending/show_merge.html",
        window=window,
        version=window.base.version,
        waiting=[one for one in window.amendments if one.is_adopted and one.merge_id is None],
        collisions=[_collision(window, merged, conflict) for conflict in merged.conflicts],
        difference=compare(queries.base_of(window), merged.paper),
        refusal=refusal,
        typed=request.form,
    )
    return page, refusal.status if refusal else 200


def _collision(window: Window, merged: Merged, conflict: Conflict) -> Collision:
    base = queries.base_of(window)
    label = showing.label_of(conflict.block, base)
    named = _("Block %(number)s", number=label) if conflict.what in ("block", "place") else label
    own = conflict.base if conflict.what == "line" else showing.source_of(conflict.block, merged.paper)
    sides = tuple(_side(window, conflict, id_, words) for id_, words in conflict.texts)
    return Collision(f"{conflict.what}:{conflict.block}", conflict.what, named, conflict.base, sides, own)


def _side(window: Window, conflict: Conflict, id_: str, words: str) -> Side:
    amendment = next(one for one in window.amendments if str(one.id) == id_)
    shown = compare_words(conflict.base, words) if conflict.what in ("block", "line") else compare_words(words, words)
    return Side(amendment, shown, not words)
