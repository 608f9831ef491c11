"""What every reader of foreign files does alike: lists out of their lines, directions out of the letters."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from papers.model import Direction, Inlines, Item, Sublist, direction_of, plain


@dataclass(frozen=True, slots=True)
class Listed:
    """A paragraph's place in a list: the number definition, the level from 0, and whether it counts.

    Several definitions can share one way of counting (`family`); of these only one that `starts` anew begins a list.
    LibreOffice writes the first entry of a list with such a one, and the others with another.
    """

    number: str
    level: int
    ordered: bool
    family: str = ""
    starts: bool = True

    def begins_after(self, other: "Listed") -> bool:
        """Whether this entry of the first level is the first of another list than that one's."""
        return self.number != other.number and (self.starts or self.family != other.family)


def lost(dropped: Counter[str]) -> tuple[str, ...]:
    """What was left out, as "code:count", by code."""
    return tuple(f"{code}:{count}" for code, count in sorted(dropped.items()))


def own_direction(said: Inlines, lang: str) -> Direction | None:
    """The direction of words of the other script only; None for that of the paper's language."""
    letters = [letter for letter in plain(said) if letter.isalpha()]
    arabic = [letter for letter in letters if "\u0590" <= letter <= "\u08ff"]
    if direction_of(lang) == "rtl":
        return "ltr" if letters and not arabic else None
    return "rtl" if letters and len(arabic) == len(letters) else None


def direction_in(parts: Iterable[Inlines], lang: str, given: Direction | None = None) -> Direction | None:
    """`own_direction` of all parts of a block together; else the one `given` in the file, None for the paper's own."""
    own = own_direction(tuple(chain.from_iterable(parts)), lang)
    return own or (given if given != direction_of(lang) else None)


def items_of(
    lines: list[tuple[Listed, Inlines]], at: int, level: int, depth: int
) -> tuple[bool, tuple[Item, ...], int]:
    """The items from `at` that stand at `level` or deeper, whether they count, and where they end.

    Deeper than three levels they stand at the third.
    """
    ordered = lines[at][0].ordered
    items: list[Item] = []
    while at < len(lines) and (lines[at][0].level >= level or not depth):
        if lines[at][0].level > level and items and depth < 2:
            inner, below, at = items_of(lines, at, lines[at][0].level, depth + 1)
            earlier = items[-1].below
            items[-1] = Item(items[-1].content, Sublist(inner, (*(earlier.items if earlier else ()), *below)))
        else:
            items.append(Item(lines[at][1]))
            at += 1
    return ordered, tuple(items), at
