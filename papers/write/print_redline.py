"""A redline as one HTML page for the PDF: what changed is underlined or struck, and stands between signs as well."""

from collections.abc import Iterator
from dataclasses import replace

from papers.characters import arabic_digits
from papers.compare import TOKEN, Comparison, Words, compare
from papers.edition import Edition, Letterhead
from papers.model import RTL_LANGUAGES, Paper, direction_of
from papers.normalise import normalise
from papers.states import States
from papers.words import say
from papers.write.html import words_html
from papers.write.markup import page, tag
from papers.write.print_html import running_parts
from papers.write.print_parts import accent, colon, masthead
from papers.write.redline import Redline

__all__ = ["REDLINE_SHEETS", "States", "redline_page"]

REDLINE_SHEETS = ("base", "paper", "redline")
_SIGNS = {"insertion": ("[+", "+]"), "deletion": ("[−", "−]")}
_NO_BREAK = "\u2060"


def redline_page(old: Paper, new: Paper, states: States, edition: Edition | None = None) -> str:
    """The page: who speaks, between which states, how much changed, what the signs mean, then the text."""
    old, new = normalise(old), normalise(new)
    comparison, shown = compare(old, new), _bare(edition)
    heading = say("redline", new.lang)
    body = (
        running_parts(new, shown),
        masthead(shown, new.lang, digits=new.digits) if edition else "",
        _head(heading, states, new.lang),
        _key(comparison, new),
        tag("main", _Signed(new.lang).article(comparison)),
    )
    return page(
        f'<div class="document kind-redline">{"".join(body)}</div>',
        lang=new.lang,
        title=f"{heading}{colon(new.lang)} {new.title}",
        author=shown.letterhead.name,
        created=shown.date.isoformat() if shown.date else "",
        colour=accent(shown.letterhead),
    )


def _bare(edition: Edition | None) -> Edition:
    """Nobody signed a redline: no names, no verification and no word on translation stand in it."""
    if edition is None:
        return Edition(Letterhead(""))
    kept = Edition(edition.letterhead, edition.reference, date=edition.date, place=edition.place)
    return replace(kept, draft=edition.draft, embargo=edition.embargo)


def _head(heading: str, states: States, lang: str) -> str:
    direction = direction_of(lang)
    between = say("from_to", lang, old=states.old, new=states.new)
    return tag(
        "header",
        tag("p", words_html(heading, direction), class_="kind")
        + tag("p", words_html(between, direction), class_="between"),
        class_="titles",
    )


def _key(comparison: Comparison, paper: Paper) -> str:
    """How much changed, beside the sign that marks it."""
    if not comparison.changed:
        return ""
    signed, lang = _Signed(paper.lang), paper.lang
    rows = (
        (signed.sample("insertion", say("words_added", lang)), _count(comparison, "added")),
        (signed.sample("deletion", say("words_deleted", lang)), _count(comparison, "removed")),
        (say("passages_moved", lang), sum(change.kind == "moved" for change in comparison.blocks)),
    )
    cells = "".join(
        tag("p", f"{sample}{colon(lang)} <b>{_digits(amount, paper)}</b>") for sample, amount in rows if amount
    )
    return tag("div", cells, class_="key") if cells else ""


def _digits(amount: int, paper: Paper) -> str:
    arabic = paper.digits == "arabic" and paper.lang in RTL_LANGUAGES
    return arabic_digits(str(amount)) if arabic else str(amount)


def _count(comparison: Comparison, op: str) -> int:
    """The words added or removed; punctuation does not count."""
    stretches = (word.text for words in _texts(comparison) for word in words if word.op == op)
    return sum(any(letter.isalnum() for letter in token) for text in stretches for token in TOKEN.findall(text))


def _texts(comparison: Comparison) -> Iterator[Words]:
    yield from (comparison.title, comparison.subtitle, comparison.position)
    yield from (change.words for change in comparison.blocks)


class _Signed(Redline):
    """Signs on paper instead of words for the ear alone: print has no hidden text, and colour may be lost on it."""

    def sample(self, key: str, words: str) -> str:
        """The words marked as an insertion or a deletion is, for the key."""
        begin, end = self._bounds(key)
        name = "ins" if key == "insertion" else "del"
        return f"<{name}>{begin}{words_html(words, self.dir)}{end}</{name}>"

    def _bounds(self, key: str) -> tuple[str, str]:
        begin, end = _SIGNS[key]
        return self._sign(begin) + _NO_BREAK, _NO_BREAK + self._sign(end)

    def _sign(self, sign: str) -> str:
        return f'<bdi dir="{self.dir}" class="sign">{sign}</bdi>'
