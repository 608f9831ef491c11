"""Typing: an update that only goes on where its author's last letters stand, known by its bytes.

Nearly all updates are such ones. One that begins as `Run` says brings words of the author's own pen behind the author's
own last letter, before what stood there already: it is understood, rests on nothing unknown, and splits nothing, so
that no library can fail over it. The form is version 1 of Yjs' update encoding, as `advocacy.live.update` reads it.
"""

from dataclasses import dataclass

from advocacy.live.relay.frames import BadFrame, read_varuint, varuint

_ONE_STRUCT = b"\x01\x01"
_WORDS, _LEFT, _RIGHT = 0x04, 0x80, 0x40
_NOTHING_DELETED = b"\x00"


@dataclass
class Run:
    """Where a pen goes on: its client id, the clock of its next letter, and what stands behind that (bytes)."""

    client: int
    clock: int
    right: bytes

    def __post_init__(self) -> None:
        self._renew()

    def _renew(self) -> None:
        pen, left = varuint(self.client), self.clock - 1
        kind = bytes((_WORDS | _LEFT | (_RIGHT if self.right else 0),))
        self._begin = _ONE_STRUCT + pen + varuint(self.clock) + kind + pen + varuint(left) + self.right

    def takes(self, update: bytes) -> bool:
        """Go on behind this update; False, and nothing has changed, if it is anything but a few letters more."""
        if not update.startswith(self._begin):
            return False
        at = len(self._begin) + 1
        words = update[at:-1]
        if len(words) > 127 or update[at - 1 : at] != bytes((len(words),)) or update[-1:] != _NOTHING_DELETED:
            return False
        if (size := _size(words)) == 0:
            return False
        self.clock += size
        self._renew()
        return True


def run_after(update: bytes) -> Run | None:
    """Where the author of this update would go on, when it is nothing but words behind others.

    To be asked of an update that was read and taken (`advocacy.live.update`).
    """
    try:
        client, at = read_varuint(update, 2)
        clock, at = read_varuint(update, at)
        kind, at = update[at], at + 1
        if not update.startswith(_ONE_STRUCT) or kind & ~_RIGHT != _WORDS | _LEFT:
            return None
        for _ in range(2):
            _, at = read_varuint(update, at)
        begin = at
        if kind & _RIGHT:
            for _ in range(2):
                _, at = read_varuint(update, at)
        right = update[begin:at]
        length, at = read_varuint(update, at)
    except (BadFrame, IndexError):
        return None
    if update[at + length :] != _NOTHING_DELETED:
        return None
    return Run(client, clock + size, right) if (size := _size(update[at : at + length])) else None


def _size(words: bytes) -> int:
    """Places that these words take; 0 for those that no editor sends."""
    if words.isascii():
        return len(words)
    try:
        text = words.decode()
    except UnicodeDecodeError:
        return 0
    return 0 if "\ufffd" in text else len(text) + sum(char > "\uffff" for char in text)
