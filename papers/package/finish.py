"""The last two steps of a portion, in one process: letters joined to what stands behind them, then sealed."""

from collections.abc import Iterator, Sequence

from papers.package.order import Sealing
from papers.seal.join import Ground, ground
from papers.seal.keys import Key
from papers.seal.pades import seal


def finish(
    letters: Sequence[bytes], documents: Sequence[bytes], sealing: Sealing | None, names: Sequence[str]
) -> list[bytes]:
    """The packages of these letters, in order; all stand before the same documents. NotJoinable as `join`.

    The key is parsed once. No letter is laid out here, so the key never comes near a text that somebody wrote.
    """
    joined = _joined(ground(documents[0], tuple(documents[1:])), letters)
    if sealing is None:
        return list(joined)
    pem, at, reason, face = sealing
    key = Key.from_pem(pem)
    return [seal(pdf, key, at=at, name=name, reason=reason, face=face) for pdf, name in zip(joined, names, strict=True)]


def _joined(base: Ground, letters: Sequence[bytes]) -> Iterator[bytes]:
    return (base.with_front(letter) for letter in letters)
