"""Handing over to a real server, and what is said when it does not work."""

import socket
from email.message import EmailMessage

import pytest

from advocacy.mail import MailInDoubt, MailRefused, MailUnreachable, SmtpMailer
from config import Smtp
from tests.make.smtp import free_port, post_office


def letter() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "office@riwaq.example", "rim@org.example", "ورقة"
    mail.set_content("نصّ")
    return mail


def mailer(port: int) -> SmtpMailer:
    return SmtpMailer(Smtp("127.0.0.1", port), "office@riwaq.example", timeout=2)


def test_a_server_takes_a_mail() -> None:
    with post_office() as post:
        mailer(post.port).send(letter())
    assert post.kept[0]["Subject"] == "ورقة"


@pytest.mark.parametrize(("answer", "for_good"), [("451 later", False), ("554 never", True)])
def test_a_refusal_says_whether_it_is_for_good(answer: str, for_good: bool) -> None:
    with post_office() as post:
        post.answer = answer
        with pytest.raises(MailRefused) as refusal:
            mailer(post.port).send(letter())
    assert (refusal.value.for_good, refusal.value.detail) == (for_good, answer)


def test_where_no_server_answers_nothing_was_handed_over() -> None:
    with pytest.raises(MailUnreachable):
        mailer(free_port()).send(letter())


def test_a_server_that_does_not_let_us_in_was_handed_nothing() -> None:
    with post_office() as post:
        wrong = SmtpMailer(Smtp("127.0.0.1", post.port, user="u", password="p"), "office@riwaq.example", timeout=2)
        with pytest.raises(MailUnreachable):
            wrong.send(letter())


def test_a_line_that_breaks_in_the_middle_leaves_a_doubt() -> None:
    with post_office() as post:

        def hang_up(phase: str) -> None:
            if phase == "after keeping":
                raise ConnectionResetError

        post.meanwhile = hang_up
        with pytest.raises((MailInDoubt, MailRefused)) as trouble:
            mailer(post.port).send(letter())
    assert isinstance(trouble.value, MailInDoubt) or not trouble.value.for_good


def test_a_server_that_falls_silent_leaves_a_doubt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.listen()
        port = silent.getsockname()[1]
        with pytest.raises(MailUnreachable):  # it never greeted us, so it has nothing
            SmtpMailer(Smtp("127.0.0.1", port), "x@y.example", timeout=0.2).send(letter())
