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


_MANY_LETTERS = 34
"""A name with more letters than this takes a second line, and a smaller face so that all keep their place."""


def seal_html(face: Face, colour: str) -> str:
    """The page: a mark, that the file was sealed and by whom in each language, and when."""
    heads = "".join(tag("p", _said(lang, say("sealed", lang)), class_="head") for lang, _name in face.names)
    names = "".join(tag("p", _said(lang, name), class_="name") for lang, name in face.names)
    when = tag("p", f"{words_html(face.date, direction_of(face.lang))} · {ltr(face.time)}", class_="when")
    is_long = any(len(name) > _MANY_LETTERS for _lang, name in face.names)
    said = tag("div", heads + names + when, class_="said long" if is_long else "said")
    mark = tag("div", _MARK.format(colour=colour), class_="mark")
    body = tag("div", tag("div", mark + said, class_="row"), class_="face")
    size = f"<style>@page {{ size: {WIDTH}mm {HEIGHT}mm; margin: 0 }}</style>"
    return page(size + body, lang=face.lang, title=say("sealed", face.lang), author="", colour=colour)


def _said(lang: str, words: str) -> str:
    return tag("bdi", words_html(words, direction_of(lang)), lang=lang, dir=direction_of(lang))
