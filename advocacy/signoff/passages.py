"""The passages that a reservation can be about, and how they are named in print (HANDBOOK 1.7)."""

from collections.abc import Iterable

from advocacy.drafting.models import FrozenText
from advocacy.drafting.queries import paper_of_frozen
from advocacy.signoff.models import Answer, Call, Recording
from papers.compare import block_text
from papers.words import say

WORDS = 5
"""So many first words name a passage."""


def passages_of(text: FrozenText) -> dict[str, str]:
    """The first words of every block that has words, by its id."""
    paper = paper_of_frozen(text)
    named = ((block.id, _first_words(block_text(block, paper))) for block in paper.blocks)
    return {name: words for name, words in named if words}


def known_passages(call: Call, names: Iterable[str]) -> list[str]:
    """Those that are blocks of the authoritative text, in its order."""
    chosen = set(names)
    return [name for name in passages_of(_authoritative(call)) if name in chosen] if chosen else []


def tied(answer: Answer | Recording, lang: str) -> str:
    """The reservation as it is printed in that language: with the first words of the passages that it is about."""
    if not answer.reservation or not answer.reservation_on:
        return answer.reservation
    found = passages_of(answer.call.freeze.text_in(lang) or _authoritative(answer.call))
    quoted = [say("quoted", lang, words=found[name]) for name in answer.reservation_on if name in found]
    if not quoted:
        return answer.reservation
    about = say("reservation_about", lang, passages=(say("comma", lang) + " ").join(quoted))
    return f"{about}{say('colon', lang)} {answer.reservation}"


def _authoritative(call: Call) -> FrozenText:
    return next(text for text in call.freeze.texts if text.is_authoritative)


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:WORDS]) + (" …" if len(words) > WORDS else "")
