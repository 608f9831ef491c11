"""«لم نوقّع على هذا» of an accession: told to the organisation, hidden, settled, left out."""

import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Status
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.queries import edition_of
from advocacy.signoff.models import Denial
from tests.advocacy.publishing.test_accession import (
    NOTES,
    acceded,
    accepted,
    issue,
    late,
    signed_in,
)
from tests.advocacy.signoff.hard_cases.test_n03_never_signed import asked, link_to, page_of
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import publishing
from tests.make import signoff as calls
from tests.make.links import accession_link_of

PRINTED = "هذا الاسم في القائمة العامة."
__all__ = ("issue", "late")  # the same house as there


def answer_to(who: Organisation) -> str:
    mails = select(Message).where(Message.recipient == who.mail, Message.key.like("signoff.stands:%"))
    return body_of(session.scalars(mails.order_by(Message.id.desc()).limit(1)).one())


def denied(browser: Browser, issue: Issue, who: Organisation) -> Denial:
    browser.delete_cookie("mawqif")
    asked(browser, issue, who.name_ar)
    assert browser.post(link_to(who.mail)).status_code == 200
    session.expire_all()
    return session.scalars(select(Denial).where(Denial.opened_at.is_not(None))).one()


def public(browser: Browser, issue: Issue, lang: str = "ar") -> str:
    return browser.get(f"{page_of(issue)}?text={lang}").text


@pytest.mark.parametrize("outside", [False, True])
def test_a_printed_accession_is_told_disputed_and_hidden_at_once_with_the_files(
    browser: Browser, issue: Issue, late: Organisation, outside: bool
) -> None:
    if outside:
        late = make.organisation("شريك من الخارج", status=Status.PARTNER)
        make.signatory(late)
    accession = acceded(browser, issue, late)
    newer = accepted(browser, issue, accession)
    file = newer.file("ar", "pdf")
    assert file is not None and late.name_ar in public(browser, newer)
    arbitrator = make.holder_of(Office.ARBITRATION)
    assert PRINTED in browser.post(f"{page_of(newer)}/mine", data={"name": late.name_ar}).text
    told = answer_to(late)
    for words in (accession.receipt, accession.person.name_ar, "1.1", "/mine/"):
        assert words in told
    denied(browser, newer, late)
    for lang in ("ar", "en"):
        page = public(browser, newer, lang)
        assert late.name_in(lang) not in page
        assert issue.call.roll[0].organisation.name_in(lang) in page, "nobody else is hidden with it"
    assert browser.get(f"{page_of(newer)}/{file.name}").status_code == 404
    mails = {mail.recipient for mail in session.scalars(select(Message).where(Message.key.like("signoff.denial:%")))}
    assert {late.mail, arbitrator.email} <= mails
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.denied")).all()) == 1


def test_the_committee_sees_the_receipt_of_the_accession_and_its_finding_shows_the_name_again(
    browser: Browser, issue: Issue, late: Organisation
) -> None:
    accession = acceded(browser, issue, late)
    newer = accepted(browser, issue, accession)
    denial = denied(browser, newer, late)
    browser.sign_in(make.holder_of(Office.ARBITRATION))
    page = browser.get(f"/denials/{denial.id}").text
    assert accession.receipt in page and "انضمّت لاحقًا" in page and late.name_ar in page
    finding = {"finding": "dismissed", "reason": "التفويض قائم والإيصال سليم."}
    assert browser.post(f"/denials/{denial.id}", data=finding).status_code == 303
    assert late.name_ar in public(browser, newer)


def test_the_next_issue_leaves_a_disputed_accession_out_or_waits(
    browser: Browser, issue: Issue, late: Organisation
) -> None:
    newer = accepted(browser, issue, acceded(browser, issue, late))
    denied(browser, newer, late)
    signed_in(browser)
    assert late.name_ar in browser.get(f"/issues/{newer.id}/reissue").text
    assert browser.post(f"/issues/{newer.id}/reissue", data=NOTES).status_code == 409
    data = NOTES | {"without": [str(late.id)]}
    assert browser.post(f"/issues/{newer.id}/reissue", data=data).status_code == 303
    last = session.scalars(select(Issue).order_by(Issue.id.desc()).limit(1)).one()
    publishing.make_files(last)
    assert (last.number, edition_of(last, "ar").acceded) == ("1.2", ())
    browser.delete_cookie("mawqif")
    assert late.name_ar not in public(browser, last)


def test_one_that_waits_is_told_and_disputed_and_is_printed_by_no_issue(
    browser: Browser, issue: Issue, late: Organisation, clock: SetClock
) -> None:
    accession = acceded(browser, issue, late)
    denied(browser, issue, late)
    assert accession.receipt in answer_to(late)
    assert issue.call.roll[0].organisation.name_ar in public(browser, issue), "the issue prints nothing of it"
    file = issue.file("ar", "pdf")
    assert file is not None and browser.get(f"{page_of(issue)}/{file.name}").status_code == 200
    page = signed_in(browser).get(f"/issues/{issue.id}/accessions").text
    assert f'value="{accession.id}" checked' not in page
    data = NOTES | {"accession": [str(accession.id)]}
    assert browser.post(f"/issues/{issue.id}/accessions", data=data).status_code == 409
    assert session.get_one(Issue, issue.id).state is IssueState.CURRENT
    assert browser.post(f"/issues/{issue.id}/reissue", data=NOTES).status_code == 303, "it holds up nothing else"
    browser.delete_cookie("mawqif")
    sent = {"seal": issue.freeze.seal, "choice": "accede", "visibility": "public"}
    link = accession_link_of(calls.signatory_of(late))
    assert browser.post(link, data=sent).status_code == 409
