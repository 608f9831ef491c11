"""A changed block taken apart into single changes, each of which can be had without the others."""

from collections.abc import Iterator
from dataclasses import dataclass

from papers.compare import TOKEN
from papers.model import Block, Citation, Footnote, inlines_of, plain
from papers.weave import ItemStart, State, Token, Tokens, apply, hunks, put_together, state_of

MOST_STEPS = 60
"""Of one block; with more it is one change as a whole, which nobody would go through word by word."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: `block` is the base with this change alone.

    `before` and `after` are the words that go and come, both empty where a setting changes (the level of a heading, the
    verb of an ask); `place` counts the words of the base before them.
    """

    block: Block
    before: str
    after: str
    place: int


def steps_of(base: Block, edited: Block) -> tuple[Step, ...]:
    """The changes from one state of a block to another; woven together (`papers.weave`) they are the edited state."""
    if base == edited:
        return ()
    ground, now = state_of(base), state_of(edited)
    if ground.shape != now.shape:
        return (_whole(base, edited),)
    found = [*_settings(base, ground, now), *_words(base, ground, now)]
    return tuple(found) if 0 < len(found) <= MOST_STEPS else (_whole(base, edited),)


def _whole(base: Block, edited: Block) -> Step:
    return Step(edited, _text(base), _text(edited), 0)


def _text(block: Block) -> str:
    return "\n".join(filter(None, (plain(content, notes=True) for content in inlines_of(block))))


def _settings(base: Block, ground: State, now: State) -> Iterator[Step]:
    for at, (was, new) in enumerate(zip(ground.settings, now.settings, strict=True)):
        if was != new:
            settings = (*ground.settings[:at], new, *ground.settings[at + 1 :])
            yield Step(put_together(base, settings, ground.texts), "", "", 0)


def _words(base: Block, ground: State, now: State) -> Iterator[Step]:
    passed = 0
    for at, (was, new) in enumerate(zip(ground.texts, now.texts, strict=True)):
        for hunk in hunks(was, new):
            texts = (*ground.texts[:at], apply(was, [hunk]), *ground.texts[at + 1 :])
            block = put_together(base, ground.settings, texts)
            yield Step(block, said(was[hunk.start : hunk.end]), said(hunk.tokens), passed + hunk.start)
        passed += len(was)


def surroundings(block: Block, place: int, before: str, reach: int = 6) -> tuple[str, str]:
    """The words of a block around a change (`Step.place`, `Step.before`), at most `reach` on either side."""
    words = tuple(token for text in state_of(block).texts for token in text)
    end = _end_of(before, words, place)
    return said(words[max(0, place - reach) : place]), said(words[end : end + reach])


def _end_of(before: str, words: Tokens, place: int) -> int:
    """Where words that go end: a citation or a note among them is one token, whatever it says."""
    most = place + sum(1 for piece in TOKEN.findall(before) if piece.strip())
    return next((end for end in range(place, most + 1) if said(words[place:end]) == before), most)


def said(tokens: Tokens) -> str:
    """The words of tokens as one reads them: a citation as it is typed, an entry of a list on a line of its own."""
    return "".join(_said(token) for token in tokens).strip(" ")


def _said(token: Token) -> str:
    gap = " " if token.spaced else ""
    match token.node:
        case ItemStart():
            return "\n"
        case Citation(key=key, pinpoint=pinpoint):
            return f"{gap}[@{key}{f' {pinpoint}' if pinpoint else ''}]"
        case Footnote(content=content):
            return f"{gap}[{plain(content)}]"
        case _:
            return gap + token.text
