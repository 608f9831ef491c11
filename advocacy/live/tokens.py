"""The short-lived key to one shared text: who may do what in it, signed by the installation."""

from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from advocacy import clock
from advocacy.keystore import secret
from advocacy.live.rules import TOKEN_SECONDS, Mode

KEY = "live.key"
"""Name of the secret under which tokens are signed."""


class BadToken(ValueError):
    """A token that is not ours, or no longer."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says. `expires` is in seconds of Unix time."""

    text_id: int
    person_id: int
    mode: Mode
    epoch: int
    expires: int


def token_for(text_id: int, person_id: int, mode: Mode, epoch: int) -> str:
    """A token for the next ten minutes."""
    expires = int(clock.now().timestamp()) + TOKEN_SECONDS
    made: str = _signer().dumps([text_id, person_id, mode.value, epoch, expires])
    return made


def read_token(signed: str) -> Token:
    """What a token says. Raises BadToken for one that was not made here or has expired."""
    try:
        text_id, person_id, mode, epoch, expires = _signer().loads(signed[:1_000])
        token = Token(text_id, person_id, Mode(mode), epoch, expires)
    except (BadData, ValueError, TypeError) as error:
        raise BadToken("not a token of this installation") from error
    if token.expires <= clock.now().timestamp():
        raise BadToken("the token has expired")
    return token


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(secret(KEY), salt="live text")
