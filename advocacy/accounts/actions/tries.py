"""Counting how often somebody tries to enter, so that nobody can try for long."""

import hashlib
import hmac

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, select

from advocacy import clock, keystore
from advocacy.accounts.models import Try
from advocacy.accounts.rules import TRIES_PER_ADDRESS, TRIES_PER_LOGIN, TRY_WINDOW
from advocacy.database import session
from advocacy.errors import RuleBroken


def note_try(door: str, login: str, address: str) -> None:
    """Count a try at a door ("password", "link") before it is judged; RuleBroken (429) when there were too many.

    Both the login and the network address are counted. A refused try is not counted, so that the wait has an end.
    """
    now = clock.now()
    session.execute(delete(Try).where(Try.at < now - TRY_WINDOW))
    for mark, limit in _marks(door, login, address):
        tries = session.scalar(select(func.count()).select_from(Try).where(Try.mark == mark)) or 0
        if tries >= limit:
            raise RuleBroken(_("Too many attempts. Wait a quarter of an hour, then try again."), status=429)
        session.add(Try(mark=mark, at=now))
    session.flush()


def forget_tries(door: str, login: str, address: str) -> None:
    """After a success the login's tries no longer count, nor does this one against the address; its others do.

    A whole coalition may stand behind one address: whoever gets in must not shut the door for the next.
    """
    (own, _most), (shared, _limit) = _marks(door, login, address)
    newest = select(func.max(Try.id)).where(Try.mark == shared).scalar_subquery()
    session.execute(delete(Try).where((Try.mark == own) | (Try.id == newest)))


def _marks(door: str, login: str, address: str) -> list[tuple[str, int]]:
    return [
        (_mark(f"{door}:login:{login.strip().lower()}"), TRIES_PER_LOGIN),
        (_mark(f"{door}:address:{address}"), TRIES_PER_ADDRESS),
    ]


def _mark(words: str) -> str:
    return hmac.new(keystore.secret("tries.key"), words.encode(), hashlib.sha256).hexdigest()
