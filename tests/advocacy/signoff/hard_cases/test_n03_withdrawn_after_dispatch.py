"""N03: a signatory withdraws after publication and after dispatch."""

import io
from datetime import timedelta

from sqlalchemy import select

from advocacy import blobs
from advocacy.clock import SetClock
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch import actions as dispatch
from advocacy.dispatch.models import Parcel
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import MailState, Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue, IssueState
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts, publishing
from tests.make import dispatch as parcels
from tests.make.worker import work_off


def sent_out() -> Issue:
    """Issue 1.0 that two embassies got by mail and a consulate by hand; the mail to a third embassy came back."""
    issue = publishing.issued()
    offices = [contacts.office(f"سفارة {number}") for number in range(3)] + [contacts.office("قنصلية", way=Way.PAPER)]
    package = parcels.release(parcels.package(issue, offices=offices))
    work_off("dispatch.make_parcels", "outbox.send")
    with transaction():
        *_arrived, returned, by_hand = session.scalars(select(Parcel).order_by(Parcel.id)).all()
        dispatch.hand_over(by_hand, note="سُلّمت إلى الديوان", by=make.holder_of(Office.RELATIONS))
        assert returned.message is not None
        returned.message.state = MailState.FAILED
    assert package.issue_id == issue.id
    return session.get_one(Issue, issue.id)


def withdrawn(issue: Issue) -> Issue:
    """Issue 1.1 without one of the signatories."""
    return publishing.reissued(
        issue,
        without=[issue.call.roll[0].organisation],
        note={"ar": "تغيّرت قائمة الموقّعين.", "en": "The list of signatories has changed."},
    )


def test_N03_the_old_file_is_genuine_and_superseded(browser: Browser) -> None:
    issue = publishing.issued()
    file = issue.file("ar", "pdf")
    assert file is not None
    data = blobs.read(file.sha256)
    newer = withdrawn(issue)
    assert (newer.number, session.get_one(Issue, issue.id).state) == ("1.1", IssueState.SUPERSEDED)
    page = browser.post("/verify?lang=en", data={"file": (io.BytesIO(data), "old.pdf")}).get_data(as_text=True)
    assert "superseded" in page.lower() or "replaced" in page.lower()
    assert "1.1" in page
    gone = issue.call.roll[0].organisation.name_ar
    assert gone not in browser.get(f"/p/{issue.reference.replace('/', '-')}?text=ar").get_data(as_text=True)


def test_N03_exactly_those_who_received_it_are_told_once_each_in_their_language(browser: Browser) -> None:
    issue = sent_out()
    newer = withdrawn(issue)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get(f"/packages/errata/{newer.id}").get_data(as_text=True)
    assert [f"سفارة {number}" in page for number in range(3)] == [True, True, False], "the last one's mail came back"
    assert "قنصلية" in page
    for _tap in range(3):
        assert browser.post(f"/packages/errata/{newer.id}").status_code == 303
    errata = session.scalars(select(Message).where(Message.key.like("dispatch.erratum:%"))).all()
    reached = [one for one in session.scalars(select(Parcel)) if one.message and one.message.state is MailState.SENT]
    assert sorted(mail.recipient for mail in errata) == sorted(one.office.mail for one in reached)
    assert len(errata) == 2
    assert len(session.scalars(select(Entry).where(Entry.kind == "dispatch.errata")).all()) == 1
    mail = errata[0]
    assert mail.lang == "en"
    assert "The list of signatories has changed." in body_of(mail) and f"/verify/{newer.code}" in body_of(mail)
    assert issue.call.roll[0].organisation.name_en not in body_of(mail)


def test_N03_whoever_has_the_newer_issue_already_is_not_told(browser: Browser) -> None:
    issue = publishing.issued()
    office = contacts.office()
    parcels.release(parcels.package(issue, offices=[office]))
    work_off("dispatch.make_parcels", "outbox.send")
    newer = withdrawn(session.get_one(Issue, issue.id))
    parcels.release(parcels.package(newer, offices=[office]))
    work_off("dispatch.make_parcels", "outbox.send")
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    browser.post(f"/packages/errata/{newer.id}")
    assert session.scalars(select(Message).where(Message.key.like("dispatch.erratum:%"))).all() == []


def test_N03_nobody_is_told_of_an_issue_that_is_not_out(browser: Browser, clock: SetClock) -> None:
    issue = publishing.issued(embargo_until=clock.now() + timedelta(days=2))
    newer = withdrawn(issue)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/packages/errata/{newer.id}").status_code == 409
    assert browser.post("/packages/errata/999").status_code == 404
