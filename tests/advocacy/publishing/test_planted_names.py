"""A name withheld under one paper, planted wherever words can stand in a mail about it: refused, with the places."""

import io
import json
import logging
import sys
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from flask import Flask

from advocacy import blobs
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.logs import JsonLines
from advocacy.mail import KeptMail
from advocacy.outbox.actions import Enclosure, post
from advocacy.outbox.models import MailState, Message
from advocacy.signoff.models import Call
from papers.leaks import Search, Secret
from tests.hostile.house import ONCE, hidden_organisation
from tests.make import coalition as make
from tests.make import signoff
from tests.make.worker import work_off

NAME = ONCE["ar"]
STRANGER = "desk@office.example"


@pytest.fixture
def call(app: Flask) -> Call:
    """A call under which an organisation that is public elsewhere withholds its name."""
    make.coalition()
    once = hidden_organisation(ONCE, Visibility.PUBLIC)
    make.signatory(once)
    signoff.members(1)
    found = signoff.open_call()
    signoff.answer(found, once, visibility=Visibility.WITHHELD)
    work_off()
    return session.get_one(Call, found.id)


def sent(subject: str, body: str, *enclosures: tuple[bytes, str, str]) -> Message:
    """What becomes of a mail to a stranger."""
    with transaction():
        kept = [Enclosure(blobs.keep(data, media), name, media) for data, name, media in enclosures]
        message = post("planted", to=STRANGER, lang="ar", subject=subject, body=body, enclosures=kept)
    work_off()
    return session.get_one(Message, message.id, populate_existing=True)


def about(call: Call) -> str:
    return f"نراسلكم بشأن «{call.freeze.texts[0].title}».\n"


def word_with(part: str, words: str) -> bytes:
    """A Word file one of whose parts says these words."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<w:document><w:p><w:r><w:t>نص</w:t></w:r></w:p></w:document>")
        parts.writestr(part, words)
    return out.getvalue()


def pdf_with_metadata(words: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Subject"] = words
        pdf.save(out)
    return out.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLANTED: dict[str, tuple[Callable[[], tuple[bytes, str, str]], str]] = {
    "file name": (lambda: (b"a", f"{NAME}.txt", "text/plain"), "file name"),
    "alternative text": (
        lambda: (f'<p><img src="a.png" alt="{NAME}"></p>'.encode(), "a.html", "text/html"),
        "attributes",
    ),
    "remark of a Word file": (
        lambda: (
            word_with("word/comments.xml", f"<w:comments><w:t>{NAME}</w:t></w:comments>"),
            "a.docx",
            WORD,
        ),
        "word/comments.xml",
    ),
    "metadata of a PDF": (lambda: (pdf_with_metadata(NAME), "a.pdf", "application/pdf"), "metadata"),
    "table": (lambda: (f"اسم;صوت\n{NAME};1\n".encode("utf-16"), "a.csv", "text/csv"), "enclosure 1"),
    "calendar": (
        lambda: (f"BEGIN:VEVENT\r\nLOCATION:مقر {NAME}\r\nEND:VEVENT\r\n".encode(), "a.ics", "text/calendar"),
        "enclosure 1",
    ),
}


@pytest.mark.parametrize("place", PLANTED)
def test_a_name_in_an_enclosure_is_refused_with_the_place(place: str, call: Call, mail: KeptMail) -> None:
    make_file, where = PLANTED[place]
    message = sent("خبر", about(call), make_file())
    assert message.state is MailState.FAILED and where in message.last_error
    assert not mail.to(STRANGER) and not Search([Secret("once", (NAME,))]).finds(message.last_error)


@pytest.mark.parametrize("lang", list(ONCE))
def test_a_mail_without_enclosure_knows_the_names_withheld_under_the_paper_that_it_is_about(
    lang: str, call: Call, mail: KeptMail
) -> None:
    message = sent("خبر", f"{about(call)}وقّعت {ONCE[lang]} أيضًا.")
    assert message.state is MailState.FAILED and "body" in message.last_error
    assert not mail.to(STRANGER)


def test_a_name_in_the_subject_is_refused(call: Call, mail: KeptMail) -> None:
    message = sent(f"خبر من {NAME}", about(call))
    assert message.state is MailState.FAILED and "header Subject" in message.last_error


@pytest.mark.parametrize("path", ["/papers/{dossier}", "/calls/{call}"])
def test_a_link_into_the_pages_of_a_paper_says_what_a_mail_is_about(path: str, call: Call, mail: KeptMail) -> None:
    link = path.format(dossier=call.dossier_id, call=call.id)
    assert sent("خبر", f"http://localhost{link}\n{NAME}").state is MailState.FAILED


def test_a_mail_about_nothing_of_this_may_name_an_organisation_that_is_public_elsewhere(
    call: Call, mail: KeptMail
) -> None:
    assert sent("دعوة", f"تستضيف {NAME} لقاءنا القادم.").state is MailState.SENT


def test_the_organisation_itself_is_told_by_its_name(call: Call, mail: KeptMail) -> None:
    own = next(one for one in session.query(Organisation) if one.name_ar == NAME)
    assert own.visibility is Visibility.PUBLIC
    with transaction():
        post("own", to=own.mail, lang="ar", subject="خبر", body=f"{about(call)}{NAME}")
    work_off()
    assert session.query(Message).filter_by(key="own").one().state is MailState.SENT


def test_a_log_line_about_what_went_wrong_holds_no_words_of_the_error(app: Flask) -> None:
    try:
        raise ValueError(f"could not write {NAME}")
    except ValueError:
        record = logging.LogRecord("mawqif", logging.ERROR, __file__, 1, "it failed", (), sys.exc_info())
    line = JsonLines().format(record)
    assert json.loads(line)["exception"] == "ValueError" and NAME not in line
