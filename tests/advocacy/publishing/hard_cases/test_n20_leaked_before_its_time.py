"""N20: an embargoed text leaks."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy import blobs
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.dispatch.models import Parcel
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import EarlyCopy, Issue, Lifting
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts, publishing
from tests.make import dispatch as parcels
from tests.make.worker import work_off
from tests.papers.pdfs import copied, faults


@pytest.fixture
def issue(app: object, clock: SetClock) -> Issue:
    """Really printed, and under embargo for two days."""
    return publishing.issued(rendered=True, embargo_until=clock.now() + timedelta(days=2))


def copy_for(browser: Browser, issue: Issue, recipient: str, mail: str = "", lang: str = "ar") -> EarlyCopy:
    data = {"recipient": recipient, "mail": mail, "lang": lang}
    answer = browser.post(f"/issues/{issue.id}/early", data=data)
    assert answer.status_code == 303, answer.text
    session.rollback()
    return session.scalars(select(EarlyCopy).order_by(EarlyCopy.id.desc()).limit(1)).one()


def page_of(issue: Issue) -> str:
    return f"/p/{issue.reference.replace('/', '-')}"


def asked_to_lift(browser: Browser, issue: Issue) -> Lifting:
    answer = browser.post(f"/issues/{issue.id}/early/lift", data={"reason": "نُشر النص في صحيفة."})
    assert answer.status_code == 303
    session.rollback()
    return session.scalars(select(Lifting).order_by(Lifting.id.desc()).limit(1)).one()


def test_N20_copies_differ_in_the_foot_line_alone_and_stand_in_a_list_with_their_digests(
    browser: Browser, issue: Issue
) -> None:
    browser.sign_in(make.holder_of(Office.RELATIONS))
    one = copy_for(browser, issue, "صحيفة الغد")
    other = copy_for(browser, issue, "سفارة نورلاند")
    first, second = (blobs.read(copy.sha256) for copy in (one, other))
    assert first != second
    left, right = (copied(data).splitlines() for data in (first, second))
    assert len(left) == len(right)
    differing = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    pages = max(1, first.count(b"/Type /Page\n") + first.count(b"/Type /Page/"))
    assert len(differing) >= 1
    for here, there in differing:
        assert one.mark in here and other.mark in there
    assert "".join(left).count(one.mark) == "".join(right).count(other.mark) >= min(pages, 1)
    assert faults(first) == []
    page = browser.get(f"/issues/{issue.id}/early").text
    for copy in (one, other):
        assert copy.recipient in page and copy.mark in page and copy.sha256[:8] in page
    named = {entry.facts["file"] for entry in session.scalars(select(Entry)) if entry.kind == "publishing.early_copy"}
    assert named == {one.sha256, other.sha256}


def test_N20_the_issue_itself_bears_no_foot_line_and_nothing_is_known_outside(browser: Browser, issue: Issue) -> None:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    copy = copy_for(browser, issue, "صحيفة الغد")
    file = issue.file("ar", "pdf")
    assert file is not None
    assert copy.mark not in copied(blobs.read(file.sha256))
    browser.delete_cookie("mawqif")
    assert browser.get(page_of(issue)).status_code == 404
    assert browser.get(f"/verify/{issue.code}").status_code == 404


def test_N20_a_copy_goes_by_mail_with_the_very_file_of_the_list(browser: Browser, issue: Issue) -> None:
    browser.sign_in(make.holder_of(Office.RELATIONS))
    copy = copy_for(browser, issue, "صحيفة الغد", "desk@paper.example", "en")
    mail = session.scalars(select(Message).where(Message.recipient == "desk@paper.example")).one()
    assert [file.sha256 for file in mail.attachments] == [copy.sha256]
    work_off("outbox.send")
    session.expire_all()
    assert mail.state == "sent"
    taken = browser.get(f"/issues/{issue.id}/early/{copy.id}.pdf")
    assert taken.data == blobs.read(copy.sha256)


def test_N20_letters_that_leave_before_the_end_bear_the_line_of_their_office_on_the_statement(
    browser: Browser, issue: Issue
) -> None:
    offices = [contacts.office(f"سفارة {number}") for number in range(2)]
    parcels.release(parcels.package(issue, offices=offices))
    work_off("dispatch.make_parcels")
    session.expire_all()
    made = session.scalars(select(Parcel).order_by(Parcel.id)).all()
    lines = []
    for parcel in made:
        assert parcel.pdf_sha256 is not None
        data = blobs.read(parcel.pdf_sha256)
        assert faults(data) == []
        found = [line for line in copied(data).splitlines() if "Early copy" in line]
        assert found and all(parcel.number in line for line in found)
        lines.append(found[0])
    assert lines[0] != lines[1]


def test_N20_letters_after_the_end_bear_no_line(browser: Browser, issue: Issue, clock: SetClock) -> None:
    clock.move(timedelta(days=3))
    work_off("publishing.lift_embargo")
    parcels.release(parcels.package(session.get_one(Issue, issue.id)))
    work_off("dispatch.make_parcels")
    session.expire_all()
    parcel = session.scalars(select(Parcel)).one()
    assert parcel.pdf_sha256 is not None
    assert "Early copy" not in copied(blobs.read(parcel.pdf_sha256))


def test_N20_two_persons_end_the_embargo_and_members_and_holders_are_told_once(
    browser: Browser, clock: SetClock
) -> None:
    issue = publishing.issued(embargo_until=clock.now() + timedelta(days=2))
    reached, by_hand = contacts.office("سفارة"), contacts.office("قنصلية")
    parcels.release(parcels.package(issue, offices=[reached]))
    work_off("dispatch.make_parcels", "outbox.send")
    first, second = make.holder_of(Office.COORDINATOR), make.holder_of(Office.BOARD)
    browser.sign_in(first)
    copy_for(browser, issue, "صحيفة الغد", "desk@paper.example")
    assert browser.post(f"/issues/{issue.id}/early/lift", data={"reason": " "}).status_code == 422
    lifting = asked_to_lift(browser, issue)
    assert asked_to_lift(browser, issue).id == lifting.id, "asked twice is asked once"
    confirm = f"/issues/{issue.id}/early/lift/{lifting.id}/confirm"
    assert browser.post(confirm).status_code == 403, "nobody is the second person to themselves"
    session.expire_all()
    assert not session.get_one(Issue, issue.id).is_published
    browser.sign_in(second)
    assert "نُشر النص في صحيفة." in browser.get(f"/issues/{issue.id}/early").text
    for _tap in range(2):
        assert browser.post(confirm).status_code == 303
    browser.delete_cookie("mawqif")
    assert browser.get(page_of(issue)).status_code == 200
    assert browser.get(f"/verify/{issue.code}").status_code == 200
    told = list(session.scalars(select(Message.recipient).where(Message.key.like("publishing.lifted:%"))))
    members = [line.organisation.mail for line in session.get_one(Issue, issue.id).call.roll]
    assert sorted(told) == sorted([*members, "desk@paper.example", reached.mail])
    assert by_hand.mail not in told
    entry = session.scalars(select(Entry).where(Entry.kind == "publishing.embargo_lifted")).one()
    assert (entry.person_id, entry.facts["asked_by"]) == (second.id, first.id)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    story = browser.get(f"/papers/{issue.dossier_id}/decision-file").text
    assert "أنهى شخص ثانٍ الحظر قبل موعده" in story


def test_N20_what_was_lifted_is_not_hidden_again_by_a_newer_issue(browser: Browser, issue: Issue) -> None:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    lifting = asked_to_lift(browser, issue)
    browser.sign_in(make.holder_of(Office.BOARD))
    browser.post(f"/issues/{issue.id}/early/lift/{lifting.id}/confirm")
    newer = publishing.reissued(session.get_one(Issue, issue.id), without=[issue.call.roll[0].organisation])
    assert newer.is_published
    assert browser.get(page_of(issue)).status_code == 200


def test_N20_the_wish_can_be_dropped_and_the_embargo_stays(browser: Browser, issue: Issue) -> None:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    lifting = asked_to_lift(browser, issue)
    browser.sign_in(make.holder_of(Office.BOARD))
    assert browser.post(f"/issues/{issue.id}/early/lift/{lifting.id}/drop").status_code == 303
    assert browser.post(f"/issues/{issue.id}/early/lift/{lifting.id}/confirm").status_code == 409
    session.expire_all()
    assert not session.get_one(Issue, issue.id).is_published


@pytest.mark.parametrize("office", [Office.RELATIONS, Office.OVERSIGHT, Office.ARBITRATION, Office.ADMIN])
def test_N20_nobody_else_ends_an_embargo(browser: Browser, issue: Issue, office: Office) -> None:
    browser.sign_in(make.holder_of(office))
    assert browser.post(f"/issues/{issue.id}/early/lift", data={"reason": "سبب"}).status_code == 403
    assert browser.post(f"/issues/{issue.id}/early/lift/1/confirm").status_code == 403


def test_N20_what_is_public_has_no_early_copies(browser: Browser) -> None:
    issue = publishing.issued()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    data = {"recipient": "صحيفة", "lang": "ar"}
    refused = browser.post(f"/issues/{issue.id}/early", data=data)
    assert refused.status_code == 409
    assert re.search(r'role="alert"', refused.text)
    wrong = browser.post(f"/issues/{issue.id}/early", data={"recipient": "", "lang": "xx", "mail": "x"})
    assert wrong.status_code == 422
