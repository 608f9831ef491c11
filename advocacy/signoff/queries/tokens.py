"""What is kept of a personal link."""

import hashlib


def token_hash(token: str) -> str:
    """The token has 160 random bits, so a plain digest gives nothing away."""
    return hashlib.sha256(token.strip().upper().encode()).hexdigest()
