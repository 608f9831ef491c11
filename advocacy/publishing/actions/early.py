"""Before an embargo ends: copies for single recipients, and the end before its time by two persons (hard case N20)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from advocacy import blobs, clock
from advocacy.accounts.models import Person
from advocacy.coalition.queries import members_on
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import Enclosure, post
from advocacy.publishing import early_letters as letters
from advocacy.publishing.actions.files import register_file
from advocacy.publishing.actions.release import publish
from advocacy.publishing.early_queries import early_copies_of, waiting_lifting
from advocacy.publishing.models import EarlyCopy, Issue, IssueState, Lifting
from advocacy.publishing.press import MEDIA_TYPES, PDF
from advocacy.publishing.rules import dashed


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody outside who has an early copy, to be told when it may be used. `key` tells holders apart."""

    key: str
    mail: str
    lang: str


FURTHER_HOLDERS: list[Callable[[Issue], Iterable[Holder]]] = []
"""Who else has the text before its time, from the rooms above: each adds its own."""


def refuse_unless_embargoed(issue: Issue) -> None:
    """RuleBroken unless the files of the issue exist and nobody outside may see them yet."""
    if issue.state is not IssueState.CURRENT or issue.is_published or issue.embargo_until is None:
        raise RuleBroken(_("This issue is under no embargo: there is nothing to hand out early or to lift."))


def take_early_copy(
    issue: Issue, lang: str, pdf: bytes, *, recipient: str, mail: str = "", mark: str, line: str, by: Person
) -> EarlyCopy:
    """Keep a sealed copy under the name of its recipient, and mail it when there is an address."""
    session.refresh(issue, with_for_update=True)
    refuse_unless_embargoed(issue)
    sha256 = blobs.keep(pdf, MEDIA_TYPES[PDF])
    copy = EarlyCopy(
        issue_id=issue.id,
        lang=lang,
        recipient=recipient,
        mail=mail,
        mark=mark,
        line=line,
        sha256=sha256,
        made_by_id=by.id,
        made_at=clock.now(),
    )
    session.add(copy)
    session.flush()
    name = f"{dashed(issue.reference)}-{mark}-{lang}.pdf"
    register_file(issue, sha256, name=name)
    append("publishing.early_copy", copy, by=by.id, dossier=issue.dossier_id, issue=issue.id, mark=mark, file=sha256)
    if mail:
        letter = letters.early_copy(issue, lang)
        file = Enclosure(sha256, name, MEDIA_TYPES[PDF])
        key = f"publishing.early:{copy.id}"
        post(key, to=mail, lang=letter.lang, subject=letter.subject, body=letter.body, enclosures=[file])
    return copy


def ask_lifting(issue: Issue, *, reason: str, by: Person) -> Lifting:
    """Ask for the embargo to end now; nothing happens before a second person confirms. Twice is once."""
    session.refresh(issue, with_for_update=True)
    refuse_unless_embargoed(issue)
    if (waiting := waiting_lifting(issue)) is not None:
        return waiting
    if not reason.strip():
        raise BadInput({"reason": _("Say why: members and those who hold early copies will read it.")})
    lifting = Lifting(issue_id=issue.id, reason=reason.strip(), asked_by_id=by.id, asked_at=clock.now())
    session.add(lifting)
    session.flush()
    append("publishing.lifting_asked", lifting, by=by.id, dossier=issue.dossier_id, number=issue.number)
    return lifting


def confirm_lifting(lifting: Lifting, *, by: Person) -> None:
    """End the embargo now, as the second person: the issue is public at once, and everybody concerned is told why."""
    issue = lifting.issue
    session.refresh(issue, with_for_update=True)
    session.refresh(lifting)
    if lifting.confirmed_at is not None:
        return
    if lifting.dropped_at is not None:
        raise RuleBroken(_("The wish to end the embargo was taken back."))
    refuse_unless_embargoed(issue)
    if lifting.asked_by_id == by.id:
        raise RuleBroken(_("Whoever asks for the end of an embargo does not confirm it: ask a second person."))
    lifting.confirmed_by_id, lifting.confirmed_at = by.id, clock.now()
    append(
        "publishing.embargo_lifted",
        lifting,
        by=by.id,
        dossier=issue.dossier_id,
        number=issue.number,
        asked_by=lifting.asked_by_id,
        until=issue.embargo_until.isoformat() if issue.embargo_until else None,
    )
    publish(issue)
    _tell(lifting)


def drop_lifting(lifting: Lifting, *, by: Person) -> None:
    """Take the wish back, or refuse it: the embargo stays. Twice is once."""
    session.refresh(lifting, with_for_update=True)
    if lifting.confirmed_at is not None:
        raise RuleBroken(_("The embargo has ended: that cannot be taken back."))
    if lifting.dropped_at is None:
        lifting.dropped_at = clock.now()
        append("publishing.lifting_dropped", lifting, by=by.id, dossier=lifting.issue.dossier_id)


def _tell(lifting: Lifting) -> None:
    """Members by their own address, and whoever holds an early copy; each address once."""
    issue, told = lifting.issue, set[str]()
    for member in members_on(clock.now().date()):
        if member.mail and member.mail not in told:
            told.add(member.mail)
            letter = letters.lifted_to_members(lifting, member.lang)
            key = f"publishing.lifted:{lifting.id}:member:{member.id}"
            post(key, to=member.mail, lang=letter.lang, subject=letter.subject, body=letter.body)
    holders = [Holder(f"copy:{one.id}", one.mail, one.lang) for one in early_copies_of(issue)]
    holders += [holder for further in FURTHER_HOLDERS for holder in further(issue)]
    for holder in holders:
        if holder.mail and holder.mail not in told:
            told.add(holder.mail)
            letter = letters.lifted_to_holders(lifting, holder.lang)
            key = f"publishing.lifted:{lifting.id}:{holder.key}"
            post(key, to=holder.mail, lang=letter.lang, subject=letter.subject, body=letter.body)
