"""Numbers that were typed before the entries of a list, because Word cannot count in Arabic-Indic digits."""

import re
from dataclasses import dataclass, replace

from papers.model import Inlines, plain
from papers.runs import flatten, nest

_LABEL = re.compile(
    r"[\s\u200e\u200f]*"
    r"(?:(?P<first>[\u0660-\u0669]+)\.|\((?P<second>[\u0623-\u064a]\u0640?)\)|(?P<third>[\u0660-\u0669]+)\))"
    r"[\u200e\u200f]*[\t ]\s*"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A typed number: its level from 0, whether it is the first of its list, and its length in characters."""

    level: int
    first: bool
    length: int


def typed_label_of(said: Inlines) -> Label | None:
    """The number that words begin with: ١. at the first level, (أ) below, ١) at the third; None for none."""
    found = _LABEL.match(plain(said))
    if found is None:
        return None
    level = ("first", "second", "third").index(str(found.lastgroup))
    return Label(level, found[level + 1] in ("\u0661", "\u0623"), found.end())


def without(said: Inlines, length: int) -> Inlines:
    """The inlines without so many characters at their beginning."""
    runs = []
    for run in flatten(said):
        cut = min(length, len(run.text))
        length -= cut
        if run.node is not None or cut < len(run.text):
            runs.append(replace(run, text=run.text[cut:]))
    return nest(runs)
