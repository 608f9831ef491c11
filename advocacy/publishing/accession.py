"""Whether a text can still be acceded to, by the by-laws, and by whom."""

from collections.abc import Collection
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import organisations, status_on, the_coalition
from advocacy.database import session
from advocacy.drafting.queries import newest_freeze
from advocacy.errors import RuleBroken
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.queries import issue_of_call
from advocacy.publishing.rules import FIRST
from advocacy.signoff.models import Accession, Call, Endorsement
from advocacy.signoff.queries import MAY_ACCEDE, accession_of, accessions_in, denied_in, signature_of, who_may_accede


def open_until(call: Call) -> datetime | None:
    """Until when organisations may accede to the text of this call; None before it is public, or when never."""
    house = the_coalition()
    first = session.scalars(select(Issue).where(Issue.call_id == call.id, Issue.number == FIRST)).one_or_none()
    if house is None or not house.accession_days or first is None or first.published_at is None:
        return None
    return first.published_at + timedelta(days=house.accession_days)


def refuse_closed(call: Call) -> Issue:
    """The issue to which one accedes now; RuleBroken says why there is none."""
    issue, until = issue_of_call(call), open_until(call)
    house = the_coalition()
    if house is not None and not house.accession_days:
        raise RuleBroken(_("By the by-laws nobody accedes to a text after it was issued."))
    if issue is None or until is None:
        raise RuleBroken(_("This text is not public yet; nobody can accede to it."))
    if issue.state not in (IssueState.CURRENT, IssueState.PREPARING):
        raise RuleBroken(_("This text was withdrawn; nobody can accede to it any more."))
    newest = newest_freeze(issue.dossier)
    if newest is not None and newest.id != issue.freeze_id:
        raise RuleBroken(_("This text was replaced by another one; nobody can accede to it any more."))
    if clock.now() >= until:
        raise RuleBroken(_("The time to accede to this text is over."))
    return issue


def is_closed(call: Call) -> bool:
    """Whether nobody can accede to the text of this call now."""
    try:
        refuse_closed(call)
    except RuleBroken:
        return True
    return False


def refuse_who_stands_there(call: Call, organisation: Organisation, issue: Issue) -> None:
    """RuleBroken for an organisation whose name the issue has anyway, or which left it or disputes it."""
    if organisation.id in issue.without or organisation in denied_in(call):
        raise RuleBroken(_("Your organisation withdrew from this text, or disputes it. Write to the coordinator."))
    if signature_of(call, organisation) is not None:
        raise RuleBroken(_("Your organisation has signed this text already."))
    endorsed = select(Endorsement.id).where(
        Endorsement.call_id == call.id, Endorsement.organisation_id == organisation.id
    )
    if session.scalars(endorsed).first() is not None:
        raise RuleBroken(_("Your organisation supports this text already and is listed."))


def disputes_on(issue: Issue, acceding: Collection[Accession] = ()) -> list[Organisation]:
    """Organisations that dispute what an issue prints in their name, or would print with those that accede.

    An accession that no issue prints yet holds nothing up: it is left where it is.
    """
    unprinted = {one.organisation_id for one in accessions_in(issue.call) if one.accepted_at is None}
    unprinted -= {one.organisation_id for one in acceding}
    return [one for one in denied_in(issue.call) if one.id not in issue.without and one.id not in unprinted]


def who_could(call: Call, lang: str) -> list[Organisation]:
    """The organisations that may accede, have somebody to do it, and do not stand under the text in any way."""
    if is_closed(call):
        return []
    issue, today = refuse_closed(call), clock.now().date()
    found = []
    for one in organisations(lang):
        if status_on(one, today) not in MAY_ACCEDE or accession_of(call, one) is not None:
            continue
        try:
            refuse_who_stands_there(call, one, issue)
        except RuleBroken:
            continue
        if who_may_accede(one, call.dossier, today):
            found.append(one)
    return found
