"""Links for the organisation itself, sent to its own mail address and nowhere else."""

from advocacy import addresses, chance, clock
from advocacy.database import session
from advocacy.signoff.models import Asked, HouseLink
from advocacy.signoff.queries import token_hash


def link_for_the_house(line: Asked) -> str:
    """A fresh link for the page on which the organisation sees what was done in its name, and says what holds."""
    token = chance.token()
    session.add(
        HouseLink(asked_id=line.id, token_hash=token_hash(token), made_at=clock.now(), expires_at=line.call.closes_at)
    )
    session.flush()
    return addresses.public(f"/o/{token}")
