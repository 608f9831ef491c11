"""Every act in an organisation's name: through the web, apart from the others, and told at its own address."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from advocacy import outside
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Status
from advocacy.database import session, transaction
from advocacy.drafting.actions import reopen_paper
from advocacy.drafting.models import Dossier
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Answer, Call, Choice, Purpose, Recording
from advocacy.signoff.queries import tally_now
from papers.kinds import KINDS
from tests.advocacy.signoff.hard_cases.changed import change, newest_link
from tests.advocacy.signoff.hard_cases.test_n03_never_signed import link_to
from tests.advocacy.signoff.hard_cases.test_n07_actor_corrected import ACTOR, ACTOR_EN
from tests.conftest import Browser
from tests.make import amending, publishing
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.house import house_link_of
from tests.make.links import accession_link_of, instruction_link_of, link_of
from tests.make.worker import work_off

ROOT = Path(__file__).resolve().parents[3]


class Acts:
    """The acts, each done through the web as its people do it; each returns the organisation in whose name it was."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def call(self, **how: object) -> tuple[Call, Organisation, str]:
        call = calls.open_call(frozen_dossier(), **{"hours": 96, "soft": 48, **how})  # type: ignore[arg-type]
        house = call.roll[-1].organisation
        return call, house, link_of(calls.signatory_of(house))

    def post(self, path: str, status: int = 303, **data: object) -> None:
        answer = self.browser.post(path, data=data)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])

    def as_(self, office: Office, path: str, **data: object) -> None:
        self.browser.sign_in(make.holder_of(office))
        self.post(path, **data)  # type: ignore[arg-type]
        self.browser.delete_cookie("mawqif")

    def answer(self, choice: str, **words: str) -> tuple[Call, Organisation, str]:
        call, house, link = self.call()
        self.post(link, seal=call.seal, choice=choice, visibility="public", **words)
        return call, house, link

    def sign(self) -> Organisation:
        return self.answer("sign")[1]

    def sign_with_reservation(self) -> Organisation:
        return self.answer("sign_with_reservation", reservation="نتحفّظ")[1]

    def abstain(self) -> Organisation:
        return self.answer("abstain")[1]

    def object(self) -> Organisation:
        return self.answer("object", reason="سبب", proposal="بديل")[1]

    def recuse(self) -> Organisation:
        return self.answer("recuse")[1]

    def have_no_objection(self) -> Organisation:
        call, house, link = self.call(purpose=Purpose.WORDING)
        self.post(link, seal=call.seal, choice="no_objection")
        return house

    def object_late(self) -> Organisation:
        call, house, link = self.call(purpose=Purpose.WORDING)
        clock_of().set(call.settles_at)
        self.post(link, 200, seal=call.seal, choice="object", reason="سبب", proposal="بديل")
        return house

    def take_back(self) -> Organisation:
        _call, house, link = self.answer("sign")
        return self.once_more(house, lambda: self.post(f"{link}/undo"))

    def report_an_outage(self) -> Organisation:
        _call, house, link = self.call()
        self.post(f"{link}/outage")
        return house

    def ask_for_more_time(self) -> Organisation:
        _call, house, link = self.call()
        self.post(f"{link}/more-time", hours="12", time_reason="سبب")
        return house

    def be_written_down_and_take_it_back(self) -> Organisation:
        call, house, _link = self.call()
        data = {"person": calls.signatory_of(house).id, "channel": "phone", "evidence": "اتصال"}
        answer = {"seal": call.seal, "choice": "sign", "visibility": "public"}
        page = f"/calls/{call.id}/record/{house.id}"
        self.once_more(house, lambda: self.as_(Office.COORDINATOR, page, **answer, **data))
        recording = session.scalars(select(Recording).order_by(Recording.id.desc())).first()
        assert recording is not None
        address = f"/calls/{call.id}/recordings/{recording.id}/confirm"
        self.once_more(house, lambda: self.as_(Office.BOARD, address))
        return self.once_more(house, lambda: self.post(f"{house_link_of(house)}/take-back"))

    def sign_a_changed_text_too(self) -> Organisation:
        call = calls.open_call(frozen_dossier())
        house = call.roll[-1].organisation
        calls.answer(call, house)
        assert change(self.browser, call, "substantive", ACTOR, ACTOR_EN) == 303
        seal = session.get_one(Call, call.id).seal
        link = newest_link(calls.signatory_of(house))
        return self.once_more(house, lambda: self.post(f"{link}/confirm", seal=seal))

    def accede_and_take_it_back(self) -> Organisation:
        issue, house = self.issue()
        person = make.signatory(house)
        self.as_(Office.COORDINATOR, f"/issues/{issue.id}/accessions/offer", organisation=str(house.id))
        link = accession_link_of(person)
        sent = {"seal": issue.freeze.seal, "choice": "accede", "visibility": "public"}
        self.once_more(house, lambda: self.post(link, **sent))
        return self.once_more(house, lambda: self.post(f"{link}/take-back"))

    def support_from_outside(self) -> Organisation:
        issue, partner = self.issue()
        data = {"organisation": str(partner.id), "evidence": "رسالة"}
        self.as_(Office.COORDINATOR, f"/calls/{issue.call_id}/endorse", **data)
        return partner

    def withdraw_and_deny(self) -> Organisation:
        issue, _partner = self.issue()
        house, other = issue.call.roll[0].organisation, issue.call.roll[1].organisation
        notes = {"note_ar": "تغيّرت القائمة.", "note_en": "The list changed."}
        address = f"/issues/{issue.id}/reissue"
        self.once_more(house, lambda: self.as_(Office.COORDINATOR, address, without=str(house.id), **notes))
        publishing.make_files(session.scalars(select(Issue).order_by(Issue.id.desc())).first())  # type: ignore[arg-type]
        page = f"/p/{issue.reference.replace('/', '-')}/mine"
        self.once_more(other, lambda: self.post(page, 200, name=other.name_ar))
        return self.once_more(other, lambda: self.post(link_to(other.mail), 200))

    def instruct_and_stop(self) -> Organisation:
        house = make.organisation()
        person = make.signatory(house)
        until = (outside.current().clock.now() + timedelta(days=30)).date().isoformat()
        proof = (io.BytesIO(b"%PDF-1.7 proof"), "proof.pdf")
        sent = {"kinds": list(KINDS), "visibility": "public", "until": until, "proof": proof}
        self.browser.sign_in(person)
        self.once_more(house, lambda: self.post(f"/instructions/{house.id}", **sent))
        self.browser.delete_cookie("mawqif")
        own = instruction_link_of(house)
        self.once_more(house, lambda: self.post(f"{own}/confirm"))
        self.once_more(house, self.call)
        link = link_of(person)
        self.once_more(house, lambda: self.post(f"{link}/stop"))
        return self.once_more(house, lambda: self.post(f"{own}/revoke"))

    def issue(self) -> tuple[Issue, Organisation]:
        """An issue that three of four members signed, and a partner from outside."""
        call = calls.open_call(frozen_from(ARABIC, ENGLISH))
        for line in call.roll:
            calls.answer(call, line.organisation)
        partner = make.organisation(status=Status.PARTNER)
        return publishing.issued(session.get_one(Call, call.id)), partner

    def once_more(self, house: Organisation, act: Callable[[], object]) -> Organisation:
        before = mails_to(house)
        act()
        assert mails_to(house) > before
        return house


HELPERS = {"call", "post", "as_", "answer", "issue", "once_more"}
ALL = [name for name in vars(Acts) if not name.startswith("_") and name not in HELPERS]


def clock_of() -> SetClock:
    found = outside.current().clock
    assert isinstance(found, SetClock)
    return found


def mails_to(house: Organisation) -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Message).where(Message.recipient == house.mail)) or 0


@pytest.mark.parametrize("name", ALL)
def test_whatever_is_done_in_an_organisation_s_name_is_told_at_its_own_address(browser: Browser, name: str) -> None:
    calls.members(3)
    make.coalition()
    house = getattr(Acts(browser), name)()
    assert mails_to(house) > 0


TOLD_OTHERWISE = {
    "signoff.half_signed": "the receipt of the first answer",
    "signoff.contested": "told to its own address when the second voice comes (N01)",
    "signoff.dispute_handed_on": "nothing is done in its name",
    "signoff.dispute_settled": "told to its own address (N01)",
    "signoff.link_renewed": "nothing is said in its name",
    "signoff.reminded": "nothing is said in its name",
    "signoff.accession_offered": "nothing is said in its name",
    "signoff.set_aside": "an act of the committee",
    "signoff.change_raised": "with a line to its own address; done in test_n08",
    "signoff.more_time_granted": "test_more_time",
    "signoff.more_time_declined": "test_more_time",
    "signoff.accession_seconded": "test_accession",
    "signoff.accession_declined": "test_accession",
    "signoff.accession_accepted": "test_accession",
    "signoff.denial_settled": "told to its own address (N03)",
    "signoff.recording_dropped": "test_n21",
    "signoff.recording_few_known": "said by whoever holds its own address (test_written_down)",
    "signoff.standing_ended": "told to its own address, unless it answered itself",
}
"""Entries about an organisation that the acts above do not make, and how its address hears of them."""


ELSEWHERE = (
    "signoff.names_",
    "signoff.link",
    "signoff.lock",
    "signoff.embargo",
    "signoff.step",
    "signoff.route",
    "signoff.plan",
    "signoff.approvals_",
    "signoff.alternate_asked",
    "signoff.skip_",
    "signoff.carry_",
)
"""Acts of officers and bodies, and what stands before a link: told in tests of their own."""


def test_no_act_was_forgotten(browser: Browser) -> None:
    calls.members(3)
    make.coalition()
    acts = Acts(browser)
    for name in ALL:
        getattr(acts, name)()
        clock_of().move(timedelta(minutes=1))
    made = set(session.scalars(select(Entry.kind).where(Entry.organisation_id.is_not(None))))
    files = [path for room in ("signoff", "publishing") for path in (ROOT / "advocacy" / room).rglob("*.py")]
    kinds = set(re.findall(r'(?:_note|append)\(\s*"(signoff\.[a-z_]+)"', "".join(path.read_text() for path in files)))
    about_nobody = {"signoff.opened", "signoff.closed", "signoff.called_off", "signoff.changed"}
    kinds = {kind for kind in kinds if not kind.startswith(ELSEWHERE)}
    refused = {"signoff.refused_no_mandate", "signoff.refused_two_voices"}
    assert kinds - made - set(TOLD_OTHERWISE) - about_nobody - refused == set()


def test_an_objection_becomes_an_amendment_with_one_click(browser: Browser, app: object) -> None:
    make.coalition()
    calls.members(3)
    acts = Acts(browser)
    call, house, _link = acts.answer("object", reason="كلمة واحدة تُلزمنا.", proposal="نوقّع إذا حلّت «كافية» محلّها.")
    answer = session.scalars(select(Answer)).one()
    acts.as_(Office.COORDINATOR, f"/calls/{call.id}/call-off", reason="نعيد الصياغة")
    with transaction():
        reopen_paper(session.get_one(Dossier, call.dossier_id), "اعتراض", by=None)
    amending.review(session.get_one(Dossier, call.dossier_id))
    person = calls.signatory_of(house)
    browser.sign_in(person)
    page = browser.get("/calls").text
    assert f"/calls/objections/{answer.id}/amendment" in page
    first = browser.post(f"/calls/objections/{answer.id}/amendment")
    assert first.status_code == 303
    assert browser.post(f"/calls/objections/{answer.id}/amendment").headers["Location"] == first.headers["Location"]
    assert "كافية" in browser.get(first.headers["Location"]).text
    browser.sign_in(make.signatory(make.organisation()))
    assert browser.post(f"/calls/objections/{answer.id}/amendment").status_code in (403, 404)


def test_the_acts_stay_apart_in_data_words_and_print(browser: Browser, clock: SetClock) -> None:
    make.coalition()
    calls.members(5)
    call = calls.open_call(frozen_from(ARABIC, ENGLISH))
    partner = make.organisation("شريك يؤيّد", status=Status.PARTNER)
    choices = ("sign", "sign_with_reservation", "abstain", "recuse")
    for line, choice in zip(call.roll, choices, strict=False):
        data = {"seal": call.seal, "choice": choice, "visibility": "public", "reservation": "نتحفّظ"}
        assert browser.post(link_of(calls.signatory_of(line.organisation)), data=data).status_code == 303
    tally = tally_now(call)
    assert (tally.sign, tally.reservation, tally.abstain, tally.recuse, tally.silent) == (2, 1, 1, 1, 1)
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    sent = {"organisation": str(partner.id), "evidence": "رسالة من المديرة"}
    assert browser.post(f"/calls/{call.id}/endorse", data=sent).status_code == 303
    board = browser.get(f"/calls/{call.id}").text
    for words in ("وقّعت", "امتنعت", "تنحّت", "شريك يؤيّد"):
        assert words in board, words
    clock.set(call.closes_at)
    work_off("signoff.close")
    issue = publishing.numbered(session.get_one(Call, call.id))
    edition = issue.editions["ar"]
    names = [line.organisation.name_ar for line in call.roll]
    assert sorted(one["name"] for one in edition["members"]) == sorted(names[:2])
    assert [one["name"] for one in edition["endorsers"]] == ["شريك يؤيّد"]
    assert not any(name in str(edition) for name in names[2:])
    assert {answer.choice for answer in session.scalars(select(Answer))} == {Choice(one) for one in choices}
