"""The key that signs checkpoints: made on first use, never in the database.

`ledger.key` in the key folder is one line of text with its lasting name: the address of this installation on the day it
was made. The name stays when the address changes, because members know the ledger by it.
"""

from urllib.parse import urlsplit

from advocacy import addresses, chance, outside
from papers.proof.note import Signer, Verifier

KEY = "ledger.key"


def signer() -> Signer:
    """The key of this ledger. Two processes that come first at once end up with the same one."""
    kept = outside.current().keys.get(KEY)
    return Signer.from_string((kept or _make()).decode().strip())


def verifier() -> Verifier:
    """Its public half: with it anybody checks a checkpoint."""
    return signer().verifier


def _make() -> bytes:
    address = urlsplit(addresses.public("/ledger"))
    fresh = Signer(f"{address.netloc}{address.path}", chance.some_bytes(32))
    return outside.current().keys.put(KEY, f"{fresh.to_string()}\n".encode())
