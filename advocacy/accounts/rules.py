"""What is enough of a password, how often somebody may try, and where a sign-in may lead; pure."""

from datetime import timedelta

PASSWORD_LENGTH = 10

LINK_LIFE = timedelta(minutes=15)
INVITATION_LIFE = timedelta(days=3)
"""An invitation waits for somebody who has power for a few hours a day."""

TRY_WINDOW = timedelta(minutes=15)
TRIES_PER_LOGIN = 5
TRIES_PER_ADDRESS = 40
"""Many people sit behind one address; one login is typed by one person."""

_COMMON = frozenset(
    (
        "1234567890", "12345678910", "0123456789", "qwertyuiop", "qwerty1234", "password12", "password123",
        "passwordpassword", "1111111111", "abcdefghij", "azertyuiop", "iloveyou12", "letmein123", "welcome123",
        "admin12345", "syria12345",
    )
)  # fmt: skip


def is_too_plain(password: str, *own: str) -> bool:
    """Whether it is among the first that anybody would try; `own` are the person's login and address."""
    plain = password.casefold().strip()
    names = {part.casefold() for word in own for part in (word, word.split("@")[0])}
    return plain in _COMMON | names or len(set(plain)) < 4


def safe_target(path: str) -> str:
    """A path on this site that is safe to go to after signing in; empty for anything else."""
    is_local = path.startswith("/") and not path.startswith("//")
    return path.rstrip("?") if is_local and not any(ord(char) <= 32 or char == "\\" for char in path) else ""
