"""N21: the coordinator signs "for" a member by telephone at midnight."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Answer, Call, Outcome, Recording
from advocacy.signoff.queries import standing_answer, tally_now
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import publishing as issues
from tests.make import signoff as calls
from tests.make.house import house_link_of
from tests.make.links import link_of
from tests.make.worker import work_off


@pytest.fixture
def coordinator(app: object) -> Person:
    return make.holder_of(Office.COORDINATOR)


@pytest.fixture
def second(app: object) -> Person:
    return make.holder_of(Office.BOARD)


@pytest.fixture
def call(coordinator: Person, second: Person) -> Call:
    return calls.open_call(by=coordinator)


@pytest.fixture
def organisation(call: Call) -> Organisation:
    return call.roll[0].organisation


def heard(call: Call, organisation: Organisation, **typed: str) -> dict[str, str]:
    return {
        "seal": call.seal,
        "choice": "sign",
        "visibility": "public",
        "person": str(calls.signatory_of(organisation).id),
        "channel": "phone",
        "evidence": "اتصلت المديرة عند منتصف الليل.",
        **typed,
    }


@pytest.fixture
def recorded(browser: Browser, call: Call, organisation: Organisation, coordinator: Person) -> Recording:
    browser.sign_in(coordinator)
    address = f"/calls/{call.id}/record/{organisation.id}"
    page = browser.get(address).text
    assert organisation.name_ar in page
    assert 'value="no_objection"' not in page
    assert browser.post(address, data=heard(call, organisation)).status_code == 303
    return session.scalars(select(Recording)).one()


def confirm(browser: Browser, recording: Recording, person: Person) -> int:
    browser.sign_in(person)
    return browser.post(f"/calls/{recording.call_id}/recordings/{recording.id}/confirm").status_code


def told(what: str) -> set[str]:
    return set(session.scalars(select(Message.recipient).where(Message.key.contains(f":{what}:"))))


def test_N21_without_a_second_person_nothing_counts_and_the_organisation_is_told_at_once(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, coordinator: Person, second: Person
) -> None:
    assert (tally_now(call).sign, tally_now(call).silent) == (0, 3)
    assert told("recorded") == {organisation.mail, recorded.person.email}
    assert confirm(browser, recorded, coordinator) == 403
    assert session.scalars(select(Answer)).all() == []
    page = browser.get(f"/calls/{call.id}").text
    assert "لا يُحتسب" in page or "غير مؤكَّد" in page
    assert browser.post(f"/calls/{call.id}/close").status_code == 409


def test_N21_confirmed_by_a_second_person_it_counts_and_is_marked_everywhere(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, second: Person
) -> None:
    for _tap in range(2):
        assert confirm(browser, recorded, second) == 303
    standing = standing_answer(call, organisation)
    assert standing is not None
    assert standing.person_id == recorded.person_id
    assert standing.mandate.organisation_id == organisation.id
    assert tally_now(call).sign == 1
    assert told("confirmed") == {organisation.mail, recorded.person.email}
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.recording_confirmed")).all()) == 1
    assert "هاتفيًا" in browser.get(f"/calls/{call.id}").text
    assert "هاتفيًا" in browser.get(f"/calls/{call.id}/answers.csv").text
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    story = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    for words in ("هاتفيًا", second.name_ar, recorded.person.name_ar, "عند منتصف الليل"):
        assert words in story


def test_N21_the_organisation_takes_it_back_by_its_own_mail_before_it_is_confirmed(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, second: Person
) -> None:
    link = house_link_of(organisation)
    browser.delete_cookie("mawqif")
    assert recorded.evidence in browser.get(link).text
    for _tap in range(2):
        assert browser.post(f"{link}/take-back").status_code in (303, 404)
    assert confirm(browser, recorded, second) == 409
    assert standing_answer(call, organisation) is None


@pytest.mark.parametrize(("hours", "status"), [(24, 303), (24.01, 409)])
def test_N21_the_organisation_takes_it_back_for_a_day_after_it_was_confirmed(
    browser: Browser,
    call: Call,
    organisation: Organisation,
    recorded: Recording,
    second: Person,
    clock: SetClock,
    hours: float,
    status: int,
) -> None:
    confirm(browser, recorded, second)
    browser.delete_cookie("mawqif")
    clock.move(timedelta(hours=hours))
    assert browser.post(f"{house_link_of(organisation)}/take-back").status_code == status
    assert (standing_answer(call, organisation) is None) is (status == 303)


def test_N21_the_mandate_is_checked_again_when_it_is_confirmed(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, second: Person, clock: SetClock
) -> None:
    mandate = organisation.mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), call.opened_by_id
    session.commit()
    assert confirm(browser, recorded, second) == 403
    assert standing_answer(call, organisation) is None


def test_N21_after_the_deadline_nothing_is_confirmed_or_written_down(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, second: Person, clock: SetClock
) -> None:
    clock.set(call.closes_at)
    assert confirm(browser, recorded, second) == 409
    other = call.roll[1].organisation
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/calls/{call.id}/record/{other.id}", data=heard(call, other)).status_code == 409


def test_N21_an_answer_that_the_organisation_gave_itself_is_not_marked_as_written_down(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, second: Person
) -> None:
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(link_of(recorded.person), data=data).status_code == 403  # signed in as somebody else
    browser.delete_cookie("mawqif")
    assert browser.post(link_of(recorded.person), data=data).status_code == 303
    assert confirm(browser, recorded, second) == 409
    assert len(session.scalars(select(Answer)).all()) == 1


def test_N21_another_answer_of_a_colleague_makes_it_contested(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, second: Person
) -> None:
    calls.answer(call, organisation, calls.Choice.ABSTAIN, by=make.signatory(organisation))
    assert confirm(browser, recorded, second) == 303
    assert tally_now(call).contested == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"evidence": " "}, "evidence"), ({"person": "999999"}, "person"), ({"channel": "dream"}, "channel")],
)
def test_N21_what_is_missing_is_said_beside_its_field(
    browser: Browser, call: Call, organisation: Organisation, coordinator: Person, typed: dict[str, str], field: str
) -> None:
    browser.sign_in(coordinator)
    answer = browser.post(f"/calls/{call.id}/record/{organisation.id}", data=heard(call, organisation, **typed))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


@pytest.mark.parametrize("office", [Office.BOARD, Office.OVERSIGHT, Office.ARBITRATION, Office.RELATIONS])
def test_N21_only_the_coordinator_writes_down(
    browser: Browser, call: Call, organisation: Organisation, office: Office
) -> None:
    browser.sign_in(make.holder_of(office))
    assert browser.get(f"/calls/{call.id}/record/{organisation.id}").status_code == 403
    assert browser.post(f"/calls/{call.id}/record/{organisation.id}").status_code == 403


@pytest.fixture
def late_confirmed(
    browser: Browser, call: Call, organisation: Organisation, recorded: Recording, second: Person, clock: SetClock
) -> Recording:
    """Confirmed an hour before the end, beside one that another member gave itself; then the call closes."""
    calls.answer(call, call.roll[1].organisation)
    clock.set(call.closes_at - timedelta(hours=1))
    assert confirm(browser, recorded, second) == 303
    browser.delete_cookie("mawqif")
    clock.set(call.closes_at)
    work_off("signoff.close")
    session.expire_all()
    return session.get_one(Recording, recorded.id)


def test_N21_past_the_close_it_is_taken_back_for_a_day_and_the_outcome_is_computed_anew(
    browser: Browser, call: Call, organisation: Organisation, late_confirmed: Recording, clock: SetClock
) -> None:
    call = session.get_one(Call, call.id)
    assert (call.tally["sign"], call.outcome) == (2, Outcome.ADOPTED)
    call.rule_values = {**call.rule_values, "minimum": 2}
    session.commit()
    link, closed_at = house_link_of(organisation), call.closed_at
    clock.move(timedelta(hours=20))
    assert late_confirmed.evidence in browser.get(link).text
    for _tap in range(2):
        assert browser.post(f"{link}/take-back").status_code in (303, 410)
    session.expire_all()
    call = session.get_one(Call, call.id)
    assert (call.tally["sign"], call.outcome, call.closed_at) == (1, Outcome.NOT_ADOPTED, closed_at)
    assert call.dossier.stage == "not_adopted"
    assert organisation.mail in set(session.scalars(select(Message.recipient).where(Message.key.contains(":late:"))))
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/calls/{call.id}/issue", data={"dated": clock.now().date().isoformat()}).status_code == 409
    work_off()
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.undone")).all()) == 1


def test_N21_after_24_hours_nothing_is_taken_back_any_more(
    browser: Browser, organisation: Organisation, late_confirmed: Recording, clock: SetClock
) -> None:
    link = house_link_of(organisation)
    clock.move(timedelta(hours=23, minutes=1))
    assert browser.get(link).status_code == 410
    assert browser.post(f"{link}/take-back").status_code == 410
    assert standing_answer(late_confirmed.call, organisation) is not None


def test_N21_after_issue_the_name_is_hidden_at_once_and_the_worker_makes_the_issue_without_it(
    browser: Browser, call: Call, organisation: Organisation, late_confirmed: Recording, clock: SetClock
) -> None:
    issue = issues.issued(session.get_one(Call, call.id))
    other = call.roll[1].organisation
    page = f"/p/{issue.reference.replace('/', '-')}?text=ar"
    assert organisation.name_ar in browser.get(page).text
    clock.move(timedelta(hours=10))
    assert browser.post(f"{house_link_of(organisation)}/take-back").status_code == 303
    assert organisation.name_ar not in browser.get(page).text
    assert other.name_ar in browser.get(page).text
    work_off("publishing.recall")
    session.expire_all()
    newer = session.scalars(select(Issue).order_by(Issue.id.desc())).first()
    assert newer is not None and (newer.number, newer.supersedes_id) == ("1.1", issue.id)
    assert organisation.name_ar not in str(newer.editions) and other.name_ar in str(newer.editions)
    assert newer.editions["ar"]["change_note"] == "تغيّرت قائمة الموقّعين."
    issues.make_files(newer)
    assert organisation.name_ar not in browser.get(page).text
    assert work_off("publishing.recall") == 0
    assert session.scalars(select(Message).where(Message.key.like("publishing.recalled:%"))).all() != []


def test_N21_an_answer_that_was_not_written_down_stays_after_the_close(
    browser: Browser, call: Call, late_confirmed: Recording
) -> None:
    own = standing_answer(call, call.roll[1].organisation)
    assert own is not None
    assert browser.post(f"{link_of(own.person)}/undo").status_code == 410
    assert standing_answer(call, call.roll[1].organisation) is not None
