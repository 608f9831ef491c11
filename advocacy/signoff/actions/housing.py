"""Links for the organisation itself, sent to its own mail address and nowhere else."""

from datetime import datetime

from advocacy import addresses, chance, clock
from advocacy.database import session
from advocacy.signoff.models import Asked, HouseLink
from advocacy.signoff.queries import token_hash


def link_for_the_house(line: Asked, *, until: datetime | None = None) -> str:
    """A fresh link for the page on which the organisation sees what was done in its name, and says what holds.

    Good until the call closes, or until then if that is later.
    """
    token, now, closes_at = chance.token(), clock.now(), line.call.closes_at
    expires_at = max(closes_at, until or closes_at)
    session.add(HouseLink(asked_id=line.id, token_hash=token_hash(token), made_at=now, expires_at=expires_at))
    session.flush()
    return addresses.public(f"/o/{token}")
