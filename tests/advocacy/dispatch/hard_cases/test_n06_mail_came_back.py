"""N06: the recipient's mail bounces one hour before a session."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy import blobs
from advocacy.clock import SetClock
from advocacy.contacts.models import Office as Recipient
from advocacy.database import session, transaction
from advocacy.dispatch.models import Parcel
from advocacy.ledger.models import Entry
from advocacy.mail import KeptMail, MailRefused
from advocacy.outbox import jobs as outbox
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.queries import issue_by_file
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts
from tests.make import dispatch as parcels
from tests.make.worker import work_off

OTHER = "second.secretary@office.example"
HARD = MailRefused("550 5.1.1 no such mailbox", for_good=True)
SOFT = MailRefused("452 4.2.2 mailbox full", for_good=False)


def bounced(mail: KeptMail, how: MailRefused, *, other: str = OTHER) -> Parcel:
    """The only letter of a package, after its first try."""
    office = contacts.office()
    with transaction():
        session.get_one(Recipient, office.id).other_mail = other
    package = parcels.package(offices=[office])
    work_off("outbox.send")  # what members were written meanwhile
    mail.sent.clear()
    parcels.release(package)
    mail.refuse.append(how)
    work_off("dispatch.make_parcels")
    outbox.send(now().message_id or 0)  # one try; when it is put off, the next one is for the test to wait for
    return now()


def now() -> Parcel:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Parcel)).one()


@pytest.fixture
def desk(browser: Browser) -> Browser:
    return browser.sign_in(make.holder_of(Office.RELATIONS))


@pytest.mark.parametrize("how", [HARD, SOFT], ids=["hard", "soft"])
def test_N06_one_tap_sends_the_same_file_to_the_alternate_contact(
    desk: Browser, mail: KeptMail, clock: SetClock, how: MailRefused
) -> None:
    parcel = bounced(mail, how)
    sha256, first = parcel.pdf_sha256, parcel.message_id
    page = desk.get(f"/packages/letters/{parcel.id}").text
    assert f'name="mail" value="{OTHER}"' in page
    clock.move(timedelta(minutes=2))
    assert desk.post(f"/packages/letters/{parcel.id}/again", data={"mail": OTHER}).status_code == 303
    work_off("outbox.send")
    parcel = now()
    assert parcel.pdf_sha256 == sha256, "the same issue, the same digest"
    assert parcel.message is not None and parcel.message_id != first
    assert [file.sha256 for file in parcel.message.attachments] == [sha256]
    (sent,) = mail.to(OTHER)
    (file,) = sent.iter_attachments()
    assert sha256 is not None and file.get_payload(decode=True) == blobs.read(sha256)
    known = issue_by_file(sha256)
    assert known is not None and known.id == parcel.package.issue_id
    old = session.get_one(Message, first)
    assert old.state in ("failed", "cancelled"), "what was put off never follows later"
    clock.move(timedelta(days=2))
    work_off("outbox.send")
    assert len(mail.sent) == 1


def test_N06_the_log_shows_every_attempt_with_its_time_and_address(
    desk: Browser, mail: KeptMail, clock: SetClock
) -> None:
    parcel = bounced(mail, HARD)
    clock.move(timedelta(minutes=7))
    desk.post(f"/packages/letters/{parcel.id}/again", data={"mail": OTHER})
    work_off("outbox.send")
    page = desk.get(f"/packages/letters/{parcel.id}?lang=en").text
    log = page[page.index("Send log") :]
    assert "550 5.1.1" in log and parcel.office.mail in log and OTHER in log
    assert log.count("<time>") == 2
    assert log.index(parcel.office.mail) < log.index(OTHER)


def test_N06_a_mail_that_is_put_off_goes_again_by_itself_when_nobody_acts(mail: KeptMail, clock: SetClock) -> None:
    parcel = bounced(mail, SOFT)
    clock.move(timedelta(hours=1))
    work_off("outbox.send")
    parcel = now()
    assert parcel.message is not None and parcel.message.state == "sent"
    assert len(parcel.message.tries) == 2


def test_N06_it_can_be_carried_instead_with_a_sheet_that_says_what_is_handed_over(
    desk: Browser, mail: KeptMail
) -> None:
    parcel = bounced(mail, HARD, other="")
    sheet = f"/packages/letters/{parcel.id}/sheet"
    assert desk.get(sheet).status_code == 404
    assert desk.post(f"/packages/letters/{parcel.id}/by-hand").status_code == 303
    assert desk.post(f"/packages/letters/{parcel.id}/by-hand").status_code == 409
    page = desk.get(sheet).text
    assert now().pdf_sha256 is not None
    for words in (parcel.number, now().pdf_sha256, "550 5.1.1", parcel.package.issue.reference):
        assert str(words) in page
    assert desk.post(f"/packages/letters/{parcel.id}/hand-over", data={"note": "الديوان 77"}).status_code == 303
    assert now().state == "handed_over"
    assert "dispatch.by_hand" in set(session.scalars(select(Entry.kind)))


def test_N06_a_letter_that_arrived_is_neither_sent_twice_nor_carried(desk: Browser, mail: KeptMail) -> None:
    parcels.release(parcels.package())
    work_off("dispatch.make_parcels", "outbox.send")
    parcel = now()
    before = len(mail.sent)
    assert desk.post(f"/packages/letters/{parcel.id}/again", data={"mail": OTHER}).status_code == 409
    assert desk.post(f"/packages/letters/{parcel.id}/by-hand").status_code == 409
    work_off("outbox.send")
    assert len(mail.sent) == before


def test_N06_what_was_held_back_for_a_withheld_name_is_not_carried_either(
    desk: Browser, mail: KeptMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advocacy.dispatch import rescue_views
    from advocacy.leaving import HeldBack

    parcel = bounced(mail, HARD)

    def held(*_parts: object) -> None:
        raise HeldBack

    monkeypatch.setattr(rescue_views, "let_file_go", held)
    assert desk.post(f"/packages/letters/{parcel.id}/by-hand").status_code == 409
    assert now().state == "posted"


@pytest.mark.parametrize("office", [Office.BOARD, Office.OVERSIGHT, Office.ARBITRATION])
def test_N06_nobody_else_redirects_letters(browser: Browser, mail: KeptMail, office: Office) -> None:
    parcel = bounced(mail, HARD)
    browser.sign_in(make.holder_of(office))
    for act in ("again", "by-hand", "renew"):
        assert browser.post(f"/packages/letters/{parcel.id}/{act}", data={"mail": OTHER}).status_code == 403
