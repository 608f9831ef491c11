"""The decision file as one HTML page for the PDF."""

from papers.edition import Edition
from papers.model import direction_of
from papers.story import Entry, Story
from papers.words import say
from papers.write.html import words_html
from papers.write.markup import ltr, page, tag
from papers.write.print_parts import accent, colon, footer, running_top, who_speaks

STORY_SHEETS = ("base", "paper", "story")


def story_html(story: Story) -> str:
    """Title, what the paper went through in numbers, every entry in order, the fingerprint last."""
    edition = Edition(story.letterhead, story.reference)
    body = (
        running_top(edition, story.lang, story.title),
        footer(edition, story.lang),
        _head(story),
        _figures(story),
        tag("main", tag("ol", "".join(_entry(entry, story.lang) for entry in story.entries), class_="entries")),
        _fingerprint(story),
    )
    return page(
        f'<div class="document story">{"".join(body)}</div>',
        lang=story.lang,
        title=story.title,
        author=story.letterhead.name,
        colour=accent(story.letterhead),
    )


def _head(story: Story) -> str:
    direction = direction_of(story.lang)
    facts = (
        tag("p", f"{say('reference', story.lang)}{colon(story.lang)} {ltr(story.reference)}") if story.reference else ""
    )
    facts += tag("p", words_html(story.date, direction)) if story.date else ""
    head = tag("div", who_speaks(story.letterhead, story.lang) + tag("div", facts, class_="facts"), class_="head")
    intro = "".join(tag("p", words_html(line, direction)) for line in story.intro)
    titles = tag("header", tag("h1", words_html(story.title, direction)), class_="titles")
    return head + titles + (tag("div", intro, class_="intro") if intro else "")


def _figures(story: Story) -> str:
    direction = direction_of(story.lang)
    cells = "".join(
        tag(
            "div",
            tag("p", words_html(value, direction), class_="value")
            + tag("p", words_html(what, direction), class_="what"),
            class_="figure",
        )
        for value, what in story.figures
    )
    return tag("div", cells, class_="figures") if cells else ""


def _figure(figure: tuple[str, str], lang: str) -> str:
    value, what = (words_html(text, direction_of(lang)) for text in figure)
    return tag("p", value, class_="value") + tag("p", what, class_="what")


def _entry(entry: Entry, lang: str) -> str:
    direction = direction_of(lang)
    lines = "".join(tag("p", words_html(line, direction)) for line in entry.lines)
    at = tag("p", words_html(entry.at, direction), class_="at")
    return tag("li", at + tag("h2", words_html(entry.heading, direction)) + lines, class_=entry.tone)


def _fingerprint(story: Story) -> str:
    if not story.fingerprint:
        return ""
    label = story.fingerprint_label or say("fingerprint", story.lang)
    return tag("div", tag("p", f"<b>{label}{colon(story.lang)}</b> {ltr(story.fingerprint)}"), class_="fingerprint")
