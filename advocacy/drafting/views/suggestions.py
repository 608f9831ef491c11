"""Suggestions to one text: who proposes what, what collides, and deciding on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from advocacy.access import requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.forms import number_in
from advocacy.drafting.models import Suggestion, Version
from advocacy.drafting.rules import MAX_REASON
from advocacy.drafting.views.room import bp, version_at
from advocacy.errors import Refusal
from advocacy.policy import Action
from advocacy.web import language
from papers.compare import block_text, compare_words
from papers.merge import Conflict
from papers.model import Paper
from papers.steps import surroundings

_MOST_LOOKED_AT = 300
"""Of how many it is said beforehand what collides; accepting says it of all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion as the page shows it: the words around it, and whether it collides with another."""

    row: Suggestion
    before: str
    behind: str
    collides: bool


@dataclass(frozen=True, slots=True)
class Collided:
    """A place where not everything can be had: each text with whose it is and how it differs from what stands."""

    base: str
    sides: tuple[tuple[str, object, str], ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """One suggestion in the text that is written together: what goes, what comes, or a passage whose form changes.

    `begins` is how its passage begins; empty for the lines at the head.
    """

    id: str
    begins: str
    gone: str
    come: str
    changed: str


@bp.get("/<int:dossier_id>/text/<lang>/suggestions")
@requires(Action.COMMENT_PAPER)
def list_suggestions(dossier_id: int, lang: str) -> ResponseReturnValue:
    return _page(version_at(dossier_id, lang, Action.COMMENT_PAPER))


@bp.post("/<int:dossier_id>/text/<lang>/suggestions")
@requires(Action.WRITE_PAPER)
def decide_suggestions(dossier_id: int, lang: str) -> ResponseReturnValue:
    """`do` is accept or reject, for the ticked ones, or with `all` for everything of `author` (without it, of all).

    With `live` in front it is about the text that is written together, for whoever runs no script.
    """
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    do = str(request.form.get("do", ""))
    if do.startswith("live_"):
        return _settle_live(version, do)
    ids = _chosen(version)
    try:
        with transaction():
            if do.startswith("reject"):
                reason = str(request.form.get("reason", ""))[:MAX_REASON]
                rows = actions.reject_suggestions(version, ids, reason, by=g.person)
                said = ngettext("%(num)s suggestion rejected.", "%(num)s suggestions rejected.", len(rows))
                collisions: tuple[Conflict, ...] = ()
            else:
                done = actions.accept_suggestions(version, ids, by=g.person)
                said = ngettext("%(num)s suggestion accepted.", "%(num)s suggestions accepted.", len(done.taken))
                collisions = done.collisions
    except Refusal as refusal:
        return _page(version, refusal)
    flash(said)
    if collisions:
        flash(_("Some contradict each other and wait on. Choose between them below."), "bad")
    return redirect(url_for("drafting.list_suggestions", dossier_id=dossier_id, lang=lang), 303)


def _settle_live(version: Version, do: str) -> ResponseReturnValue:
    ids, of_person = set(request.form.getlist("suggestion")[:2000]), None
    if do.endswith("_all"):
        ids, of_person = set(), number_in(request.form, "person")
    accept = do.startswith("live_accept")
    try:
        with transaction():
            settled = actions.settle_suggestions(version, accept=accept, ids=ids, of_person=of_person, by=g.person)
    except Refusal as refusal:
        return _page(version, refusal)
    if settled:
        flash(_("Accepted in the text that is written together.") if accept else _("Rejected."))
    else:
        flash(_("Tick at least one."), "bad")
    return redirect(url_for("drafting.list_suggestions", dossier_id=version.dossier_id, lang=version.lang), 303)


def proposed_live(version: Version) -> dict[str, list[Proposed]]:
    """What waits in the text that is written together, by who suggests it; one act may take out and put in."""
    paper = queries.paper_now(version)
    begins = {block.id: block_text(block, paper)[:60] for block in paper.blocks}
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for one in queries.live_suggestions(version):
        parts = found.setdefault((one.person, one.id, begins.get(one.block, "")), {})
        parts[one.kind] = " ".join(filter(None, (parts.get(one.kind), one.text)))
    people: dict[str, list[Proposed]] = {}
    for (person, name, begin), parts in found.items():
        words = (parts.get("deletion", ""), parts.get("insertion", ""), parts.get("change", ""))
        people.setdefault(person, []).append(Proposed(name, begin, *words))
    return people


def _chosen(version: Version) -> list[int]:
    if str(request.form.get("do", "")).endswith("_all"):
        author = request.form.get("author")
        rows = queries.open_suggestions(version)
        return [row.id for row in rows if author is None or author_key(row) == author]
    ticked = request.form.getlist("suggestion")[:2000]
    return [int(one) for one in ticked if one.isascii() and one.isdigit() and len(one) <= 9]


def author_key(row: Suggestion) -> str:
    """What tells the authors of a page apart: the person, or the name in words."""
    return f"{row.author_id or ''}:{row.author_name}"


def _page(version: Version, refusal: Refusal | None = None) -> ResponseReturnValue:
    rows = queries.open_suggestions(version)
    head = queries.paper_of(queries.get_head(version))
    seen = queries.outlook(version, rows[:_MOST_LOOKED_AT], head)
    collisions = refusal.collisions if isinstance(refusal, actions.Collision) else seen.collisions
    groups: dict[str, list[Line]] = {}
    known: dict[int, Paper] = {version.head: head}
    for row in rows:
        line = Line(row, *_around(version, row, known), row.id in seen.colliding)
        groups.setdefault(author_key(row), []).append(line)
    page = render_template(
        "drafting/list_suggestions.html",
        dossier=version.dossier,
        version=version,
        groups=groups,
        count=len(rows) - len(seen.colliding),
        collisions=[collided(one, rows) for one in collisions],
        decided=queries.decided_suggestions(version),
        live=proposed_live(version),
        writers=queries.names_of_writers(version, language()),
        typed=request.form,
        ticked=set(request.form.getlist("suggestion")),
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _around(version: Version, row: Suggestion, known: dict[int, Paper]) -> tuple[str, str]:
    if row.kind not in ("insert", "delete", "replace"):
        return "", ""
    if row.revision not in known:
        revision = queries.revision_of(version, row.revision)
        known[row.revision] = queries.paper_of(revision) if revision else known[version.head]
    block = next((one for one in known[row.revision].blocks if one.id == row.block), None)
    return surroundings(block, row.place, row.before) if block is not None else ("", "")


def collided(conflict: Conflict, rows: Sequence[Suggestion]) -> Collided:
    """A collision in words; a side without a name is what the text has become meanwhile."""
    by_id = {row.id: row for row in rows}
    sides: list[tuple[str, object, str]] = []
    for name, text in conflict.texts:
        row = by_id.get(int(name)) if name else None
        who = row.author_in(language()) if row else _("The newest text")
        sides.append((who, compare_words(conflict.base, text), name))
    return Collided(conflict.base, tuple(sides))
