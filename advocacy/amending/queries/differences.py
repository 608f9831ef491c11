"""What an amendment changes, word by word, and amendments in the order of the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advocacy.amending.models import Amendment, Wording
from advocacy.amending.queries.texts import edited_by, movers_wording, places_of
from advocacy.drafting.queries import paper_of
from papers.amendments import LINES
from papers.compare import WordChange, Words, compare


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that an amendment touches: `place` is a block's id, or title, subtitle or position.

    `kind` is changed, added, removed or moved; a block that only moved has no other words.
    """

    place: str
    kind: str
    words: Words

    @property
    def old(self) -> Words:
        """What stands there now, with what would go marked."""
        return tuple(part for part in self.words if part.op != "added")

    @property
    def new(self) -> Words:
        """What would stand there, with what would come marked."""
        return tuple(part for part in self.words if part.op != "removed")


def differences_of(wording: Wording) -> list[Difference]:
    """Every place that a wording changes in its base, in reading order."""
    return list(_differences(wording))


def _differences(wording: Wording) -> Iterator[Difference]:
    found = compare(paper_of(wording.base), edited_by(wording))
    for line in LINES:
        words: tuple[WordChange, ...] = getattr(found, line)
        if any(part.op != "same" for part in words):
            yield Difference(line, "changed", words)
    for change in found.blocks:
        block = change.new or change.old
        if change.kind != "same" and block is not None:
            yield Difference(block.id, change.kind, change.words)


def in_text_order(amendments: Iterable[Amendment]) -> list[Amendment]:
    """Amendments by the first place that they touch, then by number."""

    def order(amendment: Amendment) -> tuple[int, int]:
        wording = movers_wording(amendment)
        places = places_of(wording)
        known = [*LINES, "", *(block.id for block in paper_of(wording.base).blocks)]
        return (known.index(places[0]) if places else len(known), amendment.number or 0)

    return sorted(amendments, key=order)
