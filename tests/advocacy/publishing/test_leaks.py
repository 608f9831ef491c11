"""Nothing that tells a withheld name leaves: not as an issue, not as a file, not as a mail, not by hand."""

from dataclasses import replace

import pytest
from flask import Flask

from advocacy.coalition.models import Organisation, Visibility
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch.models import Package, Parcel, ParcelState
from advocacy.dispatch.rules import LetterText
from advocacy.leaving import HeldBack, let_file_go
from advocacy.mail import KeptMail
from advocacy.outbox.actions import post
from advocacy.outbox.models import MailState, Message
from advocacy.policy import Office
from advocacy.publishing.hidden import search_under
from advocacy.publishing.making import make_files
from advocacy.publishing.models import Issue, IssueState
from advocacy.signoff.models import Call
from papers.model import Paragraph, Text
from tests.conftest import Browser
from tests.hostile.house import SHY, hidden_organisation
from tests.make import coalition as make
from tests.make import contacts, dispatch, publishing, signoff
from tests.make.frozen import ARABIC, frozen_from
from tests.make.worker import work_off

SAID = f"وقد جمعت ل{SHY['ar']} شهادات."
"""Its name with a preposition joined to it."""


def adopted_with_its_name(visibility: Visibility) -> tuple[Call, Organisation]:
    """An adopted text that says the name of somebody who signs it."""
    make.coalition()
    shy = hidden_organisation(SHY, Visibility.PUBLIC)
    make.signatory(shy)
    other = signoff.members(1)[0]
    paper = replace(ARABIC, blocks=(Paragraph("b1", (Text(SAID),)), *ARABIC.blocks[1:]))
    call = signoff.open_call(frozen_from(paper))
    signoff.answer(call, other)
    signoff.answer(call, shy, visibility=visibility)
    return session.get_one(Call, call.id), shy


def test_a_text_that_says_the_name_is_not_issued_and_the_coordinator_is_shown_where(browser: Browser) -> None:
    call, _shy = adopted_with_its_name(Visibility.WITHHELD)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    before = browser.get(f"/calls/{call.id}/issue?lang=ar").text
    refused = browser.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23"})
    assert refused.status_code == 409
    for page in (before, refused.text):
        assert "وقد جمعت ▮ شهادات" in page
    assert session.query(Issue).count() == 0, "no number was taken"


def test_a_text_that_says_the_name_of_somebody_who_stands_under_it_in_public_is_issued(browser: Browser) -> None:
    call, _shy = adopted_with_its_name(Visibility.PUBLIC)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23"}).status_code == 303


def test_files_that_came_to_tell_a_name_are_not_kept(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    paper = replace(ARABIC, blocks=(Paragraph("b1", (Text(SAID),)), *ARABIC.blocks[1:]))
    call = signoff.adopted_call(frozen_from(paper))
    shy = hidden_organisation(SHY, Visibility.PUBLIC)
    issue = publishing.numbered(session.get_one(Call, call.id))
    with transaction():
        session.get_one(Organisation, shy.id).visibility = Visibility.WITHHELD
    make_files(issue.id)
    row = session.get_one(Issue, issue.id, populate_existing=True)
    assert row.state is IssueState.PREPARING and row.files == []
    assert row.last_error.startswith("HeldBack: held back")
    assert not any(name in caplog.text + row.last_error for name in SHY.values())


def parcel_with_its_name(way: Way) -> Parcel:
    """A released parcel whose letter says the name of somebody who withheld it under the text."""
    issue = publishing.issued(withheld=1)
    shy = renamed_withheld(issue)
    office = contacts.office(way=way)
    letters = {"en": LetterText("A paper", (f"Thanks to {shy.name_en} for its work.",))}
    original, dispatch.LETTERS = dispatch.LETTERS, letters
    try:
        package = dispatch.package(issue, offices=[office])
    finally:
        dispatch.LETTERS = original
    dispatch.release(package)
    return session.get_one(Package, package.id).parcels[0]


def renamed_withheld(issue: Issue) -> Organisation:
    """Who withheld its name under the issue, by a name that stands nowhere else."""
    answer = next(one for one in issue.call.answers if one.visibility is Visibility.WITHHELD)
    with transaction():
        organisation = session.get_one(Organisation, answer.organisation_id)
        organisation.name_ar, organisation.name_en, organisation.name_fr = SHY["ar"], SHY["en"], SHY["fr"]
    return organisation


def test_a_letter_that_says_the_name_is_not_mailed_and_the_desk_for_mails_says_where(
    mail: KeptMail, browser: Browser
) -> None:
    parcel = parcel_with_its_name(Way.EMAIL)
    work_off()
    message = session.get_one(Message, session.get_one(Parcel, parcel.id).message_id, populate_existing=True)
    assert message.state is MailState.FAILED
    assert mail.to(message.recipient) == []
    assert "body" in message.last_error and "enclosure 1 page 1" in message.last_error
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get("/outbox?lang=en").text
    assert "held back" in page and SHY["en"] not in page


def test_a_letter_that_says_the_name_is_not_carried_by_hand_either(app: Flask, browser: Browser) -> None:
    parcel = parcel_with_its_name(Way.PAPER)
    work_off()
    row = session.get_one(Parcel, parcel.id, populate_existing=True)
    assert (row.state, row.pdf_sha256, row.last_error) == (ParcelState.FAILED, None, "HeldBack")


def test_a_mail_is_held_back_from_a_member_and_reaches_the_organisation_itself_and_the_secretariat(
    mail: KeptMail,
) -> None:
    make.coalition()
    shy = hidden_organisation(SHY, Visibility.WITHHELD)
    own, member = make.signatory(shy), make.signatory(make.organisation())
    coordinator = make.holder_of(Office.COORDINATOR)
    people = {own.email, member.email, coordinator.email, shy.mail, "stranger@example.org"}
    with transaction():
        for address in people:
            body = f"كتبت إلينا {SHY['ar']} اليوم."
            post(f"test:{address}", to=address, lang="ar", subject="خبر", body=body)
    work_off()
    assert {str(message["To"]) for message in mail.sent} == {own.email, coordinator.email, shy.mail}
    held = session.query(Message).filter(Message.state == MailState.FAILED).all()
    assert {message.recipient for message in held} == {member.email, "stranger@example.org"}
    assert all("body" in message.last_error for message in held)


def test_an_enclosure_that_cannot_be_read_is_not_taken_for_clean(app: Flask) -> None:
    call, _shy = adopted_with_its_name(Visibility.WITHHELD)
    with pytest.raises(HeldBack):
        let_file_go(b"%PDF-1.7 broken", "a.pdf", search_under(call.dossier_id))


def test_who_withheld_its_name_first_and_then_stands_in_public_is_printed(app: Flask) -> None:
    make.coalition()
    shy = hidden_organisation(SHY, Visibility.WITHHELD)
    make.signatory(shy)
    signoff.members(1)
    call = signoff.open_call()
    signoff.answer(call, shy, visibility=Visibility.WITHHELD)
    assert search_under(call.dossier_id).finds(SHY["en"])
    signoff.answer(call, shy, visibility=Visibility.PUBLIC)
    assert not search_under(call.dossier_id).finds(SHY["en"])
