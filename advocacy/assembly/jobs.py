"""Work that the worker does for this room: checkpoints to the members, each week and with every published issue."""

from collections.abc import Sequence

from sqlalchemy import select

from advocacy import clock
from advocacy.assembly import queries
from advocacy.assembly.actions import mail_checkpoint
from advocacy.assembly.rules import week_began, week_of
from advocacy.database import session, transaction
from advocacy.publishing.models import Issue
from advocacy.work import Work


def weeks_due() -> Sequence[int]:
    """This week, once, as a number; the first one only when the ledger has an entry from before it."""
    now = clock.now()
    is_new = not queries.was_mailed(week(week_of(now)))
    return [week_of(now)] if is_new and queries.ledger_began_before(week_began(now)) else []


def mail_week(number: int) -> None:
    """Mail a checkpoint for this week; a week that has passed meanwhile is none any more."""
    with transaction():
        if number in weeks_due():
            mail_checkpoint(week(number))


def issues_due() -> Sequence[int]:
    """Issues that were published this week and not followed by a checkpoint yet. Later, the week's own says it."""
    return queries.issues_to_witness(since=week_began(clock.now()))


def mail_issue(issue_id: int) -> None:
    """Mail the checkpoint that covers an issue."""
    with transaction():
        if session.scalars(select(Issue.id).where(Issue.id == issue_id, Issue.published_at.is_not(None))).first():
            mail_checkpoint(f"issue:{issue_id}")


def week(number: int) -> str:
    """The occasion of a week: «week:2026-48»."""
    return f"week:{number // 100}-{number % 100:02}"


WORK = (
    Work("assembly.mail_week", weeks_due, mail_week),
    Work("assembly.mail_issue", issues_due, mail_issue),
)
