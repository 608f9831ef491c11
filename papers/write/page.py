"""A paper as one HTML file that needs nothing else: for a mail attachment, an archive, a browser without a network."""

from html import escape

from papers.bidi import written_in
from papers.dates import long_date
from papers.edition import Edition, Reservation, Signatory
from papers.model import Paper, direction_of
from papers.order import (
    Contact,
    Masthead,
    Method,
    Part,
    Reservations,
    Signatures,
    SignedBy,
    Titles,
    Verification,
    latecomers,
    lists_of_names,
    printed_parts,
)
from papers.words import say, signed_in_annex, translated_from, withheld
from papers.write.html import to_html, words_html

_STYLE = """
body { max-width: 42rem; margin: 2rem auto; padding-inline: 1.25rem; color: #1c2321; background: #fff;
  font: 1.06rem/1.6 "Noto Sans", system-ui, sans-serif; }
[dir=rtl] { font-family: "Noto Naskh Arabic", Amiri, "Sakkal Majalla", "Noto Sans", sans-serif; line-height: 1.85; }
[dir=rtl] em { font-style: normal; font-weight: 600; }
h1 { font-size: 1.7em; line-height: 1.35; } h2 { font-size: 1.25em; } h3, h4 { font-size: 1.08em; }
.paper-subtitle { color: #55605c; } .edition { color: #55605c; font-size: .92em; white-space: pre-line; }
.paper-position { border-inline-start: .25rem solid #14532d; padding-inline-start: 1rem; font-size: 1.08em; }
.ask { margin-block-end: .8em; } .ask p { margin-block: .1em; }
.ask-due, .ask-basis { font-size: .92em; color: #55605c; }
cite { font-style: normal; } a { color: #14532d; } sup { line-height: 0; }
blockquote { margin-inline: 1.5rem; color: #3c4743; } img { max-width: 100%; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { border-block-end: 1px solid #cfd8d3; padding: .4em .6em; text-align: start; vertical-align: top; }
.paper-notes { border-block-start: 1px solid #cfd8d3; margin-block-start: 2.5rem; font-size: .92em; }
.page-break { border: 0; break-after: page; }
@media print { body { margin: 0; max-width: none; } }
"""


def to_page(paper: Paper, edition: Edition | None = None) -> str:
    """A whole document with its style inside: no request leaves it."""
    title = f"<title>{escape(paper.title)}</title>"
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{title}'
    surroundings = _Surroundings(paper)
    parts = printed_parts(paper, edition)
    opening = "".join(surroundings.opening(part) for part in parts)
    closing = "".join(surroundings.closing(part) for part in parts)
    return (
        f'<!doctype html>\n<html lang="{paper.lang}" dir="{paper.dir}">\n<head>{head}<style>{_STYLE}</style></head>\n'
        f"<body>\n{opening}{to_html(paper)}\n{closing}</body>\n</html>\n"
    )


class _Surroundings:
    """What an edition prints before and after the text."""

    def __init__(self, paper: Paper) -> None:
        self.lang = paper.lang
        self.dir = paper.dir

    def opening(self, part: Part) -> str:
        match part:
            case Masthead(edition=edition):
                lines = [f"<strong>{self._words(edition.letterhead.name)}</strong>"]
                if edition.draft:
                    lines.append(f"<strong>{say('draft', self.lang)}</strong>")
                if edition.only_for:
                    lines.append(self._words(say("only_for", self.lang, office=edition.only_for)))
                if edition.embargo:
                    lines.append(self._words(say("embargo", self.lang, until=edition.embargo)))
                if edition.status != "authoritative" and edition.translated_from:
                    unofficial = edition.status == "unofficial"
                    lines.append(translated_from(edition.translated_from, self.lang, unofficial=unofficial))
                if edition.reference:
                    lines.append(self._labelled("reference", edition.reference))
                if edition.date:
                    lines.append(self._labelled("date", long_date(edition.date, self.lang)))
                return f'<header class="edition">{"<br>".join(lines)}</header>\n'
            case Titles(attribution=attribution) if attribution:
                return f'<p class="edition">{self._words(attribution)}</p>\n'
            case SignedBy(organisations=count):
                return f'<p class="edition">{self._words(signed_in_annex(count, self.lang))}</p>\n'
        return ""

    def closing(self, part: Part) -> str:
        match part:
            case Signatures(edition=edition, is_annex=is_annex):
                lists = f"<h2>{say('annex_of_names', self.lang)}</h2>" if is_annex else ""
                lists += "".join(self._names(key, names) for key, names in lists_of_names(edition))
                late = "".join(self._names(key, names) for key, names in latecomers(edition, self.lang))
                counted = self._words(withheld(edition.withheld, self.lang))
                return f"<section>{lists}<p>{counted}</p>{late}</section>\n"
            case Method(text=text):
                return f'<p class="edition">{self._words(text)}</p>\n'
            case Reservations(edition=edition):
                entries = "".join(self._reservation(entry) for entry in edition.reservations)
                return f"<section><h2>{say('reservations', self.lang)}</h2><ol>{entries}</ol></section>\n"
            case Verification(edition=edition):
                fields = (("verification_code", edition.verify_code), ("verify_at", edition.verify_url))
                lines = [
                    self._labelled(key, value) for key, value in (*fields, ("fingerprint", edition.digest)) if value
                ]
                return f'<p class="edition">{"<br>".join(lines)}</p>\n'
            case Contact(text=text):
                return f'<p class="edition">{self._labelled("contact", text)}</p>\n'
        return ""

    def _names(self, key: str, names: tuple[Signatory, ...]) -> str:
        entries = "".join(f"<li>{self._words(self._name(entry))}</li>" for entry in names)
        return f"<h2>{say(key, self.lang)}</h2><ul>{entries}</ul>"

    def _name(self, signatory: Signatory) -> str:
        notes = [signatory.note] if signatory.note else []
        notes += [say("see_reservation", self.lang, n=number) for number in signatory.reservations]
        comma = say("comma", self.lang) + " "
        return f"{signatory.name} ({comma.join(notes)})" if notes else signatory.name

    def _reservation(self, entry: Reservation) -> str:
        named = say("reservation_of", self.lang, name=entry.name)
        whose = named if entry.name else say("reservation_withheld", self.lang)
        head, lang = whose + say("colon", self.lang), written_in(entry.text, self.lang)
        if lang == self.lang:
            return f"<li>{self._words(head + ' ' + entry.text)}</li>"
        side = direction_of(lang)
        return f'<li>{self._words(head)}<div lang="{lang}" dir="{side}">{words_html(entry.text, side)}</div></li>'

    def _labelled(self, key: str, text: str) -> str:
        return f"{say(key, self.lang)}{say('colon', self.lang)} {self._words(text)}"

    def _words(self, text: str) -> str:
        return words_html(text, self.dir)
