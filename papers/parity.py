"""Whether a translation says what its source says: which paragraphs are behind, and what visibly differs."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from papers.amendments import LINES
from papers.canonical import block_digest, line_digest
from papers.characters import western_digits
from papers.dates_in_text import dates_in, without_dates
from papers.model import Ask, Block, PageBreak, Paper, inlines_of, plain
from papers.normalise import citations_of
from papers.parties import Party, parties_in

_NUMBER = re.compile(r"\d+(?:[.,\u202f\u00a0 ]\d{3}(?!\d))*(?:[.,]\d+)?")

Code = Literal[
    "missing_block",
    "extra_block",
    "numbers",
    "dates",
    "parties",
    "citations",
    "ask_count",
    "ask_verb",
    "ask_addressee",
    "no_position",
]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs; `source` and `translation` say what stands on either side. `block` may name a line."""

    code: Code
    block: str | None
    source: str = ""
    translation: str = ""


def part_digests(paper: Paper) -> dict[str, str]:
    """What a translation is confirmed against: the digest of each line at the head that has words ("title", "subtitle",
    "position"), then of each block but page breaks, which say nothing.
    """
    lines = {line: line_digest(words) for line in LINES if (words := getattr(paper, line))}
    return lines | {block.id: block_digest(block) for block in paper.blocks if not isinstance(block, PageBreak)}


def stale_blocks(source: Paper, translation: Paper) -> tuple[str, ...]:
    """What of the translation was made from other words than the source has now, in reading order: ids of blocks and
    names of lines.

    What nobody ever confirmed is behind as well.
    """
    wanted, made_from = part_digests(source), dict(translation.aligned)
    return tuple(name for name in _parts(translation) if name in wanted and made_from.get(name) != wanted[name])


def copied_blocks(source: Paper, translation: Paper) -> tuple[str, ...]:
    """What nobody has translated yet, in reading order: never confirmed, and still in the words of the source."""
    ours, theirs, made_from = part_digests(source), part_digests(translation), dict(translation.aligned)
    return tuple(name for name in theirs if name not in made_from and ours.get(name) == theirs[name])


def mark_aligned(source: Paper, translation: Paper, ids: tuple[str, ...] | None = None) -> Paper:
    """The translation with these blocks and lines (None: all) confirmed as made from the source as it stands now.

    Other confirmations stay; those of what is gone go.
    """
    made_from = part_digests(source)
    return confirmed({name: made_from[name] for name in made_from if ids is None or name in ids}, translation)


def confirmed(source_digests: Mapping[str, str], translation: Paper) -> Paper:
    """The translation with these parts confirmed as made from the words of that digest; other confirmations stay."""
    known = {**dict(translation.aligned), **source_digests}
    return replace(translation, aligned=tuple((name, known[name]) for name in _parts(translation) if name in known))


def _parts(paper: Paper) -> tuple[str, ...]:
    """The names of what a source can stand beside: lines with words, then blocks."""
    return (*(line for line in LINES if getattr(paper, line)), *(block.id for block in paper.blocks))


def turned(old: Paper, new: Paper, text: Paper) -> Paper:
    """A text after the authority passed from `old` to `new`; the text may be `old` itself.

    What was confirmed as made from the old source stays confirmed where the new source was itself made from that;
    everything else has to be read again. The new source is made from nothing.
    """
    if text.lang == new.lang:
        return replace(text, aligned=())
    now = part_digests(old)
    own = now if text.lang == old.lang else dict(text.aligned)
    theirs = dict(new.aligned)
    made_from = {
        name: digest
        for name, digest in part_digests(new).items()
        if name in now and now[name] == own.get(name) == theirs.get(name)
    }
    return confirmed(made_from, replace(text, aligned=()))


def differences(source: Paper, translation: Paper, parties: Sequence[Party] = ()) -> tuple[Difference, ...]:
    """What a machine can see: blocks, numbers and dates in every spelling, citations, asks, and which of these parties
    are named; a party is compared when it has a name in both languages. Silence proves nothing.
    """
    seen = _Eyes(source.lang, translation.lang, tuple(parties))
    found: list[Difference] = []
    if bool(source.position) != bool(translation.position):
        found.append(Difference("no_position", "position", source.position, translation.position))
    if len(source.asks) != len(translation.asks):
        found.append(Difference("ask_count", None, str(len(source.asks)), str(len(translation.asks))))
    for line in LINES:
        words, other_words = getattr(source, line), getattr(translation, line)
        found += seen.in_words(line, words, other_words) if words and other_words else ()
    theirs = {block.id: block for block in translation.blocks}
    ours = {block.id for block in source.blocks}
    for block in source.blocks:
        if block.id in theirs:
            found += seen.differences(block, theirs[block.id])
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


@dataclass(frozen=True, slots=True)
class _Eyes:
    """Compares one block with its translation; knows both languages and the parties that have a name in both."""

    lang: str
    other_lang: str
    parties: tuple[Party, ...]

    def differences(self, block: Block, other: Block) -> list[Difference]:
        found = self.in_words(block.id, own_words(block), own_words(other))
        ours, theirs = _cited(block), _cited(other)
        if ours != theirs:
            found.append(Difference("citations", block.id, _listed(ours), _listed(theirs)))
        if isinstance(block, Ask) and isinstance(other, Ask):
            found += self._of_ask(block, other)
        return found

    def in_words(self, name: str, ours: str, theirs: str) -> list[Difference]:
        """What differs in the words of a block or line."""
        pairs: tuple[tuple[Code, Counter[str], Counter[str]], ...] = (
            ("numbers", self._numbers(ours, self.lang), self._numbers(theirs, self.other_lang)),
            ("dates", dates_in(ours, self.lang), dates_in(theirs, self.other_lang)),
            ("parties", self._named(ours, self.lang), self._named(theirs, self.other_lang)),
        )
        return [Difference(code, name, _listed(left), _listed(right)) for code, left, right in pairs if left != right]

    @staticmethod
    def _of_ask(ask: Ask, other: Ask) -> Iterable[Difference]:
        if ask.verb != other.verb:
            yield Difference("ask_verb", ask.id, ask.verb, other.verb)
        if bool(ask.addressee) != bool(other.addressee):
            yield Difference("ask_addressee", ask.id, ask.addressee, other.addressee)

    @staticmethod
    def _numbers(text: str, lang: str) -> Counter[str]:
        return numbers(without_dates(text, lang))

    def _named(self, text: str, lang: str) -> Counter[str]:
        """The parties that a text names, under the name by which both sides call them."""
        both = [party for party in self.parties if party.names.get(self.lang) and party.names.get(self.other_lang)]
        keys = parties_in(text, lang, both)
        return Counter(party.names[self.lang][0] for party in both if party.key in keys)


def _cited(block: Block) -> Counter[str]:
    """Instruments with the numbers of their pinpoints: «المادة 22» and "art. 22" are the same place."""
    cited = ((citation.key, numbers(citation.pinpoint)) for citation in citations_of(block))
    return Counter(f"{key} {_listed(places)}".strip() for key, places in cited)


def own_words(block: Block) -> str:
    """A block without what its citations say: in these words numbers count; citations are compared by themselves."""
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
    return own_words(block).strip()[:80]
