"""A mistake of language in one translation, found after issue: issue 1.1 differs in that language alone."""

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.contacts.models import Office as Recipient
from advocacy.database import session
from advocacy.drafting.queries import source_of
from advocacy.ledger.queries import verify_chain
from advocacy.mail import KeptMail
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue, IssueState
from advocacy.signoff.queries import signatures_of
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts, publishing
from tests.make import dispatch as parcels
from tests.make.drafting import frozen_dossier
from tests.make.signoff import adopted_call
from tests.make.worker import work_off

NOTES = {"note_ar": "صُحّح لفظ في الترجمة الإنكليزية.", "note_en": "A word of the English translation was corrected."}


@pytest.fixture
def issue(app: Flask) -> Issue:
    make.coalition()
    return publishing.issued(adopted_call(frozen_dossier()))


def english(issue: Issue) -> str:
    text = issue.freeze.text_in("en")
    assert text is not None
    return source_of(text.revision)


def corrected(browser: Browser, issue: Issue, source: str, lang: str = "en", **notes: str) -> int:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    data = {f"source_{lang}": source, **NOTES, **notes}
    status = browser.post(f"/issues/{issue.id}/correct/{lang}", data=data).status_code
    session.rollback()
    session.expire_all()
    return int(status)


def newest() -> Issue:
    return session.scalars(select(Issue).order_by(Issue.id.desc()).limit(1)).one()


def misspelt(issue: Issue) -> str:
    source = english(issue)
    assert "carry most" in source
    return source.replace("carry most", "bear most")


def test_only_that_language_differs_and_the_signatures_stay(browser: Browser, issue: Issue, mail: KeptMail) -> None:
    old, signed = issue.freeze, {answer.id for answer in signatures_of(issue.call)}
    assert corrected(browser, issue, misspelt(issue)) == 303
    newer = newest()
    assert (newer.number, newer.supersedes_id, newer.reference) == ("1.1", issue.id, issue.reference)
    assert newer.freeze.text_in("ar").canonical == old.text_in("ar").canonical  # type: ignore[union-attr]
    assert newer.freeze.text_in("en").canonical != old.text_in("en").canonical  # type: ignore[union-attr]
    assert {answer.id for answer in signatures_of(newer.call)} == signed
    names = [issue.editions[lang]["members"] for lang in ("ar", "en")]
    assert [newer.editions[lang]["members"] for lang in ("ar", "en")] == names
    publishing.make_files(newer)
    assert session.get_one(Issue, newer.id).state is IssueState.CURRENT
    page = browser.get(f"/verify/{issue.code}?lang=en").text
    assert "superseded" in page and NOTES["note_en"] in page
    public = browser.get(f"/p/{issue.reference.replace('/', '-')}?text=en&lang=en").text
    assert "bear most" in public and NOTES["note_en"] in public
    work_off("outbox.send")
    told = [str(one["To"]) for one in mail.sent if "باسم منظمتكم" in str(one["Subject"])]
    assert sorted(told) == sorted(answer.organisation.mail for answer in signatures_of(newer.call))
    assert verify_chain().ok


def test_the_erratum_goes_to_those_alone_who_received_that_language(browser: Browser, issue: Issue) -> None:
    arabic, foreign = contacts.office(), contacts.office()
    for office, lang in ((arabic, "ar"), (foreign, "en")):
        package = parcels.package(issue, offices=[session.get_one(Recipient, office.id)])
        for parcel in package.parcels:
            parcel.text_lang = lang
        session.commit()
        parcels.release(package)
    work_off("dispatch.make_parcels", "outbox.send")
    assert corrected(browser, issue, misspelt(issue)) == 303
    newer = newest()
    publishing.make_files(newer)
    assert browser.post(f"/packages/errata/{newer.id}").status_code == 303
    sent = session.scalars(select(Message.recipient).where(Message.key.like("dispatch.erratum:%"))).all()
    assert sent == [foreign.mail]


@pytest.mark.parametrize(("old", "new"), [("6 months", "9 months"), ("We demand", "We ask")])
def test_what_is_more_than_language_is_refused_and_kept_in_the_form(
    browser: Browser, issue: Issue, old: str, new: str
) -> None:
    source = english(issue)
    assert old in source
    assert corrected(browser, issue, source.replace(old, new)) == 422
    assert session.scalars(select(Issue)).all() == [session.get_one(Issue, issue.id)]
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.post(f"/issues/{issue.id}/correct/en", data={"source_en": source.replace(old, new), **NOTES}).text
    assert new in page


def test_the_authoritative_text_the_same_words_and_no_note_are_refused(browser: Browser, issue: Issue) -> None:
    assert corrected(browser, issue, "نص آخر", "ar") == 404
    assert corrected(browser, issue, english(issue)) == 422
    assert corrected(browser, issue, misspelt(issue), note_ar="") == 422
    browser.sign_in(make.holder_of(Office.BOARD))
    assert browser.get(f"/issues/{issue.id}/correct/en").status_code == 403
    assert newest().id == issue.id
