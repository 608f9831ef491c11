"""Packages of letters."""

from collections.abc import Sequence

from advocacy.accounts.models import Person
from advocacy.contacts.models import Office
from advocacy.database import session, transaction
from advocacy.dispatch import actions
from advocacy.dispatch.models import Package
from advocacy.dispatch.rules import LetterText
from advocacy.policy import Office as Standing
from advocacy.publishing.models import Issue
from tests.make.coalition import holder_of
from tests.make.contacts import office
from tests.make.publishing import issued

LETTERS = {
    "ar": LetterText("حقّ الأسر في المعرفة", ("نضع بين أيديكم الورقة المرفقة.", "ويسعدنا أن نلتقي بكم.")),
    "en": LetterText("Families' right to know", ("We enclose a paper.", "We would be glad to meet you.")),
}


def package(
    issue: Issue | None = None,
    *,
    offices: Sequence[Office] = (),
    annexes: Sequence[str] = (),
    by: Person | None = None,
) -> Package:
    """A package that waits for its release, for one English-reading embassy unless offices are given."""
    issue = issue or issued()
    by = by or holder_of(Standing.RELATIONS)
    offices = offices or [office()]
    with transaction():
        return actions.prepare_package(
            session.get_one(Issue, issue.id),
            title="حزمة",
            letters=LETTERS,
            offices=[session.get_one(Office, one.id) for one in offices],
            annexes=annexes,
            by=session.get_one(Person, by.id),
        )


def release(prepared: Package, *, by: Person | None = None) -> Package:
    """Let a package go, by a second person."""
    by = by or holder_of(Standing.BOARD)
    with transaction():
        actions.release_package(session.get_one(Package, prepared.id), by=session.get_one(Person, by.id))
    return session.get_one(Package, prepared.id)
