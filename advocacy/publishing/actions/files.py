"""The files of an issue on their way into the house: claimed, taken, put off, registered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, update

from advocacy import blobs, clock
from advocacy.database import session
from advocacy.drafting.models import Stage
from advocacy.ledger.actions import append
from advocacy.publishing.actions.release import publish, tell_issuer
from advocacy.publishing.models import Issue, IssueFile, IssueState, OtherFile
from advocacy.publishing.press import MEDIA_TYPES, Made
from advocacy.publishing.rules import pause_after
from advocacy.work import LEASE


def claim_files(issue_id: int) -> datetime | None:
    """Claim the making of an issue's files; the end of the lease, or None when it is not due or somebody else's."""
    now = clock.now()
    free = or_(Issue.lease_until.is_(None), Issue.lease_until <= now)
    claimed = session.execute(
        update(Issue)
        .where(Issue.id == issue_id, Issue.state == IssueState.PREPARING, free)
        .values(lease_until=now + LEASE, attempts=Issue.attempts + 1)
    )
    return now + LEASE if claimed.rowcount else None  # type: ignore[attr-defined]


def take_files(issue: Issue, made: Sequence[Made], lease: datetime, *, unstamped: str = "") -> bool:
    """Keep the finished files; the issue holds from now on and, without an embargo, is public.

    `unstamped` says why the time stamp service did not vouch for them; empty when it did or none is set. False, and
    nothing kept, when the issue was withdrawn meanwhile or the lease went to somebody else.
    """
    if issue.state is not IssueState.PREPARING or issue.lease_until != lease:
        return False
    for file in made:
        sealed = blobs.keep(file.data, MEDIA_TYPES[file.format])
        unsealed = blobs.keep(file.unsealed, MEDIA_TYPES[file.format]) if file.unsealed is not None else None
        issue.files.append(
            IssueFile(
                lang=file.lang,
                format=file.format,
                name=file.name,
                sha256=sealed,
                unsealed_sha256=unsealed,
                size=len(file.data),
            )
        )
    issue.state, issue.lease_until, issue.last_error = IssueState.CURRENT, None, ""
    issue.unstamped = unstamped[:500]
    issue.dossier.stage = Stage.ISSUED
    session.flush()
    append(
        "publishing.files_made",
        issue,
        by=None,
        dossier=issue.dossier_id,
        number=issue.number,
        files={file.name: file.sha256 for file in issue.files},
    )
    tell_issuer(issue)
    if issue.embargo_until is None or issue.embargo_until <= clock.now():
        publish(issue)
    return True


def put_off(issue: Issue, error: str, lease: datetime) -> None:
    """Remember what went wrong and when to try again; it never gives up, because the number is taken."""
    if issue.state is IssueState.PREPARING and issue.lease_until == lease:
        issue.last_error = error[:500]
        issue.lease_until = clock.now() + pause_after(issue.attempts)


def try_again(issue: Issue) -> None:
    """Let the worker take it up at once. Harmless while it is at work: the second result is thrown away."""
    if issue.state is IssueState.PREPARING and issue.last_error:
        issue.lease_until = None


def register_file(issue: Issue, sha256: str, *, name: str = "", special_id: int | None = None) -> OtherFile:
    """Let verification know a file outside the issue's own that carries its text; the same digest twice is once.

    `special_id` is the edition for one office alone that the file carries.
    """
    known = session.get(OtherFile, sha256)
    if known is None:
        known = OtherFile(sha256=sha256, issue_id=issue.id, name=name, registered_at=clock.now(), issue=issue)
        known.special_id = special_id
        session.add(known)
        session.flush()
    return known
