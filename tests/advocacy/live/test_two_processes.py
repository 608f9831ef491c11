"""Several processes share a text through the database: two relays, and the pages that change it."""

import pytest
from flask import Flask

from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Version
from advocacy.live import document
from advocacy.live import queries as log
from tests.make import coalition as make
from tests.make import live
from tests.make.live import Editor


def test_two_relays_carry_the_same_text(app: Flask) -> None:
    group = make.group()
    rim, sami = make.rapporteur(group), make.rapporteur(group)
    paper = live.shared(live.make.dossier(group))
    with live.relay(app) as here, live.relay(app) as there:
        one, other = Editor(here.port, paper.text, rim).come(), Editor(there.port, paper.text, sami).come()
        one.settle(other)
        for turn in range(20):
            one.type(f" هنا{turn}", 0)
            other.type(f" there{turn} ", 0, at=0)
        one.settle(other, seconds=20)
        assert all(f"هنا{turn}" in other.says and f"there{turn} " in one.says for turn in range(20))
    session.rollback()
    assert document.nodes_of(one.doc) == log.nodes_of(paper.text)
    numbers = [row.number for row in log.updates_since(paper.text.id, 1, 0)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_save_without_scripts_reaches_those_who_write_together_and_loses_none_of_their_words(app: Flask) -> None:
    group = make.group()
    rim, sami = make.rapporteur(group), make.rapporteur(group)
    paper = live.shared(live.make.dossier(group))
    base = paper.version.head
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        one.type(" بعد التعديل", 0)
        one.settle()
        with transaction():
            version = session.get_one(Version, paper.version.id)
            source = live.make.AR.replace("واحدة آمنة", "واحدة ومجانية وآمنة")
            revision = actions.save_revision(version, source, base=base, by=sami)
        live.until(lambda: one.hear() and "ومجانية" in one.says, "the editor to hear of it")
        assert "بعد التعديل" in one.says
    stands = queries.paper_of(revision)
    assert stands.title.endswith("بعد التعديل") and "ومجانية" in str(stands.blocks)


def test_a_save_that_collides_with_words_written_together_is_shown_side_by_side(app: Flask) -> None:
    group = make.group()
    rim = make.rapporteur(group)
    paper = live.shared(live.make.dossier(group))
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        one.type(" كما كتبناه معًا", 0)
        one.settle()
    source = live.make.AR.replace("# حقّ الأسر في المعرفة والمشاركة", "# حقّ الأسر في المعرفة والمشاركة كما كتبته وحدي")
    try:
        with transaction():
            version = session.get_one(Version, paper.version.id)
            actions.save_revision(version, source, base=version.head, by=rim)
    except actions.LostUpdate as refusal:
        assert refusal.mine == source
    else:
        raise AssertionError("one of the two was lost")
    with transaction():
        revision = actions.revise_from_live(session.get_one(Version, paper.version.id), by=None)
    assert queries.paper_of(revision).title.endswith("كما كتبناه معًا")


def test_a_freeze_takes_the_text_as_it_stands_and_what_was_deleted_before_is_gone(app: Flask) -> None:
    group = make.group()
    rim = make.rapporteur(group)
    paper = live.shared(live.make.dossier(group, en=None))
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        one.type(" سرّي", 0)
        one.settle()
        title = one.words(0)
        del title[len(title) - len(" سرّي".encode()) : len(title)]
        one.type(" نهائيًا", 0)
        one.settle()
        with transaction():
            frozen = actions.freeze_paper(session.get_one(live.Dossier, paper.dossier.id), by=rim)
        assert one.wait_for_notice() == "epoch"
    text = frozen.text_in("ar")
    assert text and queries.paper_of_frozen(text).title.endswith("نهائيًا")
    session.rollback()
    loaded = log.loaded(paper.text.id)
    assert loaded and loaded.epoch == 2 and len(loaded.updates) == 1
    assert "سرّي".encode() not in b"".join(loaded.updates)
    everything = session.execute(live.select(live.LiveUpdate.data)).scalars().all()
    assert not any("سرّي".encode() in data for data in everything)


def test_nothing_is_frozen_while_a_suggestion_is_open_unless_it_is_said_why(app: Flask) -> None:
    group = make.group()
    rim = make.rapporteur(group)
    paper = live.shared(live.make.dossier(group))
    mine = {"id": "abcdefghijkl", "person": str(rim.id), "at": "2026-11-23T12:00:00Z"}
    with live.relay(app) as relay:
        one = Editor(relay.port, paper.text, rim).come()
        one.settle()
        one.type(" بل دائمًا", 2, insertion=mine)
        one.settle()
    session.rollback()
    waits = queries.open_points(session.get_one(live.Dossier, paper.dossier.id))["suggestions"]
    assert [point.key for point in waits] == ["live:ar"]
    with pytest.raises(actions.NotReady) as refusal, transaction():
        actions.freeze_paper(session.get_one(live.Dossier, paper.dossier.id), by=rim)
    assert [gap.waiver for gap in refusal.value.gaps] == ["live:ar"]
    with transaction():
        dossier = session.get_one(live.Dossier, paper.dossier.id)
        frozen = actions.freeze_paper(dossier, waivers={"live:ar": "قُبل شفويًا في الاجتماع"}, by=rim)
    text = frozen.text_in("ar")
    assert text and "دائمًا" not in queries.paper_of_frozen(text).position
