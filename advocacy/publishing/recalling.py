"""An issue prints a signature that its organisation took back after the close: the next issue takes its place."""

from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _
from sqlalchemy import select

from advocacy import addresses, clock
from advocacy.database import session, transaction
from advocacy.outbox.actions import post
from advocacy.publishing import actions
from advocacy.publishing.accession import disputes_on
from advocacy.publishing.compose import voices_of
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.queries import recalled_in
from advocacy.signoff.queries import coordinators

CHANGED = lazy_gettext("The list of signatories has changed.")


def recalls_due() -> list[int]:
    """Issues that hold and print a signature that was taken back; not while another name on them is disputed."""
    current = session.scalars(select(Issue).where(Issue.state == IssueState.CURRENT).order_by(Issue.id))
    return [issue.id for issue in current if recalled_in(issue) and not disputes_on(issue)]


def recall(issue_id: int) -> None:
    """Make the next issue without them, or withdraw the text when nobody is left under it."""
    with transaction():
        issue = session.get(Issue, issue_id, with_for_update=True)
        gone = [answer.organisation for answer in recalled_in(issue)] if issue is not None else []
        if issue is None or issue.state is not IssueState.CURRENT or not gone:
            return
        leaving = {one.id for one in gone} | set(issue.without)
        if voices_of(issue.call, leaving):
            notes = {lang: _in(lang) for lang in issue.editions}
            _tell(actions.reissue(issue, without=gone, note=notes, by=None))
        else:
            actions.withdraw_issue(issue, reason=_in(issue.dossier.authoritative), by=None)
            _tell(issue)


def _in(lang: str) -> str:
    """The note in the language of an edition, or the nearest that we have."""
    with force_locale({"ckb": "ar", "kmr": "en"}.get(lang, lang)):
        return str(CHANGED)


def _tell(issue: Issue) -> None:
    for person in coordinators(clock.now().date()):
        with force_locale(person.lang):
            reference = f"\u2066{issue.reference} · {issue.number}\u2069"
            body = [
                _("A signature was taken back within its 24 hours: %(reference)s.", reference=reference),
                _("Tell those who received the old issue: the page of errata lists them."),
                addresses.public(f"/issues/{issue.id}"),
            ]
            subject = _("The list of signatories has changed.")
        key = f"publishing.recalled:{issue.id}:{person.id}"
        post(key, to=person.email, lang=person.lang, subject=subject, body="\n\n".join(body) + "\n")
