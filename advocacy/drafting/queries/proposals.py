"""Reads about suggestions: which wait, what they change, and where they stand in the newest text."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload, undefer

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Dossier, State, Suggestion, Upload, Version
from advocacy.drafting.queries.texts import get_head, paper_of, revision_of
from papers.amendments import (
    Amendment,
    ChangeLine,
    ChangeReference,
    DeleteBlock,
    InsertBlock,
    MoveBlock,
    ReplaceBlock,
)
from papers.changes_record import changes_from_json
from papers.merge import Conflict, Merged, merge, rebase
from papers.model import Paper


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of suggestions if all of these were accepted now.

    `merged` is the newest text with those that can be had together; `collisions` are those that contradict each other
    or what the text has become, by the ids of the rows that take part.
    """

    merged: Merged
    collisions: tuple[Conflict, ...]

    @property
    def colliding(self) -> set[int]:
        return {int(name) for conflict in self.collisions for name, _ in conflict.texts if name}


def open_suggestions(version: Version, ids: Collection[int] | None = None) -> Sequence[Suggestion]:
    """The suggestions that wait (or those of them with these ids), in the order in which they came in."""
    wanted = select(Suggestion).where(Suggestion.version_id == version.id, Suggestion.state == State.OPEN)
    if ids is not None:
        wanted = wanted.where(Suggestion.id.in_(list(ids)))
    loaded = wanted.options(undefer(Suggestion.change), selectinload(Suggestion.author))
    return session.scalars(loaded.order_by(Suggestion.id)).all()


def decided_suggestions(version: Version, most: int = 50) -> Sequence[Suggestion]:
    """Those that were accepted or rejected, the newest decisions first."""
    wanted = select(Suggestion).where(Suggestion.version_id == version.id, Suggestion.state != State.OPEN)
    return session.scalars(wanted.order_by(Suggestion.decided_at.desc(), Suggestion.id).limit(most)).all()


def count_open(dossier: Dossier) -> dict[str, int]:
    """How many suggestions wait, by language; a language without any is not there."""
    counted = (
        select(Version.lang, func.count(Suggestion.id))
        .join(Suggestion)
        .where(Version.dossier_id == dossier.id, Suggestion.state == State.OPEN)
        .group_by(Version.lang)
    )
    return dict(iter(session.execute(counted)))


def outlook(version: Version, rows: Sequence[Suggestion], paper: Paper | None = None) -> Outlook:
    """What the newest text (or this one) would be with these suggestions; each is carried from its own revision."""
    asked = [(Amendment(f"{row.id:012d}", changes_from_json(row.change)), row.revision) for row in rows]
    return outlook_of(version, asked, paper)


def outlook_of(version: Version, asked: Sequence[tuple[Amendment, int]], paper: Paper | None = None) -> Outlook:
    """The same for what no row keeps yet: amendments with the numbers of the revisions that they were made from."""
    head = paper or paper_of(get_head(version))
    known: dict[int, Paper] = {version.head: head}
    carried: list[Amendment] = []
    lost: list[Conflict] = []
    for amendment, number in asked:
        if number not in known:
            revision = revision_of(version, number)
            known[number] = paper_of(revision) if revision else head
        if not _stands(amendment, known[number], head):
            moved = rebase(amendment, known[number], head)
            lost += moved.conflicts
            if moved.conflicts:
                continue
            amendment = moved.amendment
        carried.append(amendment)
    merged = merge(head, carried)
    return Outlook(merged, (*merged.conflicts, *lost))


def _stands(amendment: Amendment, base: Paper, head: Paper) -> bool:
    """Whether nothing that the amendment touches has changed: then it needs no carrying, which takes its time."""
    was, now = ({block.id: block for block in paper.blocks} for paper in (base, head))
    for change in amendment.changes:
        match change:
            case ReplaceBlock(block=block):
                same = was.get(block.id) == now.get(block.id)
            case DeleteBlock(block=name):
                same = was.get(name) == now.get(name)
            case MoveBlock(block=name, after=after):
                same = name in now and was.get(name) == now.get(name) and (after is None or after in now)
            case InsertBlock(block=block, after=after):
                same = block.id not in now and (after is None or after in now)
            case ChangeLine(line=line):
                same = bool(getattr(base, line) == getattr(head, line))
            case ChangeReference():
                same = True
        if not same:
            return False
    return True


def upload_of(version: Version, person: Person | None) -> Upload | None:
    """The files that this person has sent and not yet taken in."""
    if person is None:
        return None
    wanted = select(Upload).where(Upload.version_id == version.id, Upload.person_id == person.id)
    return session.scalars(wanted.options(undefer(Upload.found))).one_or_none()
