"""Red lines: who recorded what, who may read it, and which blocks of a text touch one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from advocacy.amending.models import RedLine
from advocacy.amending.rules import touches
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.policy import Action, Actor, can
from papers.anchor import passages
from papers.model import Paper


@dataclass(frozen=True, slots=True)
class Touch:
    """A passage touches a red line by this keyword; `block` may be title, subtitle or position."""

    block: str
    line: RedLine
    keyword: str


def red_lines_of(organisation: Organisation) -> Sequence[RedLine]:
    """The red lines of an organisation that hold now, as they were recorded."""
    own = select(RedLine).where(RedLine.organisation_id == organisation.id, RedLine.ended_at.is_(None))
    return session.scalars(own.order_by(RedLine.id)).all()


def red_lines_seen(actor: Actor) -> Sequence[RedLine]:
    """Every red line that holds now and that this person may read."""
    every = session.scalars(select(RedLine).where(RedLine.ended_at.is_(None)).order_by(RedLine.id))
    return [line for line in every if can(actor, Action.READ_RED_LINES, line)]


def touched(paper: Paper) -> list[Touch]:
    """Which passages of a text touch which red line, in the order of the text."""
    lines = session.scalars(select(RedLine).where(RedLine.ended_at.is_(None)).order_by(RedLine.id)).all()
    found: list[Touch] = []
    for place, words in passages(paper) if lines else ():
        found += [Touch(place, line, keyword) for line in lines if (keyword := touches(words, line.keywords))]
    return found
