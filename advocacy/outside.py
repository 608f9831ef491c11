"""What the application takes from the world: time, chance, keys, mail and time stamps, handed over once at start-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advocacy.chance import Chance
    from advocacy.clock import Clock
    from advocacy.keystore import KeyStore
    from advocacy.mail import Mailer
    from advocacy.shelf import Shelf
    from advocacy.timestamps import Ask


@dataclass(frozen=True)
class Outside:
    """The doors. Tests open others than an installation does.

    `timestamps` None: nobody else vouches for our time. `shelf` None: what can be made again is not kept.
    """

    clock: Clock
    chance: Chance
    keys: KeyStore
    mailer: Mailer
    timestamps: Ask | None = None
    shelf: Shelf | None = None


_current: Outside | None = None


def install(outside: Outside) -> None:
    """Let this process use these doors from now on."""
    global _current
    _current = outside


def current() -> Outside:
    """The doors of this process."""
    if _current is None:
        raise RuntimeError("create_app() has not been called: nobody has said what time it is")
    return _current
