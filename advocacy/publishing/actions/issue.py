"""Issuing an adopted text: its number, its code, and what it prints, computed once."""

import hashlib
from datetime import date, datetime

from flask_babel import get_locale, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Coalition
from advocacy.coalition.queries import the_coalition
from advocacy.database import session
from advocacy.drafting.models import Freeze
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.publishing.compose import editions_of, refuse_names_in_reservations
from advocacy.publishing.hidden import refuse_leaks
from advocacy.publishing.models import Counter, Issue, IssueState
from advocacy.publishing.proof import take_checkpoint
from advocacy.publishing.rules import CODE_LETTERS, FIRST, grouped, reference
from advocacy.signoff.models import Call, Outcome
from advocacy.signoff.queries import carried_untold, embargo_of, running_window
from advocacy.signoff.queries.routes import is_through, route_of
from papers.canonical import set_digest
from papers.dates import moment


def issue_paper(call: Call, *, dated: date, by: Person | None, embargo_until: datetime | None = None) -> Issue:
    """Issue 1.0 of the text that this call adopted, with the next reference number of the year of `dated`.

    The files are made afterwards by the worker. Pressed twice, by whomever, it is the same issue. RuleBroken when the
    text was not adopted, when the frozen bytes are no longer those that were signed, or when a reservation names an
    organisation whose name is withheld.
    """
    session.scalars(select(Call).where(Call.id == call.id).with_for_update()).one()  # the second presser waits here
    known = session.scalars(select(Issue).where(Issue.call_id == call.id, Issue.number == FIRST)).one_or_none()
    if known is not None:
        return known
    if call.outcome is not Outcome.ADOPTED:
        raise RuleBroken(_("Only an adopted text can be issued. This call has not ended in adoption."))
    refuse_broken_freeze(call.freeze, call.seal)
    refuse_unsettled_change(call)
    refuse_shorter_embargo(call, embargo_until)
    refuse_names_in_reservations(call)
    house = _house()
    issue = Issue(
        dossier_id=call.dossier_id,
        call_id=call.id,
        freeze_id=call.freeze_id,
        reference=reference(house.code, dated.year, next_in_year(dated.year)),
        number=FIRST,
        code=fresh_code(),
        state=IssueState.PREPARING,
        dated=dated,
        editions={},
        issued_by_id=by.id if by else None,
        issued_at=clock.now(),
        embargo_until=embargo_until,
        without=[],
        dossier=call.dossier,
        call=call,
        freeze=call.freeze,
    )
    issue.editions = editions_of(issue, house)
    refuse_leaks(issue)
    session.add(issue)
    session.flush()
    append(
        "publishing.issued",
        issue,
        by=by.id if by else None,
        dossier=issue.dossier_id,
        reference=issue.reference,
        number=issue.number,
        seal=call.seal,
        code=issue.code,
    )
    take_checkpoint(issue)
    return issue


def refuse_unsettled_change(call: Call) -> None:
    """RuleBroken while a change of the text can still be raised, or carries a signature whose owner was not told."""
    change = running_window(call)
    if change is not None and change.window_until is not None:
        until = moment(change.window_until, call.timezone, str(get_locale() or "en"))
        raise RuleBroken(
            _(
                "The text was changed; signatories can say until %(until)s that it is a matter of substance.",
                until=until,
            )
        )
    route = route_of(call.freeze)
    if route is not None and not is_through(route):
        raise RuleBroken(
            _("The text was changed after its bodies had approved it; first they have their step about it as it is.")
        )
    if untold := carried_untold(call):
        raise RuleBroken(
            ngettext(
                "%(num)s signatory has not been told of the change of the text: the mail has not left. Ring them up "
                "and let them confirm, or wait.",
                "%(num)s signatories have not been told of the change of the text: their mails have not left. Ring "
                "them up and let them confirm, or wait.",
                len(untold),
            )
        )


def refuse_shorter_embargo(call: Call, until: datetime | None) -> None:
    """BadInput for an issue that would be public before the embargo of its call ends: that takes two persons."""
    held = embargo_of(call)
    if held is not None and (until is None or until < held):
        end = moment(held, _house().timezone, str(get_locale() or "en"))
        message = _(
            "The call put the text under embargo until %(until)s. For an earlier end, change that on the page of the "
            "call: a second person confirms it.",
            until=end,
        )
        raise BadInput({"embargo": message})


def refuse_broken_freeze(freeze: Freeze, seal: str) -> None:
    """RuleBroken unless the kept bytes of every language still give their digests, and all together the signed seal."""
    digests = {text.lang: hashlib.sha256(text.canonical).hexdigest() for text in freeze.texts}
    as_kept = {text.lang: text.digest for text in freeze.texts}
    if digests != as_kept or set_digest(digests) != freeze.seal or freeze.seal != seal:
        raise RuleBroken(
            _(
                "The stored text is not the text that was signed: its fingerprint differs. Nothing was issued. "
                "Restore the text from a backup, or freeze it anew and call again."
            )
        )


def next_in_year(year: int) -> int:
    """The next number of a year. The row stays locked until the transaction ends: no gap, no pair."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(Counter).values(year=year, last=0).on_conflict_do_nothing())
    counter = session.scalars(
        select(Counter).where(Counter.year == year).with_for_update().execution_options(populate_existing=True)
    ).one()
    counter.last += 1
    session.flush()
    return counter.last


def fresh_code() -> str:
    """A verification code that no issue bears."""
    while True:
        code = grouped(chance.code(CODE_LETTERS))
        if session.scalars(select(Issue.id).where(Issue.code == code)).one_or_none() is None:
            return code


def _house() -> Coalition:
    house = the_coalition()
    if house is None:
        raise RuleBroken(_("Set up the coalition first: its name and its code stand on every paper."))
    return house
