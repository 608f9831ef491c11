"""«To this recipient only»: a name stands in the copy for one office, at the address that was told; nowhere else."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

import pytest
from flask import Flask

from advocacy import blobs
from advocacy.blobs import Blob
from advocacy.coalition.models import Visibility
from advocacy.contacts.models import Office as Desk
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch.models import Parcel
from advocacy.dispatch.recipients import offer_recipients
from advocacy.mail import KeptMail
from advocacy.outbox.models import MailState, Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.publishing.special_models import Special, SpecialFile
from advocacy.signoff.models import Answer, Call, ShownTo
from papers.leaks import Search, Secret, places_in, places_in_mail
from papers.seal.attachments import attached
from papers.seal.manifest import manifest_in
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts, dispatch, publishing, signoff
from tests.make.drafting import frozen_dossier
from tests.make.links import link_of
from tests.make.worker import work_off
from tests.papers.pdfs import copied

pytestmark = pytest.mark.timeout(300)  # these files are really printed and sealed

SHY = "مركز العرعر البعيد"
SEARCH = Search([Secret("shy", (SHY, "Faraway Juniper Centre"))])


@pytest.fixture
def offered(app: Flask) -> tuple[Call, Desk, Desk]:
    """A call of four members with one office offered, and another office that is not."""
    make.coalition()
    signoff.members(2)
    for name in (SHY, "مركز السدرة"):
        one = make.organisation(name)
        one.name_en = "Faraway Juniper Centre" if name == SHY else "Lote Tree Centre"
        make.signatory(one)
    session.commit()
    call = signoff.open_call(frozen_dossier())
    chosen, other = contacts.office(), contacts.office("سفارة سودلاند")
    with transaction():
        by = make.holder_of(Office.COORDINATOR)
        offer_recipients(session.get_one(Call, call.id), [session.get_one(Desk, chosen.id)], by=by)
    return session.get_one(Call, call.id), chosen, other


def sign_for_one(browser: Browser, call: Call) -> Answer:
    """The shy one signs by its link, for the offered recipient alone; two others withhold, one is public."""
    shy = next(line.organisation for line in call.roll if line.organisation.name_ar == SHY)
    link = link_of(signoff.signatory_of(shy))
    page = browser.get(link).text
    assert 'value="recipient"' in page
    typed = {"seal": call.seal, "choice": "sign", "visibility": "recipient", "knows_few": "yes"}
    refused = browser.post(link, data=typed)
    assert refused.status_code == 422 and "جهة واحدة على الأقل" in refused.text
    box = page.partition('name="to_')[2].partition('"')[0]
    assert browser.post(link, data={**typed, f"to_{box}": "yes"}).status_code == 303
    assert "سفارة نورلاند" in browser.get(f"{link}/receipt").text
    return session.query(Answer).filter_by(organisation_id=shy.id, standing=True).one()


def sent(call: Call, *offices: Desk, rendered: bool = False, annexes: Sequence[str] = ()) -> Issue:
    issue = publishing.issued(call, rendered=rendered)
    package = dispatch.package(issue, offices=list(offices), annexes=annexes)
    dispatch.release(package)
    work_off()
    return session.get_one(Issue, issue.id)


def finished(call: Call, browser: Browser) -> Call:
    sign_for_one(browser, call)
    others = [line.organisation for line in call.roll if line.organisation.name_ar != SHY]
    signoff.answer(call, others[0], visibility=Visibility.WITHHELD)
    for one in others[1:]:
        signoff.answer(call, one)
    session.expire_all()
    return session.get_one(Call, call.id)


def test_one_office_reads_the_name_and_every_other_copy_counts_it(
    offered: tuple[Call, Desk, Desk], browser: Browser, mail: KeptMail
) -> None:
    call, chosen, other = offered
    issue = sent(finished(call, browser), chosen, other, rendered=True)
    letters = {str(message["To"]): message for message in mail.sent if message.is_multipart()}
    assert set(letters) >= {chosen.mail, other.mail}
    assert places_in_mail(letters[chosen.mail], SEARCH), "the copy for the chosen office names it"
    assert not places_in_mail(letters[other.mail], SEARCH)
    for file in issue.files:
        assert places_in(blobs.read(file.sha256), file.name, SEARCH) == []

    special = session.query(Special).one()
    file = special.file("en", "pdf")
    assert file is not None
    inside = manifest_in(attached(blobs.read(file.sha256)))
    plain = manifest_in(attached(blobs.read(issue.file("en", "pdf").sha256)))  # type: ignore[union-attr]
    assert inside is not None and plain is not None
    assert (inside.set, inside.texts, inside.signed) == (plain.set, plain.texts, plain.signed)
    assert (plain.withheld, inside.withheld) == (2, 1) and len(inside.commitments) == 1
    assert "Faraway Juniper Centre" in inside.signatories
    assert inside.only_for == chosen.name_en and not plain.only_for
    word = special.file("ar", "docx")
    assert word is not None
    with zipfile.ZipFile(BytesIO(blobs.read(word.sha256))) as parts:
        said = "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist() if name.endswith(".xml"))
    assert "نسخة خاصة بالجهة" in said

    page = browser.get(f"/verify/{special.code}")
    assert page.status_code == 200 and "نسخة خاصة بجهة واحدة" in page.text
    assert SHY not in page.text and chosen.name_ar not in page.text
    parcel = session.query(Parcel).filter(Parcel.special_id.is_not(None)).one()
    assert parcel.pdf_sha256 is not None
    upload = {"file": (BytesIO(blobs.read(parcel.pdf_sha256)), "x.pdf")}
    checked = browser.post("/verify", data=upload, content_type="multipart/form-data")
    assert "نسخة خاصة بجهة واحدة" in checked.text and SHY not in checked.text


def test_the_bilingual_copy_too_names_it_to_the_one_office_and_says_in_both_languages_for_whom_it_is(
    offered: tuple[Call, Desk, Desk], browser: Browser, mail: KeptMail
) -> None:
    call, chosen, other = offered
    issue = sent(finished(call, browser), chosen, other, rendered=True, annexes=["ar-en"])
    special = session.query(Special).one()
    pdf, word = special.file("ar-en", "pdf"), special.file("ar-en", "docx")
    assert pdf is not None and word is not None
    pages = copied(blobs.read(pdf.sha256)).removesuffix("\f").split("\f")
    assert all("ليست للنشر" in page and "not for publication" in page for page in pages)
    assert "Faraway Juniper Centre" in "".join(pages)
    assert places_in(blobs.read(pdf.sha256), pdf.name, Search([Secret("shy", (SHY,))]))
    inside = manifest_in(attached(blobs.read(pdf.sha256)))
    assert inside is not None and inside.only_for == chosen.name_ar and inside.withheld == 1
    assert places_in(blobs.read(word.sha256), word.name, SEARCH)
    letters = {str(message["To"]): message for message in mail.sent if message.is_multipart()}
    (joined,) = [part.get_content() for part in letters[chosen.mail].iter_attachments()]
    assert copied(joined).count("not for publication") >= len(pages)
    assert "ليست للنشر" in copied(joined), "the bilingual copy stands behind the statement"
    assert not places_in_mail(letters[other.mail], SEARCH)
    plain = issue.file("ar-en", "pdf")
    assert plain is not None and places_in(blobs.read(plain.sha256), plain.name, SEARCH) == []


def test_an_edition_from_before_there_were_bilingual_ones_is_completed_by_the_worker(
    offered: tuple[Call, Desk, Desk], browser: Browser
) -> None:
    call, chosen, _other = offered
    issue = sent(finished(call, browser), chosen)
    special = session.query(Special).one()
    code, own = special.code, {file.sha256 for file in special.files if file.lang != "ar-en"}
    session.query(SpecialFile).filter_by(lang="ar-en").delete(synchronize_session=False)
    session.commit()
    session.expire_all()
    package = dispatch.package(issue, offices=[chosen], annexes=["ar-en"])
    dispatch.release(package)
    assert session.query(Special).one().made_at is None, "no letter leaves before it is whole"
    work_off()
    special = session.query(Special).one()
    assert special.code == code and special.file("ar-en", "pdf") is not None
    assert {file.sha256 for file in special.files if file.lang != "ar-en"} == own


def test_nobody_inside_reads_the_special_copy_and_the_database_does_not_hold_it_in_clear(
    offered: tuple[Call, Desk, Desk], browser: Browser
) -> None:
    call, chosen, _other = offered
    sent(finished(call, browser), chosen)
    parcel = session.query(Parcel).one()
    assert parcel.special is not None and parcel.pdf_sha256 is not None
    for office in (Office.COORDINATOR, Office.BOARD, Office.RELATIONS, Office.OVERSIGHT):
        browser.sign_in(make.holder_of(office))
        assert browser.get(f"/packages/letters/{parcel.id}/file.pdf").status_code == 403
        page = browser.get(f"/packages/letters/{parcel.id}")
        assert page.status_code == 200 and SHY not in page.text
    kept = [file.sha256 for file in parcel.special.files] + [parcel.pdf_sha256]
    for sha256 in kept:
        blob = session.get_one(Blob, sha256)
        assert blob.is_secret and not blob.data.startswith((b"%PDF", b"PK"))


def test_the_gate_lets_the_special_copy_go_to_its_own_address_alone(
    offered: tuple[Call, Desk, Desk], browser: Browser, mail: KeptMail
) -> None:
    call, chosen, _other = offered
    issue = publishing.issued(finished(call, browser), rendered=False)
    package = dispatch.package(issue, offices=[chosen])
    dispatch.release(package)
    work_off("publishing.make_special")
    work_off("dispatch.make_parcels")
    with transaction():
        session.query(Message).filter(Message.recipient == chosen.mail).update({"recipient": "thief@office.example"})
    work_off()
    message = session.query(Message).filter_by(recipient="thief@office.example").one()
    assert message.state is MailState.FAILED and message.last_error.startswith("held back")
    assert not any("thief" in str(one["To"]) for one in mail.sent)
    browser.sign_in(make.holder_of(Office.RELATIONS))
    parcel = session.query(Parcel).one()
    again = browser.post(f"/packages/letters/{parcel.id}/again", data={"mail": "me@relations.example"})
    assert again.status_code == 409


def test_an_office_that_moved_to_another_address_gets_the_copy_for_everybody(
    offered: tuple[Call, Desk, Desk], browser: Browser, mail: KeptMail
) -> None:
    call, chosen, _other = offered
    call = finished(call, browser)
    with transaction():
        session.get_one(Desk, chosen.id).mail = "new@office.example"
    sent(call, chosen)
    assert session.query(Special).count() == 0
    (letter,) = [message for message in mail.sent if str(message["To"]) == "new@office.example"]
    assert not places_in_mail(letter, SEARCH)


def test_two_officers_fetch_a_copy_that_must_be_carried(app: Flask, browser: Browser) -> None:
    make.coalition()
    signoff.members(1)
    shy = make.organisation(SHY)
    shy.name_en = "Faraway Juniper Centre"
    make.signatory(shy)
    call, desk = signoff.open_call(frozen_dossier()), contacts.office(way=Way.PAPER)
    with transaction():
        by = make.holder_of(Office.COORDINATOR)
        offer_recipients(session.get_one(Call, call.id), [session.get_one(Desk, desk.id)], by=by)
    call = session.get_one(Call, call.id)
    sign_for_one(browser, call)
    signoff.answer(call, call.roll[0].organisation)
    sent(session.get_one(Call, call.id), desk)
    parcel = session.query(Parcel).one()
    first, second = make.holder_of(Office.RELEASE), make.holder_of(Office.RELEASE)
    browser.sign_in(first)
    assert browser.post(f"/names/copies/{parcel.id}").status_code == 403
    browser.post("/names", data={"call": str(call.id), "reason": "تسليم باليد"})
    browser.sign_in(second).post("/names/1/confirm")
    assert "/names/copies/" in browser.get("/names/copies").text
    fetched = browser.post(f"/names/copies/{parcel.id}")
    assert fetched.status_code == 200 and fetched.data.startswith(b"%PDF")
    assert places_in(fetched.data, "x.pdf", SEARCH)
    assert browser.post(f"/names/copies/{parcel.id}/word").data.startswith(b"PK")


def test_the_secretariat_offers_recipients_and_a_chosen_one_stays(
    offered: tuple[Call, Desk, Desk], browser: Browser
) -> None:
    call, chosen, other = offered
    sign_for_one(browser, call)
    assert session.query(ShownTo).count() == 1
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    address = f"/calls/{call.id}/recipients"
    assert browser.get(address).status_code == 200
    assert browser.post(address, data={"offices": [str(other.id)]}).status_code == 409
    assert browser.post(address, data={"offices": [str(chosen.id), str(other.id)]}).status_code == 303
    browser.sign_in(make.holder_of(Office.BOARD))
    assert browser.post(address, data={"offices": [str(other.id)]}).status_code == 403
