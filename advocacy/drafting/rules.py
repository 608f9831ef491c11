"""What may happen to a paper at which stage, as pure decisions."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_SOURCE = 1_000_000
"""Characters of one text. The longest paper of the handbook (20 pages) has about 60,000."""
MAX_REASON = 500
MAX_AUDIENCE = 200


class Weight(enum.StrEnum):
    """How much a gap weighs: it blocks the freeze, or it is a hint."""

    BLOCKS = "blocks"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a paper still lacks. `message` says what, `way_out` what to do.

    `endpoint` and `values` name the page where that is done, for `url_for`; `lang` the language version, empty for
    the paper as a whole; `block` the id of the block it is about.
    """

    code: str
    weight: Weight
    message: object
    way_out: object = ""
    lang: str = ""
    block: str = ""
    endpoint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def blocks(self) -> bool:
        return self.weight is Weight.BLOCKS


def storable(source: str) -> str:
    """Text that every database can keep: no NUL, a sign in place of half a character, lines ending in a line feed."""
    whole = source.encode("utf-8", "replace").decode("utf-8") if _is_broken(source) else source
    return whole.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _is_broken(source: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in source)
