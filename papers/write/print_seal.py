"""Draws the face of a seal as a page of its own size: our faces, our direction of writing, no tags.

The page becomes the appearance of a form field, whose words its Form element says: tags inside would dangle.
"""

from papers.model import direction_of
from papers.seal.face import HEIGHT, WIDTH, Face
from papers.words import say
from papers.write.html import words_html
from papers.write.markup import ltr, page, tag

SEAL_SHEETS = ("seal",)
_MARK = (
    '<svg viewBox="0 0 40 40" xmlns="http://www.w3.org/2000/svg" fill="none" stroke="{colour}">'
    '<circle cx="20" cy="20" r="18.8" stroke-width="1.4"/>'
    '<circle cx="20" cy="20" r="16" stroke-width=".8" stroke-dasharray="1.2 1.21"/>'
    '<path d="M12 12h16v16h-16z M20 8.7L31.3 20 20 31.3 8.7 20z" stroke-width="1.2" stroke-linejoin="round"/>'
    '<circle cx="20" cy="20" r="3.4" fill="{colour}" stroke="none"/></svg>'
)
"""An eight-pointed star in a ring. No tick: a picture cannot know whether the seal is whole."""


def seal_html(face: Face, colour: str) -> str:
    """The page: a mark, that the file was sealed and by whom in each language, and when."""
    lines = "".join(_line(lang, name, is_first=not at) for at, (lang, name) in enumerate(face.names))
    when = tag("p", f"{words_html(face.date, direction_of(face.lang))} · {ltr(face.time)}", class_="when")
    mark = tag("div", _MARK.format(colour=colour), class_="mark")
    row = tag("div", mark + tag("div", lines + when, class_="said"), class_="row")
    body = tag("div", row, class_="face")
    size = f"<style>@page {{ size: {WIDTH}mm {HEIGHT}mm; margin: 0 }}</style>"
    return page(size + body, lang=face.lang, title=say("sealed", face.lang), author="", colour=colour)


def _line(lang: str, name: str, *, is_first: bool) -> str:
    words = tag("b", say("sealed", lang)) + " " + tag("span", words_html(name, direction_of(lang)))
    return tag("p", words, class_="first" if is_first else "other", lang=lang, dir=direction_of(lang))
