"""How much one connection may send: a bucket that fills with time and is emptied by messages."""

from collections.abc import Callable

from advocacy.live import rules


class Allowance:
    """Messages and bytes that may still be sent; `now` tells seconds of a clock that only goes forwards."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._at = now()
        self._messages = float(rules.BURST)
        self._bytes = float(rules.BYTES_BURST)

    def spend(self, size: int, messages: int = 1) -> bool:
        """Take one message of that size out of it, or one that counts for more; False when it is empty."""
        now = self._now()
        passed, self._at = now - self._at, now
        self._messages = min(rules.BURST, self._messages + passed * rules.MESSAGES_PER_SECOND) - messages
        self._bytes = min(rules.BYTES_BURST, self._bytes + passed * rules.BYTES_PER_SECOND) - size
        return self._messages >= 0 and self._bytes >= 0
