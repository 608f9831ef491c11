"""What can happen to an issue that left the house: a newer issue in its place, or withdrawal. Never a silent change."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import the_coalition
from advocacy.database import session
from advocacy.drafting.models import Freeze
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.publishing.accession import disputes_on
from advocacy.publishing.actions.acceding import accept_into
from advocacy.publishing.actions.issue import fresh_code, refuse_broken_freeze
from advocacy.publishing.compose import editions_of, refuse_names_in_reservations, voices_of
from advocacy.publishing.hidden import refuse_leaks
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.proof import take_checkpoint
from advocacy.publishing.rules import next_number
from advocacy.signoff import actions as signing
from advocacy.signoff.act_letters import tell_the_house
from advocacy.signoff.models import Accession
from advocacy.signoff.queries import accessions_in


def withdraw_issue(issue: Issue, *, reason: str, by: Person | None) -> Issue:
    """Take an issue back. `reason` is read by everybody on the page and when the document is verified."""
    _lock(issue)
    if issue.state not in (IssueState.CURRENT, IssueState.PREPARING):
        raise RuleBroken(_("Only the issue that holds now can be withdrawn."))
    if not reason.strip():
        raise BadInput({"reason": _("Say why: whoever checks the document will read it.")})
    _end(issue, IssueState.WITHDRAWN, reason)
    append("publishing.withdrawn", issue, by=by.id if by else None, dossier=issue.dossier_id, number=issue.number)
    return issue


def reissue(
    issue: Issue,
    *,
    without: Collection[Organisation] = (),
    acceding: Collection[Accession] = (),
    note: str | Mapping[str, str] = "",
    by: Person | None,
    dated: date | None = None,
    freeze: Freeze | None = None,
) -> Issue:
    """The next issue (1.1) of the same text under the same reference, for instance after a signature was withdrawn.

    Signatories, count and attribution are computed anew; the old issue is superseded at once, so that a name that must
    go is gone within the minute, even before the new files exist. `acceding` are those that the new issue prints, apart
    from the signatories of the first day. `note` says to everybody what changed, in one text
    or in one per language. `dated` None is today.
    """
    _lock(issue)
    if issue.state is not IssueState.CURRENT:
        raise RuleBroken(_("Only the issue that holds now can be followed by a newer one."))
    notes = dict.fromkeys(issue.editions, note.strip()) if isinstance(note, str) else dict(note)
    if not all(notes.get(lang) for lang in issue.editions):
        raise BadInput({"note": _("Say what changed: there is never a silent change after publication.")})
    leaving = {organisation.id for organisation in without} | set(issue.without)
    if any(organisation.id not in leaving for organisation in disputes_on(issue, acceding)):
        raise RuleBroken(
            _("A signature is disputed. Leave that organisation out, or wait for the committee's finding.")
        )
    if not voices_of(issue.call, leaving):
        raise RuleBroken(_("Nobody would stand under the text any more. Withdraw the issue instead."))
    freeze = freeze or issue.freeze
    refuse_broken_freeze(freeze, issue.call.seal)
    refuse_names_in_reservations(issue.call, leaving)
    accept_into(issue, next_number(issue.number), acceding, by=by)
    newer = _next(issue, freeze, sorted(leaving), notes, by, dated)
    for organisation in without:
        tell_the_house(f"publishing.left:{newer.id}:{organisation.id}", "withdrawn", issue.call, organisation)
    supersede_issue(issue, newer, why=next(iter(notes.values())), by=by)
    return newer


def correct_translation(
    issue: Issue, lang: str, source: str, *, notes: Mapping[str, str], by: Person, dated: date | None = None
) -> Issue:
    """The next issue with other words in one translation; the other texts stay to the byte, the signatures too.

    What is more than language is refused (`signoff.correct_translation`), and so is the authoritative text.
    """
    _lock(issue)
    if issue.state is not IssueState.CURRENT:
        raise RuleBroken(_("Only the issue that holds now can be followed by a newer one."))
    if lang == issue.dossier.authoritative or lang not in issue.editions:
        raise RuleBroken(_("The authoritative text is what was signed: only a translation of it can be corrected."))
    if any(one.is_waiting for one in accessions_in(issue.call)):
        raise RuleBroken(_("Accessions to this very text wait. Decide about them first."))
    reason = notes.get(issue.dossier.authoritative, "")
    signing.correct_translation(issue.call, lang, source, reason=reason, by=by)
    return reissue(issue, note=notes, by=by, dated=dated, freeze=issue.call.freeze)


def supersede_issue(old: Issue, new: Issue, *, why: str = "", by: Person | None = None) -> None:
    """From now on `new` stands in the place of `old`, and the verification of an old file says so."""
    _end(old, IssueState.SUPERSEDED, why)
    new.supersedes_id = old.id
    append(
        "publishing.superseded",
        old,
        by=by.id if by else None,
        dossier=old.dossier_id,
        number=old.number,
        newer=new.number,
    )


def _next(
    issue: Issue,
    freeze: Freeze,
    without: list[int],
    notes: Mapping[str, str],
    by: Person | None,
    dated: date | None,
) -> Issue:
    house = the_coalition()
    if house is None:
        raise RuntimeError("an issue without a coalition")
    now = clock.now()
    newer = Issue(
        dossier_id=issue.dossier_id,
        call_id=issue.call_id,
        freeze_id=freeze.id,
        reference=issue.reference,
        number=next_number(issue.number),
        code=fresh_code(),
        state=IssueState.PREPARING,
        dated=dated or now.astimezone(ZoneInfo(house.timezone)).date(),
        editions={},
        issued_by_id=by.id if by else None,
        issued_at=now,
        embargo_until=_still_embargoed(issue, now),
        without=without,
        dossier=issue.dossier,
        call=issue.call,
        freeze=freeze,
    )
    newer.editions = editions_of(newer, house, notes)
    refuse_leaks(newer)
    session.add(newer)
    session.flush()
    append(
        "publishing.issued",
        newer,
        by=by.id if by else None,
        dossier=newer.dossier_id,
        reference=newer.reference,
        number=newer.number,
        seal=newer.freeze.seal,
        code=newer.code,
        left=len(without) - len(issue.without),
    )
    take_checkpoint(newer)
    return newer


def _still_embargoed(issue: Issue, now: datetime) -> datetime | None:
    """None once the embargo has ended or was lifted early: what everybody has read is not hidden again."""
    until = issue.embargo_until
    return until if until and until > now and not issue.is_published else None


def _end(issue: Issue, state: IssueState, why: str) -> None:
    issue.state, issue.ended_at, issue.ended_why = state, clock.now(), why.strip()
    issue.lease_until = None


def _lock(issue: Issue) -> None:
    """Wait for whoever changes this issue now, then see what they did."""
    session.scalars(
        select(Issue).where(Issue.id == issue.id).with_for_update().execution_options(populate_existing=True)
    ).one()
