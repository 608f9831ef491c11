"""A round of review from its opening to its end."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending import letters, queries
from advocacy.amending.actions.guards import lock, needed, refuse_if_over
from advocacy.amending.models import Reopening, Window
from advocacy.amending.rules import LONGEST, next_number
from advocacy.clock import time_zones
from advocacy.coalition.queries import members_on
from advocacy.database import session
from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import get_head
from advocacy.drafting.rules import Gap
from advocacy.errors import BadInput, Forbidden, RuleBroken
from advocacy.ledger.actions import append
from papers.normalise import clean_text


class Unanswered(RuleBroken):
    """Something handed in has no answer yet; `gaps` name each way out."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(_("Not everything has been answered. Answer it, or say why the review ends without."))
        self.gaps = tuple(gaps)


def open_review(
    dossier: Dossier, *, soft_at: datetime, closes_at: datetime, timezone: str, message: str = "", by: Person
) -> Window:
    """Put the newest draft before the members for comments and amendments, and mail everybody who may sign it.

    From now on the text stands still. `soft_at` is the day that members are told; what comes after it, until
    `closes_at`, is marked late.
    """
    _refuse_impossible_times(soft_at, closes_at, timezone)
    members = members_on(clock.now().date())
    if not members:
        raise RuleBroken(_("There is no member organisation to ask. Admit members first."))
    drafting.begin_review(dossier, by=by)
    version = dossier.version_in(dossier.authoritative)
    if version is None:
        raise LookupError(dossier.authoritative)
    window = Window(
        dossier_id=dossier.id,
        number=next_number([window.number for window in queries.windows_of(dossier)]),
        base_id=get_head(version).id,
        opened_at=clock.now(),
        opened_by_id=by.id,
        soft_at=soft_at,
        closes_at=closes_at,
        timezone=timezone,
        message=message.strip(),
    )
    session.add(window)
    session.flush()
    asked = letters.tell_members(window, members, letters.opened)
    append(
        "amending.opened",
        window,
        by=by.id,
        dossier=dossier.id,
        number=window.number,
        revision=window.base.number,
        digest=window.base.digest,
        soft_at=soft_at.isoformat(),
        closes_at=closes_at.isoformat(),
        asked=[member.id for member in members],
        told=asked,
    )
    return window


def _refuse_impossible_times(soft_at: datetime, closes_at: datetime, timezone: str) -> None:
    now, wrong = clock.now(), dict[str, object]()
    if timezone not in time_zones():
        wrong["timezone"] = _("Choose one of the time zones in the list.")
    if soft_at <= now:
        wrong["soft_at"] = _("This moment has passed. Give the members time to read.")
    if closes_at < soft_at:
        wrong["closes_at"] = _("The last moment must not come before the day that members are told first.")
    elif closes_at > now + LONGEST:
        wrong["closes_at"] = _("A review stays open for 120 days at most.")
    if wrong:
        raise BadInput(wrong)


def ask_reopening(window: Window, reason: str, *, closes_at: datetime, by: Person) -> Reopening:
    """Ask that a closed window be open again until a moment; nothing changes before a second person confirms it."""
    refuse_if_over(lock(window))
    if window.is_open:
        raise RuleBroken(_("The window is still open."))
    reason = needed("reason", reason, _("Say why the window should open again; the decision file will show it."))
    if not clock.now() < closes_at <= clock.now() + LONGEST:
        raise BadInput({"closes_at": _("Choose a moment in the next 120 days.")})
    if any(one.confirmed_at is None for one in window.reopenings):
        raise RuleBroken(_("Somebody has asked for this already; a second person can confirm it."))
    asked = Reopening(reason=reason, closes_at=closes_at, asked_by_id=by.id, asked_at=clock.now())
    window.reopenings.append(asked)
    session.flush()
    append("amending.reopening_asked", asked, by=by.id, dossier=window.dossier_id, closes_at=closes_at.isoformat())
    return asked


def confirm_reopening(reopening: Reopening, *, by: Person) -> Window:
    """Open the window again: the second person says so, never the one who asked."""
    window = lock(reopening.window)
    refuse_if_over(window)
    session.refresh(reopening)
    if reopening.confirmed_at is not None or reopening.closes_at <= clock.now():
        raise RuleBroken(_("This has been confirmed already, or its time has passed."))
    if reopening.asked_by_id == by.id:
        raise Forbidden(_("A second person must confirm this, not the one who asked."))
    reopening.confirmed_by_id, reopening.confirmed_at = by.id, clock.now()
    window.closes_at = reopening.closes_at
    session.flush()
    letters.tell_members(window, members_on(clock.now().date()), letters.reopened, round_=reopening.id)
    append(
        "amending.reopened",
        reopening,
        by=by.id,
        dossier=window.dossier_id,
        asked_by=reopening.asked_by_id,
        closes_at=reopening.closes_at.isoformat(),
    )
    return window


def end_review(window: Window, *, waiver: str = "", by: Person) -> Window:
    """End the review and go back to writing; with something unanswered only for a reason, which is kept.

    Raises Unanswered with the gaps when there is no reason.
    """
    refuse_if_over(lock(window))
    gaps, waiver = queries.unanswered(window), clean_text(waiver)
    if gaps and not waiver:
        raise Unanswered(gaps)
    window.ended_at, window.waiver = clock.now(), waiver if gaps else ""
    drafting.end_review(window.dossier)
    letters.tell_commenters(window)
    append(
        "amending.ended",
        window,
        by=by.id,
        dossier=window.dossier_id,
        number=window.number,
        unanswered=[gap.code for gap in gaps],
    )
    return window
