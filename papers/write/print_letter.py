"""A covering letter as one HTML page for the PDF."""

from html import escape

from papers.bidi import is_latin_line
from papers.edition import Edition, Letter
from papers.model import direction_of
from papers.words import say
from papers.write.html import words_html
from papers.write.markup import ltr, page, tag
from papers.write.print_parts import accent, colon, footer, masthead, running_top

LETTER_SHEETS = ("base", "paper", "letter")


def letter_html(letter: Letter) -> str:
    """Letterhead, addressee, subject, words, signature, enclosures, copies: the order of HANDBOOK 1.11."""
    edition = Edition(letter.letterhead, letter.reference, date=letter.date, place=letter.place)
    writer = _Writer(letter)
    parts = (
        running_top(edition, letter.lang, letter.subject),
        footer(edition, letter.lang),
        masthead(edition, letter.lang),
        writer.lines(letter.addressee, "addressee"),
        writer.subject(),
        tag("main", writer.words()),
        writer.lines(letter.signature, "signature"),
        writer.below(),
    )
    return page(
        f'<div class="document letter">{"".join(parts)}</div>',
        lang=letter.lang,
        title=letter.subject or letter.reference,
        author=letter.letterhead.name,
        created=letter.date.isoformat(),
        colour=accent(letter.letterhead),
    )


class _Writer:
    def __init__(self, letter: Letter) -> None:
        self.letter, self.lang = letter, letter.lang
        self.dir = direction_of(letter.lang)

    def said(self, text: str) -> str:
        """Words as they stand, their line breaks kept."""
        return "<br>".join(words_html(line, self.dir) for line in text.splitlines()) or escape(text)

    def lines(self, lines: tuple[str, ...], name: str) -> str:
        return tag("div", "".join(tag("p", self.line(line)) for line in lines), class_=name) if lines else ""

    def line(self, line: str) -> str:
        """A line of an address or a signature, which is all in one script."""
        return ltr(line) if self.dir == "rtl" and is_latin_line(line) else self.said(line)

    def subject(self) -> str:
        if not self.letter.subject:
            return ""
        label = tag("span", f"{say('subject', self.lang)}{colon(self.lang)}", class_="what")
        return tag("h1", f"{label} {self.said(self.letter.subject)}")

    def words(self) -> str:
        paragraphs = (
            [tag("p", self.said(self.letter.salutation), class_="salutation")] if self.letter.salutation else []
        )
        paragraphs += [tag("p", self.said(text)) for text in self.letter.body]
        if self.letter.closing:
            paragraphs.append(tag("p", self.said(self.letter.closing), class_="closing"))
        return "".join(paragraphs)

    def below(self) -> str:
        """Enclosures with their number, copies, contact."""
        letter, parts = self.letter, []
        if letter.enclosures:
            head = f"{say('enclosures', self.lang)}{colon(self.lang)} {len(letter.enclosures)}"
            items = "".join(tag("li", self.said(title)) for title in letter.enclosures)
            parts.append(tag("p", f"<b>{head}</b>") + tag("ol", items))
        for key, text in (("copies", self._copies()), ("contact", letter.contact)):
            if text:
                parts.append(tag("p", f"<b>{say(key, self.lang)}{colon(self.lang)}</b> {self.said(text)}"))
        return tag("div", "".join(parts), class_="below") if parts else ""

    def _copies(self) -> str:
        return f"{say('comma', self.lang)} ".join(self.letter.copies)
