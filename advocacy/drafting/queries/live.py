"""Reads about the shared text of a language version: who may do what in it, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.coalition.queries import actor_of
from advocacy.database import session
from advocacy.drafting.models import Dossier, Stage, Version
from advocacy.drafting.queries.texts import get_head, paper_of, with_references
from advocacy.errors import RuleBroken
from advocacy.live import queries as live
from advocacy.live.authors import authors_of
from advocacy.live.rules import Mode
from advocacy.policy import Action, Actor, can
from papers.authorship import Author, authorship, from_passages, laid_over, passages_of
from papers.canonical import digest
from papers.errors import BadPaper
from papers.model import Paper
from papers.normalise import normalise
from papers.tree import Reading, Suggestion


def live_mode(actor: Actor, dossier: Dossier) -> Mode | None:
    """What somebody may do in the shared texts of a paper now; None for nothing. A frozen text is only read."""
    if not can(actor, Action.READ_PAPER, dossier):
        return None
    if dossier.stage is not Stage.DRAFTING:
        return Mode.READ
    if can(actor, Action.WRITE_PAPER, dossier):
        return Mode.WRITE
    return Mode.SUGGEST if can(actor, Action.COMMENT_PAPER, dossier) else Mode.READ


def mode_in(person_id: int, text_id: int) -> Mode | None:
    """The same for a person and a shared text by their ids, read anew: the relay asks while lines are open."""
    session.rollback()
    session.expire_all()
    dossier = session.scalars(select(Dossier).join(Version).where(Version.live_text_id == text_id)).one_or_none()
    person = session.get(Person, person_id)
    return None if dossier is None or person is None else live_mode(actor_of(person), dossier)


class Overfull(RuleBroken):
    """What was written together is more than a paper may hold; until it is shortened no revision is made of it."""


def live_paper(version: Version) -> Reading | None:
    """The shared text as it stands, every suggestion left out; None where nobody writes together."""
    if version.live_text is None:
        return None
    try:
        return live.paper_of(version.live_text, paper_of(get_head(version)))
    except BadPaper:
        raise Overfull(_("The shared text is larger than a paper can be. Take something out of it first.")) from None


def live_now(version: Version) -> Paper | None:
    """The same as a revision would keep it."""
    reading = live_paper(version)
    return normalise(with_references(reading.paper)) if reading else None


def paper_now(version: Version) -> Paper:
    """The words as they stand: while they are written together the shared ones, else those of the newest revision."""
    try:
        shared = live_now(version) if version.dossier.stage is Stage.DRAFTING else None
    except Overfull:  # whoever saves it is told
        shared = None
    return shared or paper_of(get_head(version))


def is_ahead(version: Version) -> bool:
    """Whether words stand in the text that is written together that no revision has yet."""
    if version.dossier.stage is not Stage.DRAFTING:
        return False
    try:
        shared = live_now(version)
    except Overfull:
        return True
    return shared is not None and digest(shared) != get_head(version).digest


def live_suggestions(version: Version) -> tuple[Suggestion, ...]:
    """What has been suggested in the shared text and waits for an answer, in reading order."""
    return live.suggestions_of(version.live_text) if version.live_text is not None else ()


@dataclass(frozen=True, slots=True)
class Authored:
    """Words of one author. `name` is empty for whoever is not known; `block` as in `advocacy.live.authors`."""

    block: str
    name: str
    text: str


def authored(version: Version) -> Sequence[Authored]:
    """The text as it stands, passage by passage, with the names of those who wrote it."""
    passages = passages_by_author(version)
    wanted = select(Person).where(Person.id.in_({author for _place, author, _text in passages if author is not None}))
    names = {person.id: person.name_in(version.lang) for person in session.scalars(wanted)}
    return [Authored(place, names.get(author or 0, ""), text) for place, author, text in passages]


def passages_by_author(version: Version) -> list[tuple[str, Author, str]]:
    """The same with ids: from the history of the shared text, and for what stood before it from the revisions, or from
    what the last freeze kept."""
    shared = version.live_text
    begun = [one for one in version.revisions if shared is None or one.created_at <= shared.begun_at]
    before = from_passages(version.whose) or authorship((one.author_id, paper_of(one)) for one in begun)
    if shared is None:
        return list(passages_of(before))
    since = ((one.block, one.person_id, one.text) for one in authors_of(shared))
    return list(passages_of(laid_over(since, before)))
