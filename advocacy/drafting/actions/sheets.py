"""Keeping what somebody is typing before it becomes a revision."""

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.models import Sheet, Version
from advocacy.drafting.rules import storable


def keep_sheet(version: Version, source: str, *, base: int, by: Person) -> Sheet:
    """Keep what the person typed into this language version, in place of what was kept before.

    Nothing is read or judged here, and nobody else sees it: half a sentence is kept as it stands.
    """
    sheet = queries.sheet_of(version, by)
    if sheet is None:
        sheet = Sheet(version_id=version.id, person_id=by.id)
        session.add(sheet)
    sheet.base, sheet.source, sheet.saved_at = base, storable(source), clock.now()
    session.flush()
    return sheet


def discard_sheet(version: Version, *, by: Person | None) -> None:
    """Forget what the person typed: it became a revision, or they do not want it."""
    sheet = queries.sheet_of(version, by)
    if sheet is not None:
        session.delete(sheet)
        session.flush()
