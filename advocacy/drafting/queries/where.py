"""Finding papers: whose, where, and what somebody has begun to type."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Dossier, Freeze, Sheet, Version
from advocacy.library import queries as library
from advocacy.library.models import Instrument
from advocacy.policy import Action, Actor, can
from papers.arabic import fold_loose


def dossiers_for(
    actor: Actor, *, group: int | None = None, campaign: int | None = None, kind: str = "", words: str = ""
) -> Sequence[Dossier]:
    """The papers that this actor may read, the newest first; `words` are looked for in the titles of all languages."""
    wanted = select(Dossier).options(selectinload(Dossier.versions)).order_by(Dossier.id.desc())
    if group is not None:
        wanted = wanted.where(Dossier.group_id == group)
    if campaign is not None:
        wanted = wanted.where(Dossier.campaign_id == campaign)
    if kind:
        wanted = wanted.where(Dossier.kind == kind)
    asked = fold_loose(words[:400]).split()
    return [
        dossier
        for dossier in session.scalars(wanted)
        if can(actor, Action.READ_PAPER, dossier) and is_titled(dossier, asked)
    ]


def is_titled(dossier: Dossier, asked: Sequence[str]) -> bool:
    """Whether the titles together hold every asked word, or its beginning."""
    if not asked:
        return True
    titles = " " + fold_loose(" ".join(version.title for version in dossier.versions))
    return all(f" {word}" in titles for word in asked)


def dossiers_citing(instrument: Instrument, actor: Actor) -> Sequence[Dossier]:
    """The papers that cite or have cited an instrument, as far as this actor may read them."""
    found = select(Dossier).where(Dossier.id.in_(library.dossiers_citing(instrument))).order_by(Dossier.id)
    return [dossier for dossier in session.scalars(found) if can(actor, Action.READ_PAPER, dossier)]


def newest_freeze(dossier: Dossier) -> Freeze | None:
    """The freeze that holds now; None before the first, and while a reopened paper is written again."""
    last = dossier.freezes[-1] if dossier.freezes else None
    return last if last is not None and last.reopened_at is None else None


def sheet_of(version: Version, person: Person | None) -> Sheet | None:
    """What this person has typed and not saved."""
    if person is None:
        return None
    mine = select(Sheet).where(Sheet.version_id == version.id, Sheet.person_id == person.id)
    return session.scalars(mine).one_or_none()
