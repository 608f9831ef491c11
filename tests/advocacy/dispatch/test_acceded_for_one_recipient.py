"""Acceding «to this recipient only»: the special copy of issue 1.1 names whom every other copy counts."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy import blobs
from advocacy.blobs import Blob
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Status, Visibility
from advocacy.contacts.models import Office as Desk
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch.models import Parcel
from advocacy.dispatch.recipients import offer_recipients
from advocacy.ledger.models import Entry
from advocacy.mail import KeptMail
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import MailState, Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.publishing.sealing import authority
from advocacy.publishing.special import special_edition
from advocacy.publishing.special_models import Special
from advocacy.signoff.models import Accession, AccessionShownTo, Call
from papers.dates import long_date
from papers.leaks import Search, Secret, places_in, places_in_mail
from papers.seal.attachments import attached
from papers.seal.evidence import examine
from papers.seal.manifest import manifest_in
from papers.words import say
from tests.advocacy.publishing.test_accession import accepted, offered, signed_in
from tests.advocacy.publishing.test_accession_denied import answer_to, denied
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts, dispatch, publishing, signoff
from tests.make.drafting import frozen_dossier
from tests.make.links import accession_link_of, link_of
from tests.make.worker import work_off
from tests.papers.pdfs import copied

pytestmark = pytest.mark.timeout(300)  # these files are really printed and sealed

SHY = {"ar": "مركز العرعر البعيد", "en": "Faraway Juniper Centre"}
SEARCH = Search([Secret("shy", tuple(SHY.values()))])
WORDS = "نتحفّظ على المهلة."


@pytest.fixture
def shy(app: Flask) -> Organisation:
    """A member that did not answer, and whose name nobody is to see."""
    make.coalition()
    return named_shy()


def named_shy(status: Status = Status.MEMBER) -> Organisation:
    one = make.organisation(SHY["ar"], status=status)
    one.name_en, one.mail = SHY["en"], f"shy-{one.number}@hidden.example"
    make.kept(one)
    make.signatory(one, f"of-shy-{one.number}")
    return one


@pytest.fixture
def desks(app: Flask) -> tuple[Desk, Desk]:
    """The office that is offered, and another one."""
    return contacts.office(), contacts.office("سفارة سودلاند")


def issued_without(shy: Organisation, clock: SetClock, *offices: Desk) -> Issue:
    """Two members signed and the offices were offered; `shy` gave no answer."""
    signoff.members(2)
    call = signoff.open_call(frozen_dossier())
    with transaction():
        by = make.holder_of(Office.COORDINATOR)
        offer_recipients(session.get_one(Call, call.id), [session.get_one(Desk, one.id) for one in offices], by=by)
    call = session.get_one(Call, call.id)
    for line in call.roll:
        if line.organisation_id != shy.id:
            signoff.answer(call, line.organisation)
    clock.set(call.closes_at)
    work_off("signoff.close")
    return publishing.issued(session.get_one(Call, call.id))


@pytest.fixture
def issue(shy: Organisation, desks: tuple[Desk, Desk], clock: SetClock) -> Issue:
    return issued_without(shy, clock, desks[0])


def typed(issue: Issue, page: str, **more: str) -> dict[str, str]:
    """The form as somebody fills it in who chooses the first recipient."""
    box = re.search(r'name="(to_\d+)"', page)
    assert box is not None
    said = {"seal": issue.freeze.seal, "choice": "accede", "visibility": "recipient", "knows_few": "yes"}
    return {**said, box[1]: "yes", **more}


def acceded_for_one(browser: Browser, issue: Issue, who: Organisation, **more: str) -> Accession:
    offered(browser, issue, who)
    link = accession_link_of(signoff.signatory_of(who))
    assert browser.post(link, data=typed(issue, browser.get(link).text, **more)).status_code == 303
    session.expire_all()
    return session.scalars(
        select(Accession).where(Accession.organisation_id == who.id, Accession.undone_at.is_(None))
    ).one()


def sent(issue: Issue, *offices: Desk) -> None:
    dispatch.release(dispatch.package(issue, offices=list(offices)))
    work_off()


def letters(mail: KeptMail) -> dict[str, object]:
    """The last letter with an enclosure to each address."""
    return {str(message["To"]): message for message in mail.sent if message.is_multipart()}


def test_the_form_offers_the_same_recipients_keeps_what_was_typed_and_tells_the_choice_to_its_own_people_alone(
    browser: Browser, issue: Issue, shy: Organisation, desks: tuple[Desk, Desk]
) -> None:
    offered(browser, issue, shy)
    link = accession_link_of(signoff.signatory_of(shy))
    page = browser.get(link).text
    assert 'value="recipient"' in page and desks[0].name_ar in page and desks[1].name_ar not in page
    day = long_date(date(2026, 11, 25), "ar")  # any: only the shape of the line is looked at
    note = say("acceded_on", "ar", day=day).split()[0]
    assert page.count(f"<b><bdi>{SHY['ar']} ({note}") >= 2, "the very list, where it is printed and in the one copy"
    full = typed(issue, page, choice="accede_with_reservation", reservation=WORDS)
    (box,) = [name for name in full if name.startswith("to_")]
    bare = {name: value for name, value in full.items() if name != box}
    refused = browser.post(link, data=bare)
    assert refused.status_code == 422 and 'id="visibility-error"' in refused.text and WORDS in refused.text
    strange = browser.post(link, data={**bare, "to_999999": "yes"})
    assert strange.status_code == 422
    few = {name: value for name, value in full.items() if name != "knows_few"}
    again = browser.post(link, data=few)
    assert again.status_code == 422 and 'id="knows_few-error"' in again.text
    assert re.search(rf'name="{box}" value="yes" checked', again.text), "the box stays ticked"
    assert re.search(r'value="recipient" checked', again.text)
    assert session.query(Accession).count() == 0
    for _tap in range(2):
        assert browser.post(link, data=full).status_code == 303
    found = session.scalars(select(Accession)).one()
    assert (found.visibility, session.query(AccessionShownTo).count()) == (Visibility.WITHHELD, 1)
    assert desks[0].name_ar in browser.get(link).text
    receipts = session.scalars(select(Message).where(Message.key.like("signoff.accession:%:given:%"))).all()
    assert len(receipts) == 2 and all(desks[0].name_in(receipt.lang) in body_of(receipt) for receipt in receipts), (
        "both receipts say for whom"
    )
    (entry,) = session.scalars(select(Entry).where(Entry.kind == "signoff.acceded")).all()
    assert entry.facts["shown_to"] == 1
    page = signed_in(browser).get(f"/issues/{issue.id}/accessions").text
    assert found.receipt in page and SHY["ar"] not in page and desks[0].name_ar not in page


def test_it_stands_with_its_day_in_the_copy_for_the_chosen_office_and_in_no_other_file(
    browser: Browser, issue: Issue, shy: Organisation, desks: tuple[Desk, Desk], mail: KeptMail
) -> None:
    chosen, other = desks
    accession = acceded_for_one(browser, issue, shy, choice="accede_with_reservation", reservation=WORDS)
    sent(issue, chosen, other)
    assert session.query(Special).count() == 0, "no issue prints it yet"
    newer = accepted(browser, issue, accession, rendered=True)
    sent(newer, chosen, other)
    own, others = letters(mail)[chosen.mail], letters(mail)[other.mail]
    assert places_in_mail(own, SEARCH), "the copy for the chosen office names it"  # type: ignore[arg-type]
    assert not places_in_mail(others, SEARCH)  # type: ignore[arg-type]

    special = session.query(Special).one()
    assert (special.issue_id, special.answer_ids, special.accession_ids) == (newer.id, [], [accession.id])
    named = {file.sha256 for file in special.files} | {
        file.unsealed_sha256 for file in special.files if file.unsealed_sha256
    }
    parcel = session.scalars(select(Parcel).where(Parcel.special_id == special.id)).one()
    for blob in session.scalars(select(Blob)).all():
        assert places_in(blob.data, blob.sha256, SEARCH) == [], "in clear in the database"
        if blob.sha256 not in named | {parcel.pdf_sha256}:
            assert places_in(blobs.read(blob.sha256), blob.sha256, SEARCH) == []
    day = accession.acceded_at.date()
    for lang, extension in (("ar", "pdf"), ("en", "pdf"), ("ar", "docx"), ("ar-en", "docx")):
        file = special.file(lang, extension)
        assert file is not None
        assert places_in(blobs.read(file.sha256), file.name, SEARCH), (lang, extension)
    pdf, plain = special.file("en", "pdf"), newer.file("en", "pdf")
    assert pdf is not None and plain is not None
    words = " ".join(copied(blobs.read(pdf.sha256)).split())
    assert f"Acceded later {SHY['en']} {say('acceded_on', 'en', day=long_date(day, 'en'))}" in words
    inside, before = manifest_in(attached(blobs.read(pdf.sha256))), manifest_in(attached(blobs.read(plain.sha256)))
    assert inside is not None and before is not None
    assert (inside.set, inside.texts, inside.signatories) == (before.set, before.texts, before.signatories)
    assert (before.acceded, before.acceded_withheld, len(before.acceded_commitments)) == ((), 1, 1)
    assert (inside.acceded, inside.acceded_withheld, inside.acceded_commitments) == ((SHY["en"],), 0, ())
    assert inside.only_for == chosen.name_en
    assert examine(blobs.read(pdf.sha256), authority()).holds
    word = special.file("ar", "docx")
    assert word is not None
    with zipfile.ZipFile(BytesIO(blobs.read(word.sha256))) as parts:
        said = parts.read("word/document.xml").decode()
    assert "انضمّوا لاحقًا" in said and SHY["ar"] in said and WORDS in said
    pages = (f"/verify/{special.code}", f"/p/{newer.reference.replace('/', '-')}", f"/verify/{newer.code}")
    for address in pages:
        page = browser.get(address)
        assert page.status_code == 200 and not SEARCH.finds(page.text), address
    held = session.scalars(select(Message).where(Message.last_error.like("held%"))).all()
    assert held == []


def test_the_gate_lets_that_copy_go_to_the_address_that_was_told_alone(
    browser: Browser, issue: Issue, shy: Organisation, desks: tuple[Desk, Desk], mail: KeptMail
) -> None:
    newer = accepted(browser, issue, acceded_for_one(browser, issue, shy))
    package = dispatch.package(newer, offices=[desks[0]])
    dispatch.release(package)
    work_off("publishing.make_special")
    work_off("dispatch.make_parcels")
    with transaction():
        session.query(Message).filter(Message.recipient == desks[0].mail).update({"recipient": "thief@office.example"})
    work_off()
    message = session.query(Message).filter_by(recipient="thief@office.example").one()
    assert message.state is MailState.FAILED and message.last_error.startswith("held back")
    assert not any("thief" in str(one["To"]) for one in mail.sent)
    with transaction():
        session.get_one(Desk, desks[0].id).mail = "new@office.example"
    sent(newer, desks[0])
    (letter,) = [message for message in mail.sent if str(message["To"]) == "new@office.example"]
    assert not places_in_mail(letter, SEARCH), "an office that moved gets the copy for everybody"


def test_who_chose_the_same_office_by_an_answer_stands_there_too_each_in_its_list(
    app: Flask, browser: Browser, clock: SetClock, desks: tuple[Desk, Desk]
) -> None:
    make.coalition()
    shy, signer = named_shy(), make.organisation("مركز السدرة")
    make.signatory(signer)
    signoff.members(2)
    call = signoff.open_call(frozen_dossier())
    with transaction():
        by = make.holder_of(Office.COORDINATOR)
        offer_recipients(session.get_one(Call, call.id), [session.get_one(Desk, desks[0].id)], by=by)
    call = session.get_one(Call, call.id)
    signing = link_of(signoff.signatory_of(signer))
    sent_form = {"choice": "sign_with_reservation", "reservation": "كلمات الموقّع.", "reservation_for": "board"}
    answer = browser.post(signing, data=typed_for(call, browser.get(signing).text) | sent_form)
    assert answer.status_code == 303
    for line in call.roll:
        if line.organisation_id not in (shy.id, signer.id):
            signoff.answer(call, line.organisation)
    clock.set(call.closes_at)
    work_off("signoff.close")
    issue = publishing.issued(session.get_one(Call, call.id))
    sent(issue, desks[0])
    first = session.query(Special).one()
    assert (first.answers_key, first.count, first.made_at is not None) == (str(first.answer_ids[0]), 1, True)
    accession = acceded_for_one(browser, issue, shy)
    newer = accepted(browser, issue, accession)
    sent(newer, desks[0])
    second = session.scalars(select(Special).where(Special.issue_id == newer.id)).one()
    assert second.answers_key == f"{first.answer_ids[0]}+{accession.id}" and second.count == 2
    edition = special_edition(second, "ar")
    assert "مركز السدرة" in [one.name for one in edition.members]
    assert [one.name for one in edition.acceded] == [SHY["ar"]]
    assert (edition.withheld, edition.acceded_withheld) == (0, 0)
    assert "كلمات الموقّع." not in str(edition), "what is for the board alone is printed in no copy"


def typed_for(call: Call, page: str) -> dict[str, str]:
    box = re.search(r'name="(to_\d+)"', page)
    assert box is not None
    return {"seal": call.seal, "choice": "sign", "visibility": "recipient", "knows_few": "yes", box[1]: "yes"}


@pytest.fixture
def ended(
    request: pytest.FixtureRequest, browser: Browser, issue: Issue, shy: Organisation
) -> Iterator[tuple[str, Issue]]:
    """The issue that would be sent, after the accession came to nothing."""
    why = request.param
    accession = acceded_for_one(browser, issue, shy)
    newer = accepted(browser, issue, accession) if why == "denied" else issue
    if why == "denied":
        denied(browser, newer, shy)
        assert "سفارة نورلاند" in answer_to(shy), "it is told its own choice, and nobody else is"
    elif why == "taken back":
        browser.post(f"{accession_link_of(signoff.signatory_of(shy))}/take-back")
        newer = publishing.reissued(issue)
    elif why == "declined":
        address = f"/issues/{issue.id}/accessions/{accession.id}/decline"
        assert signed_in(browser).post(address, data={f"reason-{accession.id}": "سبب"}).status_code == 303
        newer = publishing.reissued(issue)
    else:
        newer = publishing.reissued(issue)
    yield why, session.get_one(Issue, newer.id)


@pytest.mark.parametrize("ended", ["denied", "taken back", "declined", "not accepted"], indirect=True)
def test_one_that_does_not_stand_is_in_no_copy(
    ended: tuple[str, Issue], desks: tuple[Desk, Desk], mail: KeptMail
) -> None:
    why, newer = ended
    sent(newer, desks[0])
    assert session.query(Special).count() == 0, why
    assert not places_in_mail(letters(mail)[desks[0].mail], SEARCH)  # type: ignore[arg-type]


def test_whoever_has_the_earlier_issue_is_shown_with_the_way_to_the_copy_that_is_for_it_alone(
    browser: Browser, issue: Issue, shy: Organisation, desks: tuple[Desk, Desk], mail: KeptMail
) -> None:
    chosen, other = desks
    sent(issue, chosen, other)
    accession = acceded_for_one(browser, issue, shy)
    newer = accepted(browser, issue, accession)
    browser.sign_in(make.holder_of(Office.RELATIONS))
    page = browser.get(f"/packages/errata/{newer.id}").text
    way = f"/packages/new/{newer.id}?office={chosen.id}"
    assert page.count("لها نسخة خاصّة") == 1 and way in page and f"office={other.id}" not in page
    assert SHY["ar"] not in page
    form = browser.get(way).text
    assert re.search(rf'name="offices" value="{chosen.id}" checked', form)
    assert browser.post(f"/packages/errata/{newer.id}").status_code == 303
    work_off()
    notes = [one for one in mail.sent if one["Subject"].startswith("Erratum")]
    assert {str(one["To"]) for one in notes} == {chosen.mail, other.mail}
    assert not any(places_in_mail(one, SEARCH) for one in notes)
    package = dispatch.package(newer, offices=[chosen, other])
    numbers = {parcel.office_id: parcel.id for parcel in package.parcels}
    pages = {desk.id: browser.get(f"/packages/letters/{numbers[desk.id]}?lang=en").text for desk in (chosen, other)}
    assert "The copy for this office alone names 1 organisation" in pages[chosen.id]
    assert "The copy for this office alone names" not in pages[other.id]
    sent(newer, chosen)
    assert places_in_mail(letters(mail)[chosen.mail], SEARCH)  # type: ignore[arg-type]
    page = browser.get(f"/packages/errata/{newer.id}").text
    assert chosen.name_ar not in page and "لها نسخة خاصّة" not in page, "it has its copy of the newer issue"


def test_where_two_people_sign_the_second_finds_the_choice_and_must_make_the_same(
    browser: Browser, issue: Issue, shy: Organisation, desks: tuple[Desk, Desk]
) -> None:
    second = make.signatory(shy)
    session.get_one(Organisation, shy.id).signatures_needed = 2
    session.commit()
    acceded_for_one(browser, issue, shy)
    link = accession_link_of(second)
    page = browser.get(link).text
    assert desks[0].name_ar in page and re.search(r'value="recipient" checked', page)
    full = typed(issue, page)
    assert browser.post(link, data={**full, "visibility": "withheld"}).status_code == 409, "another choice"
    assert browser.post(link, data=full).status_code == 303
    session.expire_all()
    assert session.scalars(select(Accession)).one().is_waiting


def test_a_partner_from_outside_stands_with_its_day_among_those_that_endorse(
    app: Flask, browser: Browser, clock: SetClock, desks: tuple[Desk, Desk]
) -> None:
    make.coalition()
    partner = named_shy(Status.PARTNER)
    issue = issued_without(partner, clock, desks[0])
    newer = accepted(browser, issue, acceded_for_one(browser, issue, partner))
    sent(newer, desks[0])
    edition = special_edition(session.query(Special).one(), "ar")
    assert [one.name for one in edition.endorsers] == [SHY["ar"]] and "انضمّت في" in edition.endorsers[0].note
    assert (edition.acceded, edition.acceded_withheld, edition.acceded_commitments) == ((), 0, ())


def test_two_officers_fetch_a_copy_that_an_accession_alone_has_made_and_its_organisation_is_told(
    browser: Browser, shy: Organisation, clock: SetClock
) -> None:
    desk = contacts.office(way=Way.PAPER)
    issue = issued_without(shy, clock, desk)
    newer = accepted(browser, issue, acceded_for_one(browser, issue, shy))
    sent(newer, desk)
    parcel = session.scalars(select(Parcel)).one()
    assert parcel.special is not None and parcel.pdf_sha256 is not None
    browser.sign_in(make.holder_of(Office.RELEASE))
    asked = browser.post("/names", data={"call": str(issue.call_id), "reason": "تسليم باليد"})
    assert asked.status_code == 303
    browser.sign_in(make.holder_of(Office.RELEASE)).post("/names/1/confirm")
    told = session.scalars(select(Message).where(Message.key.like("signoff.opened:1:accession-%"))).all()
    assert shy.mail in {message.recipient for message in told}
    assert all("انضمّت منظمتكم" in body_of(message) for message in told if message.lang == "ar")
    assert SHY["ar"] in browser.post("/names/1/read").text
    fetched = browser.post(f"/names/copies/{parcel.id}")
    assert fetched.status_code == 200 and places_in(fetched.data, "x.pdf", SEARCH)
