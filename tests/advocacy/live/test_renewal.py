"""A text sheds its past, and no word of anybody who was away meanwhile."""

import random
from datetime import timedelta
from typing import Any

import brotli
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session, transaction
from advocacy.drafting.queries import mode_in, names_of_writers
from advocacy.live import actions, change, columns, document, queries, renewal, rules, structs
from advocacy.live.authors import authors_of
from advocacy.live.keeper import Keeper
from advocacy.live.kept import Entry
from advocacy.live.models import LiveSnapshot, LiveText, LiveUpdate
from papers.model import Paper
from papers.normalise import normalise
from papers.tree import Nodes
from tests.advocacy.live.test_columns import acted, written_by_many
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Shared
from tests.make.papers import papers

Together = tuple[Shared, Person, Person]


@pytest.fixture
def together(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Together:
    """A text that is old as soon as anything was written, with two who may write in it."""
    monkeypatch.setattr(renewal, "FEWEST_UPDATES", 1)
    monkeypatch.setattr(renewal, "PAST", -1_000)
    group = make.group()
    return live.shared(live.make.dossier(group)), make.rapporteur(group), make.rapporteur(group)


@pytest.fixture
def keeper(app: Flask) -> Keeper:
    return Keeper(app, mode_in)


def renewed(keeper: Keeper, paper: Shared, clock: SetClock) -> None:
    """Ten minutes later."""
    clock.set(clock.now() + timedelta(seconds=rules.RENEW_SECONDS))
    before = nodes_of(paper)
    assert keeper.renew(paper.text.id)
    session.rollback()
    session.refresh(paper.text)
    assert nodes_of(paper) == before


def nodes_of(paper: Shared) -> Nodes:
    session.rollback()
    return queries.nodes_of(session.get_one(LiveText, paper.text.id))


class Away:
    """Somebody's telephone: it holds the document of an epoch, and what was written on it meanwhile."""

    def __init__(self, paper: Shared, person: Person, *, client: int) -> None:
        self.paper, self.person, self.epoch = paper, person, paper.text.epoch
        self.doc: Doc[Any] = document.document([queries.state_of(paper.text)], client_id=client)
        self.there = self.doc.get_state()

    def write(self, words: str, place: int = 0, at: int = 0) -> "Away":
        document.root(self.doc).children[place].children[0].insert(at, words)
        return self

    def comes_back(self, keeper: Keeper) -> bool:
        entry = Entry(self.doc.get_update(self.there), self.person.id, (self.doc.client_id,))
        session.rollback()
        return bool(keeper.answer("carry", (self.paper.text.id, self.epoch, entry)))


def written(paper: Shared, person: Person, words: str, place: int = 0, at: int = 0, *, client: int = 900) -> None:
    """Somebody who is there writes."""
    session.rollback()
    one = Away(paper, person, client=client).write(words, place, at)
    with transaction():
        actions.append(
            paper.text.id, one.epoch, [Entry(one.doc.get_update(one.there), person.id, (one.doc.client_id,))]
        )
    session.refresh(paper.text)


# --- the text -------------------------------------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(papers(), papers(), st.integers(0, 2**32))
def test_any_document_can_be_turned_into_any_other_with_all_its_suggestions(
    one: Paper, other: Paper, seed: int
) -> None:
    doc, wanted = (written_by_many(normalise(paper), seed + step, 25) for step, paper in enumerate((one, other)))
    nodes = document.nodes_of(wanted)
    change.update_of(doc, lambda root: change.turn_into(root, nodes, change.everything))
    assert document.nodes_of(doc) == nodes


@settings(max_examples=40, deadline=None)
@given(papers(), st.integers(0, 2**32))
def test_a_document_that_has_grown_old_is_made_anew_and_says_the_same(paper: Paper, seed: int) -> None:
    doc = written_by_many(normalise(paper), seed, 60)
    before = renewal.PAST
    renewal.PAST = -10_000
    try:
        found = renewal.renewed(doc.get_update(), 3)
    finally:
        renewal.PAST = before
    assert found
    update, packed = found
    assert columns.unpacked(brotli.decompress(packed)) == update
    assert document.nodes_of(document.document([update])) == document.nodes_of(doc)
    assert set(structs.read(update).clients) <= {3}


def test_a_young_text_keeps_its_past(together: Together, keeper: Keeper, clock: SetClock, monkeypatch: Any) -> None:
    monkeypatch.setattr(renewal, "PAST", 2_000)
    paper, rim, _ = together
    written(paper, rim, "كلمة ")
    clock.set(clock.now() + timedelta(days=1))
    assert not keeper.renew(paper.text.id)
    monkeypatch.setattr(renewal, "PAST", -1_000)
    monkeypatch.setattr(renewal, "FEWEST_UPDATES", 3)
    assert not keeper.renew(paper.text.id)
    assert keeper.grown_old() == []


def test_a_text_in_which_somebody_wrote_just_now_is_left_alone(
    together: Together, keeper: Keeper, clock: SetClock
) -> None:
    paper, rim, _ = together
    written(paper, rim, "كلمة ")
    clock.set(clock.now() + timedelta(seconds=rules.RENEW_SECONDS - 1))
    assert keeper.grown_old() == [paper.text.id]
    assert not keeper.renew(paper.text.id)
    clock.set(clock.now() + timedelta(seconds=1))
    assert keeper.renew(paper.text.id)


def test_a_word_that_comes_while_the_new_document_is_made_stops_the_renewal(
    together: Together, keeper: Keeper, clock: SetClock, monkeypatch: Any
) -> None:
    paper, rim, _ = together
    written(paper, rim, "كلمة ")
    made = columns.compressed

    def slow(update: bytes) -> bytes:
        written(paper, rim, "أخرى ", client=901)
        return made(update)

    monkeypatch.setattr(columns, "compressed", slow)
    clock.set(clock.now() + timedelta(seconds=rules.RENEW_SECONDS))
    assert not keeper.renew(paper.text.id)
    session.rollback()
    assert session.get_one(LiveText, paper.text.id).epoch == 1
    assert "أخرى كلمة" in str(nodes_of(paper))


def test_everybody_stays_the_author_of_their_words(together: Together, keeper: Keeper, clock: SetClock) -> None:
    paper, rim, sami = together
    written(paper, rim, "كلمات ريم ")
    written(paper, sami, "x🕊 ", at=len("كلمات ".encode()), client=901)
    before = authors_of(paper.text)
    assert {rim.id, sami.id} <= {one.person_id for one in before}
    for round_ in range(3):
        renewed(keeper, paper, clock)
        assert authors_of(paper.text) == before
        assert set(names_of_writers(paper.version, "ar")) >= {str(rim.id), str(sami.id)}
        written(paper, sami, f"{round_}", client=950 + round_)
        before = authors_of(paper.text)
        assert before[0].person_id == sami.id and before[0].text.startswith(f"{round_}")


def test_a_text_that_was_renewed_loads_from_its_columns_at_once(
    together: Together, keeper: Keeper, clock: SetClock
) -> None:
    paper, rim, _ = together
    for turn in range(20):
        written(paper, rim, f"{turn} ", client=900 + turn)
    renewed(keeper, paper, clock)
    found = queries.packed(paper.text.id)
    assert found and (found.epoch, found.number) == (2, paper.text.head)
    loaded = queries.loaded(paper.text.id)
    assert loaded and len(loaded.updates) == 1 and len(structs.read(loaded.updates[0]).clients) == 1


def test_a_freeze_ends_what_the_text_went_on_from(together: Together, keeper: Keeper, clock: SetClock) -> None:
    paper, rim, _ = together
    written(paper, rim, "سرّ ")
    away = Away(paper, rim, client=77).write("متأخر ")
    renewed(keeper, paper, clock)
    with transaction():
        text = session.get_one(LiveText, paper.text.id)
        actions.begin_epoch(text, live.drafting_paper(paper), by=None)
        actions.purge(text)
    assert not away.comes_back(keeper)
    session.rollback()
    assert {row.epoch for row in session.query(LiveUpdate).filter_by(text_id=paper.text.id)} == {3}
    assert session.query(LiveSnapshot).filter_by(text_id=paper.text.id).count() == 0
    assert queries.loaded(paper.text.id, 2) is None


# --- what comes late ------------------------------------------------------------------------------------------------


def test_words_of_somebody_who_was_away_come_to_their_place(
    together: Together, keeper: Keeper, clock: SetClock
) -> None:
    paper, rim, sami = together
    written(paper, sami, "أول ثان ثالث ")
    away = Away(paper, rim, client=77).write("قُبيل ", at=len("أول ".encode()))
    renewed(keeper, paper, clock)
    written(paper, sami, "صفر ", client=902)
    assert away.comes_back(keeper)
    assert "صفر أول قُبيل ثان ثالث " in str(nodes_of(paper))
    text = session.get_one(LiveText, paper.text.id)
    assert [one.text.strip() for one in authors_of(text) if one.person_id == rim.id] == ["قُبيل"]


def test_what_was_brought_twice_stands_once(together: Together, keeper: Keeper, clock: SetClock) -> None:
    paper, rim, _ = together
    written(paper, rim, "أول ")
    away = Away(paper, rim, client=77).write("مرة ")
    renewed(keeper, paper, clock)
    assert away.comes_back(keeper)
    once = nodes_of(paper)
    assert away.comes_back(keeper)
    assert nodes_of(paper) == once
    assert str(once).count("مرة") == 1


@pytest.mark.parametrize("seed", range(12))
def test_whoever_comes_late_in_however_many_pieces_changes_what_they_would_have_changed(
    together: Together, keeper: Keeper, clock: SetClock, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "FEWEST_UPDATES", 0)
    paper, rim, sami = together
    dice = random.Random(seed)
    written(paper, sami, "كلمات كثيرة هنا ")
    late = [Away(paper, person, client=client) for person, client in ((rim, 77), (sami, 78))]
    last: Doc[Any] = document.document([queries.state_of(paper.text)])
    for _ in range(1 + seed % 2):
        renewed(keeper, paper, clock)
    for one in dice.choices(late, k=6):
        for _ in range(dice.randrange(1, 6)):
            acted(dice, one.doc)
        if dice.random() < 0.5:
            assert one.comes_back(keeper)
    for one in late:
        assert one.comes_back(keeper)
        last.apply_update(one.doc.get_update())
    # nobody has written in the new document: it says what the old one would say with all of it
    assert nodes_of(paper) == document.nodes_of(last)


def test_the_words_of_both_stand_when_somebody_wrote_in_the_new_document_meanwhile(
    together: Together, keeper: Keeper, clock: SetClock
) -> None:
    paper, rim, sami = together
    written(paper, sami, "واحد اثنان ")
    one, two = (Away(paper, rim, client=client) for client in (77, 78))
    renewed(keeper, paper, clock)
    one.write("أولا ")
    assert one.comes_back(keeper)
    written(paper, sami, "جديد ", at=len("أولا واحد ".encode()), client=902)
    two.write("ثانيا ", at=len("واحد اثنان ".encode()))
    assert two.comes_back(keeper)
    renewed(keeper, paper, clock)
    one.write("ثالثا ")
    assert one.comes_back(keeper), "from the first document to the third"
    assert "ثالثا أولا واحد جديد اثنان ثانيا " in str(nodes_of(paper))


@pytest.mark.parametrize(("hers", "his"), [(77, 78), (78, 77)])
def test_two_who_come_late_at_once_both_come_to_their_place(
    together: Together, keeper: Keeper, clock: SetClock, monkeypatch: Any, hers: int, his: int
) -> None:
    paper, rim, sami = together
    written(paper, sami, "واحد ")
    one, other = Away(paper, rim, client=hers).write("ريم "), Away(paper, sami, client=his).write("سامي ")
    renewed(keeper, paper, clock)
    carried, between = actions.carried, [lambda: other.comes_back(keeper)]

    def slowly(*facts: Any) -> Any:
        found = carried(*facts)
        if between:
            assert between.pop()()
        return found

    monkeypatch.setattr(actions, "carried", slowly)
    assert one.comes_back(keeper)
    last = document.document([one.doc.get_update(), other.doc.get_update()])
    assert nodes_of(paper) == document.nodes_of(last)
