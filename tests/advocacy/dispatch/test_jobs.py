"""Letters made, joined, sealed and mailed by the worker."""

from email.message import EmailMessage

import pytest
from flask import Flask

from advocacy import blobs
from advocacy.accounts.models import Person
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch import actions, letters, making, queries
from advocacy.dispatch.models import Parcel, ParcelState
from advocacy.mail import KeptMail, MailRefused
from advocacy.policy import Office as Standing
from advocacy.publishing.queries import issue_by_file
from advocacy.publishing.sealing import authority
from papers.seal.verdict import verify
from tests.make.coalition import holder_of
from tests.make.contacts import office
from tests.make.dispatch import package, release
from tests.make.worker import work_off


def mail_to(mail: KeptMail, address: str) -> EmailMessage:
    """The one mail to that address."""
    (found,) = mail.to(address)
    return found


def test_a_released_letter_reaches_its_office_with_one_sealed_file(app: Flask, mail: KeptMail) -> None:
    embassy = office()
    prepared = release(package(offices=[embassy]))
    work_off()
    got = mail_to(mail, embassy.mail)
    body = got.get_body(("plain",))
    assert body is not None
    assert "Excellency," in body.get_content()
    (attachment,) = got.iter_attachments()
    pdf = attachment.get_payload(decode=True)
    assert isinstance(pdf, bytes)
    assert verify(pdf, authority()).whole
    parcel = session.get_one(Parcel, prepared.parcels[0].id)
    assert queries.fate_of(parcel) == "sent"
    assert parcel.pdf_sha256 is not None
    found = issue_by_file(parcel.pdf_sha256)
    assert found is not None
    assert found.id == prepared.issue_id


def test_the_statements_bytes_stand_untouched_inside_the_letter(app: Flask) -> None:
    prepared = release(package())
    work_off()
    parcel = session.get_one(Parcel, prepared.parcels[0].id)
    statement = letters.statement_of(parcel)
    assert parcel.pdf_sha256 is not None
    assert statement.unsealed_sha256 is not None
    assert blobs.read(parcel.pdf_sha256).startswith(blobs.read(statement.unsealed_sha256))


def test_nothing_in_the_mail_tracks_its_reader(app: Flask, mail: KeptMail) -> None:
    embassy = office()
    release(package(offices=[embassy]))
    work_off()
    got = mail_to(mail, embassy.mail)
    assert {part.get_content_type() for part in got.walk()} <= {"multipart/mixed", "text/plain", "application/pdf"}
    assert got["To"] == embassy.mail
    assert got["Bcc"] is None
    assert got["Disposition-Notification-To"] is None


def test_paper_offices_get_no_mail_and_wait_to_be_handed_over(app: Flask, mail: KeptMail) -> None:
    ministry, desk = office(way=Way.PAPER, lang="ar", form_key="minister"), holder_of(Standing.RELATIONS)
    prepared = release(package(offices=[ministry], by=desk))
    work_off("dispatch.make_parcels")
    parcel = session.get_one(Parcel, prepared.parcels[0].id)
    assert parcel.state is ParcelState.READY
    with transaction():
        parcel = session.get_one(Parcel, parcel.id)
        actions.hand_over(parcel, note="ديوان الوزارة، رقم 1432", by=session.get_one(Person, desk.id))
    assert session.get_one(Parcel, parcel.id).state is ParcelState.HANDED_OVER


def test_a_letter_that_came_back_goes_to_another_address_with_the_same_file(app: Flask, mail: KeptMail) -> None:
    embassy, desk = office(), holder_of(Standing.RELATIONS)
    prepared = release(package(offices=[embassy], by=desk))
    work_off("outbox.send")  # what was posted before is out of the way
    work_off("dispatch.make_parcels")
    mail.refuse = [MailRefused("550 no such mailbox", for_good=True)]
    work_off("outbox.send")
    parcel = session.get_one(Parcel, prepared.parcels[0].id)
    assert queries.fate_of(parcel) == "bounced"
    digest = parcel.pdf_sha256
    with transaction():
        parcel = session.get_one(Parcel, parcel.id)
        actions.send_again(parcel, to="second@office.example", by=session.get_one(Person, desk.id))
    work_off("outbox.send")
    assert mail_to(mail, "second@office.example")
    parcel = session.get_one(Parcel, parcel.id)
    assert (queries.fate_of(parcel), parcel.pdf_sha256) == ("sent", digest)


def test_two_workers_make_a_letter_once(app: Flask, mail: KeptMail) -> None:
    embassy = office()
    prepared = release(package(offices=[embassy]))
    parcel_id = prepared.parcels[0].id
    making.make_parcel(parcel_id)
    making.make_parcel(parcel_id)
    work_off()
    assert len(mail.to(embassy.mail)) == 1


def test_a_letter_that_cannot_be_made_is_tried_later_and_then_shown(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = release(package())
    parcel_id = prepared.parcels[0].id

    def broken(*_order: object, **_how: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(making, "make_packages", broken)
    for _attempt in range(making.MOST_ATTEMPTS):
        with transaction():
            session.get_one(Parcel, parcel_id).lease_until = None
        making.make_parcel(parcel_id)
    parcel = session.get_one(Parcel, parcel_id)
    assert (parcel.state, parcel.last_error) == (ParcelState.FAILED, "OSError")
