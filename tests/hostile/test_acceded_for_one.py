"""Whoever acceded for one recipient alone, once an issue prints it: its copy has the name, no page and no mail else."""

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy import blobs
from advocacy.contacts.models import Office as Recipient
from advocacy.database import session
from advocacy.mail import KeptMail
from advocacy.publishing.models import Issue
from advocacy.publishing.special_models import Special
from tests.conftest import Browser
from tests.hostile.happenings import printed
from tests.hostile.house import House, addresses_of, values_of
from tests.hostile.kept import built
from tests.hostile.test_withheld_names import body_of, may_read, said_in, words_of
from tests.make import dispatch, publishing
from tests.make.worker import work_off

ABOUT = {"issue_id", "reference", "lang", "code", "name", "package_id", "parcel_id", "dossier_id", "call_id"}
"""What an address is about that leads to this text, its issues and its letters."""


@pytest.fixture
def house(app: Flask) -> House:
    """The house, with the issue that prints the accession, and its package on the way to every office."""
    house = built()
    newer = printed(house.issue, house.late, house.people["coordinator"])
    publishing.make_files(newer)
    offices = session.scalars(select(Recipient).order_by(Recipient.id)).all()
    package = dispatch.package(newer, offices=offices, by=house.people["relations"])
    dispatch.release(package, by=house.people["board"])
    publishing.make_specials()
    house.issue = session.get_one(Issue, newer.id)
    codes = [house.issue.code, *session.scalars(select(Special.code))]
    about = {"dossier_id": [newer.dossier_id], "call_id": [newer.call_id], "code": codes, "lang": ["ar", "en"]}
    house.values = values_of(house) | about  # before the mails leave, which have links in them
    work_off()
    return house


def test_its_name_stands_in_the_files_for_that_recipient_and_in_no_others(house: House) -> None:
    (special,) = session.scalars(select(Special).where(Special.issue_id == house.issue.id)).all()
    assert special.count == 2, "one by its answer, one by its accession"
    words = [file for file in special.files if file.format == "docx"]
    assert {"ar", "en"} <= {file.lang for file in words}
    for file in words:
        said = said_in("\n".join(words_of(blobs.read(file.sha256), "application/zip")))
        assert said == {"once", "late"}, file.name
    for earlier in session.scalars(select(Special).where(Special.issue_id != house.issue.id)):
        for file in earlier.files:
            assert "late" not in said_in("\n".join(words_of(blobs.read(file.sha256), "")))
    for file in house.issue.files:
        assert said_in("\n".join(words_of(blobs.read(file.sha256), ""))) == set(), file.name


@pytest.mark.timeout(300)
def test_no_page_about_the_text_names_it(house: House, app: Flask, browser: Browser) -> None:
    told, seen = [], 0
    for role in ("nobody", "member", "coordinator", "relations", "board", "oversight", "arbitration", "admin"):
        browser.delete_cookie("mawqif")
        if person := house.people[role]:
            browser.sign_in(person)
        for rule in app.url_map.iter_rules():
            if "GET" not in (rule.methods or set()) or not rule.arguments or not rule.arguments <= ABOUT:
                continue
            for address in addresses_of(rule, house, app):
                answer = browser.get(address)
                assert answer.status_code < 500, address
                seen += answer.status_code == 200
                said = said_in("\n".join([str(answer.headers), *words_of(answer.data, answer.mimetype)]))
                told += [f"{address} to {role}"] * ("late" in said and not may_read("late", role, address, house))
    assert told == [], "\n".join(told)
    assert seen > 100


def test_no_mail_names_it_but_to_its_own_people(house: House, mail: KeptMail) -> None:
    own = {house.late.mandates[0].person.email, house.late.mail}
    told = {str(message["To"]) for message in mail.sent if "late" in said_in(body_of(message))}
    assert told and told <= own, told
