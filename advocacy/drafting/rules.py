"""What may happen to a paper at which stage, as pure decisions."""

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from papers.arabic import fold_strict

MAX_SOURCE = 1_000_000
"""Characters of one text. The longest paper of the handbook (20 pages) has about 60,000."""
MAX_REASON = 500
MAX_AUDIENCE = 200
MAX_REMARK = 4_000
MAX_QUOTE = 400
MAX_OPEN = 1_000
"""Comments, and suggestions, that may wait for one language version: more is nobody's work any more."""
MAX_FILES = 10
"""Files that are sent at once."""
MAX_FILE = 5_000_000
"""Bytes of one of them."""
NATIONAL_LAW = "syrian law"
_LONGEST_NAME = 60


class Weight(enum.StrEnum):
    """How much a gap weighs: it blocks the freeze, or it is a hint."""

    BLOCKS = "blocks"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a paper still lacks. `message` says what, `way_out` what to do.

    `endpoint` and `values` name the page where that is done, for `url_for`; `lang` the language version, empty for
    the paper as a whole; `block` the id of the block it is about. A gap with a `waiver` does not hold up the freeze
    when a reason is given under that key.
    """

    code: str
    weight: Weight
    message: object
    way_out: object = ""
    lang: str = ""
    block: str = ""
    endpoint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    waiver: str = ""

    @property
    def blocks(self) -> bool:
        return self.weight is Weight.BLOCKS


@dataclass(frozen=True, slots=True)
class Point:
    """Something that is still open on a paper, on the page that lists it all. `key` names it from day to day.

    `endpoint`, `values` and `fragment` lead to its place; a point of a `block` leads to that block without them.
    `assignee_id` is set where the thing itself is somebody's, like a comment.
    """

    key: str
    message: object
    lang: str = ""
    block: str = ""
    weight: Weight = Weight.HINT
    way_out: object = ""
    endpoint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    fragment: str = ""
    assignee_id: int | None = None
    offers_clause: bool = False


def storable(source: str) -> str:
    """Text that every database can keep: no NUL, a sign in place of half a character, lines ending in a line feed."""
    whole = source.encode("utf-8", "replace").decode("utf-8") if _is_broken(source) else source
    return whole.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _is_broken(source: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in source)


def mentioned(text: str, people: Iterable[tuple[int, Iterable[str]]]) -> set[int]:
    """Ids of the people whose name or login stands behind an @; of two names that fit, the longer one is meant.

    Names are compared folded, as Arabic is searched, because nobody types a hamza on a telephone.
    """
    names = sorted(
        ((f"{fold_strict(name)} ", number) for number, known in people for name in known if fold_strict(name)),
        key=lambda pair: -len(pair[0]),
    )
    said = (f"{fold_strict(part[:_LONGEST_NAME])} " for part in re.split("[@＠]", text)[1:])
    found = (next((number for name, number in names if words.startswith(name)), None) for words in said)
    return {number for number in found if number is not None}


def names_to_write(people: Sequence[tuple[int, Sequence[str]]]) -> dict[int, str]:
    """Of each person the first name that is nobody else's and is understood behind an @ (`mentioned`).

    Who has none is left out.
    """
    owners: dict[str, set[int]] = {}
    for number, names in people:
        for name in names:
            owners.setdefault(fold_strict(name), set()).add(number)

    def is_clear(name: str, number: int) -> bool:
        return owners[fold_strict(name)] == {number} == mentioned(f"@{name}", people)

    clear = {number: [name for name in names if is_clear(name, number)] for number, names in people}
    return {number: names[0] for number, names in clear.items() if names}


def brief(words: str, most: int = 120) -> str:
    """The beginning of what somebody wrote, on one line, cut between words."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
