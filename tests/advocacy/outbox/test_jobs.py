"""Sending: once, later, never, or in doubt."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from advocacy import blobs
from advocacy import clock as clocks
from advocacy.clock import SetClock
from advocacy.database import session, transaction
from advocacy.errors import RuleBroken
from advocacy.ledger.models import Entry
from advocacy.mail import KeptMail, MailInDoubt, MailRefused, MailUnreachable
from advocacy.outbox import actions, jobs, queries
from advocacy.outbox.actions import Enclosure
from advocacy.outbox.models import MailState, Message
from tests.make.mails import mail_to
from tests.make.worker import work_off


def message(row: int) -> Message:
    return session.get_one(Message, row, populate_existing=True)


def test_a_mail_goes_out_as_plain_text_with_our_message_id(mail: KeptMail) -> None:
    row = mail_to()
    work_off("outbox.send")
    letter = mail.sent[0]
    assert letter["Subject"] == "ورقة بانتظاركم"
    assert letter.get_content_type() == "text/plain"
    assert "السلام عليكم" in letter.get_content()
    assert letter["Message-ID"] == f"<{message(row).message_id}>"
    assert letter["To"] == "rim@org.example"
    assert letter["From"] == "office@riwaq.example"
    assert letter["Content-Language"] == "ar"
    assert letter["Date"].datetime == clocks.now()
    assert max(letter.as_bytes()) < 128, "a server without 8BITMIME could not take it"


def test_enclosures_are_attached_under_the_name_that_readers_see(mail: KeptMail) -> None:
    with transaction():
        sha256 = blobs.keep(b"%PDF-1.7 x", "application/pdf")
    mail_to(enclosures=(Enclosure(sha256, "بيان.pdf", "application/pdf"),))
    work_off("outbox.send")
    (file,) = mail.sent[0].iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "بيان.pdf",
        "application/pdf",
        b"%PDF-1.7 x",
    )
    assert mail.sent[0]["Content-Language"] == "ar", "the whole mail has a language, not its first part alone"


def test_after_sending_the_words_are_wiped(mail: KeptMail) -> None:
    row = mail_to()
    work_off("outbox.send")
    assert (message(row).subject, message(row).body, message(row).state) == (None, None, MailState.SENT)
    assert message(row).sent_at == clocks.now()
    assert actions.body_of(message(row)) == ""


def test_a_mail_is_sent_once_however_often_the_worker_calls(mail: KeptMail) -> None:
    row = mail_to()
    for _turn in range(3):
        jobs.send(row)
    assert len(mail.sent) == 1


def test_a_temporary_refusal_is_tried_again_after_one_and_five_minutes(mail: KeptMail, clock: SetClock) -> None:
    row = mail_to()
    mail.refuse = [MailRefused("450 busy", for_good=False), MailUnreachable("no route")]
    for pause in (1, 5):
        work_off("outbox.send")
        assert message(row).state is MailState.WAITING
        assert message(row).due_at - clocks.now() == timedelta(minutes=pause)
        clock.move(timedelta(minutes=pause))
    work_off("outbox.send")
    assert message(row).state is MailState.SENT
    assert [attempt.outcome for attempt in message(row).tries] == ["put off", "put off", "sent"]


def test_a_mail_that_nobody_takes_for_a_day_has_failed(mail: KeptMail, clock: SetClock) -> None:
    row = mail_to()
    mail.refuse = [MailUnreachable("no route")] * 100
    for _hour in range(60):
        work_off("outbox.send")
        clock.move(timedelta(hours=1))
    assert message(row).state is MailState.FAILED
    assert queries.messages_to_look_at() == [message(row)]


def test_a_refusal_for_good_is_not_tried_again(mail: KeptMail, clock: SetClock) -> None:
    row = mail_to()
    mail.refuse = [MailRefused("550 no such user", for_good=True)]
    work_off("outbox.send")
    clock.move(timedelta(days=2))
    work_off("outbox.send")
    assert (message(row).state, message(row).last_error, mail.sent) == (MailState.FAILED, "550 no such user", [])


def test_a_line_broken_while_handing_over_leaves_a_doubt_for_a_human(mail: KeptMail, clock: SetClock) -> None:
    row = mail_to()
    mail.refuse = [MailInDoubt("ConnectionResetError")]
    work_off("outbox.send")
    clock.move(timedelta(days=2))
    work_off("outbox.send")
    assert queries.state_of(row) is MailState.DOUBTFUL
    assert mail.sent == []


def test_a_worker_that_died_while_sending_leaves_a_doubt(mail: KeptMail, clock: SetClock) -> None:
    row = mail_to()
    with transaction():
        session.execute(
            update(Message).values(state=MailState.SENDING, lease_until=clocks.now() + timedelta(minutes=5), attempts=1)
        )
    jobs.send(row)
    assert queries.state_of(row) is MailState.SENDING, "its lease still runs"
    clock.move(timedelta(minutes=5))
    assert jobs.due() == [row]
    work_off("outbox.send")
    assert (queries.state_of(row), mail.sent) == (MailState.DOUBTFUL, [])


def test_an_enclosure_that_cannot_be_read_fails_the_mail_and_says_so(mail: KeptMail) -> None:
    row = mail_to()
    with transaction():
        message(row).body = b"x" * 40
    work_off("outbox.send")
    assert message(row).state is MailState.FAILED
    assert "key" in message(row).last_error


def test_a_human_sends_a_doubtful_mail_again_under_the_same_message_id(mail: KeptMail) -> None:
    row = mail_to()
    mail.refuse = [MailInDoubt("reset")]
    work_off("outbox.send")
    with transaction():
        actions.send_again(message(row), by=7)
    work_off("outbox.send")
    assert mail.sent[0]["Message-ID"] == f"<{message(row).message_id}>"
    entry = session.query(Entry).one()
    assert (entry.kind, entry.person_id, entry.subject_id) == ("outbox.sent_again", 7, row)


def test_a_human_marks_a_doubtful_mail_as_sent(mail: KeptMail) -> None:
    row = mail_to()
    mail.refuse = [MailInDoubt("reset")]
    work_off("outbox.send")
    with transaction():
        actions.mark_sent(message(row), by=7)
    assert (queries.state_of(row), message(row).body, mail.sent) == (MailState.SENT, None, [])
    with pytest.raises(RuleBroken), transaction():
        actions.send_again(message(row), by=7)


def test_held_mail_stays_and_leaves_when_it_is_released(mail: KeptMail) -> None:
    row = mail_to()
    with transaction():
        actions.hold_mail()
    jobs.send(row)
    assert jobs.due() == []
    assert mail.sent == []
    with transaction():
        assert actions.release_mail()
    work_off("outbox.send")
    assert len(mail.sent) == 1


def test_a_cancelled_mail_never_leaves(mail: KeptMail) -> None:
    row = mail_to()
    with transaction():
        actions.cancel(message(row))
    work_off("outbox.send")
    assert (queries.state_of(row), mail.sent, message(row).body) == (MailState.CANCELLED, [], None)


def test_the_same_key_posts_one_mail(mail: KeptMail) -> None:
    assert mail_to(key="once") == mail_to(key="once")
    work_off("outbox.send")
    assert len(mail.sent) == 1


def test_a_mail_to_an_address_that_is_none_fails_and_holds_nobody_up(mail: KeptMail) -> None:
    bad, good = mail_to("no address\r\nBcc: x@y.example"), mail_to()
    work_off("outbox.send")
    assert (queries.state_of(bad), queries.state_of(good)) == (MailState.FAILED, MailState.SENT)
