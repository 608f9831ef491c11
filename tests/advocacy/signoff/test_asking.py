"""Opening a call: who is asked, about what, until when, and the mails that go out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import Status, Visibility
from advocacy.database import session, transaction
from advocacy.drafting.models import Stage
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff import actions
from advocacy.signoff.models import Invitation, Reminder
from advocacy.signoff.queries import invitation_of
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier

pytestmark = pytest.mark.usefixtures("app")


def mails(to: str = "") -> list[Message]:
    return [m for m in session.scalars(select(Message).order_by(Message.id)) if to in m.recipient]


def link_in(message: Message) -> str:
    return next(line for line in body_of(message).splitlines() if line.startswith("http")).rsplit("/", 1)[1]


def test_a_call_asks_the_members_of_its_day_about_the_newest_seal() -> None:
    member, suspended, partner = (
        make.organisation(),
        make.organisation(status=Status.SUSPENDED),
        make.organisation(status=Status.PARTNER),
    )
    for organisation in (member, suspended, partner):
        make.signatory(organisation)
    call = calls.open_call()
    assert [line.organisation_id for line in call.roll] == [member.id]
    assert call.seal == call.dossier.freezes[-1].seal
    assert call.dossier.stage is Stage.CALLING


def test_every_authorised_signatory_gets_a_personal_link_and_only_its_hash_is_kept() -> None:
    organisation = make.organisation()
    one, two = make.signatory(organisation), make.signatory(organisation, lang="en")
    calls.open_call()
    tokens = [link_in(mails(person.email)[0]) for person in (one, two)]
    assert len(set(tokens)) == 2
    for token, person in zip(tokens, (one, two), strict=True):
        invitation = invitation_of(token)
        assert invitation is not None
        assert invitation.person_id == person.id
        assert token not in invitation.token_hash


def test_the_mail_says_the_five_things_in_the_persons_language_and_nothing_in_its_subject() -> None:
    organisation = make.organisation("شبكة الأحرار", visibility=Visibility.PUBLIC)
    person = make.signatory(organisation)
    make.organisation()
    call = calls.open_call(message="نرجو القراءة قبل الخميس.")
    mail = mails(person.email)[0]
    subject, body = subject_of(mail), body_of(mail)
    assert call.dossier.title_in("ar") not in subject
    assert organisation.name_ar not in subject
    for words in (
        call.dossier.title_in("ar"),
        call.dossier.audience,
        organisation.name_ar,
        "دمشق",
        "جنيف",
        call.message,
    ):
        assert words in body
    assert body.index("بتوقيت دمشق") < body.index("بتوقيت جنيف")  # the reader's own clock comes first


def test_every_mail_says_how_many_are_asked_in_all() -> None:
    calls.open_call(organisations=4)
    assert all("4 منظمات مدعوّة للردّ" in body_of(mail) for mail in mails("@people.example"))


def test_a_member_without_a_signatory_is_asked_all_the_same() -> None:
    lonely = make.organisation()
    call = calls.open_call()
    assert [line.organisation_id for line in call.roll if not line.invitations] == [lonely.id]


def test_a_mandate_that_has_ended_gets_no_link(clock: SetClock) -> None:
    organisation = make.organisation()
    make.signatory(organisation, until=(clock.now() - timedelta(days=1)).date())
    call = calls.open_call()
    assert call.roll[0].invitations == []


@pytest.mark.parametrize(
    ("soft", "hard", "field"),
    [(-1, 5, "soft_at"), (1, -1, "closes_at"), (6, 5, "closes_at"), (5, 24 * 200, "closes_at")],
)
def test_deadlines_in_the_past_or_in_the_wrong_order_are_refused(soft: float, hard: float, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        calls.open_call(soft=soft, hours=hard)
    assert field in refused.value.fields


def test_an_unknown_zone_or_rule_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        calls.open_call(timezone="Mars/Olympus")
    assert "timezone" in refused.value.fields
    with pytest.raises(BadInput) as refused:
        calls.open_call(rule="whoever_shouts")
    assert "rule" in refused.value.fields
    with pytest.raises(BadInput) as refused:
        calls.open_call(rule="opt_in", values={"minimum": 0})
    assert "minimum" in refused.value.fields


def test_a_text_that_is_not_frozen_is_not_put_before_anybody() -> None:
    dossier = frozen_dossier()
    dossier.stage = Stage.DRAFTING
    session.commit()
    with pytest.raises(RuleBroken):
        calls.open_call(dossier)


def test_a_paper_has_one_open_call_at_a_time() -> None:
    call = calls.open_call()
    with pytest.raises(RuleBroken):
        calls.open_call(call.dossier)


def test_the_by_law_of_the_coalition_is_the_default() -> None:
    house = make.coalition()
    house.rule, house.rule_values = "quorum_majority", {"quorum_percent": 60}
    session.commit()
    call = calls.open_call()
    assert call.rule == "quorum_majority"
    assert call.rule_values["quorum_percent"] == 60


def test_reminders_are_planned_before_the_soft_deadline_where_there_is_time(clock: SetClock) -> None:
    call = calls.open_call(organisations=1, soft=30, hours=48)
    due = [reminder.due_at for reminder in session.scalars(select(Reminder).order_by(Reminder.due_at))]
    assert due == [call.soft_at - timedelta(hours=24), call.soft_at - timedelta(hours=3)]


def test_opening_is_one_line_of_the_ledger_with_the_seal() -> None:
    call = calls.open_call()
    entries = session.scalars(select(Entry).where(Entry.kind == "signoff.opened")).all()
    assert [entry.facts["seal"] for entry in entries] == [call.seal]
    assert len(entries[0].facts["asked"]) == 3


def test_a_call_that_fails_halfway_leaves_nothing() -> None:
    with pytest.raises(BadInput):
        calls.open_call(hours=-1)
    assert mails() == []
    assert session.scalars(select(Invitation)).all() == []


def test_reminding_by_hand_mails_a_fresh_link_but_not_every_minute(clock: SetClock) -> None:
    call = calls.open_call(organisations=1)
    organisation = call.roll[0].organisation
    coordinator = make.holder_of(Office.COORDINATOR)
    with transaction():
        assert actions.remind(call, organisation, by=coordinator) == 1
    assert len(mails("@people.example")) == 2
    with pytest.raises(RuleBroken), transaction():
        actions.remind(call, organisation, by=coordinator)
    clock.move(timedelta(hours=2))
    calls.answer(call, organisation)
    with pytest.raises(RuleBroken), transaction():
        actions.remind(call, organisation, by=coordinator)


def test_a_new_link_goes_to_the_same_person_only_while_they_may_sign(clock: SetClock) -> None:
    organisation = make.organisation()
    person = make.signatory(organisation)
    call = calls.open_call()
    token = link_in(mails(person.email)[0])
    with transaction():
        assert not actions.send_new_link(invitation_of(token) or pytest.fail("no invitation"))  # the first is fresh
    clock.move(timedelta(hours=1))
    with transaction():
        assert actions.send_new_link(invitation_of(token) or pytest.fail("no invitation"))
    assert [mail.recipient for mail in mails()] == [person.email] * 2
    clock.move(timedelta(hours=1))
    mandate = organisation.mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), call.opened_by_id
    session.commit()
    with transaction():
        assert not actions.send_new_link(invitation_of(token) or pytest.fail("no invitation"))
