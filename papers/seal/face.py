"""What the seal says on the page: drawn by `papers.write.print_seal`, put into the file by `papers.seal.pades`."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from papers.dates import long_date
from papers.words import say

WIDTH, HEIGHT = 52.0, 20.0
"""Millimetres of the place that a document keeps for it."""


@dataclass(frozen=True, slots=True)
class Face:
    """The words of a seal: the coalition's name per language, the document's language first, and the moment (UTC).

    It claims no more than that the file was sealed, by whom and when by the sealer's clock. Whether the seal is whole,
    a picture cannot know.
    """

    names: tuple[tuple[str, str], ...]
    at: datetime
    timezone: str = "UTC"

    @property
    def lang(self) -> str:
        """The language of the document."""
        return self.names[0][0]

    @property
    def date(self) -> str:
        """The day in the document's language; the clock stands in `time`."""
        return long_date(self.local.date(), self.lang)

    @property
    def time(self) -> str:
        """The clock of the coalition with its distance from UTC («15:04 +03:00»)."""
        distance = self.local.isoformat()[-6:]
        return f"{self.local:%H:%M} {'UTC' if distance == '+00:00' else distance}"

    @property
    def local(self) -> datetime:
        return self.at.astimezone(ZoneInfo(self.timezone))

    @property
    def spoken(self) -> str:
        """Everything that is drawn, in one line for those who hear the page."""
        said = [part for lang, name in self.names for part in (say("sealed", lang), name)]
        return " · ".join((*said, self.date, self.time))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A face as a PDF of one page, and its words."""

    pdf: bytes
    words: str
