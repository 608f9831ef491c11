"""An amendment is prepared by its people, moved by its signatory, backed, answered, decided."""

import pytest
from flask import Flask

from advocacy.amending import actions, queries
from advocacy.amending.actions.moving import Case
from advocacy.amending.models import Amendment, BackingKind, Handling, State, Window
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.errors import BadInput, Forbidden, RuleBroken
from advocacy.ledger.queries import entries_of_dossier
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from papers.amendments import ReplaceBlock
from tests.make import amending
from tests.make import coalition as make
from tests.make.signoff import signatory_of


@pytest.fixture
def window(app: Flask) -> Window:
    return amending.review()


@pytest.fixture
def block(window: Window) -> str:
    return queries.base_of(window).blocks[1].id


def again(amendment: Amendment) -> Amendment:
    return session.get_one(Amendment, amendment.id)


def test_an_amendment_is_kept_as_the_whole_text_and_read_as_what_it_changes(window: Window, block: str) -> None:
    one = amending.moved(window, amending.organisations()[0], amending.says(block, "كلمات جديدة"))
    (change,) = queries.change_of(queries.movers_wording(one)).changes
    assert isinstance(change, ReplaceBlock) and change.block.id == block
    assert queries.places_of(queries.movers_wording(one)) == [block]
    assert (one.number, one.state) == (1, State.MOVED)
    entry = entries_of_dossier(window.dossier_id)[-1]
    assert (entry.kind, entry.organisation_id, entry.facts["number"]) == ("amending.moved", one.organisation_id, 1)


def test_who_belongs_prepares_and_only_who_may_sign_moves(window: Window, block: str) -> None:
    home = amending.organisations()[0]
    drafter = make.person()
    one = amending.prepared(window, home, amending.says(block, "مسودّة"))
    for stranger in (drafter, signatory_of(amending.organisations()[1])):
        with pytest.raises(Forbidden), transaction():
            actions.move_amendment(again(one), by=stranger)
    assert again(one).state is State.PREPARED
    assert again(one).number is None


def test_numbers_follow_the_order_in_which_amendments_are_moved(window: Window, block: str) -> None:
    first, second, _third = amending.organisations()
    early = amending.prepared(window, first, amending.says(block, "أعدّت أولًا"))
    assert amending.moved(window, second, amending.says(block, "نُقلت أولًا")).number == 1
    with transaction():
        assert actions.move_amendment(again(early), by=signatory_of(first)).number == 2


def test_an_amendment_says_what_about_and_why_and_changes_something(window: Window, block: str) -> None:
    home = amending.organisations()[0]
    base = queries.base_of(window)
    with pytest.raises(BadInput) as refusal, transaction():
        actions.prepare_amendment(session.get_one(Window, window.id), home, base, Case("موضوع"), by=None)
    assert list(refusal.value.fields) == ["words"]
    edited = amending.says(block, "كلمات")(base)
    with pytest.raises(BadInput) as refusal, transaction():
        actions.prepare_amendment(session.get_one(Window, window.id), home, edited, Case(" "), by=None)
    assert list(refusal.value.fields) == ["subject"]
    silent = amending.prepared(window, home, amending.says(block, "كلمات"), reason="")
    with pytest.raises(BadInput) as refusal, transaction():
        actions.move_amendment(again(silent), by=signatory_of(home))
    assert list(refusal.value.fields) == ["reason"]


def test_what_was_moved_is_reworded_no_more_but_can_be_withdrawn(window: Window, block: str) -> None:
    home, other, _third = amending.organisations()
    one = amending.prepared(window, home, amending.says(block, "أولى"))
    edited = amending.says(block, "ثانية")(queries.base_of(window))
    with transaction():
        actions.reword_amendment(again(one), edited, Case("موضوع آخر", "سبب"), by=None)
        actions.move_amendment(again(one), by=signatory_of(home))
    assert len(again(one).wordings) == 2
    with pytest.raises(RuleBroken), transaction():
        actions.reword_amendment(again(one), edited, Case("موضوع", "سبب"), by=None)
    with pytest.raises(Forbidden), transaction():
        actions.withdraw_amendment(again(one), by=signatory_of(other))
    with transaction():
        actions.withdraw_amendment(again(one), by=signatory_of(home))
    assert again(one).state is State.WITHDRAWN
    with pytest.raises(RuleBroken), transaction():
        actions.propose_handling(again(one), Handling.ADOPT, "", by=make.person())


def test_other_members_join_or_support_once_and_may_change_their_mind(window: Window, block: str) -> None:
    home, other, third = amending.organisations()
    one = amending.moved(window, home, amending.says(block, "كلمات"))
    with transaction():
        actions.back_amendment(again(one), other, BackingKind.SUPPORT, by=signatory_of(other))
        actions.back_amendment(again(one), other, BackingKind.COSPONSOR, by=signatory_of(other))
        actions.back_amendment(again(one), third, BackingKind.SUPPORT, by=signatory_of(third))
    assert [each.organisation_id for each in again(one).cosponsors] == [other.id]
    assert [each.organisation_id for each in again(one).supporters] == [third.id]
    with transaction():
        actions.stop_backing(again(one), third, by=signatory_of(third))
    assert again(one).supporters == []
    with pytest.raises(RuleBroken), transaction():
        actions.back_amendment(again(one), home, BackingKind.SUPPORT, by=signatory_of(home))
    with pytest.raises(Forbidden), transaction():
        actions.back_amendment(again(one), third, BackingKind.SUPPORT, by=signatory_of(other))


def test_the_group_proposes_with_a_reason_and_the_movers_answer(window: Window, block: str) -> None:
    home = amending.organisations()[0]
    one, by = amending.moved(window, home, amending.says(block, "كلمات")), make.person()
    with pytest.raises(RuleBroken), transaction():
        actions.decide_amendment(again(one), by=by)
    with pytest.raises(BadInput), transaction():
        actions.propose_handling(again(one), Handling.REJECT, " ", by=by)
    with pytest.raises(BadInput) as refusal, transaction():
        actions.propose_handling(again(one), Handling.ADOPT_MODIFIED, "سبب", by=by)
    assert list(refusal.value.fields) == ["words"]
    modified = amending.says(block, "كلمات الفريق")(queries.base_of(window))
    with transaction():
        actions.propose_handling(again(one), Handling.ADOPT_MODIFIED, "أوضح", modified=modified, by=by)
    told = session.query(Message).filter(Message.key.like("amending.proposed.%")).one()
    assert told.recipient == signatory_of(home).email
    assert f"/amendments/{one.id}" in body_of(told)
    with pytest.raises(Forbidden), transaction():
        actions.answer_proposal(again(one), True, by=signatory_of(amending.organisations()[1]))
    with pytest.raises(BadInput) as refusal, transaction():
        actions.answer_proposal(again(one), False, " ", by=signatory_of(home))
    assert list(refusal.value.fields) == ["movers_reason"] and again(one).movers_accept is None
    with transaction():
        actions.answer_proposal(again(one), False, "يضيع المعنى", by=signatory_of(home))
    with transaction():
        decided = actions.decide_amendment(again(one), by=by)
    assert (decided.state, decided.movers_accept) == (State.ADOPTED_MODIFIED, False)
    assert decided.movers_reason == "يضيع المعنى"
    assert queries.chosen_wording(decided) == queries.group_wording(decided)
    facts = entries_of_dossier(window.dossier_id)[-1].facts
    assert (facts["decision"], facts["movers_accept"]) == ("adopted_modified", False)
    with pytest.raises(RuleBroken), transaction():
        actions.decide_amendment(again(one), by=by)


def test_a_new_proposal_asks_the_movers_anew(window: Window, block: str) -> None:
    home = amending.organisations()[0]
    one, by = amending.moved(window, home, amending.says(block, "كلمات")), make.person()
    with transaction():
        actions.propose_handling(again(one), Handling.REJECT, "لا يصحّ", by=by)
        actions.answer_proposal(again(one), False, "بل يصحّ", by=signatory_of(home))
        actions.propose_handling(again(one), Handling.REJECT, "لأنه مكرّر", by=by)
    assert (again(one).movers_accept, again(one).movers_reason) == (None, "")
    with transaction():
        actions.answer_proposal(again(one), False, "ليس مكرّرًا", by=signatory_of(home))
    with transaction():
        actions.answer_proposal(again(one), True, by=signatory_of(home))
    assert (again(one).movers_accept, again(one).movers_reason) == (True, "")


def test_an_objection_becomes_one_amendment_however_often_it_is_asked(window: Window) -> None:
    home = amending.organisations()[0]
    base = queries.base_of(window)
    with transaction():
        rows = [
            actions.prepare_amendment(
                session.get_one(Window, window.id),
                session.get_one(Organisation, home.id),
                base,
                Case("من اعتراض", "سبب", Visibility.WITHHELD),
                by=signatory_of(home),
                answer_id=7,
            )
            for _time in range(2)
        ]
    assert rows[0].id == rows[1].id
    with pytest.raises(BadInput), transaction():
        actions.move_amendment(again(rows[0]), by=signatory_of(home))
