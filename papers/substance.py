"""Whether what changed between two states of a text is a matter of substance: who, how many, when, what is asked, not.

The machine only sees what can be counted: it finds that a change is of substance, never that it is none. Whoever reads
the difference may still say so (HANDBOOK 1.6).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from papers.arabic import fold_strict
from papers.compare import BlockChange, block_text, compare
from papers.dates_in_text import dates_in, without_dates
from papers.model import Ask, Block, PageBreak, Paper
from papers.negations import ENDINGS, NEGATIONS
from papers.normalise import citations_of
from papers.parity import numbers
from papers.parties import Party, parties_in

Code = Literal["actors", "numbers", "dates", "asks", "negation", "sources", "position", "passage"]
_ONTO = re.compile("^[وف]?[بكل]?(?=..)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """One reason to call a change substantive; `old` and `new` say what stood and stands there, briefly."""

    code: Code
    lang: str
    old: str = ""
    new: str = ""


def substance_of(old: Paper, new: Paper, parties: Sequence[Party] = ()) -> tuple[Found, ...]:
    """Why the change from one state to another is substantive; empty when nothing that can be counted changed.

    `parties` are those whose names are known; the addressees of the asks are known from the text. Both papers are in
    one language.
    """
    lang = new.lang
    found = list(_of_the_whole(whole_text(old), whole_text(new), lang, parties))
    if _changed(old.position, new.position):
        found.append(Found("position", lang, old.position, new.position))
    for change in compare(old, new).blocks:
        found += _of_block(change, old, new)
    return tuple(dict.fromkeys(found))


def whole_text(paper: Paper) -> str:
    """Everything that is printed of a paper, as one plain text."""
    blocks = (block_text(block, paper) for block in paper.blocks)
    return "\n".join(filter(None, (paper.title, paper.subtitle, paper.position, *blocks)))


def negations(text: str, lang: str) -> Counter[str]:
    """The words of a text that deny something, folded, with their number."""
    known = set(fold_strict(NEGATIONS.get(lang, "")).split())
    counted: Counter[str] = Counter()
    for word in _WORD.findall(text):
        folded = fold_strict(word)
        if lang == "fr":
            folded = re.split(r"[ '’]", folded)[0] if folded.startswith("n ") else folded
        if lang == "ar" and folded not in known:
            folded = _ONTO.sub("", folded)
        if folded in known:
            counted[folded] += 1
        elif word.casefold().endswith(ENDINGS.get(lang, ("\0",))):
            counted["not"] += 1
    return counted


def _of_the_whole(old: str, new: str, lang: str, parties: Sequence[Party]) -> Iterator[Found]:
    pairs: tuple[tuple[Code, Counter[str], Counter[str]], ...] = (
        ("actors", _named(old, lang, parties), _named(new, lang, parties)),
        ("numbers", numbers(without_dates(old, lang)), numbers(without_dates(new, lang))),
        ("dates", dates_in(old, lang), dates_in(new, lang)),
        ("negation", negations(old, lang), negations(new, lang)),
    )
    for code, before, after in pairs:
        if before != after:
            yield Found(code, lang, _listed(before - after), _listed(after - before))


def _of_block(change: BlockChange, old: Paper, new: Paper) -> Iterator[Found]:
    before = block_text(change.old, old) if change.old else ""
    after = block_text(change.new, new) if change.new else ""
    if change.kind == "same" or isinstance(change.old or change.new, PageBreak):
        return
    if isinstance(change.old, Ask) or isinstance(change.new, Ask):
        if _changed(before, after) or _ask_facts(change.old) != _ask_facts(change.new):
            yield Found("asks", new.lang, _brief(before), _brief(after))
    elif change.kind in ("added", "removed") and (fold_strict(before) or fold_strict(after)):
        yield Found("passage", new.lang, _brief(before), _brief(after))
    if _cited(change.old) != _cited(change.new):
        yield Found("sources", new.lang, _listed(_cited(change.old)), _listed(_cited(change.new)))


def _ask_facts(block: Block | None) -> tuple[str, ...]:
    return (block.verb, fold_strict(block.addressee), fold_strict(block.due)) if isinstance(block, Ask) else ()


def _named(text: str, lang: str, parties: Sequence[Party]) -> Counter[str]:
    keys = parties_in(text, lang, parties)
    return Counter(party.names[lang][0] for party in parties if party.key in keys and party.names.get(lang))


def _cited(block: Block | None) -> Counter[str]:
    if block is None:
        return Counter()
    return Counter(f"{one.key} {one.pinpoint}".strip() for one in citations_of(block))


def _changed(old: str, new: str) -> bool:
    """Whether words differ by more than tashkeel, hamza seats, punctuation or spaces."""
    return fold_strict(old) != fold_strict(new)


def _listed(counted: Counter[str]) -> str:
    return ", ".join(sorted(counted.elements()))


def _brief(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
