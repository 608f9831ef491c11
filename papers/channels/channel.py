"""What a channel is: the way to an office with its own languages, formats, length and rules (handbook 1.12)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from papers.channels.checks import CHECKS
from papers.channels.measure import printed_pages, printed_words
from papers.edition import Edition
from papers.kinds import Gap
from papers.model import Paper
from papers.words import counted, say

Unit = Literal["words", "pages"]


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a text may be. `most` None means that the channel states no number.

    `widest` is what some submitters are allowed: between the two an excess is a hint, beyond it blocks. `alone` holds
    instead of `most` when the edition shows a single organisation. `notes` says whether footnotes count as words;
    pages always hold them. Pages are estimated before the layout, so they never block.
    """

    unit: Unit
    most: int | None
    least: int = 1
    widest: int | None = None
    alone: int | None = None
    notes: bool = True

    def most_for(self, edition: Edition | None) -> int | None:
        """The number that holds for the submitters of an edition."""
        single = edition and len(edition.members) + len(edition.endorsers) + edition.withheld == 1
        return self.alone if self.alone and single else self.most

    def text(self, lang: str) -> str:
        """«من 2 إلى 4 صفحات», "1,500 words at most, notes included"."""
        if self.most is None:
            return say("no_limit", lang)
        most = counted(self.unit, self.most, lang)
        said = say("between", lang, least=self.least, n=most) if self.least > 1 else say("at_most", lang, n=most)
        return f"{said}{say('comma', lang)} {say('notes_count', lang)}" if self.unit == "words" and self.notes else said


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel.

    `formats` are keys of `papers.write.FORMATS` or "form" for an online form, `languages` codes in order of preference
    (also such as no paper here can have: the UN take Spanish). `together` means that all of them go out together.
    `face` and `size` (points) are what the text must be set in; empty and 0 leave it to our layouts. `required` and
    `advised` name checks of `papers.channels.checks`. `plain_text` is the most characters of its message, 0 for none.
    `remember` are the rules that only people can keep, per language.
    """

    key: str
    names: Mapping[str, str]
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    limit: Limit
    remember: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    together: bool = False
    face: str = ""
    size: float = 0
    most_asks: int | None = None
    plain_text: int = 0

    def name(self, lang: str) -> str:
        """The channel's name; Sorani falls back to Arabic, Kurmanji to English."""
        return self.names[_said(lang)]

    def reminders(self, lang: str) -> tuple[str, ...]:
        """What people must see to themselves, as sentences."""
        return self.remember[_said(lang)]

    def count(self, paper: Paper) -> int:
        """The length of a paper by this channel's own rule; the one number for the page and for the export."""
        if self.limit.unit == "pages":
            return printed_pages(paper)
        return printed_words(paper, notes=self.limit.notes)

    def check(self, paper: Paper, edition: Edition | None = None, *, as_format: str = "") -> tuple[Gap, ...]:
        """Everything that keeps a paper from this channel, what blocks first.

        Without an edition only the text is judged; `as_format` asks whether the channel takes that file.
        """
        found = [*self._entry(paper, as_format), *self._length(paper, edition), *self._asks(paper)]
        for name in self.required:
            found += [Gap(name, block, "blocks") for block in CHECKS[name](paper, edition)]
        for name in self.advised:
            found += [Gap(name, block, "hint") for block in CHECKS[name](paper, edition)]
        return tuple(sorted(found, key=lambda gap: gap.severity != "blocks"))

    def _entry(self, paper: Paper, as_format: str) -> Iterator[Gap]:
        if paper.lang not in self.languages:
            yield Gap("channel_language", None, "blocks")
        if as_format and as_format not in self.formats:
            yield Gap("channel_format", None, "blocks")

    def _length(self, paper: Paper, edition: Edition | None) -> Iterator[Gap]:
        count, most = self.count(paper), self.limit.most_for(edition)
        if most is not None and count > most:
            exact = self.limit.unit == "words" and count > (self.limit.widest or most)
            yield Gap("too_long", None, "blocks" if exact else "hint", count, count - most)
        if count < self.limit.least:
            yield Gap("too_short", None, "hint", count)

    def _asks(self, paper: Paper) -> Iterator[Gap]:
        count = len(paper.asks)
        if self.most_asks is not None and count > self.most_asks:
            yield Gap("too_many_asks", None, "blocks", count, count - self.most_asks)


def _said(lang: str) -> str:
    return {"ckb": "ar", "kmr": "en"}.get(lang, lang)


CODES = ("channel_language", "channel_format", "too_long", "too_short", "too_many_asks", *CHECKS)
"""Every code that a gap of a channel can have, for those who put it into words."""
