"""The page of the outbox."""

from advocacy.database import transaction
from advocacy.mail import KeptMail, MailInDoubt
from advocacy.outbox import actions, queries
from advocacy.outbox.models import MailState
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make.coalition import holder_of, person
from tests.make.mails import mail_to
from tests.make.worker import work_off


def doubtful(mail: KeptMail) -> int:
    row = mail_to()
    mail.refuse = [MailInDoubt("reset")]
    work_off("outbox.send")
    return row


def test_the_coordinator_sees_doubtful_mails_and_sends_one_again(browser: Browser, mail: KeptMail) -> None:
    row = doubtful(mail)
    browser.sign_in(holder_of(Office.COORDINATOR))
    assert "rim@org.example" in browser.get("/outbox").text
    assert browser.post(f"/outbox/{row}/send-again").status_code == 303
    work_off("outbox.send")
    assert queries.state_of(row) is MailState.SENT


def test_the_coordinator_marks_a_mail_as_sent(browser: Browser, mail: KeptMail) -> None:
    row = doubtful(mail)
    browser.sign_in(holder_of(Office.COORDINATOR))
    assert browser.post(f"/outbox/{row}/mark-sent").status_code == 303
    assert browser.post(f"/outbox/{row}/mark-sent").status_code == 409
    assert browser.post("/outbox/999/mark-sent").status_code == 404


def test_who_keeps_the_machine_sees_counts_and_no_addresses(browser: Browser, mail: KeptMail) -> None:
    row = doubtful(mail)
    browser.sign_in(person(is_admin=True))
    page = browser.get("/outbox?lang=en").text
    assert "In doubt" in page
    assert "rim@org.example" not in page
    assert browser.post(f"/outbox/{row}/send-again").status_code == 403


def test_the_page_says_when_mail_is_held_and_how_to_release_it(browser: Browser) -> None:
    with transaction():
        actions.hold_mail()
    browser.sign_in(holder_of(Office.COORDINATOR))
    assert "flask mail release" in browser.get("/outbox").text
