"""Reads about the talk on a text: threads, where their passage stands now, and who takes part."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Body, BodyTerm, GroupTerm
from advocacy.coalition.rules import holds
from advocacy.database import session
from advocacy.drafting.models import Dossier, Remark, Thread, Version
from advocacy.drafting.queries.texts import get_head, paper_of, revision_of
from advocacy.drafting.rules import names_to_write
from advocacy.policy import Office
from papers.anchor import Anchor, Found, find
from papers.arabic import fold_loose, fold_strict, sort_key
from papers.model import Paper


@dataclass(frozen=True, slots=True)
class Placed:
    """A thread with the place where its passage stands in a text now; `number` is its mark beside the passage."""

    thread: Thread
    found: Found
    number: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who can be told of a comment: the name to show, what to `write` behind an @, folded words to find."""

    name: str
    write: str
    found_by: str


def threads_of(version: Version, *, only_open: bool = False) -> Sequence[Thread]:
    """The threads of a language version, the oldest first."""
    wanted = select(Thread).where(Thread.version_id == version.id).order_by(Thread.id)
    wanted = wanted.options(selectinload(Thread.remarks).selectinload(Remark.author), selectinload(Thread.assignee))
    return session.scalars(wanted.where(Thread.outcome.is_(None)) if only_open else wanted).all()


def threads_in(dossier: Dossier) -> Sequence[Thread]:
    """The threads of all languages, the newest first."""
    wanted = select(Thread).join(Version).where(Version.dossier_id == dossier.id).order_by(Thread.id.desc())
    return session.scalars(wanted.options(selectinload(Thread.remarks).selectinload(Remark.author))).all()


def placed(version: Version, threads: Sequence[Thread], paper: Paper | None = None) -> list[Placed]:
    """The threads where they stand in the newest revision (or in this text), numbered in the order of the text."""
    text = paper or paper_of(get_head(version))
    before: dict[int, Paper | None] = {}
    found: list[tuple[Thread, Found]] = []
    for thread in threads:
        if thread.revision not in before:
            revision = revision_of(version, thread.revision)
            before[thread.revision] = paper_of(revision) if revision else None
        anchor = Anchor(thread.block, thread.quote, thread.digest)
        found.append((thread, find(anchor, text, before[thread.revision])))
    order = {name: at for at, name in enumerate(("title", "subtitle", "position", *(b.id for b in text.blocks)))}
    found.sort(key=lambda pair: (order.get(pair[1].block, len(order) if pair[1].how == "gone" else -1), pair[0].id))
    return [Placed(thread, place, number) for number, (thread, place) in enumerate(found, 1)]


def mentions_at(people: Sequence[Person], lang: str, *, by: Person) -> list[Mention]:
    """Those of a paper's people whom somebody else can name in a comment."""
    written = names_to_write([(one.id, (one.name_in(lang), one.name_ar, one.name_en, one.login)) for one in people])
    return [
        Mention(one.name_in(lang), written[one.id], _found_by(f"{one.name_ar} {one.name_en} {one.login}"))
        for one in people
        if one.id != by.id and one.id in written
    ]


def _found_by(names: str) -> str:
    """Both folds: the strict one for a word of which only the article has been typed."""
    return f"{fold_strict(names)} {fold_loose(names)}"


def people_at(dossier: Dossier, lang: str = "ar") -> list[Person]:
    """Who works on a paper today: its group, the secretariat and the board, in the alphabetical order of a language."""
    today = clock.now().date()
    seats = session.scalars(select(GroupTerm).where(GroupTerm.group_id == dossier.group_id))
    over = select(BodyTerm).join(Body).where(Body.office.in_([Office.COORDINATOR.value, Office.BOARD.value]))
    numbers = {seat.person_id for seat in seats if holds(seat, today)}
    numbers |= {term.person_id for term in session.scalars(over) if holds(term, today)}
    found = session.scalars(select(Person).where(Person.id.in_(numbers), Person.active))
    return sorted(found, key=lambda person: sort_key(person.name_in(lang), lang))
