"""The end of a paper: who signs, with which reservations, how to check the file, whom to call."""

import io
from functools import lru_cache

import segno

from papers.bidi import written_in
from papers.edition import Edition, Signatory
from papers.order import Contact, Reservations, Signatures, Verification, latecomers, lists_of_names
from papers.words import say, withheld
from papers.write.docx import ooxml
from papers.write.docx.figures import drawing
from papers.write.docx.runs import ltr_run, text_runs
from papers.write.docx.sheet import Side, new_page

_QR = 1300
"""Side of the QR code: 23 mm, which a phone reads from paper at arm's length."""
_NARROW = 6000
"""Below this width names stand in one column."""
_MANY = 40
"""More names than this stand in three columns: 120 then fill one page."""


def signatures(part: Signatures, side: Side) -> str:
    """Members, endorsers in a list of their own, and the sentence that counts the withheld; an annex has a title."""
    edition = part.edition
    written = _heading(say("annex_of_names", side.lang), side, before=new_page(side)) if part.is_annex else ""
    lists = lists_of_names(edition)
    if edition.withheld and not edition.members:
        lists = (("signatories", ()), *lists)
    written += "".join(_names(key, names, side) for key, names in lists)
    if edition.withheld:
        counted = side.counted(f"{withheld(edition.withheld, side.lang)}.")
        written += side.paragraph(text_runs(counted, side.voice()), "Attribution")
    return written + "".join(_names(key, names, side) for key, names in latecomers(edition, side.lang))


def _names(title: str, names: tuple[Signatory, ...], side: Side) -> str:
    heading = _heading(say(title, side.lang), side)
    if not names:
        return heading
    columns = _columns(len(names), side)
    if columns == 1:
        return heading + "".join(_name(one, side) for one in names)
    width = side.width // columns
    cells = [ooxml.cell(_name(one, side), width) for one in names]
    cells += [ooxml.cell(side.paragraph("", "Signatory"), width)] * (-len(cells) % columns)
    rows = "".join(ooxml.row("".join(cells[at : at + columns])) for at in range(0, len(cells), columns))
    drawn = ooxml.table(rows, (width,) * columns, "Names", rtl=side.rtl, caption=say(title, side.lang))
    return heading + drawn + side.paragraph("", "TableText")


def _columns(names: int, side: Side) -> int:
    """Names stand in one, two or three columns; in the columns of a two-language file in one."""
    if side.width < _NARROW or names < 4:
        return 1
    return 2 if names <= _MANY else 3


def _name(one: Signatory, side: Side) -> str:
    see = [side.counted(say("see_reservation", side.lang, n=number)) for number in one.reservations]
    notes = f"{say('comma', side.lang)} ".join(filter(None, (one.note, *see)))
    said = side.paragraph(text_runs(one.name, side.voice()), "Signatory")
    return said + (side.paragraph(text_runs(notes, side.voice()), "SignatoryNote") if notes else "")


def reservations(part: Reservations, side: Side) -> str:
    """Each in the organisation's own words, under its number, which the list of names refers to."""
    written = _heading(say("reservations", side.lang), side)
    for number, one in enumerate(part.edition.reservations, start=1):
        title = say("reservation_of", side.lang, name=one.name) if one.name else say("reservation_withheld", side.lang)
        lead = text_runs(f"{side.counted(str(number))}. {title}{say('colon', side.lang)} ", side.heavy())
        lang = written_in(one.text, side.lang)
        if lang == side.lang:
            written += side.paragraph(lead + text_runs(one.text, side.voice()), "Reservation")
            continue
        own = side.voice().in_language(lang)
        written += side.paragraph(lead, "Reservation")
        written += side.paragraph(text_runs(one.text, own), "Reservation", rtl=own.rtl)
    return written


def verification(part: Verification, side: Side) -> str:
    """QR, code, address, digest, and whom to call: enough to check a paper copy as well as the file."""
    edition = part.edition
    lines = _verification_lines(edition, side)
    if not edition.verify_url:
        return _block((ooxml.cell(lines, side.width),), (side.width,), side)
    widths = (_QR + 240, side.width - _QR - 240)
    picture = side.sheet.package.picture(_qr(edition.verify_url))
    alt = f"QR {edition.verify_url}"
    code = side.paragraph(drawing(picture, _QR, _QR, alt, side.sheet), "Verification")
    return _block((ooxml.cell(code, widths[0]), ooxml.cell(lines, widths[1])), widths, side)


def contact(part: Contact, side: Side) -> str:
    return labelled("contact", text_runs(part.text, side.voice()), side)


def labelled(key: str, runs: str, side: Side, style: str = "Verification") -> str:
    """A line that begins with its label."""
    label = text_runs(f"{say(key, side.lang)}{say('colon', side.lang)} ", side.heavy())
    return side.paragraph(label + runs, style)


def _verification_lines(edition: Edition, side: Side) -> str:
    shown = (
        ("verification_code", edition.verify_code),
        ("verify_at", edition.verify_url),
        ("fingerprint", edition.set_digest or edition.digest),
        ("ledger", edition.checkpoint),
    )
    lines = "".join(labelled(key, ltr_run(value, side.voice()), side) for key, value in shown if value)
    return lines + (labelled("contact", text_runs(edition.contact, side.voice()), side) if edition.contact else "")


def _block(cells: tuple[str, ...], widths: tuple[int, ...], side: Side) -> str:
    return side.paragraph("") + ooxml.table(ooxml.row("".join(cells)), widths, "Foot", rtl=side.rtl)


@lru_cache(maxsize=64)
def _qr(address: str) -> bytes:
    """The picture of an address. Every language and every reprint of an issue shows the same one."""
    written = io.BytesIO()
    segno.make(address, error="m", micro=False).save(written, kind="png", scale=8, border=1)
    return written.getvalue()


def _heading(said: str, side: Side, before: str = "") -> str:
    return side.paragraph(text_runs(said, side.voice()), "ClosingHeading", before=before)
