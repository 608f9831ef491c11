"""The key that seals the coalition's files: made with its own authority on first use, replaceable by placing files.

`seal.pem` in the key folder holds private key, certificate and the certificates above it; `authority.pem` the key of
our own authority, needed only to make another seal. Whoever has a key from elsewhere places it as `seal.pem`.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from advocacy import clock, outside
from advocacy.coalition.queries import the_coalition
from advocacy.timestamps import Ask
from papers import bounded
from papers.seal.face import Drawn, Face
from papers.seal.keys import Key, certificates_to_pem, make_authority, make_certificate, make_crl

if TYPE_CHECKING:
    from papers.seal.pades import Timestamper

SEAL, AUTHORITY = "seal.pem", "authority.pem"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sealer:
    """Seals the files of one order at one moment (UTC), with a stranger's time stamp while his service answers.

    A service that fails once is not asked again for the other files: an issue must come out though it is down, and
    `silent` says why it came out without. `names` are the coalition's by language. Without `crls`, as with a key from
    elsewhere, a seal carries no proofs for ever (PAdES B-T instead of B-LTA).
    """

    key: Key
    at: datetime
    names: Mapping[str, str]
    timezone: str
    colour: str
    ask: Ask | None = None
    crls: tuple[bytes, ...] = ()
    silent: str = ""
    _clerk: "Timestamper | None" = field(default=None, init=False)

    def seal(self, pdf: bytes, lang: str, *, name: str, reason: str) -> bytes:
        """The sealed file. `lang` is the document's language, or two («ar-en»); the rest as in `pades.seal`."""
        from papers.seal.pades import Proofs, Timestamper, TimestampFailed, seal

        face = self.face(lang)
        sealed = partial(seal, pdf, self.key, at=self.at, name=name, reason=reason, face=face)
        if self.ask is not None and not self.silent:
            self._clerk = self._clerk or Timestamper(self.ask)
            proofs = Proofs(self.key.chain, self.crls) if self.crls else None
            try:
                return sealed(timestamper=self._clerk, proofs=proofs)
            except TimestampFailed as failed:
                self.silent = str(failed)
                _log.warning("the time stamp service did not vouch for a seal: %s", failed)
        return sealed()

    def face(self, lang: str) -> Drawn:
        """What the seal shows: in the document's languages, and always in Arabic."""
        spoken = dict.fromkeys((*lang.split("-"), "ar"))
        names = tuple((one, self.names.get(one, self.names["en"])) for one in spoken)
        return _drawn(Face(names, self.at, self.timezone), self.colour)


@lru_cache(maxsize=64)
def _drawn(face: Face, colour: str) -> Drawn:
    """Drawn once for all files that show the same."""
    return Drawn(bounded.seal_pdf(face, colour), face.spoken)


def sealer(at: datetime, *, stamped: bool = True) -> Sealer:
    """Who seals now. `stamped` False asks no time stamp service."""
    house, key = the_coalition(), sealing_key()
    names = {lang: house.name_in(lang) for lang in ("ar", "en", "fr", "kmr", "ckb")} if house else {}
    ask = outside.current().timestamps if stamped else None
    return Sealer(
        key,
        at,
        names or {"ar": key.name, "en": key.name},
        house.timezone if house else "UTC",
        house.colour if house else "",
        ask,
        _withdrawn(key, at) if ask else (),
    )


def _withdrawn(key: Key, at: datetime) -> tuple[bytes, ...]:
    """Our authority's list of withdrawn seals, if the key is from it."""
    kept = outside.current().keys.get(AUTHORITY)
    above = Key.from_pem(kept) if kept else None
    if above is None or above.certificate not in key.chain:
        return ()
    return (make_crl(above, at),)


def sealing_key() -> Key:
    """The key that seals; made on first use. Two processes that come first at once end up with the same one."""
    kept = outside.current().keys.get(SEAL)
    return Key.from_pem(kept or _make())


def authority() -> x509.Certificate:
    """The certificate at the top of the seal's chain: what a reader must trust, and what our verification trusts."""
    key = sealing_key()
    return key.chain[-1] if key.chain else key.certificate


def certificates_pem() -> bytes:
    """The seal's certificate and those above it: what may be published."""
    key = sealing_key()
    return certificates_to_pem((key.certificate, *key.chain))


def authority_pem() -> bytes:
    """The authority's certificate alone: what a reader imports once to trust our seals."""
    return certificates_to_pem((authority(),))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, in the groups in which one reads it out."""
    letters = certificate.fingerprint(SHA256()).hex()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _make() -> bytes:
    keys, at = outside.current().keys, clock.now()
    house = the_coalition()
    name = (house.name_en or house.name_ar) if house else "Mawqif"
    above = Key.from_pem(keys.put(AUTHORITY, make_authority(f"{name} – authority", at).to_pem()))
    return keys.put(SEAL, make_certificate(above, name, at).to_pem())
