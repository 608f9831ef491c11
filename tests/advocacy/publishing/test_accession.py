"""Later accession: to the exact issued text, by its representative, in a list of its own with its day."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from sqlalchemy import select

from advocacy import blobs
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Status, Visibility
from advocacy.coalition.queries import the_coalition
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue, IssueState
from advocacy.publishing.queries import edition_of
from advocacy.publishing.sealing import authority
from advocacy.signoff.models import Accession, Call
from advocacy.signoff.proofs import salt_of
from papers.__main__ import main
from papers.seal.commitments import written_salt
from papers.seal.evidence import examine
from papers.write.text import to_text
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import publishing
from tests.make import signoff as calls
from tests.make.links import accession_link_of, link_of
from tests.make.worker import work_off

NOTES = {"note_ar": "انضمّت منظمات أخرى.", "note_en": "Other organisations have acceded."}


@pytest.fixture
def late(app: object) -> Organisation:
    """A member that did not answer."""
    make.coalition()
    calls.members(3)
    return make.organisation("منظمة تأخّرت في الردّ")


@pytest.fixture
def issue(late: Organisation, clock: SetClock) -> Issue:
    """Three of four members signed; the fourth had no power."""
    make.signatory(late, "latecomer")
    from tests.make.frozen import ARABIC, ENGLISH, frozen_from

    call = calls.open_call(frozen_from(ARABIC, ENGLISH))
    for line in call.roll[:3]:
        calls.answer(call, line.organisation)
    clock.set(call.closes_at)
    work_off("signoff.close")
    return publishing.issued(session.get_one(Call, call.id))


def signed_in(browser: Browser) -> Browser:
    return browser.sign_in(make.holder_of(Office.COORDINATOR))


def offered(browser: Browser, issue: Issue, *who: Organisation) -> None:
    data = {"organisation": [str(one.id) for one in who]}
    assert signed_in(browser).post(f"/issues/{issue.id}/accessions/offer", data=data).status_code == 303
    browser.delete_cookie("mawqif")


def typed(issue: Issue, **more: str) -> dict[str, str]:
    return {"seal": issue.freeze.seal, "choice": "accede", "visibility": "public", **more}


def acceded(browser: Browser, issue: Issue, who: Organisation, **more: str) -> Accession:
    offered(browser, issue, who)
    link = accession_link_of(calls.signatory_of(who))
    assert browser.post(link, data=typed(issue, **more)).status_code == 303
    session.expire_all()
    return session.scalars(select(Accession).where(Accession.organisation_id == who.id)).one()


def accepted(browser: Browser, issue: Issue, *accessions: Accession, rendered: bool = False) -> Issue:
    data = NOTES | {"accession": [str(one.id) for one in accessions]}
    assert signed_in(browser).post(f"/issues/{issue.id}/accessions", data=data).status_code == 303
    browser.delete_cookie("mawqif")
    newer = session.scalars(select(Issue).order_by(Issue.id.desc())).first()
    assert newer is not None
    publishing.make_files(newer, rendered=rendered)
    return session.get_one(Issue, newer.id)


def test_it_reads_the_issued_text_accedes_and_has_its_receipts(
    browser: Browser, issue: Issue, late: Organisation
) -> None:
    offered(browser, issue, late)
    person = calls.signatory_of(late)
    link = accession_link_of(person)
    page = browser.get(link).text
    assert issue.freeze.texts[0].title in page and 'name="choice"' in page
    for _tap in range(3):
        assert browser.post(link, data=typed(issue)).status_code == 303
    found = session.scalars(select(Accession)).one()
    assert (found.seal, found.mandate_id, found.is_member) == (issue.freeze.seal, late.mandates[0].id, True)
    mails = session.scalars(select(Message).where(Message.key.like("signoff.accession:%:given:%"))).all()
    assert {mail.recipient for mail in mails} == {person.email, late.mail}
    assert all(found.receipt in body_of(mail) for mail in mails)
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.acceded")).all()) == 1
    assert found.receipt in browser.get(link).text
    assert late.name_ar not in browser.get(f"/p/{issue.reference.replace('/', '-')}?text=ar").text


def test_the_next_issue_prints_it_apart_with_its_day_everywhere_and_the_old_one_is_superseded(
    browser: Browser, issue: Issue, late: Organisation
) -> None:
    old = issue.file("ar", "pdf")
    assert old is not None
    data = blobs.read(old.sha256)
    before = edition_of(issue, "ar").attribution
    accession = acceded(browser, issue, late)
    newer = accepted(browser, issue, accession)
    assert (newer.number, session.get_one(Issue, issue.id).state) == ("1.1", IssueState.SUPERSEDED)
    edition = edition_of(newer, "ar")
    assert late.name_ar not in [one.name for one in edition.members]
    assert [one.name for one in edition.acceded] == [late.name_ar]
    assert "انضمّت في" in edition.acceded[0].note
    assert edition.attribution == before, "nobody was there on the first day who was not"
    assert edition.change_note == NOTES["note_ar"]
    page = browser.get(f"/p/{issue.reference.replace('/', '-')}?text=ar").text
    assert "انضمّوا لاحقًا" in page and late.name_ar in page and "انضمّت في" in page
    assert "1.1" in browser.post("/verify?lang=en", data={"file": (io.BytesIO(data), "old.pdf")}).text
    word = newer.file("ar", "docx")
    assert word is not None
    xml = zipfile.ZipFile(io.BytesIO(blobs.read(word.sha256))).read("word/document.xml").decode()
    assert late.name_ar in xml and "انضمّوا لاحقًا" in xml
    told = session.scalars(select(Message).where(Message.key.like(f"publishing.acceded:{newer.id}:%"))).all()
    assert {mail.recipient for mail in told} == {line.organisation.mail for line in issue.call.roll[:3]}
    assert NOTES["note_ar"] in body_of(told[0])


def test_a_partner_from_outside_stands_among_those_that_endorse(browser: Browser, issue: Issue) -> None:
    partner = make.organisation("شريك من الخارج", status=Status.PARTNER)
    make.signatory(partner)
    accession = acceded(browser, issue, partner)
    assert not accession.is_member
    edition = edition_of(accepted(browser, issue, accession), "ar")
    assert [one.name for one in edition.endorsers] == ["شريك من الخارج"]
    assert "انضمّت في" in edition.endorsers[0].note
    assert edition.acceded == ()


def test_its_reservation_and_its_withheld_name_are_printed_as_a_signature_s_are(
    browser: Browser, issue: Issue, late: Organisation
) -> None:
    offered(browser, issue, late)
    link = accession_link_of(calls.signatory_of(late))
    words = {"choice": "accede_with_reservation", "reservation": "نتحفّظ على المهلة."}
    answer = browser.post(link, data=typed(issue, visibility="withheld", **words))
    assert answer.status_code == 422 and 'id="knows_few-error"' in answer.text and words["reservation"] in answer.text
    assert browser.post(link, data=typed(issue, visibility="withheld", knows_few="yes", **words)).status_code == 303
    newer = accepted(browser, issue, session.scalars(select(Accession)).one())
    edition = edition_of(newer, "ar")
    assert (edition.acceded, edition.acceded_withheld, edition.withheld) == ((), 1, 0)
    assert [(one.name, one.text) for one in edition.reservations] == [("", words["reservation"])]
    printed = to_text(publishing.queries.paper_in(newer, "ar"), edition)
    assert late.name_ar not in printed and "انضمّوا لاحقًا" in printed
    assert late.name_ar not in browser.get(f"/p/{issue.reference.replace('/', '-')}?text=ar").text


def test_a_withheld_one_is_committed_to_in_the_sealed_file_and_proves_itself_with_what_its_own_page_shows(
    browser: Browser, issue: Issue, late: Organisation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accession = acceded(browser, issue, late, visibility="withheld", knows_few="yes")
    page = browser.get(accession_link_of(calls.signatory_of(late))).text
    salt = written_salt(salt_of(accession))
    assert salt in page
    newer = accepted(browser, issue, accession, rendered=True)
    file = newer.file("ar", "pdf")
    assert file is not None
    pdf = blobs.read(file.sha256)
    evidence = examine(pdf, authority())
    assert evidence.holds and evidence.manifest is not None
    assert (evidence.manifest.acceded_withheld, len(evidence.manifest.acceded_commitments)) == (1, 1)
    assert evidence.manifest.commitments == ()
    (tmp_path / "paper.pdf").write_bytes(pdf)
    (tmp_path / "authority.pem").write_bytes(authority().public_bytes(Encoding.PEM))
    command = ["prove", str(tmp_path / "paper.pdf"), "--authority", str(tmp_path / "authority.pem")]
    assert main([*command, "--name", late.name_ar, "--salt", salt]) == 0
    assert "acceded later" in capsys.readouterr().out
    other = issue.call.roll[0].organisation
    assert main([*command, "--name", other.name_ar, "--salt", salt]) == 1
    assert main([*command, "--name", late.name_ar, "--salt", "0" * 32]) == 1
    said = "\n".join(body_of(mail) for mail in session.scalars(select(Message)))
    assert accession.receipt in said and salt not in said


def test_a_named_one_needs_no_salt(browser: Browser, issue: Issue, late: Organisation) -> None:
    accession = acceded(browser, issue, late)
    assert written_salt(salt_of(accession)) not in browser.get(accession_link_of(calls.signatory_of(late))).text
    assert edition_of(accepted(browser, issue, accession), "ar").acceded_commitments == ()


def test_it_is_taken_back_by_its_person_or_by_the_organisation_until_an_issue_prints_it(
    browser: Browser, issue: Issue, late: Organisation
) -> None:
    accession = acceded(browser, issue, late)
    link = accession_link_of(calls.signatory_of(late))
    house = session.scalars(select(Message).where(Message.key == f"signoff.accession:{accession.id}:given:house")).one()
    own = "/a/" + body_of(house).rsplit("/a/", 1)[1].split()[0]
    assert 'name="choice"' not in browser.get(own).text
    assert browser.post(own, data=typed(issue)).status_code != 303
    assert browser.post(f"{own}/take-back").status_code == 303
    assert session.scalars(select(Accession.undone_at)).one() is not None
    assert browser.post(link, data=typed(issue)).status_code == 303
    again = session.scalars(select(Accession).where(Accession.undone_at.is_(None))).one()
    accepted(browser, issue, again)
    assert browser.post(f"{link}/take-back").status_code == 409
    undone = session.scalars(select(Message).where(Message.key.like("signoff.accession:%:undone:%"))).all()
    assert late.mail in {mail.recipient for mail in undone}


def test_where_two_people_sign_it_waits_for_the_second(browser: Browser, issue: Issue, late: Organisation) -> None:
    second = make.signatory(late)
    session.get_one(Organisation, late.id).signatures_needed = 2
    session.commit()
    accession = acceded(browser, issue, late)
    assert not accession.is_waiting
    assert late.name_ar in signed_in(browser).get(f"/issues/{issue.id}/accessions").text
    data = NOTES | {"accession": [str(accession.id)]}
    assert browser.post(f"/issues/{issue.id}/accessions", data=data).status_code == 422
    browser.delete_cookie("mawqif")
    link = accession_link_of(second)
    assert browser.post(link, data=typed(issue, visibility="uncounted")).status_code == 409
    assert browser.post(link, data=typed(issue)).status_code == 303
    session.expire_all()
    assert session.get_one(Accession, accession.id).is_waiting


def test_declined_for_a_reason_the_organisation_is_told(browser: Browser, issue: Issue, late: Organisation) -> None:
    accession = acceded(browser, issue, late)
    address = f"/issues/{issue.id}/accessions/{accession.id}/decline"
    assert signed_in(browser).post(address, data={f"reason-{accession.id}": " "}).status_code == 422
    assert browser.post(address, data={f"reason-{accession.id}": "النظام الداخلي"}).status_code == 303
    mails = session.scalars(select(Message).where(Message.key.like("signoff.accession:%:declined:%"))).all()
    assert late.mail in {mail.recipient for mail in mails}
    assert all("النظام الداخلي" in body_of(mail) for mail in mails)


@pytest.mark.parametrize("why", ["by-laws", "window", "withdrawn", "another text", "no mandate", "signed"])
def test_it_is_refused_and_the_page_says_why(
    browser: Browser, issue: Issue, late: Organisation, clock: SetClock, why: str
) -> None:
    offered(browser, issue, late)
    link, sent = accession_link_of(calls.signatory_of(late)), typed(issue)
    house = the_coalition()
    assert house is not None
    if why == "by-laws":
        house.accession_days = 0
    elif why == "window":
        clock.move(timedelta(days=30))
    elif why == "withdrawn":
        session.get_one(Issue, issue.id).state = IssueState.WITHDRAWN
    elif why == "another text":
        sent["seal"] = "0" * 64
    elif why == "no mandate":
        mandate = session.get_one(Organisation, late.id).mandates[0]
        mandate.revoked_at, mandate.revoked_by_id = clock.now(), mandate.person_id
    else:
        session.get_one(Organisation, late.id).history[0].status = Status.SUSPENDED
    session.commit()
    answer = browser.post(link, data=sent)
    assert answer.status_code in (403, 409, 410)
    assert session.scalars(select(Accession)).all() == []


def test_the_by_laws_are_set_on_the_page_of_the_settings(browser: Browser, issue: Issue, late: Organisation) -> None:
    import lxml.html

    page = signed_in(browser).get("/coalition/settings").text
    form = next(each for each in lxml.html.fromstring(page).forms if "accession_days" in each.fields)
    data = {name: value or "" for name, value in form.form_values()}
    assert (data["accession_days"], data["accession_told"]) == ("30", "signatories")
    sent = {**data, "accession_days": "0", "accession_told": "members"}
    assert browser.post("/coalition/settings", data=sent).status_code == 303
    house = the_coalition()
    assert house is not None and (house.accession_days, house.accession_told) == (0, "members")
    assert browser.post("/coalition/settings", data={**data, "accession_days": "9999"}).status_code == 422
    assert late.name_ar not in browser.get(f"/issues/{issue.id}/accessions").text


def test_whoever_was_without_power_gets_the_link_when_the_text_is_public_and_late_links_lead_there(
    browser: Browser, late: Organisation, clock: SetClock
) -> None:
    person = make.signatory(late)
    call = calls.open_call(hours=96, soft=48)
    signing = link_of(person)
    assert browser.post(f"{signing}/outage").status_code == 303
    for line in call.roll[:3]:
        calls.answer(call, line.organisation)
    clock.set(call.closes_at)
    work_off("signoff.close")
    closed = browser.get(signing)
    assert closed.status_code == 410 and "/a/from/" not in closed.text
    publishing.issued(session.get_one(Call, call.id))
    first = accession_link_of(person)
    assert 'name="choice"' in browser.get(first).text
    closed = browser.get(signing)
    assert closed.status_code == 410 and "/a/from/" in closed.text
    assert browser.post("/a/from/" + signing.removeprefix("/s/")).status_code == 200
    assert accession_link_of(person) != first


def test_the_decision_file_tells_it_and_names_nobody_who_is_withheld(
    browser: Browser, issue: Issue, late: Organisation
) -> None:
    accession = acceded(browser, issue, late, visibility="withheld", knows_few="yes")
    accepted(browser, issue, accession)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    story = browser.get(f"/papers/{issue.dossier_id}/decision-file").text
    assert "انضمّت إلى النص الصادر" in story
    assert late.name_ar not in story
    assert Visibility(accession.visibility) is Visibility.WITHHELD


def test_a_link_that_we_did_not_make_opens_nothing(browser: Browser, issue: Issue) -> None:
    for path in ("/a/UNKNOWN", "/a/UNKNOWN/take-back"):
        assert browser.post(path, data={}).status_code == 404
    assert browser.get("/a/UNKNOWN").status_code == 404
    assert browser.post("/a/from/UNKNOWN").status_code == 200
    browser.sign_in(make.holder_of(Office.BOARD))
    assert browser.get(f"/issues/{issue.id}/accessions").status_code == 403
