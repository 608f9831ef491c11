"""The salt of a withheld signatory: on its own receipt page alone, another for every answer, in no mail."""

from flask import Flask
from sqlalchemy import select

from advocacy import keystore
from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.signoff.models import Answer
from advocacy.signoff.proofs import commitment_of, committed_name, salt_of
from papers.seal.commitments import opens, written_salt
from tests.conftest import Browser
from tests.make.signoff import answer, open_call, signatory_of


def answered(visibility: Visibility) -> Answer:
    call = open_call()
    return session.get_one(Answer, answer(call, call.roll[0].organisation, visibility=visibility).id)


def receipt_page(browser: Browser, given: Answer) -> str:
    browser.sign_in(signatory_of(given.organisation))
    return browser.get(f"/calls/{given.call_id}/answer/{given.organisation_id}/receipt").text


def test_the_receipt_of_a_withheld_signatory_shows_the_name_and_salt_that_open_its_commitment(
    browser: Browser,
) -> None:
    given = answered(Visibility.WITHHELD)
    salt = salt_of(given)
    page = receipt_page(browser, given)
    assert written_salt(salt) in page
    assert committed_name(given) in page
    assert opens(commitment_of(given), salt, given.seal, committed_name(given))


def test_a_named_signatory_needs_no_salt(browser: Browser) -> None:
    given = answered(Visibility.PUBLIC)
    assert written_salt(salt_of(given)) not in receipt_page(browser, given)


def test_the_salt_is_in_no_mail(app: Flask) -> None:
    given = answered(Visibility.WITHHELD)
    said = "\n".join(body_of(mail) for mail in session.scalars(select(Message)))
    assert given.receipt in said
    assert written_salt(salt_of(given)) not in said
    assert salt_of(given).hex() not in said


def test_every_answer_has_its_own_salt_and_an_erased_receipt_takes_it_away(app: Flask) -> None:
    given = answered(Visibility.WITHHELD)
    salt = salt_of(given)
    assert salt == salt_of(given)
    assert keystore.secret("commitments.key") not in (salt, b"")
    given.receipt = "ERASED0000"
    assert salt_of(given) != salt
