"""What stands around the text in print: letterhead, titles, asks, signatories, reservations, verification."""

import re
from dataclasses import replace

import segno

from papers.bidi import written_in
from papers.canonical import short_digest
from papers.dates import long_date
from papers.edition import Edition, Letterhead, Reservation
from papers.kinds import KINDS
from papers.model import Ask, Block, Figure, Heading, Paper, Table, direction_of, plain
from papers.order import (
    AsksBox,
    Body,
    Contact,
    Contents,
    Masthead,
    Method,
    Part,
    Position,
    Reservations,
    Signatures,
    SignedBy,
    Titles,
    Verification,
)
from papers.words import say, translated_from
from papers.write.grid import regular
from papers.write.html import HtmlWriter
from papers.write.html import words_html as words
from papers.write.markup import data_url, ltr, number, picture_type, tag
from papers.write.places import SEAL_CLASS
from papers.write.print_names import signatures, signed

ACCENT = "#14532d"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class PrintWriter(HtmlWriter):
    """Writes the parts of one paper's edition, in its language and digits. A note stands in its place in the text; the
    style sheet lays it at the foot of the page."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper, 0, "inline")
        self.lang, self.dir = paper.lang, paper.dir
        self.deepest = 1

    def part(self, part: Part) -> str:
        match part:
            case Masthead(edition=edition):
                return masthead(edition, self.lang, digits=self.paper.digits)
            case Titles():
                return self.titles(part)
            case SignedBy(organisations=count):
                return signed(count, self.paper)
            case Position(text=text):
                return tag("section", self.label("position") + tag("p", self._words(text)), class_="position")
            case AsksBox(asks=asks):
                return tag("section", self.label("asks") + self._asks(asks), class_="asks-box")
            case Contents(headings=headings):
                return self.contents(headings)
            case Body(blocks=blocks):
                return tag("main", self._blocks(blocks))
            case Method(text=text):
                return tag("p", self._words(text), class_="method")
            case Signatures():
                return signatures(part, self.paper)
            case Reservations(edition=edition):
                return self.reservations(edition.reservations)
            case Verification(edition=edition):
                return verification(edition, self.lang)
            case Contact(text=text):
                return contact(text, self.lang)

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """Some blocks of the text, in order."""
        return self._blocks(blocks)

    def _table(self, table: Table) -> str:
        """A table with cells over several rows is kept on one page: its parts would not be regular."""
        done = regular(table)
        is_joined = any(cell.rowspan > 1 for row in done.rows for cell in row)
        return super()._table(done).replace('class="table"', 'class="table whole"' if is_joined else 'class="table"', 1)

    def _figure(self, figure: Figure) -> str:
        """A picture without words is announced as one: PDF/UA allows none to be mute."""
        words_for_it = figure.alt.strip() or plain(figure.caption).strip() or say("picture", self.lang)
        return super()._figure(replace(figure, alt=words_for_it))

    def _asks(self, asks: tuple[Ask, ...]) -> str:
        """The renderer counts by the style alone and does not know `start`."""
        before = self.ask_numbers[asks[0].id] - 1
        return super()._asks(asks).replace("<ol ", f'<ol style="counter-reset: list-item {before}" ', 1)

    def label(self, key: str) -> str:
        return tag("p", say(key, self.lang), class_="label")

    def titles(self, part: Titles) -> str:
        subtitle = tag("p", self._words(part.subtitle), class_="subtitle") if part.subtitle else ""
        voice = tag("p", self._words(part.attribution), class_="attribution") if part.attribution else ""
        kind = tag("p", name, class_="kind") if (name := self.kind_name(part)) else ""
        return tag("header", kind + tag("h1", self._words(part.title)) + subtitle + voice, class_="titles")

    def kind_name(self, part: Titles) -> str:
        """What kind of document this is; empty where the title begins with it, or for a kind that we do not know."""
        name = KINDS[part.kind].name(self.lang) if part.kind in KINDS else ""
        return "" if part.title.casefold().startswith(name.casefold()) else name

    def contents(self, headings: tuple[Heading, ...]) -> str:
        entries = "".join(
            tag("li", tag("a", self._bare(heading), href=f"#{self._id(heading)}"), class_=f"level-{heading.level}")
            for heading in headings
        )
        return tag("section", tag("h2", say("contents", self.lang)) + tag("ul", entries), class_="contents")

    def reservations(self, kept: tuple[Reservation, ...]) -> str:
        items = "".join(tag("li", self.reservation(one)) for one in kept)
        return tag("section", tag("h2", say("reservations", self.lang)) + tag("ol", items), class_="reservations")

    def reservation(self, kept: Reservation) -> str:
        if kept.name:
            whose = say("reservation_of", self.lang, name=kept.name)
        else:
            whose = say("reservation_withheld", self.lang)
        head, lang = f"<b>{self._words(whose)}{colon(self.lang)}</b>", written_in(kept.text, self.lang)
        if lang == self.lang:
            return f"{head} {self._words(kept.text)}"
        side = direction_of(lang)
        return head + tag("div", words(kept.text, side), class_="own-words", lang=lang, dir=side)

    def _level(self, level: int) -> int:
        """The title is h1; no level is skipped below it, as PDF/UA demands."""
        self.deepest = min(super()._level(level), self.deepest + 1)
        return self.deepest


def contact(text: str, lang: str) -> str:
    """Whom to call."""
    return tag("p", f"<b>{say('contact', lang)}{colon(lang)}</b> {words(text, direction_of(lang))}", class_="contact")


def colon(lang: str) -> str:
    return say("colon", lang)


def accent(letterhead: Letterhead) -> str:
    """The letterhead's colour if it is one, else ours: the value goes into a style sheet."""
    return letterhead.colour if _COLOUR.fullmatch(letterhead.colour) else ACCENT


def who_speaks(letterhead: Letterhead, lang: str) -> str:
    """Logo, name and lines of the letterhead."""
    direction = direction_of(lang)
    lines = "".join(tag("p", words(line, direction), class_="line") for line in letterhead.lines)
    name = tag("div", tag("p", words(letterhead.name, direction), class_="name") + lines, class_="who")
    if letterhead.logo is None:
        return name
    source = data_url(picture_type(letterhead.logo), letterhead.logo)
    return tag("div", f'<img src="{source}" alt="{letterhead.short or letterhead.name}">', class_="logo") + name


def masthead(edition: Edition, lang: str, *, digits: str = "western") -> str:
    """Translation line, embargo, letterhead with reference and date, and what changed since the issue before."""
    above = ""
    if edition.translated_from:
        line = translated_from(edition.translated_from, lang, unofficial=edition.status == "unofficial")
        above = tag("p", line, class_="translated")
    row = tag(
        "div",
        who_speaks(edition.letterhead, lang) + tag("div", _facts(edition, lang, digits), class_="facts"),
        class_="head",
    )
    notes = (
        tag(
            "p",
            f"<b>{say('change_note', lang)}{colon(lang)}</b> {words(edition.change_note, direction_of(lang))}",
            class_="change",
        )
        if edition.change_note
        else ""
    )
    return tag("div", above + row + notes, class_="masthead")


def _facts(edition: Edition, lang: str, digits: str) -> str:
    facts = []
    if edition.reference:
        issue = f" · {say('issue', lang)} {ltr(edition.issue)}" if edition.issue else ""
        facts.append(tag("p", f"{say('reference', lang)}{colon(lang)} {ltr(edition.reference)}{issue}"))
    if edition.date:
        facts.append(tag("p", place_and_date(edition.place, long_date(edition.date, lang), lang, digits=digits)))
    return "".join(facts)


def place_and_date(place: str, date: str, lang: str, *, digits: str = "western") -> str:
    said = say("place_and_date", lang, place=place, date=date) if place else date
    return words(number(said, digits=digits), direction_of(lang))


def footer(edition: Edition, lang: str, *, digits: str = "western") -> str:
    """The running foot: reference, page x of y, verification code; the embargo above it when there is one."""
    counted = say("page_of", lang, page="\u0001", pages="\u0002")
    kind = " arabic-digits" if digits == "arabic" else ""
    counted = counted.replace("\u0001", f'<span class="page-now{kind}"></span>')
    counted = counted.replace("\u0002", f'<span class="page-all{kind}"></span>')
    code = f"{say('verification_code', lang)}{colon(lang)} {ltr(edition.verify_code)}" if edition.verify_code else ""
    cells = (ltr(edition.reference) if edition.reference else "", counted, code)
    row = "".join(tag("div", cell, class_=name) for cell, name in zip(cells, ("start", "middle", "end"), strict=True))
    return tag("div", row, class_="foot")


def running_top(edition: Edition, lang: str, title: str, *, besides: str = "") -> str:
    """What stands above every page: embargo and draft mark; from the second page on also whose paper this is.

    `besides` is a mark in another language, as HTML.
    """
    direction = direction_of(lang)
    marks = [say("embargo", lang, until=edition.embargo)] if edition.embargo else []
    marks += [say("draft", lang)] if edition.draft else []
    marks += [say("only_for", lang, office=edition.only_for)] if edition.only_for else []
    said = " · ".join(filter(None, (words(" · ".join(marks), direction), besides)))
    mark = tag("p", said, class_="mark") if said else ""
    name = edition.letterhead.short or edition.letterhead.name
    head = tag("p", " · ".join(words(part, direction) for part in (name, title) if part), class_="running-head")
    return tag("div", mark, class_="top-first") + tag("div", mark + head, class_="top")


def verification(edition: Edition, lang: str) -> str:
    """QR code, address, code and the fingerprint's first half-line: how anybody can check the paper."""
    rows = []
    if edition.verify_url:
        address = tag("a", ltr(edition.verify_url), href=edition.verify_url)
        rows.append((say("verify_at", lang), address))
    if edition.verify_code:
        rows.append((say("verification_code", lang), tag("strong", ltr(edition.verify_code))))
    if digest := edition.set_digest or edition.digest:
        rows.append((say("fingerprint", lang), ltr(short_digest(digest))))
    if edition.checkpoint:
        rows.append((say("ledger", lang), ltr(edition.checkpoint)))
    said = "".join(tag("p", f"{label}{colon(lang)} {value}") for label, value in rows)
    said += contact(edition.contact, lang) if edition.contact else ""
    code = tag("div", qr(edition.verify_url, say("verify_at", lang)), class_="qr") if edition.verify_url else ""
    place = tag("div", tag("div", "", class_=SEAL_CLASS), class_="seal-cell") if edition.seal_place else ""
    return tag("section", code + tag("div", said, class_="how") + place, class_="verification")


def qr(address: str, title: str) -> str:
    """A QR code as inline SVG with words for those who do not see it."""
    picture = segno.make(address, error="m", micro=False)
    return str(picture.svg_inline(scale=1, border=0, unit="mm", title=title, dark="#111111"))
