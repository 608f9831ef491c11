"""Writing an amendment: choose blocks, edit their words beside the original, keep it or move it. No script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import may, requires
from advocacy.amending import actions, queries
from advocacy.amending.forms import case_in, words_in
from advocacy.amending.models import Amendment, State, Window
from advocacy.amending.views import showing
from advocacy.amending.views.room import amendment_at, bp, own_organisation, own_organisations, window_at
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.drafting.forms import number_in
from advocacy.errors import Refusal
from advocacy.policy import Action
from papers.amendments import LINES
from papers.model import Paper

HEAD = "head"


@dataclass(frozen=True, slots=True)
class Field:
    """One place in the form: `name` as it is sent, `label`, what stands there now, what is typed."""

    name: str
    label: str
    now: str
    typed: str

    @property
    def is_line(self) -> bool:
        return self.name.startswith("line-")

    @property
    def is_new(self) -> bool:
        return self.name.startswith("after-")


@bp.get("/papers/<int:dossier_id>/amend")
@requires(Action.PREPARE_AMENDMENT)
def pick_blocks(dossier_id: int) -> ResponseReturnValue:
    """The text block by block, to choose what to change."""
    window, base = window_at(dossier_id), None
    own_organisation(None)
    base = queries.base_of(window)
    lines = [(line, showing.label_of(line, base), getattr(base, line)) for line in LINES if getattr(base, line)]
    blocks = [(block.id, showing.words_of(block.id, base)) for block in base.blocks]
    return render_template("amending/pick_blocks.html", window=window, base=base, lines=lines, blocks=blocks)


@bp.get("/papers/<int:dossier_id>/amend/words")
@requires(Action.PREPARE_AMENDMENT)
def write_amendment(dossier_id: int) -> ResponseReturnValue:
    window = window_at(dossier_id)
    own_organisation(None)
    chosen = request.args.getlist("place")[:200]
    if not chosen:
        flash(_("Choose at least one place of the text."), "bad")
        return redirect(url_for("amending.pick_blocks", dossier_id=dossier_id), 303)
    base = queries.base_of(window)
    return _page(window, fields_of(base, {name: original(name, base) for name in chosen}), {})


@bp.post("/papers/<int:dossier_id>/amend/words")
@requires(Action.PREPARE_AMENDMENT)
def prepare_amendment(dossier_id: int) -> ResponseReturnValue:
    window = window_at(dossier_id)
    organisation = own_organisation(number_in(request.form, "organisation"))
    try:
        case, words = case_in(request.form), words_in(request.form)
        with transaction():
            window = session.get_one(Window, window.id)
            edited = actions.worded(queries.base_of(window), words, window.base.version)
            own = session.get_one(Organisation, organisation.id)
            amendment = actions.prepare_amendment(window, own, edited, case, by=g.person)
            _move_if_asked(amendment)
    except Refusal as refusal:
        return _refused(session.get_one(Window, window.id), refusal)
    return _kept(amendment)


def _move_if_asked(amendment: Amendment) -> None:
    if request.form.get("do") == "move":
        actions.move_amendment(amendment, by=g.person)


def _kept(amendment: Amendment) -> ResponseReturnValue:
    flash(_("The amendment is moved.") if amendment.number else _("Kept inside your organisation; not moved yet."))
    return redirect(url_for("amending.show_amendment", amendment_id=amendment.id), 303)


@bp.get("/amendments/<int:amendment_id>/edit")
@requires(Action.PREPARE_AMENDMENT)
def edit_amendment(amendment_id: int) -> ResponseReturnValue:
    amendment = _own(amendment_id)
    base, wording = queries.base_of(amendment.window), queries.movers_wording(amendment)
    typed = {
        "subject": amendment.subject,
        "reason": amendment.reason,
        "withheld": amendment.visibility is Visibility.WITHHELD,
    }
    more = {name: original(name, base) for name in request.args.getlist("place")[:200]}
    fields = fields_of(base, more | fields_from(base, queries.edited_by(wording)))
    return _page(amendment.window, fields, typed, amendment=amendment)


@bp.post("/amendments/<int:amendment_id>/edit")
@requires(Action.PREPARE_AMENDMENT)
def reword_amendment(amendment_id: int) -> ResponseReturnValue:
    amendment = _own(amendment_id)
    try:
        case, words = case_in(request.form), words_in(request.form)
        with transaction():
            amendment = session.get_one(Amendment, amendment_id)
            window = amendment.window
            edited = actions.worded(queries.base_of(window), words, window.base.version)
            actions.reword_amendment(amendment, edited, case, by=g.person)
            _move_if_asked(amendment)
    except Refusal as refusal:
        amendment = session.get_one(Amendment, amendment_id)
        return _refused(amendment.window, refusal, amendment=amendment)
    return _kept(amendment)


def _own(amendment_id: int) -> Amendment:
    amendment = amendment_at(amendment_id)
    own_organisation(amendment.organisation_id)
    return amendment


def _refused(window: Window, refusal: Refusal, *, amendment: Amendment | None = None) -> ResponseReturnValue:
    typed = {name: words for name, words in request.form.items() if name.startswith(("line-", "block-", "after-"))}
    fields = fields_of(queries.base_of(window), typed)
    return _page(window, fields, request.form, amendment=amendment, refusal=refusal)


def original(name: str, base: Paper) -> str:
    """What a field holds before anybody typed."""
    sort, _dash, place = name.partition("-")
    if sort == "line" and place in LINES:
        return str(getattr(base, place))
    return showing.source_of(place, base) if sort == "block" else ""


def fields_of(base: Paper, words: Mapping[str, str]) -> list[Field]:
    """The fields of the form in the order of the text; what belongs to no place of it comes last."""
    places = [f"line-{line}" for line in LINES] + [f"after-{HEAD}"]
    for block in base.blocks:
        places += [f"block-{block.id}", f"after-{block.id}"]
    named = [name for name in places if name in words]
    named += [name for name in words if name not in places]
    return [Field(name, _label(name, base), _now(name, base), words[name]) for name in named]


def _label(name: str, base: Paper) -> str:
    sort, _dash, place = name.partition("-")
    if sort == "after":
        number = showing.label_of(place, base)
        return _("At the beginning") if place == HEAD else _("New, after block %(number)s", number=number)
    return (
        showing.label_of(place, base) if sort == "line" else _("Block %(number)s", number=showing.label_of(place, base))
    )


def _now(name: str, base: Paper) -> str:
    _sort, _dash, place = name.partition("-")
    return "" if place == HEAD else showing.words_of(place, base)


def fields_from(base: Paper, edited: Paper) -> dict[str, str]:
    """The fields that say again what was said; the form moves no block, so none was moved."""
    kept, still = {block.id for block in base.blocks}, {block.id for block in edited.blocks}
    words = {f"line-{line}": getattr(edited, line) for line in LINES if getattr(base, line) != getattr(edited, line)}
    words |= {f"block-{id_}": "" for id_ in kept - still}
    last = HEAD
    for block in edited.blocks:
        source = actions.block_source(block, edited)
        if block.id in kept:
            last = block.id
            if source != showing.source_of(block.id, base):
                words[f"block-{block.id}"] = source
        else:
            name = f"after-{last}"
            words[name] = "\n\n".join(filter(None, (words.get(name), source)))
    return words


def _page(
    window: Window,
    fields: Sequence[Field],
    typed: Mapping[str, Any],
    *,
    amendment: Amendment | None = None,
    refusal: Refusal | None = None,
) -> ResponseReturnValue:
    own = [amendment.organisation] if amendment else own_organisations()
    page = render_template(
        "amending/write_amendment.html",
        window=window,
        version=window.base.version,
        fields=fields,
        typed=typed,
        own=own,
        withheld=typed.get("withheld", bool(own) and own[0].visibility is Visibility.WITHHELD and not typed),
        amendment=amendment,
        may_move=any(may(Action.MOVE_AMENDMENT, amendment or _For(one.id)) for one in own),
        is_prepared=amendment is None or amendment.state is State.PREPARED,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


@dataclass(frozen=True, slots=True)
class _For:
    """Something of an organisation, as far as the policy looks at it."""

    organisation_id: int
