"""A review opens, tells everybody once, closes, opens again by two people, and ends when everything is answered."""

from datetime import timedelta

import pytest
from flask import Flask

from advocacy import clock as now
from advocacy.amending import actions, queries
from advocacy.amending.models import CommentSheet, Handling, Outcome, Reopening, Window
from advocacy.clock import SetClock
from advocacy.coalition.models import Visibility
from advocacy.coalition.queries import actor_of
from advocacy.database import session, transaction
from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Dossier, Stage
from advocacy.drafting.queries import newest_paper
from advocacy.errors import BadInput, Forbidden, RuleBroken
from advocacy.ledger.queries import entries_of_dossier, verify_chain
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from advocacy.policy import Action, Office, can
from tests.make import amending
from tests.make import coalition as make
from tests.make.drafting import dossier as written
from tests.make.drafting import freeze, write
from tests.make.signoff import members, signatory_of


def kinds(dossier: Dossier) -> list[str]:
    return [entry.kind for entry in entries_of_dossier(dossier.id)]


def test_a_review_makes_the_text_stand_still_and_lets_the_members_read_it(app: Flask) -> None:
    make.coalition()
    reader = signatory_of(members(2)[0])
    dossier = written()
    assert not can(actor_of(reader), Action.READ_PAPER, dossier)
    window = amending.review(dossier)
    assert window.dossier.stage is Stage.REVIEW
    assert can(actor_of(reader), Action.READ_PAPER, window.dossier)
    assert (window.number, window.base.number, window.is_open) == (1, window.base.version.head, True)
    with pytest.raises(RuleBroken):
        write(dossier, "ar", "# غيره")
    with pytest.raises(RuleBroken):
        freeze(dossier)
    assert kinds(dossier)[-1] == "amending.opened"


def test_everybody_who_may_sign_gets_one_mail_with_a_subject_that_gives_nothing_away(app: Flask) -> None:
    make.coalition()
    one, two = members(2)
    both = signatory_of(one)
    make.mandate(two, both)
    alone = make.organisation()
    window = amending.review(written())
    mails = session.query(Message).all()
    assert sorted(mail.recipient for mail in mails) == sorted({both.email, signatory_of(two).email, alone.mail})
    for mail in mails:
        assert subject_of(mail) == "نصّ ينتظر قراءتكم"
        assert f"/papers/{window.dossier_id}/review" in body_of(mail)
        assert one.name_ar not in body_of(mail)


def test_a_review_needs_time_and_members(app: Flask) -> None:
    make.coalition()
    dossier, by, today = written(), make.person(), now.now()
    when = {"soft_at": today + timedelta(days=1), "closes_at": today + timedelta(days=2), "timezone": "Asia/Damascus"}
    with pytest.raises(RuleBroken), transaction():
        actions.open_review(dossier, **when, by=by)
    members(1)
    for wrong, field in (
        ({"soft_at": today}, "soft_at"),
        ({"closes_at": today + timedelta(hours=1)}, "closes_at"),
        ({"closes_at": today + timedelta(days=200)}, "closes_at"),
        ({"timezone": "Mars"}, "timezone"),
    ):
        with pytest.raises(BadInput) as refusal, transaction():
            actions.open_review(dossier, **{**when, **wrong}, by=by)
        assert list(refusal.value.fields) == [field]
    assert session.get_one(Dossier, dossier.id).stage is Stage.DRAFTING
    amending.review(dossier)
    with pytest.raises(RuleBroken), transaction():
        actions.open_review(session.get_one(Dossier, dossier.id), **when, by=by)


def test_what_comes_after_the_day_is_late_and_after_the_last_moment_refused(app: Flask, clock: SetClock) -> None:
    window = amending.review(hours=100, soft=80)
    first, second, third = amending.organisations()
    block = queries.base_of(window).blocks[1].id
    assert not amending.moved(window, first, amending.says(block, "في الوقت")).is_late
    clock.move(timedelta(hours=80))
    assert amending.moved(window, second, amending.says(block, "متأخّر")).is_late
    clock.move(timedelta(hours=20))
    with pytest.raises(RuleBroken):
        amending.moved(window, third, amending.says(block, "فات الأوان"))


def test_a_closed_window_opens_again_only_by_two_people(app: Flask, clock: SetClock) -> None:
    window = amending.review(hours=10, soft=5)
    one, two = make.rapporteur(window.dossier.group), make.holder_of(Office.COORDINATOR)
    until = now.now() + timedelta(hours=30)
    with pytest.raises(RuleBroken), transaction():
        actions.ask_reopening(session.get_one(Window, window.id), "سبب", closes_at=until, by=one)
    clock.move(timedelta(hours=11))
    with pytest.raises(BadInput), transaction():
        actions.ask_reopening(session.get_one(Window, window.id), " ", closes_at=until, by=one)
    with transaction():
        asked = actions.ask_reopening(session.get_one(Window, window.id), "انقطاع الكهرباء", closes_at=until, by=one)
    assert not session.get_one(Window, window.id).is_open
    assert not can(actor_of(one), Action.CONFIRM_REOPENING, asked)
    assert can(actor_of(two), Action.CONFIRM_REOPENING, asked)
    with pytest.raises(Forbidden), transaction():
        actions.confirm_reopening(session.get_one(Reopening, asked.id), by=one)
    with transaction():
        actions.confirm_reopening(session.get_one(Reopening, asked.id), by=two)
    window = session.get_one(Window, window.id)
    assert window.is_open and window.is_late
    with pytest.raises(RuleBroken), transaction():
        actions.confirm_reopening(session.get_one(Reopening, asked.id), by=two)
    assert kinds(window.dossier)[-2:] == ["amending.reopening_asked", "amending.reopened"]


def test_the_review_ends_when_everything_has_an_answer_or_somebody_says_why_not(app: Flask) -> None:
    window = amending.review()
    first, second, _third = amending.organisations()
    by = make.rapporteur(window.dossier.group)
    block = queries.base_of(window).blocks[1].id
    amendment = amending.moved(window, first, amending.says(block, "كلمات أخرى"))
    with transaction():
        comment = actions.write_comment(session.get_one(Window, window.id), second, "ملاحظة", "نصّها", by=None)
        sheet = actions.hand_in_sheet(comment.sheet, visibility=Visibility.PUBLIC, by=signatory_of(second))
    with pytest.raises(actions.Unanswered) as refusal, transaction():
        actions.end_review(session.get_one(Window, window.id), by=by)
    assert [gap.code for gap in refusal.value.gaps] == ["amendments", "comments"]
    amending.decided(amendment, by=by)
    assert [gap.code for gap in queries.unanswered(session.get_one(Window, window.id))] == ["unmerged", "comments"]
    with transaction():
        actions.merge_adopted(session.get_one(Window, window.id), {}, by=by)
        found = session.get_one(CommentSheet, sheet.id).comments[0]
        actions.answer_comment(found, Outcome.ACCEPTED, "", by=by)
    with transaction():
        ended = actions.end_review(session.get_one(Window, window.id), by=by)
    assert ended.dossier.stage is Stage.DRAFTING
    assert queries.window_in_review(ended.dossier) is None
    assert verify_chain().ok
    for act in (
        lambda row: actions.end_review(row, by=by),
        lambda row: actions.write_comment(row, second, "م", "ن", by=None),
        lambda row: actions.merge_adopted(row, {}, by=by),
    ):
        with pytest.raises(RuleBroken), transaction():
            act(session.get_one(Window, window.id))


def test_a_waiver_ends_a_review_with_something_unanswered_and_is_kept(app: Flask) -> None:
    window = amending.review()
    block = queries.base_of(window).blocks[1].id
    amending.moved(window, amending.organisations()[0], amending.says(block, "كلمات"))
    by = make.person()
    with transaction():
        ended = actions.end_review(session.get_one(Window, window.id), waiver="جلسة المجلس غدًا", by=by)
    assert ended.waiver == "جلسة المجلس غدًا"
    assert entries_of_dossier(window.dossier_id)[-1].facts["unanswered"] == ["amendments"]


def test_a_second_review_begins_from_the_newest_text(app: Flask) -> None:
    window = amending.review()
    with transaction():
        actions.end_review(session.get_one(Window, window.id), by=make.person())
    again = amending.review(window.dossier)
    assert again.number == 2
    assert again.base_id == window.base_id
    assert queries.newest_window(again.dossier) == again


def test_texts_are_merged_only_into_a_paper_in_review(app: Flask) -> None:
    version = written().versions[0]
    paper = newest_paper(version.dossier, "ar")
    with pytest.raises(RuleBroken), transaction():
        drafting.lay_merged(version, paper, reason="", by=None)


def test_a_rejected_amendment_leaves_nothing_to_merge(app: Flask) -> None:
    window = amending.review()
    by = make.person()
    block = queries.base_of(window).blocks[1].id
    amendment = amending.moved(window, amending.organisations()[0], amending.says(block, "كلمات"))
    amending.decided(amendment, Handling.REJECT, by=by)
    assert queries.unanswered(session.get_one(Window, window.id)) == []
    with pytest.raises(RuleBroken), transaction():
        actions.merge_adopted(session.get_one(Window, window.id), {}, by=by)
