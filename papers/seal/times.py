"""Time stamps of somebody else (RFC 3161): asked through a function that is given, never over a network of ours."""

from collections.abc import Callable
from dataclasses import dataclass

from asn1crypto import cms, tsp
from cryptography import x509
from pyhanko.sign.timestamps import TimeStamper

from papers.seal.asn1 import native

Ask = Callable[[bytes], bytes]
"""From a time stamp request (DER) to its response (DER); raises whatever goes wrong on the way."""


class TimestampFailed(RuntimeError):
    """No time stamp came, or none that belongs to the request. The file can still be sealed without (B-B)."""


@dataclass(frozen=True, slots=True)
class Proofs:
    """What makes a seal checkable when nobody can be asked any more: certificates, and lists of withdrawn ones."""

    certificates: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


class Timestamper(TimeStamper):
    """Asks for time stamps through `ask`. One is for many files: the size of an answer is learnt only once."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._ask = ask

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        return tsp.TimeStampResp.load(self._ask(req.dump()), strict=True)

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over the digest; TimestampFailed for every other outcome, a token over something else included."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            said = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            fits = said["hashed_message"].native == message_digest
        except Exception as failed:  # a server may answer anything, and the line may break in any way
            raise TimestampFailed(f"{type(failed).__name__}: {failed!s:.200}") from failed
        if not fits:
            raise TimestampFailed("The time stamp belongs to something else.")
        return token

    @property
    def certificates(self) -> tuple[x509.Certificate, ...]:
        """The certificates that came with the answers."""
        return tuple(native(certificate) for certificate in self.cert_registry)
