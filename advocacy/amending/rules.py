"""What may happen to an amendment and when, and when a text touches a red line, as pure decisions."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from advocacy.coalition.rules import House, is_hidden, reads_hidden
from advocacy.policy import Actor
from papers.arabic import fold_loose

MAX_SUBJECT = 160
MAX_WORDS = 4_000
MAX_KEYWORDS = 40
LONGEST = timedelta(days=120)


def names_organisation(actor: Actor, organisation: House, visibility: str) -> bool:
    """Whether this reader may know who moved, backed or commented (docs/decisions/0009-withheld-names.md).

    Both must allow it: the organisation's own rule, and what it chose for this one act.
    """
    open_to_all = not (is_hidden(organisation.visibility) or is_hidden(visibility))
    return open_to_all or reads_hidden(actor, organisation)


def touches(words: str, keywords: Iterable[str]) -> str:
    """The first keyword that a text holds, as it was written down; empty if none.

    Spelling does not matter (`papers.arabic.fold_loose`); a keyword stands at the beginning of a word, so that «عقوبات»
    also finds «والعقوبات» and «عقوباتها», and of several words all stand in that order.
    """
    text = " ".join(("", *fold_loose(words).split()))
    bare = " ".join(("", *(word[1:] if word[:1] in "وفبلك" and len(word) > 3 else word for word in text.split())))
    for keyword in keywords:
        folded = fold_loose(keyword)
        if folded and (f" {folded}" in text or f" {folded}" in bare):
            return keyword
    return ""


def keywords_of(typed: str) -> list[str]:
    """Keywords from one field: one a line, or between commas of any script; each once, in the order typed."""
    separated = typed.replace("،", "\n").replace(",", "\n").replace("؛", "\n").replace(";", "\n")
    return list(dict.fromkeys(word.strip() for word in separated.splitlines() if word.strip()))


def next_number(taken: Sequence[int | None]) -> int:
    """The number after the highest; a number once given is never given again."""
    return max((number for number in taken if number is not None), default=0) + 1
