"""A covering letter to one office."""

from papers.bidi import is_latin_line
from papers.dates import long_date
from papers.edition import Letter
from papers.model import Paper
from papers.words import say
from papers.write.docx.closing import labelled
from papers.write.docx.finish import finish
from papers.write.docx.look import look_of
from papers.write.docx.masthead import letterhead, reference_line
from papers.write.docx.package import Properties
from papers.write.docx.runs import Voice, ltr_run, text_runs
from papers.write.docx.section import section_xml
from papers.write.docx.sheet import Sheet, Side


def letter_docx(letter: Letter) -> bytes:
    """The letter as a Word file in the order of handbook 1.11: head, addressee, subject, words, signature."""
    sheet = Sheet(look_of(letter.lang, letter.letterhead.colour))
    side = Side(sheet, Paper("letter", letter.lang, letter.subject))
    body = _head(letter, side) + _words(letter, side) + _foot(letter, side)
    section = section_xml(side, title=letter.subject, reference=letter.reference)
    properties = Properties(
        letter.subject, letter.letterhead.name, sheet.look.tag, identifier=letter.reference, date=letter.date
    )
    return finish(sheet, body + section, properties)


def _head(letter: Letter, side: Side) -> str:
    date = side.counted(long_date(letter.date, letter.lang))
    opening = letterhead(letter.letterhead, side) + reference_line(letter.reference, letter.place, date, side)
    addressee = "".join(side.paragraph(_line(line, side.heavy()), "Addressee") for line in letter.addressee)
    return opening + side.paragraph("") + addressee


def _line(line: str, voice: Voice) -> str:
    """A line of an address or a signature, which is all in one script."""
    return ltr_run(line, voice) if voice.rtl and is_latin_line(line) else text_runs(line, voice)


def _words(letter: Letter, side: Side) -> str:
    voice = side.voice()
    subject = f"{say('subject', letter.lang)}{say('colon', letter.lang)} {letter.subject}" if letter.subject else ""
    lines = [side.paragraph(text_runs(subject, voice), "Subject")] if subject else []
    lines += [side.paragraph(text_runs(line, voice)) for line in (letter.salutation, *letter.body) if line]
    if letter.closing:
        lines.append(side.paragraph(text_runs(letter.closing, voice), "Closing", before="<w:keepNext/>"))
    return "".join(lines)


def _foot(letter: Letter, side: Side) -> str:
    voice = side.voice()
    lines = [side.paragraph(_line(line, side.heavy()), "Signature") for line in letter.signature]
    if letter.enclosures:
        lines.append(labelled("enclosures", text_runs(str(len(letter.enclosures)), voice), side, "LetterEnd"))
        lines += [side.paragraph(text_runs(f"– {title}", voice), "LetterNote") for title in letter.enclosures]
    if letter.copies:
        copies = ("؛ " if side.rtl else "; ").join(letter.copies)
        lines.append(labelled("copies", text_runs(copies, voice), side, "LetterEnd"))
    if letter.contact:
        lines.append(labelled("contact", text_runs(letter.contact, voice), side, "LetterEnd"))
    return "".join(lines)
