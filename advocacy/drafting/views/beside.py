"""A translation beside its source, written and confirmed block by block; and which language decides."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from advocacy.access import may, requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries, rules
from advocacy.drafting.forms import BlockForm, seen_in
from advocacy.drafting.models import Dossier, Stage, Version
from advocacy.drafting.queries.languages import Pair, SideBySide
from advocacy.drafting.queries.readiness import DIFFERENCES
from advocacy.drafting.views.room import bp, dossier_at, version_at
from advocacy.errors import Refusal
from advocacy.policy import Action
from advocacy.web import form_value
from papers.compare import Words
from papers.differing import lines_that_differ
from papers.model import Paper
from papers.terms import Term, underlined
from papers.write.html import to_pieces


@dataclass(frozen=True, slots=True)
class Shown:
    """One pair as the page shows it. `change` is what became of the source, of a long block only the lines that differ;
    `typed` is what stands in its form, `base` what that was begun from.
    """

    pair: Pair
    source: Markup
    translation: Markup
    change: Words
    notes: tuple[object, ...]
    typed: str
    base: str


SHOWN: dict[str, Callable[[Shown], bool]] = {
    "open": lambda row: row.pair.is_open,
    "differs": lambda row: bool(row.notes),
    "": lambda row: True,
}
"""What the page can be asked to show: what waits, where the two visibly differ, or everything."""


@bp.get("/<int:dossier_id>/text/<lang>/beside")
@requires(Action.READ_PAPERS)
def show_beside(dossier_id: int, lang: str) -> ResponseReturnValue:
    return _page(_translation_at(dossier_id, lang))


@bp.post("/<int:dossier_id>/text/<lang>/beside")
@requires(Action.WRITE_PAPER)
def translate_block(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = _translation_at(dossier_id, lang, Action.WRITE_PAPER)
    form = BlockForm.parse(request.form)
    try:
        with transaction():
            actions.translate_block(version, form.name, form.source, base=form.base, seen=form.confirms, by=g.person)
    except Refusal as refusal:
        return _page(version, form=form, refusal=refusal)
    flash(_("Saved."))
    return _back(version, form.name)


@bp.post("/<int:dossier_id>/text/<lang>/beside/confirm")
@requires(Action.WRITE_PAPER)
def confirm_blocks(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = _translation_at(dossier_id, lang, Action.WRITE_PAPER)
    seen = seen_in(request.form)
    try:
        with transaction():
            actions.confirm_blocks(version, seen, by=g.person)
    except Refusal as refusal:
        return _page(version, refusal=refusal)
    flash(_("Marked as matching."))
    return _back(version, next(iter(seen)) if len(seen) == 1 else "")


@bp.get("/<int:dossier_id>/authority")
@requires(Action.FREEZE_PAPER)
def ask_authority(dossier_id: int) -> ResponseReturnValue:
    return _authority_page(dossier_at(dossier_id, Action.FREEZE_PAPER))


@bp.post("/<int:dossier_id>/authority")
@requires(Action.FREEZE_PAPER)
def change_authority(dossier_id: int) -> ResponseReturnValue:
    dossier = dossier_at(dossier_id, Action.FREEZE_PAPER)
    lang, reason = form_value(request.form, "lang"), form_value(request.form, "reason")[: rules.MAX_REASON]
    try:
        with transaction():
            actions.change_authoritative(dossier, lang, reason, by=g.person)
    except Refusal as refusal:
        return _authority_page(dossier, refusal)
    flash(_("Another language is authoritative now."))
    return redirect(url_for("drafting.show_paper", dossier_id=dossier_id), 303)


def _authority_page(dossier: Dossier, refusal: Refusal | None = None) -> ResponseReturnValue:
    page = render_template("drafting/change_authority.html", dossier=dossier, typed=request.form, refusal=refusal)
    return page, refusal.status if refusal else 200


def _translation_at(dossier_id: int, lang: str, action: Action = Action.READ_PAPER) -> Version:
    """The translation at this address; the authoritative text has nothing beside it."""
    version = version_at(dossier_id, lang, action)
    return abort(404) if version.lang == version.dossier.authoritative else version


def _back(version: Version, name: str) -> ResponseReturnValue:
    here = {"dossier_id": version.dossier_id, "lang": version.lang}
    return redirect(
        url_for("drafting.show_beside", **here, show=_which() or None, _anchor=f"at-{name}" if name else None), 303
    )


def _which() -> str:
    show = form_value(request.values, "show")
    return show if show in SHOWN else ""


def _page(version: Version, *, form: BlockForm | None = None, refusal: Refusal | None = None) -> ResponseReturnValue:
    both = queries.side_by_side(version)
    show, rows = _which(), _shown(both, form, refusal)
    chosen = [row for row in rows if SHOWN[show](row) or (form and refusal and form.name == row.pair.id)]
    page = render_template(
        "drafting/show_beside.html",
        dossier=version.dossier,
        version=version,
        both=both,
        whole=[DIFFERENCES[one.code][1](one) for one in both.whole],
        rows=chosen,
        show=show,
        counts={name: sum(map(wanted, rows)) for name, wanted in SHOWN.items()},
        writes=version.dossier.stage is Stage.DRAFTING and may(Action.WRITE_PAPER, version.dossier),
        wrong=form.name if form and refusal else "",
        theirs=getattr(refusal, "theirs", None),
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _shown(both: SideBySide, form: BlockForm | None, refusal: Refusal | None) -> list[Shown]:
    ours, theirs = _pieces(both.source), _pieces(both.translation)
    return [_shown_pair(pair, both, ours, theirs, form, refusal) for pair in both.pairs]


def _shown_pair(
    pair: Pair,
    both: SideBySide,
    ours: dict[str, str],
    theirs: dict[str, str],
    form: BlockForm | None,
    refusal: Refusal | None,
) -> Shown:
    source = Markup(underlined(ours.get(pair.id, ""), both.source.lang, pair.terms))  # noqa: S704 - escaped there
    translation = Markup(theirs.get(pair.id, ""))  # noqa: S704 - the engine has escaped every word of it
    notes = (*(DIFFERENCES[one.code][1](one) for one in pair.differences),)
    notes += tuple(_wanted(term, both) for term in pair.terms)
    typed, base = _begun_from(pair, both), pair.digest
    if form is not None and form.name == pair.id:
        typed, base = form.source, getattr(refusal, "digest", form.base)
    return Shown(pair, source, translation, lines_that_differ(pair.change), notes, typed, base)


def _wanted(term: Term, both: SideBySide) -> object:
    """Which agreed word the translation lacks."""
    here, there = term.names[both.source.lang][0], term.names[both.translation.lang][0]
    if term.key.startswith("title:"):
        return _("The official title is “%(title)s”.", title=there)
    return _("Agreed in the glossary: “%(here)s” is “%(there)s”.", here=here, there=there)


def _begun_from(pair: Pair, both: SideBySide) -> str:
    """What a translator begins from: their words, or those of the source where nothing is translated yet."""
    here = pair.translation or pair.source
    if here is None or isinstance(here, str):
        return here or ""
    if pair.translation is not None:
        return queries.block_source(here, both.translation)
    return queries.block_source_in(here, both.source, both.translation.lang)


def _pieces(paper: Paper) -> dict[str, str]:
    return dict(to_pieces(paper, heading_offset=1))
