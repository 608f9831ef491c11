"""Suggestions are accepted one by one, by author or all at once; what collides waits and is told."""

import pytest
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.models import Dossier, Revision, Source, State, Suggestion, Version
from advocacy.errors import BadInput, RuleBroken
from advocacy.policy import Office
from papers.amendments import InsertBlock, ReplaceBlock
from papers.changes_record import changes_to_json
from papers.compare import block_text
from papers.model import Paragraph, Text
from papers.steps import steps_of
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting

TEXT = "# عنوان\n\nالموقف: موقف واحد.\n\nواحد اثنان ثلاثة أربعة خمسة ستة.\n\nفقرة ثانية فيها كلمات أخرى.\n"


@pytest.fixture
def version(group: Group) -> Version:
    return drafting.dossier(group, ar=TEXT, en=None).versions[0]


def propose(version: Version, old: str, new: str, who: str = "ليلى") -> list[int]:
    """Suggestions by which the first paragraph that holds `old` would hold `new` instead, on the newest revision."""
    with transaction():
        version = session.get_one(Version, version.id)
        paper = queries.paper_of(queries.get_head(version))
        block = next(one for one in paper.blocks if old in block_text(one, paper))
        edited = Paragraph(block.id, (Text(block_text(block, paper).replace(old, new)),))
        rows = [
            Suggestion(
                version_id=version.id, revision=version.head, kind="replace", block=block.id,
                before=step.before, after=step.after, place=step.place, author_name=who, proposed_at=clock.now(),
                change=changes_to_json([ReplaceBlock(step.block)], paper), source=Source.WORD, state=State.OPEN,
            )
            for step in steps_of(block, edited)
        ]  # fmt: skip
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def newest(version: Version) -> str:
    paper = queries.paper_of(queries.get_head(session.get_one(Version, version.id)))
    return "\n".join(block_text(block, paper) for block in paper.blocks)


def accept(version: Version, ids: list[int], by: Person) -> actions.Accepted:
    with transaction():
        return actions.accept_suggestions(session.get_one(Version, version.id), ids, by=by)


def states(ids: list[int]) -> list[State]:
    return [session.get_one(Suggestion, number).state for number in ids]


def test_several_accepted_at_once_make_one_revision(version: Version, rim: Person) -> None:
    ids = propose(version, "اثنان ثلاثة", "2 ثلاثة") + propose(version, "ستة", "6", "Omar")
    ids += propose(version, "كلمات أخرى", "كلمات كثيرة")
    before = session.get_one(Version, version.id).head
    done = accept(version, ids, rim)
    assert done.collisions == () and done.revision.number == before + 1
    assert newest(version) == "واحد 2 ثلاثة أربعة خمسة 6.\nفقرة ثانية فيها كلمات كثيرة."
    assert states(ids) == [State.ACCEPTED] * 3
    assert {session.get_one(Suggestion, number).taken for number in ids} == {before + 1}
    assert "ليلى" in done.revision.reason and "Omar" in done.revision.reason
    assert done.revision.author_id == rim.id


def test_one_accepted_alone_leaves_the_others_open_and_they_follow_the_text(version: Version, rim: Person) -> None:
    first, second = propose(version, "اثنان", "2"), propose(version, "خمسة", "5")
    accept(version, first, rim)
    assert newest(version).startswith("واحد 2 ثلاثة أربعة خمسة")
    assert states(second) == [State.OPEN]
    accept(version, second, rim)
    assert newest(version).startswith("واحد 2 ثلاثة أربعة 5")


def test_what_collides_waits_while_the_rest_is_taken(version: Version, rim: Person) -> None:
    one, other = propose(version, "اثنان", "2"), propose(version, "اثنان", "زوج", "Omar")
    free = propose(version, "أخرى", "قليلة")
    done = accept(version, one + other + free, rim)
    assert [row.id for row in done.taken] == free
    assert states(one + other + free) == [State.OPEN, State.OPEN, State.ACCEPTED]
    (conflict,) = done.collisions
    assert {text for _, text in conflict.texts} == {
        "واحد 2 ثلاثة أربعة خمسة ستة.", "واحد زوج ثلاثة أربعة خمسة ستة."
    }  # fmt: skip
    with pytest.raises(actions.Collision), transaction():
        actions.accept_suggestions(session.get_one(Version, version.id), one + other, by=rim)
    accept(version, other, rim)
    assert newest(version).startswith("واحد زوج ثلاثة")


def test_a_suggestion_to_words_that_have_changed_meanwhile_collides_with_the_newest_text(
    version: Version, rim: Person
) -> None:
    ids = propose(version, "اثنان", "2")
    drafting.write(version.dossier, "ar", TEXT.replace("اثنان", "زوج"))
    with pytest.raises(actions.Collision) as refusal, transaction():
        actions.accept_suggestions(session.get_one(Version, version.id), ids, by=rim)
    assert any(name == "" for conflict in refusal.value.collisions for name, _ in conflict.texts)
    assert states(ids) == [State.OPEN]


def test_a_suggestion_that_the_text_has_taken_already_makes_no_revision(version: Version, rim: Person) -> None:
    ids = propose(version, "اثنان", "2")
    drafting.write(version.dossier, "ar", TEXT.replace("اثنان", "2"))
    head = session.get_one(Version, version.id).head
    assert accept(version, ids, rim).revision.number == head
    assert states(ids) == [State.ACCEPTED]


def test_rejecting_needs_a_reason_and_changes_no_word(version: Version, rim: Person) -> None:
    ids, before = propose(version, "اثنان", "2"), newest(version)
    with pytest.raises(BadInput), transaction():
        actions.reject_suggestions(session.get_one(Version, version.id), ids, " ", by=rim)
    with transaction():
        actions.reject_suggestions(session.get_one(Version, version.id), ids, "العدد كتابةً أوضح", by=rim)
    row = session.get_one(Suggestion, ids[0])
    assert (row.state, row.reason, row.decided_by_id) == (State.REJECTED, "العدد كتابةً أوضح", rim.id)
    assert newest(version) == before
    with pytest.raises(BadInput), transaction():
        actions.accept_suggestions(session.get_one(Version, version.id), ids, by=rim)


def test_new_passages_after_one_block_stand_in_the_order_in_which_they_came(version: Version, rim: Person) -> None:
    with transaction():
        paper = queries.paper_of(queries.get_head(session.get_one(Version, version.id)))
        ground = paper.blocks[0].id
        for number in range(3):
            change = InsertBlock(Paragraph(f"new{number}", (Text(f"جديدة {number}"),)), ground)
            session.add(
                Suggestion(
                    version_id=version.id, revision=version.head, kind="block_insert", block=ground, before="",
                    after=f"جديدة {number}", place=0, author_name="ليلى", proposed_at=clock.now(),
                    change=changes_to_json([change], paper), source=Source.WORD, state=State.OPEN,
                )
            )  # fmt: skip
    ids = list(session.scalars(select(Suggestion.id).order_by(Suggestion.id)))
    accept(version, ids, rim)
    assert newest(version).splitlines()[1:4] == ["جديدة 0", "جديدة 1", "جديدة 2"]


def test_a_frozen_text_takes_nothing_and_open_suggestions_hold_up_the_freeze(group: Group, rim: Person) -> None:
    dossier = drafting.dossier(group)
    ids = propose(dossier.versions[0], "أسر كثيرة", "أسر عديدة")
    with pytest.raises(actions.NotReady) as refusal, transaction():
        actions.freeze_paper(session.get_one(Dossier, dossier.id), by=rim)
    assert [gap.waiver for gap in refusal.value.gaps] == ["suggestions:ar"]
    with transaction():
        actions.freeze_paper(session.get_one(Dossier, dossier.id), waivers={"suggestions:ar": "للطبعة التالية"}, by=rim)
    with pytest.raises(RuleBroken), transaction():
        actions.accept_suggestions(session.get_one(Version, dossier.versions[0].id), ids, by=rim)


def test_a_translation_keeps_what_was_confirmed_when_a_suggestion_is_taken(group: Group, rim: Person) -> None:
    dossier = drafting.dossier(group)
    english = dossier.version_in("en")
    assert english
    ids = propose(english, "Many families", "Very many families")
    accept(english, ids, rim)
    assert queries.stale(session.get_one(Version, english.id)) == ()


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_who_proposes_what_and_decides_by_author(
    browser: Browser, version: Version, rim: Person
) -> None:
    propose(version, "اثنان", "<2>")
    propose(version, "أخرى", "قليلة", "Omar")
    browser.sign_in(rim)
    here = f"/papers/{version.dossier_id}/text/ar/suggestions"
    page = browser.get(here).text
    assert "&lt;2&gt;" in page and "<2>" not in page and "ليلى" in page and "Omar" in page
    assert "واحد <del>" in page.replace("\n", "")
    done = browser.post(here, data={"do": "accept_all", "author": ":Omar"})
    assert done.status_code == 303
    assert "كلمات قليلة" in newest(version) and "اثنان" in newest(version)
    refused = browser.post(here, data={"do": "reject_all", "author": ":ليلى", "reason": ""})
    assert refused.status_code == 422 and "بيّنوا السبب" in refused.text
    assert browser.post(here, data={"do": "reject_all", "author": ":ليلى", "reason": "لا"}).status_code == 303
    assert "لا اقتراح ينتظر" in browser.get(here).text


def test_a_collision_is_shown_side_by_side(browser: Browser, version: Version, rim: Person) -> None:
    ids = propose(version, "اثنان", "2") + propose(version, "اثنان", "زوج", "Omar")
    browser.sign_in(rim)
    here = f"/papers/{version.dossier_id}/text/ar/suggestions"
    assert "هذه متعارضة" in browser.get(here).text
    both = browser.post(here, data={"do": "accept", "suggestion": ids})
    assert both.status_code == 409 and "زوج" in both.text
    assert browser.post(here, data={"do": "accept", "suggestion": ids[:1]}).status_code == 303


@pytest.mark.parametrize("ids", [[], ["x"], ["99999999"], ["١"], ["1" * 40]])
def test_what_is_no_open_suggestion_is_refused_with_a_message(
    ids: list[str], browser: Browser, version: Version, rim: Person
) -> None:
    browser.sign_in(rim)
    answer = browser.post(f"/papers/{version.dossier_id}/text/ar/suggestions", data={"do": "accept", "suggestion": ids})
    assert answer.status_code == 422 and "حدّدوا اقتراحًا" in answer.text


def test_the_board_sees_and_does_not_decide(browser: Browser, version: Version) -> None:
    ids = propose(version, "اثنان", "2")
    browser.sign_in(make.holder_of(Office.BOARD))
    here = f"/papers/{version.dossier_id}/text/ar/suggestions"
    assert browser.get(here).status_code == 200
    assert browser.post(here, data={"do": "accept", "suggestion": ids}).status_code == 403
    assert session.scalars(select(Revision).order_by(Revision.id.desc())).first().number == 2  # type: ignore[union-attr]
