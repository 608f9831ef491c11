"""Numbering the issues of a year: where a coalition that comes from paper goes on counting."""

from flask_babel import lazy_gettext as _

from advocacy.accounts.models import Person
from advocacy.coalition.queries import the_coalition
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger import actions as ledger
from advocacy.publishing.models import Counter


def continue_numbering(year: int, last: int, *, by: Person | None) -> None:
    """Go on after the number `last`, which was given to a paper before this house was used.

    Only forwards, and only in a year in which nothing was issued here: a number is never given twice or skipped unseen.
    """
    house = the_coalition()
    if house is None:
        raise RuleBroken(_("Set up the coalition first: its name and its code stand on every paper."))
    if session.get(Counter, year) is not None or last < 0:
        raise RuleBroken(_("Papers of this year have been numbered here already: the numbering goes on from them."))
    session.add(Counter(year=year, last=last))
    ledger.append("publishing.numbering_continued", house, by=by.id if by else None, year=year, last=last)
