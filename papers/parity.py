"""Whether a translation says what its source says: which paragraphs are behind, and what visibly differs."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from papers.canonical import block_digest
from papers.characters import western_digits
from papers.model import Ask, Block, PageBreak, Paper, inlines_of, plain
from papers.normalise import citations_of

_NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0 ]\d{3}(?!\d))*(?:[.,]\d+)?")

Code = Literal["missing_block", "extra_block", "numbers", "citations", "ask_count", "ask_verb", "no_position"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs; `source` and `translation` say what stands on either side."""

    code: Code
    block: str | None
    source: str = ""
    translation: str = ""


def stale_blocks(source: Paper, translation: Paper) -> tuple[str, ...]:
    """Ids of the translation's blocks that were made from other words than the source has now, in reading order.

    A block that nobody ever confirmed is behind as well. Page breaks say nothing and are never behind.
    """
    wanted = {block.id: block_digest(block) for block in source.blocks if not isinstance(block, PageBreak)}
    confirmed = dict(translation.aligned)
    return tuple(
        block.id for block in translation.blocks if block.id in wanted and confirmed.get(block.id) != wanted[block.id]
    )


def mark_aligned(source: Paper, translation: Paper, ids: tuple[str, ...] | None = None) -> Paper:
    """The translation with these blocks (None: all) confirmed as made from the source as it stands now.

    Other confirmations stay; those of blocks that are gone go.
    """
    made_from = {block.id: block_digest(block) for block in source.blocks}
    confirmed = dict(translation.aligned)
    for block in translation.blocks:
        if block.id in made_from and (ids is None or block.id in ids):
            confirmed[block.id] = made_from[block.id]
    present = (block.id for block in translation.blocks if block.id in confirmed)
    return replace(translation, aligned=tuple((id_, confirmed[id_]) for id_ in present))


def differences(source: Paper, translation: Paper) -> tuple[Difference, ...]:
    """What a machine can see: blocks, numbers in either kind of digits, citations, asks. Silence proves nothing."""
    found: list[Difference] = []
    if bool(source.position) != bool(translation.position):
        found.append(Difference("no_position", None, source.position, translation.position))
    if len(source.asks) != len(translation.asks):
        found.append(Difference("ask_count", None, str(len(source.asks)), str(len(translation.asks))))
    theirs = {block.id: block for block in translation.blocks}
    ours = {block.id for block in source.blocks}
    for block in source.blocks:
        if block.id in theirs:
            found += _in_block(block, theirs[block.id])
        elif not isinstance(block, PageBreak):
            found.append(Difference("missing_block", block.id, _brief(block)))
    for block in translation.blocks:
        if block.id not in ours and not isinstance(block, PageBreak):
            found.append(Difference("extra_block", block.id, "", _brief(block)))
    return tuple(found)


def numbers(text: str) -> Counter[str]:
    """The numbers of a text in one spelling: western digits, no thousands separator, a point before decimals."""
    return Counter(_plain_number(number) for number in _NUMBER.findall(western_digits(text)))


def _plain_number(number: str) -> str:
    whole = re.sub(r"[.,\u202f\u00a0 ](?=\d{3}(?!\d))", "", number)
    return whole.replace(",", ".")


def _in_block(block: Block, other: Block) -> list[Difference]:
    found: list[Difference] = []
    left, right = numbers(_text(block)), numbers(_text(other))
    if left != right:
        found.append(Difference("numbers", block.id, _listed(left), _listed(right)))
    if _cited(block) != _cited(other):
        found.append(Difference("citations", block.id, _listed(_cited(block)), _listed(_cited(other))))
    if isinstance(block, Ask) and isinstance(other, Ask) and block.verb != other.verb:
        found.append(Difference("ask_verb", block.id, block.verb, other.verb))
    return found


def _cited(block: Block) -> Counter[str]:
    """Instruments with the numbers of their pinpoints: «المادة 22» and "art. 22" are the same place."""
    cited = ((citation.key, numbers(citation.pinpoint)) for citation in citations_of(block))
    return Counter(f"{key} {_listed(places)}".strip() for key, places in cited)


def _text(block: Block) -> str:
    """The words in which numbers count; those of citations are compared with the citations."""
    texts = [_without_pinpoints(plain(content, notes=True), block) for content in inlines_of(block)]
    if isinstance(block, Ask):
        texts += [block.addressee, block.due]
    return "\n".join(texts)


def _without_pinpoints(text: str, block: Block) -> str:
    for citation in citations_of(block):
        if citation.pinpoint:
            text = text.replace(citation.pinpoint, "", 1)
    return text


def _listed(counted: Counter[str]) -> str:
    return ", ".join(sorted(counted.elements()))


def _brief(block: Block) -> str:
    return _text(block).strip()[:80]
