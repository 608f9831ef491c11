"""Issuing, withdrawing and issuing anew."""

import hashlib
import json
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy import clock
from advocacy.clock import SetClock
from advocacy.coalition.models import Visibility
from advocacy.database import session, transaction
from advocacy.drafting.models import FrozenText, Stage
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.mail import KeptMail
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from advocacy.publishing import actions, queries
from advocacy.publishing.models import Counter, Issue, IssueState
from advocacy.signoff.models import Call, Choice, Endorsement, Outcome
from tests.make import coalition as make
from tests.make.publishing import issued, make_files, numbered, reissued
from tests.make.signoff import adopted_call, answer, open_call
from tests.make.worker import work_off

DAY = date(2026, 11, 23)


def kinds() -> list[str]:
    return [
        kind for kind in session.scalars(select(Entry.kind).order_by(Entry.number)) if kind.startswith("publishing")
    ]


def test_an_adopted_text_takes_the_next_number_of_its_year(app: Flask) -> None:
    first, second = numbered(), numbered()
    assert [first.reference, second.reference] == ["RY/2026/001", "RY/2026/002"]
    assert first.number == "1.0"
    assert first.state is IssueState.PREPARING
    assert first.dossier.stage is Stage.ADOPTED
    assert numbered(dated=date(2027, 1, 2)).reference == "RY/2027/001"


def test_pressing_twice_is_one_issue(app: Flask) -> None:
    call = adopted_call()
    assert numbered(call).id == numbered(call).id
    assert session.get_one(Counter, 2026).last == 1
    assert kinds() == ["publishing.issued"]


def test_a_refused_issue_takes_no_number(app: Flask) -> None:
    with pytest.raises(RuleBroken, match="معتمَد"):
        numbered(open_call())
    assert session.scalars(select(Counter)).all() == []
    assert numbered(adopted_call()).reference == "RY/2026/001"


def test_a_text_that_was_not_adopted_is_not_issued(app: Flask) -> None:
    call = adopted_call(choices=[Choice.ABSTAIN, Choice.ABSTAIN])
    assert call.outcome is Outcome.NOT_ADOPTED
    with pytest.raises(RuleBroken, match="معتمَد"):
        numbered(call)


def test_a_changed_byte_in_the_frozen_text_is_refused_loudly(app: Flask) -> None:
    call = adopted_call()
    with transaction():
        text = session.scalars(select(FrozenText)).first()
        assert text is not None
        text.canonical = text.canonical.replace("الأسر".encode(), "الأثر".encode())
    with pytest.raises(RuleBroken, match="بصمته"):
        numbered(call)
    assert session.scalars(select(Issue)).all() == []


def test_a_digest_changed_along_with_its_text_is_refused_too(app: Flask) -> None:
    call = adopted_call()
    with transaction():
        text = session.scalars(select(FrozenText)).first()
        assert text is not None
        text.canonical += b" "
        text.digest = hashlib.sha256(text.canonical).hexdigest()
    with pytest.raises(RuleBroken, match="بصمته"):
        numbered(call)


def test_the_edition_prints_who_signed_and_whose_voice_it_is(app: Flask) -> None:
    edition = queries.edition_of(numbered(withheld=1), "en")
    assert len(edition.members) == 2
    assert edition.withheld == 1
    assert edition.attribution == "In the name of 3 member organisations of the Riwaq al-Yasmin Civil Coalition"
    assert (edition.status, edition.translated_from) == ("translation", "ar")
    assert edition.verify_url.endswith(f"/verify/{edition.verify_code}")
    assert edition.place == "Damascus"
    assert edition.contact == "office@riwaq.example"


def test_a_withheld_name_is_nowhere_in_an_issue(app: Flask) -> None:
    call = open_call(organisations=3)
    for line in list(call.roll):
        answer(call, line.organisation)
    canary = session.get_one(Call, call.id).roll[0].organisation
    with transaction():
        mine = next(a for a in session.get_one(Call, call.id).answers if a.organisation_id == canary.id)
        mine.visibility = Visibility.WITHHELD
    issue = numbered(session.get_one(Call, call.id))
    kept = json.dumps(issue.editions, ensure_ascii=False)
    assert canary.name_ar not in kept
    assert canary.name_en not in kept
    assert issue.editions["ar"]["withheld"] == 1


def test_a_reservation_that_names_a_withheld_organisation_stops_the_issue(app: Flask) -> None:
    call = open_call(organisations=2)
    hidden, other = (line.organisation for line in list(call.roll))
    words = f"نحن في {hidden.name_ar} نتحفّظ على المهلة."
    answer(call, hidden, Choice.SIGN_WITH_RESERVATION, visibility=Visibility.WITHHELD, reservation=words)
    answer(call, other)
    with pytest.raises(RuleBroken, match="حجب"):
        numbered(session.get_one(Call, call.id))


def test_files_make_the_issue_hold_and_the_paper_issued(app: Flask) -> None:
    issue = issued()
    assert issue.state is IssueState.CURRENT
    assert issue.is_published
    assert issue.dossier.stage is Stage.ISSUED
    assert [file.name for file in issue.files] == [
        "RY-2026-001-ar.pdf",
        "RY-2026-001-ar.docx",
        "RY-2026-001-en.pdf",
        "RY-2026-001-en.docx",
        "RY-2026-001-ar-en.pdf",
        "RY-2026-001-ar-en.docx",
    ]
    assert kinds() == ["publishing.issued", "publishing.files_made", "publishing.published"]


def test_the_issuer_is_told_once_when_the_files_exist(app: Flask, mail: KeptMail) -> None:
    issue = issued()
    posted = session.scalars(select(Message).where(Message.key == f"publishing.ready:{issue.id}")).all()
    assert len(posted) == 1
    assert subject_of(posted[0]) == "جاهزة: RY/2026/001"
    assert f"/issues/{issue.id}" in body_of(posted[0])
    assert issue.code in body_of(posted[0])


def test_an_embargo_keeps_the_issue_in_the_house_until_it_ends(app: Flask, clock: SetClock) -> None:
    issue = issued(embargo_until=clock.now() + timedelta(hours=5))
    assert issue.state is IssueState.CURRENT
    assert not issue.is_published
    assert queries.published_issues() == []
    assert "(بتوقيت دمشق)" in queries.edition_of(issue, "ar").embargo
    assert work_off("publishing.lift_embargo") == 0
    clock.move(timedelta(hours=5))
    assert work_off("publishing.lift_embargo") == 1
    assert session.get_one(Issue, issue.id).published_at == clock.now()
    assert work_off("publishing.lift_embargo") == 0


def test_a_withdrawn_signature_leads_to_issue_1_1(app: Flask) -> None:
    old = issued()
    leaving = old.call.roll[0].organisation
    new = reissued(old, without=[leaving], note={"ar": "سحبت منظمة توقيعها.", "en": "A signature was withdrawn."})
    old = session.get_one(Issue, old.id)
    assert (new.reference, new.number) == (old.reference, "1.1")
    assert old.state is IssueState.SUPERSEDED
    assert old.ended_why == "سحبت منظمة توقيعها."
    assert new.supersedes_id == old.id
    edition = queries.edition_of(new, "en")
    assert edition.attribution.startswith("In the name of 2 member organisations")
    assert leaving.name_en not in [one.name for one in edition.members]
    assert edition.change_note == "A signature was withdrawn."
    assert session.get_one(Counter, 2026).last == 1


def test_who_left_at_1_1_stays_away_from_1_2(app: Flask) -> None:
    first = issued()
    gone = [line.organisation for line in first.call.roll[:2]]
    third = reissued(reissued(first, without=gone[:1]), without=gone[1:])
    assert third.number == "1.2"
    assert len(queries.edition_of(third, "ar").members) == 1


def test_the_coalition_no_longer_speaks_when_the_rule_is_no_longer_met(app: Flask) -> None:
    values = {"quorum_percent": 100, "majority": "simple", "otherwise": "signatories"}
    old = issued(adopted_call(rule="quorum_majority", values=values))
    assert "member organisations" not in queries.edition_of(old, "en").attribution
    new = reissued(old, without=[old.call.roll[0].organisation])
    assert queries.edition_of(new, "en").attribution.startswith("In the name of 2 member organisations")


def test_the_old_issue_is_superseded_before_the_new_files_exist(app: Flask) -> None:
    old = issued()
    with transaction():
        actions.reissue(session.get_one(Issue, old.id), note="تغيّرت القائمة.", by=None)
    assert session.get_one(Issue, old.id).is_superseded
    assert queries.current_issue(old.reference) is None


def test_a_newer_issue_says_what_changed_and_follows_only_what_holds(app: Flask) -> None:
    old = issued()
    with pytest.raises(BadInput), transaction():
        actions.reissue(session.get_one(Issue, old.id), note=" ", by=None)
    reissued(old)
    with pytest.raises(RuleBroken), transaction():
        actions.reissue(session.get_one(Issue, old.id), note="مرة أخرى.", by=None)


def test_an_issue_without_signatories_is_withdrawn_not_issued_anew(app: Flask) -> None:
    old = issued()
    everybody = [line.organisation for line in old.call.roll]
    with pytest.raises(RuleBroken, match="اسحبوا"):
        reissued(old, without=everybody)


def test_a_withdrawn_issue_says_why_and_cannot_be_withdrawn_again(app: Flask) -> None:
    issue = issued()
    with pytest.raises(BadInput), transaction():
        actions.withdraw_issue(session.get_one(Issue, issue.id), reason="  ", by=None)
    with transaction():
        actions.withdraw_issue(session.get_one(Issue, issue.id), reason="رقم غير دقيق.", by=None)
    assert session.get_one(Issue, issue.id).ended_at == clock.now()
    with pytest.raises(RuleBroken), transaction():
        actions.withdraw_issue(session.get_one(Issue, issue.id), reason="مرة أخرى.", by=None)


def test_an_issue_withdrawn_while_its_files_are_made_stays_withdrawn(app: Flask) -> None:
    issue = numbered()
    with transaction():
        lease = actions.claim_files(issue.id)
        actions.withdraw_issue(session.get_one(Issue, issue.id), reason="خطأ.", by=None)
    assert lease is not None
    with transaction():
        assert not actions.take_files(session.get_one(Issue, issue.id), [], lease)
    assert session.get_one(Issue, issue.id).is_withdrawn


def test_another_file_of_an_issue_is_known_once_registered(app: Flask) -> None:
    issue = issued()
    with transaction():
        actions.register_file(session.get_one(Issue, issue.id), "ab" * 32, name="parcel.pdf")
        actions.register_file(session.get_one(Issue, issue.id), "ab" * 32, name="parcel.pdf")
    found = queries.issue_by_file("ab" * 32)
    assert found is not None
    assert found.id == issue.id
    assert queries.issue_by_file("cd" * 32) is None


def test_supporters_from_outside_are_listed_apart(app: Flask) -> None:
    call = adopted_call()
    partner = make.organisation("شريك من الخارج", status=make.Status.PARTNER)
    quiet = make.organisation("شريك صامت", status=make.Status.PARTNER, visibility=Visibility.WITHHELD)
    recorder = make.person()
    for one in (partner, quiet):
        make.kept(
            Endorsement(
                call_id=call.id,
                organisation_id=one.id,
                recorded_by_id=recorder.id,
                recorded_at=clock.now(),
                evidence="رسالة",
            )
        )
    issue = numbered(session.get_one(Call, call.id))
    assert [one.name for one in queries.edition_of(issue, "ar").endorsers] == ["شريك من الخارج"]
    make_files(issue)
