"""Talking about a passage, and settling what was said."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.notices import tell
from advocacy.drafting.models import Outcome, Remark, Revision, Thread
from advocacy.drafting.rules import MAX_OPEN, mentioned
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.amendments import LINES
from papers.anchor import anchored, text_at
from papers.normalise import clean_text


def start_thread(
    revision: Revision, block: str, text: str, *, quote: str = "", assignee: Person | None = None, by: Person
) -> Thread:
    """Say something about a passage of a revision. An empty `block` is the text as a whole.

    BadInput for a block that the text does not have, and for a `quote` that does not stand in it.
    """
    version, paper = revision.version, queries.paper_of(revision)
    if len(queries.threads_of(version, only_open=True)) >= MAX_OPEN:
        raise RuleBroken(_("Too many comments wait for this text. Settle some of them first."))
    place = anchored(block, quote, paper)
    if block and block not in LINES and not place.digest:
        raise BadInput({"block": _("This passage is no longer in the text. Choose it again.")})
    if place.quote and place.quote not in " ".join(text_at(block, paper).split()):
        raise BadInput({"quote": _("These words do not stand in the passage. Copy them from the text above.")})
    thread = Thread(
        version_id=version.id,
        revision=revision.number,
        block=place.block,
        quote=place.quote,
        digest=place.digest,
        created_at=clock.now(),
        assignee_id=assignee.id if assignee else None,
    )
    session.add(thread)
    session.flush()
    add_remark(thread, text, by=by)
    if assignee is not None and assignee.id != by.id:
        tell(thread, assignee, about="assigned")
    return thread


def add_remark(thread: Thread, text: str, *, by: Person) -> Remark:
    """Say something further; whoever is named behind an @ is told by mail, if they work on the paper."""
    if not clean_text(text):
        raise BadInput({"text": _("Write what you want to say.")})
    remark = Remark(author_id=by.id, text=text, said_at=clock.now())
    thread.remarks.append(remark)
    session.flush()
    people = queries.people_at(thread.version.dossier)
    named = mentioned(text, [(one.id, (one.name_ar, one.name_en, one.login)) for one in people])
    for person in people:
        if person.id in named and person.id != by.id:
            tell(thread, person, about="mentioned", remark=remark)
    return remark


def assign_thread(thread: Thread, person: Person | None, *, by: Person) -> Thread:
    """Give the thread to somebody, who is told by mail; None takes it from whoever had it."""
    _refuse_settled(thread)
    before, thread.assignee_id = thread.assignee_id, person.id if person else None
    session.flush()
    if person is not None and person.id not in (before, by.id):
        tell(thread, person, about="assigned")
    return thread


def settle_thread(thread: Thread, outcome: Outcome, reason: str, *, by: Person) -> Thread:
    """Say what became of a comment. Whoever wrote it reads the reason unless it was simply accepted."""
    session.refresh(thread, with_for_update=True)
    _refuse_settled(thread)
    reason = clean_text(reason)
    if outcome is not Outcome.ACCEPTED and not reason:
        raise BadInput({"reason": _("Say why, in a sentence: whoever commented will read it.")})
    thread.outcome, thread.reason, thread.settled_by_id, thread.settled_at = outcome, reason, by.id, clock.now()
    session.flush()
    dossier = thread.version.dossier_id
    append("drafting.comment_settled", thread, by=by.id, dossier=dossier, outcome=outcome.value)
    return thread


def reopen_thread(thread: Thread, *, by: Person) -> Thread:
    """Talk on: what was settled is open again."""
    session.refresh(thread, with_for_update=True)
    if thread.is_open:
        raise RuleBroken(_("This comment is open already."))
    thread.outcome, thread.reason, thread.settled_by_id, thread.settled_at = None, "", None, None
    session.flush()
    append("drafting.comment_reopened", thread, by=by.id, dossier=thread.version.dossier_id)
    return thread


def _refuse_settled(thread: Thread) -> None:
    if not thread.is_open:
        raise RuleBroken(_("This comment is settled. Open it again to go on."))
