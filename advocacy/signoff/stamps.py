"""The stamp on a page that was handed out: when, for which call, to whom; nobody but the house can make one."""

import hmac
from datetime import UTC, datetime

from advocacy import clock, keystore
from advocacy.accounts.models import Person
from advocacy.signoff.models import Call


def stamp(call: Call, person: Person) -> str:
    """The stamp of a page that is handed out now."""
    moment = int(clock.now().timestamp())
    return f"{moment:x}.{_sign(call, person, moment)}"


def opened_at(call: Call, person: Person, words: str) -> datetime | None:
    """When the page with this stamp was handed out (UTC, whole seconds); None for a stamp that is not ours."""
    written, _dot, signature = words.partition(".")
    try:
        moment = int(written, 16)
        found = datetime.fromtimestamp(moment, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    if not hmac.compare_digest(signature.encode(), _sign(call, person, moment).encode()):
        return None
    return found


def claimed_at(words: str) -> datetime | None:
    """What a device says of when something was written («2026-11-27T21:40:05.123Z»), in UTC; it may say anything."""
    try:
        found = datetime.fromisoformat(words.strip()[:40].replace("Z", "+00:00"))
        return found.astimezone(UTC).replace(microsecond=0) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _sign(call: Call, person: Person, moment: int) -> str:
    key = keystore.secret("signoff.stamp.key")
    return hmac.new(key, f"{call.id}:{call.seal}:{person.id}:{moment}".encode(), "sha256").hexdigest()[:32]
