"""N03, beside withdrawal: «لم نوقّع على هذا», and «هل اسم منظمتي هنا؟» without a login."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.database import session, transaction
from advocacy.errors import RuleBroken
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing import actions as publishing
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Denial
from tests.conftest import Browser, without_proofs
from tests.make import coalition as make
from tests.make import publishing as issues


@pytest.fixture
def issue(app: object) -> Issue:
    """Two printed signatories and one whose name is withheld."""
    return issues.issued(withheld=1)


def page_of(issue: Issue) -> str:
    return f"/p/{issue.reference.replace('/', '-')}"


def asked(browser: Browser, issue: Issue, name: str) -> str:
    page = browser.post(f"{page_of(issue)}/mine", data={"name": name}).get_data(as_text=True)
    return without_proofs(page).replace(name, "…")


def link_to(address: str) -> str:
    mails = session.scalars(select(Message).where(Message.recipient == address).order_by(Message.id.desc()))
    lines = (line for mail in mails for line in body_of(mail).splitlines())
    return next("/mine/" + line.rsplit("/mine/", 1)[1] for line in lines if "/mine/" in line)


def test_N03_the_name_is_hidden_at_once_and_the_files_with_it(browser: Browser, issue: Issue) -> None:
    house = issue.call.roll[0].organisation
    file = issue.file("ar", "pdf")
    assert file is not None
    assert house.name_ar in browser.get(page_of(issue)).get_data(as_text=True)
    asked(browser, issue, house.name_ar)
    link = link_to(house.mail)
    assert house.name_ar not in browser.get(link).get_data(as_text=True), "the link shows nothing to whoever finds it"
    assert house.name_ar in browser.get(page_of(issue)).get_data(as_text=True), "asking and looking hide nothing"
    arbitrator, clerk = make.holder_of(Office.ARBITRATION), make.holder_of(Office.COORDINATOR)
    for _tap in range(3):
        assert browser.post(link).status_code == 200
    for lang in ("ar", "en"):
        page = browser.get(f"{page_of(issue)}?text={lang}").get_data(as_text=True)
        assert house.name_in(lang) not in page
        assert issue.call.roll[1].organisation.name_in(lang) in page
    assert browser.get(f"{page_of(issue)}/{file.name}").status_code == 404
    told = {mail.recipient for mail in session.scalars(select(Message).where(Message.key.like("signoff.denial:%")))}
    assert {house.mail, arbitrator.email, clerk.email} <= told
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.denied")).all()) == 1


def test_N03_a_stranger_removes_no_name(browser: Browser, issue: Issue, clock: SetClock) -> None:
    house = issue.call.roll[0].organisation
    for _time in range(5):
        asked(browser, issue, house.name_ar)
    mails = select(Message).where(Message.recipient == house.mail, Message.key.like("signoff.stands:%"))
    assert len(session.scalars(mails).all()) == 1, "nobody fills a mailbox by asking"
    assert browser.post("/mine/GUESSED").status_code == 404
    assert house.name_ar in browser.get(page_of(issue)).get_data(as_text=True)
    link = link_to(house.mail)
    clock.move(timedelta(days=7))
    assert browser.post(link).status_code == 409


def test_N03_the_page_says_the_same_of_a_withheld_and_of_an_unknown_name(browser: Browser, issue: Issue) -> None:
    printed, _second, withheld = (line.organisation for line in issue.call.roll)
    unsigned = make.organisation("جمعية لم توقّع")
    answers = {asked(browser, issue, name) for name in (withheld.name_ar, withheld.name_en, unsigned.name_ar, "لا أحد")}
    assert len(answers) == 1
    assert asked(browser, issue, printed.name_ar) not in answers
    mails = {
        mail.recipient: body_of(mail) for mail in session.scalars(select(Message).where(Message.key.like("%stands%")))
    }
    assert set(mails) == {withheld.mail, unsigned.mail, printed.mail}
    assert "/mine/" in mails[withheld.mail] and "/mine/" not in mails[unsigned.mail]


def test_N03_only_the_committee_settles_and_the_name_is_shown_again_or_left_out(browser: Browser, issue: Issue) -> None:
    house = issue.call.roll[0].organisation
    asked(browser, issue, house.name_ar)
    browser.post(link_to(house.mail))
    denial = session.scalars(select(Denial)).one()
    finding = {"finding": "dismissed", "reason": "التفويض قائم والإيصال سليم."}
    for office, status in ((Office.COORDINATOR, 403), (Office.BOARD, 403), (Office.ARBITRATION, 303)):
        browser.delete_cookie("mawqif")
        browser.sign_in(make.holder_of(office))
        if office is Office.ARBITRATION:
            page = browser.get(f"/denials/{denial.id}").get_data(as_text=True)
            assert house.name_ar in page and issue.call.answers[0].receipt in page
            assert browser.post(f"/denials/{denial.id}", data={"finding": "dismissed"}).status_code == 422
        assert browser.post(f"/denials/{denial.id}", data=finding).status_code == status
    assert house.name_ar in browser.get(page_of(issue)).get_data(as_text=True)
    assert browser.post(f"/denials/{denial.id}", data=finding).status_code == 409


def test_N03_a_new_issue_leaves_the_disputed_name_out_or_waits(browser: Browser, issue: Issue) -> None:
    house = issue.call.roll[0].organisation
    asked(browser, issue, house.name_ar)
    browser.post(link_to(house.mail))
    by = make.holder_of(Office.COORDINATOR)
    with pytest.raises(RuleBroken), transaction():
        publishing.reissue(session.get_one(Issue, issue.id), note="تصحيح", by=by)
    newer = issues.reissued(session.get_one(Issue, issue.id), without=[house])
    page = browser.get(page_of(newer)).get_data(as_text=True)
    assert house.name_ar not in page
    file = newer.file("ar", "pdf")
    assert file is not None
    assert browser.get(f"{page_of(newer)}/{file.name}").status_code == 200, "its files are without the name"
