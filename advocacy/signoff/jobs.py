"""What the worker does for calls: close what is due, remind whoever has not answered. The tables are the schedule."""

from collections.abc import Sequence

from sqlalchemy import select, update

from advocacy import clock
from advocacy.coalition.models import Organisation
from advocacy.database import session, transaction
from advocacy.errors import RuleBroken
from advocacy.signoff.actions import close_call, hand_on, remind
from advocacy.signoff.actions.closing import close_if_settled
from advocacy.signoff.actions.standing import count_ripe
from advocacy.signoff.models import Call, Dispute, Reminder, StandingUse
from advocacy.signoff.queries import counts_from
from advocacy.signoff.route_jobs import WORK as ROUTE_WORK
from advocacy.work import Work


def calls_due() -> Sequence[int]:
    """Open calls whose hard deadline has passed, and the grace after it."""
    over = session.scalars(select(Call).where(Call.outcome.is_(None), Call.closes_at <= clock.now()).order_by(Call.id))
    return [call.id for call in over if call.settles_at <= clock.now()]


def close_due(call_id: int) -> None:
    """Settle one call; the row lock inside lets one worker do it, the other finds it settled."""
    with transaction():
        call = session.get(Call, call_id)
        if call is not None and call.is_open and clock.now() >= call.settles_at:
            close_call(call)


def reminders_due() -> Sequence[int]:
    """Planned reminders whose time has come."""
    return session.scalars(
        select(Reminder.id)
        .where(Reminder.due_at <= clock.now(), Reminder.sent_at.is_(None), Reminder.skipped_at.is_(None))
        .order_by(Reminder.id)
    ).all()


def send_due(reminder_id: int) -> None:
    """Remind once, or skip: an answer came, the call is over, or a later reminder is due as well after a sleep.

    Claim, mails and mark are one transaction, because a mail is a row of the outbox here.
    """
    with transaction():
        claimed = session.execute(
            update(Reminder)
            .where(Reminder.id == reminder_id, Reminder.sent_at.is_(None), Reminder.skipped_at.is_(None))
            .values(sent_at=clock.now())
        )
        if claimed.rowcount == 0:  # type: ignore[attr-defined]
            return
        reminder = session.get_one(Reminder, reminder_id, populate_existing=True)
        if not _is_last_due(reminder) or not _remind(reminder):
            reminder.sent_at, reminder.skipped_at = None, clock.now()


def _is_last_due(reminder: Reminder) -> bool:
    later = select(Reminder.id).where(
        Reminder.call_id == reminder.call_id,
        Reminder.organisation_id == reminder.organisation_id,
        Reminder.due_at > reminder.due_at,
        Reminder.due_at <= clock.now(),
    )
    return session.scalars(later.limit(1)).first() is None


def _remind(reminder: Reminder) -> bool:
    call = session.get_one(Call, reminder.call_id)
    try:
        return remind(call, session.get_one(Organisation, reminder.organisation_id), by=None) > 0
    except RuleBroken:
        return False


def disputes_due() -> Sequence[int]:
    """Disputes in open calls that the organisations have not settled in their own time."""
    return session.scalars(
        select(Dispute.id)
        .join(Call, Dispute.call_id == Call.id)
        .where(
            Call.outcome.is_(None),
            Call.closes_at > clock.now(),
            Dispute.settled_at.is_(None),
            Dispute.handed_on_at.is_(None),
            Dispute.own_until <= clock.now(),
        )
        .order_by(Dispute.id)
    ).all()


def hand_on_due(dispute_id: int) -> None:
    """Hand one dispute on to arbitration, once; claim, mails and mark are one transaction."""
    with transaction():
        claimed = session.execute(
            update(Dispute)
            .where(Dispute.id == dispute_id, Dispute.settled_at.is_(None), Dispute.handed_on_at.is_(None))
            .values(handed_on_at=clock.now())
        )
        if claimed.rowcount > 0:  # type: ignore[attr-defined]
            hand_on(session.get_one(Dispute, dispute_id, populate_existing=True))


def uses_due() -> Sequence[int]:
    """Standing instructions in open calls whose 24 hours are over."""
    waiting = session.scalars(
        select(StandingUse)
        .join(Call, StandingUse.call_id == Call.id)
        .where(Call.outcome.is_(None), StandingUse.answer_id.is_(None), StandingUse.ended_at.is_(None))
        .order_by(StandingUse.id)
    ).all()
    now = clock.now()
    return [use.id for use in waiting if (at := counts_from(use)) is not None and at <= now]


def count_due(use_id: int) -> None:
    """Count one, and all of its call that are due, under the lock of the call; the second worker finds none."""
    with transaction():
        use = session.get_one(StandingUse, use_id)
        call = session.get_one(Call, use.call_id, with_for_update=True, populate_existing=True)
        if call.is_open and count_ripe(call):
            close_if_settled(call)


WORK = (
    Work("signoff.standing", uses_due, count_due),
    Work("signoff.close", calls_due, close_due),
    Work("signoff.remind", reminders_due, send_due),
    Work("signoff.hand_on", disputes_due, hand_on_due),
    *ROUTE_WORK,
)
