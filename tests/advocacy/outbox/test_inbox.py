"""The local inbox: kept as it came, shown right, and only in development."""

import stat
from pathlib import Path

import pytest
from flask import Flask

from advocacy import create_app, outside
from advocacy.mail import SmtpMailer
from advocacy.outbox.inbox import Inbox, serve
from advocacy.outbox.inbox_views import linked
from advocacy.outbox.letters import letter_of
from advocacy.outbox.queries import get_message
from config import Config, Smtp
from tests.conftest import Browser
from tests.make.mails import mail_to
from tests.make.smtp import free_port


def development(folder: Path, smtp: Smtp | None = None) -> Flask:
    """Another application beside that of the tests, over the doors of the test."""
    config = Config(mode="development", instance=folder, database_url=f"sqlite:///{folder / 'dev.sqlite'}", smtp=smtp)
    return create_app(config, outside.current())


@pytest.fixture
def arrived(app: Flask, tmp_path: Path) -> Path:
    """An inbox into which one mail came over SMTP."""
    port = free_port()
    server = serve(tmp_path / "inbox", port)
    try:
        message = get_message(mail_to())
        assert message
        SmtpMailer(Smtp("127.0.0.1", port), "office@riwaq.example").send(letter_of(message, "office@riwaq.example"))
    finally:
        server.stop()
    return tmp_path


def test_a_mail_is_kept_in_a_file_for_its_owner_alone(arrived: Path) -> None:
    path = arrived / "inbox" / "00001.eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    (letter,) = Inbox(arrived / "inbox").letters()
    assert letter.mail["Subject"] == "ورقة بانتظاركم"
    assert letter.words.startswith("السلام عليكم،")


def test_the_inbox_shows_arabic_mails_with_links_to_click(arrived: Path) -> None:
    app = development(arrived)
    with app.app_context():
        from advocacy.database import db

        db.create_all()
    client = app.test_client()
    assert "ورقة بانتظاركم" in client.get("/dev/inbox").text
    page = client.get("/dev/inbox/1?lang=en").text
    assert 'lang="ar" dir="rtl"' in page
    assert '<a href="https://mawqif.example/s/ABC" dir="ltr">' in page
    assert client.get("/dev/inbox/1.eml").mimetype == "text/plain"
    assert client.get("/dev/inbox/2").status_code == 404
    assert client.get("/dev/inbox/1/files/0").status_code == 404


def test_attachments_are_saved_never_opened(app: Flask, tmp_path: Path) -> None:
    raw = (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhello\r\n'
        b'--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="a.html"\r\n\r\n'
        b"<script>\r\n--b--\r\n"
    )
    Inbox(tmp_path / "inbox").keep(raw)
    answer = development(tmp_path).test_client().get("/dev/inbox/1/files/0")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_mails_are_numbered_in_order_also_beyond_the_last_digit(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    (tmp_path / "99999.eml").write_bytes(b"Subject: old\r\n\r\n")
    assert inbox.keep(b"Subject: new\r\n\r\n") == 100_000
    assert [letter.mail["Subject"] for letter in inbox.letters()] == ["new", "old"]


def test_there_is_no_inbox_in_the_tests_nor_where_mail_leaves(browser: Browser, tmp_path: Path) -> None:
    assert browser.get("/dev/inbox").status_code == 404
    app = development(tmp_path, Smtp("mail.example"))
    assert not [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/dev")]


def test_links_lose_the_full_stop_behind_them_and_markup_stays_text() -> None:
    assert "https://a.example/x</bdi></a>." in linked("see https://a.example/x.")
    assert "<script>" not in linked("<script>https://a.example/?q=<b>")
