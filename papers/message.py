"""The message for telephones that goes with an adopted text: a few hundred characters, whole asks only."""

from collections.abc import Iterator

from papers.asks import printed
from papers.bidi import isolated
from papers.canonical import digest, short_digest
from papers.dates import digits
from papers.edition import Edition
from papers.errors import BadPaper
from papers.model import RTL_LANGUAGES, Ask, Paper
from papers.normalise import clean_text, normalise
from papers.notes import running_words
from papers.words import asks_left_out, say

MESSAGE_LIMIT = 900
"""Characters of a message: code points, direction marks included."""


def message(paper: Paper, edition: Edition | None = None, limit: int = MESSAGE_LIMIT) -> str:
    """Title, position, asks, then reference and verify address, in `limit` characters at most.

    Nothing is cut inside: asks that do not fit are left out from the end and counted, then the position goes as a
    whole, last the end of the title, word by word. An embargo and the mark of a draft always stay. Without an address
    the fingerprint of the text ends it. Raises `BadPaper` ("limit_too_small") if not even the edges fit.
    """
    sheet = _Sheet(normalise(paper), edition)
    return next((text for text in sheet.attempts() if len(text) <= limit), None) or _refused(limit)


def _refused(limit: int) -> str:
    raise BadPaper("limit_too_small", f"A message of this paper does not fit into {limit} characters.")


class _Sheet:
    def __init__(self, paper: Paper, edition: Edition | None) -> None:
        self.paper = paper
        self.asks = [self._ask(number, ask) for number, ask in enumerate(paper.asks, start=1)]
        self.head = "\n".join(self._head(edition))
        self.foot = "\n".join(self._foot(edition))

    def attempts(self) -> Iterator[str]:
        """Messages from the fullest to the barest: an ask is worth more than the position."""
        whole, some = self.paper.title, range(len(self.asks), 0, -1)
        yield from (self._written(whole, self.paper.position, count) for count in some)
        yield from (self._written(whole, "", count) for count in some)
        yield self._written(whole, self.paper.position, 0)
        yield self._written(whole, "", 0)
        words = whole.split()
        yield from (self._written(" ".join(words[:count]) + " …", "", 0) for count in range(len(words) - 1, 0, -1))

    def _written(self, title: str, position: str, count: int) -> str:
        left = asks_left_out(len(self.asks) - count, self.paper.lang, all_of_them=count == 0)
        title = f"*{self._words(title)}*" if title else ""
        asks = "\n".join(filter(None, (*self.asks[:count], self._digits(left))))
        return "\n\n".join(filter(None, (self.head, title, self._words(position), asks, self.foot)))

    def _ask(self, number: int, ask: Ask) -> str:
        words = running_words(printed(ask, self.paper.lang), self.paper)
        due = f" ({self._labelled('due', ask.due)})" if ask.due else ""
        return self._digits(f"{number}. ") + self._words(words) + due

    def _head(self, edition: Edition | None) -> Iterator[str]:
        if edition and edition.draft:
            yield say("draft", self.paper.lang)
        if edition and edition.embargo:
            yield self._words(say("embargo", self.paper.lang, until=clean_text(edition.embargo)))

    def _foot(self, edition: Edition | None) -> Iterator[str]:
        if edition and edition.reference:
            yield self._labelled("reference", clean_text(edition.reference))
        if edition and edition.verify_url:
            yield self._labelled("verify_at", clean_text(edition.verify_url))
        else:
            yield self._labelled("fingerprint", short_digest(digest(self.paper)))

    def _labelled(self, key: str, text: str) -> str:
        return f"{say(key, self.paper.lang)}{say('colon', self.paper.lang)} {self._words(text)}"

    def _words(self, text: str) -> str:
        return isolated(text, self.paper.dir)

    def _digits(self, text: str) -> str:
        return digits(text, self.paper.digits) if self.paper.lang in RTL_LANGUAGES else text
