"""Reads about an issue before its embargo ends: its early copies, and the wish to end the embargo."""

from collections.abc import Sequence

from sqlalchemy import select

from advocacy.database import session
from advocacy.publishing.models import EarlyCopy, Issue, Lifting


def early_copies_of(issue: Issue) -> Sequence[EarlyCopy]:
    """The copies that were made for single recipients, in order."""
    return session.scalars(select(EarlyCopy).where(EarlyCopy.issue_id == issue.id).order_by(EarlyCopy.id)).all()


def liftings_of(issue: Issue) -> Sequence[Lifting]:
    """Every wish to end the embargo before its time, in order."""
    return session.scalars(select(Lifting).where(Lifting.issue_id == issue.id).order_by(Lifting.id)).all()


def waiting_lifting(issue: Issue) -> Lifting | None:
    """The wish that waits for its second person; None when there is none."""
    return next((one for one in liftings_of(issue) if one.confirmed_at is None and one.dropped_at is None), None)
