"""Making the files of an issue, and lifting an embargo: what the worker does, step by step."""

import logging
from datetime import datetime

from sqlalchemy import or_, select

from advocacy import clock
from advocacy.database import session, transaction
from advocacy.leaving import let_file_go
from advocacy.publishing import actions, press
from advocacy.publishing.hidden import search_under
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.proof import proof_of
from advocacy.publishing.queries import edition_of, paper_in
from advocacy.publishing.sealing import sealer

_log = logging.getLogger(__name__)


def files_due() -> list[int]:
    """Issues whose files are to be made: not begun, begun by a worker that died, or due for another attempt."""
    free = or_(Issue.lease_until.is_(None), Issue.lease_until <= clock.now())
    return list(session.scalars(select(Issue.id).where(Issue.state == IssueState.PREPARING, free)))


def make_files(issue_id: int) -> None:
    """Make the files of one issue, outside any transaction; a failure is kept with the issue and tried again."""
    with transaction():
        lease = actions.claim_files(issue_id)
    if lease is None:
        return
    try:
        dossier_id = _issue(issue_id).dossier_id
        order = order_of(issue_id)
        made = press.make(order)
        for file in made:
            search = search_under(dossier_id, file.lang)
            session.rollback()  # no database transaction stays open while a file is searched
            let_file_go(file.data, file.name, search)
    except Exception as error:
        _log.exception("the files of issue %s could not be made", issue_id)
        with transaction():
            actions.put_off(_issue(issue_id), f"{type(error).__name__}: {error}", lease)
        return
    with transaction():
        actions.take_files(_issue(issue_id), made, lease, unstamped=order.sealer.silent)


def embargoes_due() -> list[int]:
    """Finished issues whose embargo has ended."""
    waiting = (Issue.state == IssueState.CURRENT, Issue.published_at.is_(None), Issue.embargo_until <= clock.now())
    return list(session.scalars(select(Issue.id).where(*waiting)))


def lift_embargo(issue_id: int) -> None:
    """Make one issue public whose embargo has ended."""
    with transaction():
        issue = session.get(Issue, issue_id, with_for_update=True)
        if issue is not None and issue.embargo_until is not None and issue.embargo_until <= clock.now():
            actions.publish(issue)


def order_of(issue_id: int) -> press.Order:
    """Everything that the press needs, read at once; afterwards no transaction is open."""
    issue = _issue(issue_id)
    texts = {lang: (paper_in(issue, lang), edition_of(issue, lang)) for lang in issue.editions}
    sources = {text.lang: text.canonical for text in issue.freeze.texts}
    seals, proof = sealer(_sealed_at()), proof_of(issue)
    order = press.Order(issue.reference, issue.number, texts, sources, seals, proof)
    session.rollback()
    return order


def _sealed_at() -> datetime:
    return clock.now().replace(microsecond=0)


def _issue(issue_id: int) -> Issue:
    return session.scalars(select(Issue).where(Issue.id == issue_id)).one()
