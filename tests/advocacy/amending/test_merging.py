"""Adopted amendments become the next revision; no word is lost on the way."""

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advocacy.amending import actions, queries
from advocacy.amending.actions.merging import Ruling
from advocacy.amending.actions.moving import Case
from advocacy.amending.models import Amendment, Handling, State, Voice, Window
from advocacy.coalition.models import Visibility
from advocacy.database import session, transaction
from advocacy.drafting.queries import paper_of
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.queries import entries_of_dossier
from advocacy.outbox.models import Message
from papers.compare import block_text
from papers.model import Paper, Paragraph, Text
from papers.settle import place_of
from tests.conftest import Browser
from tests.make import amending
from tests.make import coalition as make
from tests.make.drafting import dossier as written
from tests.papers.test_merge_laws import said, words

AR = """\
# حقّ الأسر في المعرفة

الموقف: معرفة المصير حقّ للأسر.

تطالب الأسر بالكشف عن مصير أبنائها وبناتها في أقرب وقت ممكن.

تقع كلفة الانتظار على النساء أولًا.

!! نطالب هيئات المفقودين بـ: تخصيص مقاعد للأسر | المهلة: خلال 6 أشهر | السند: [@GA77301]
"""


@pytest.fixture
def window(app: Flask) -> Window:
    return amending.review(written(ar=AR, en=None))


def again(window: Window) -> Window:
    return session.get_one(Window, window.id)


def ids(window: Window) -> list[str]:
    return [block.id for block in queries.base_of(window).blocks]


def swapped(block: str, before: str, after: str) -> amending.Edit:
    """The paragraph of that id with one word replaced."""

    def edit(paper: Paper) -> Paper:
        found = next(one for one in paper.blocks if one.id == block)
        return amending.says(block, block_text(found, paper).replace(before, after))(paper)

    return edit


def collided(window: Window) -> tuple[Amendment, Amendment, Amendment]:
    """Two adopted amendments that want other words in one place, and a third beside them in the same block."""
    first, second, third = amending.organisations()
    block, by = ids(window)[0], make.person()
    one = amending.moved(window, first, swapped(block, "أقرب وقت", "شهر واحد"))
    two = amending.moved(window, second, swapped(block, "أقرب وقت", "سنة واحدة"))
    three = amending.moved(window, third, swapped(block, "تطالب الأسر", "تطالب أسر المفقودين"))
    for amendment in (one, two, three):
        amending.decided(amendment, by=by)
    return one, two, three


def merged(window: Window, rulings: dict[tuple[str, str], Ruling]) -> Paper:
    with transaction():
        done = actions.merge_adopted(again(window), rulings, by=make.person())
    return paper_of(done.revision)


def test_amendments_that_leave_each_other_alone_become_the_next_revision(window: Window) -> None:
    first, second, _third = amending.organisations()
    by = make.person()
    amending.decided(amending.moved(window, first, swapped(ids(window)[0], "أبنائها", "أطفالها")), by=by)
    amending.decided(amending.moved(window, second, amending.titled("عنوان آخر")), by=by)
    before = again(window).base.number
    paper = merged(window, {})
    assert "أطفالها" in said(paper) and paper.title == "عنوان آخر"
    assert again(window).base.number == before + 1 == again(window).base.version.head
    facts = entries_of_dossier(window.dossier_id)[-1].facts
    assert (facts["amendments"], facts["movers"]) == ([1, 2], [first.id, second.id])
    assert (facts["collisions"], facts["withheld_movers"]) == (0, 0)
    assert queries.unanswered(again(window)) == []


def test_a_collision_without_a_ruling_stops_the_merge_and_is_named(window: Window) -> None:
    collided(window)
    with pytest.raises(BadInput) as refusal:
        merged(window, {})
    assert list(refusal.value.fields) == [f"block:{ids(window)[0]}"]
    with pytest.raises(BadInput):
        merged(window, {("block", ids(window)[0]): Ruling("999")})


def test_the_chosen_words_stand_and_the_collision_is_kept(window: Window) -> None:
    one, two, _three = collided(window)
    block = ids(window)[0]
    paper = merged(window, {("block", block): Ruling(str(two.id))})
    found = block_text(paper.blocks[0], paper)
    assert "سنة واحدة" in found and "أسر المفقودين" in found and "شهر" not in found
    (collision,) = again(window).merges[0].collisions
    assert (collision["what"], collision["block"], collision["winner"]) == ("block", block, two.id)
    assert {number for number, _words in collision["texts"]} == {one.id, two.id}
    assert collision["words"] == found


def test_the_rapporteur_may_write_other_words(window: Window) -> None:
    collided(window)
    block = ids(window)[0]
    paper = merged(window, {("block", block): Ruling(words="كلمات بين الاثنين.\n\n## وعنوان بعدها")})
    assert [block_text(one, paper) for one in paper.blocks[:2]] == ["كلمات بين الاثنين.", "وعنوان بعدها"]
    assert paper.blocks[0].id == block
    assert again(window).merges[0].collisions[0]["winner"] is None


def test_a_modified_adoption_enters_in_the_words_of_the_group(window: Window) -> None:
    block, by = ids(window)[1], make.person()
    one = amending.moved(window, amending.organisations()[0], amending.says(block, "كلمات المقترح"))
    amending.decided(one, Handling.ADOPT_MODIFIED, edit=amending.says(block, "كلمات الفريق"), by=by)
    assert block_text(merged(window, {}).blocks[1], queries.base_of(again(window))) == "كلمات الفريق"


def test_who_withholds_the_name_is_credited_as_a_number(window: Window) -> None:
    home = amending.organisations()[0]
    one = amending.moved(window, home, amending.titled("آخر"), visibility=Visibility.WITHHELD)
    amending.decided(one, by=make.person())
    merged(window, {})
    facts = entries_of_dossier(window.dossier_id)[-1].facts
    assert (facts["movers"], facts["withheld_movers"]) == ([], 1)


def test_what_is_undecided_is_carried_to_the_new_text_and_movers_hear_of_conflicts(window: Window) -> None:
    first, second, third = amending.organisations()
    block = ids(window)[0]
    winner = amending.moved(window, first, swapped(block, "أقرب وقت", "شهر واحد"))
    loser = amending.moved(window, second, swapped(block, "أقرب وقت", "سنة واحدة"))
    beside = amending.moved(window, third, amending.says(ids(window)[1], "تقع الكلفة على النساء وعلى الأطفال."))
    amending.decided(winner, by=make.person())
    merged(window, {})
    loser, beside = session.get_one(Amendment, loser.id), session.get_one(Amendment, beside.id)
    assert (loser.state, beside.state) == (State.MOVED, State.MOVED)
    assert queries.movers_wording(beside).voice is Voice.MOVERS_CARRIED
    assert queries.movers_wording(beside).base_id == again(window).base_id
    assert "الأطفال" in said(queries.edited_by(queries.movers_wording(beside)))
    assert beside.lost == []
    (lost,) = loser.lost
    assert any("سنة" in text for _id, text in lost["texts"])
    told = session.query(Message).filter(Message.key.like("amending.carried.%")).all()
    assert len(told) == 1
    amending.decided(beside, by=make.person())
    assert "الأطفال" in said(merged(window, {})) and "شهر" in said(queries.base_of(again(window)))


@st.composite
def edits(draw: st.DrawFn, mark: str) -> list[tuple[str, int, str]]:
    """Up to three edits of a text, each with a word that stands nowhere else."""
    kinds = st.sampled_from(["write", "swap", "insert", "delete", "title", "position"])
    return [(draw(kinds), draw(st.integers(0, 2)), f"كلمة{mark}{number}") for number in range(draw(st.integers(1, 3)))]


def applied(paper: Paper, steps: list[tuple[str, int, str]], mark: str) -> Paper:
    for number, (kind, at, word) in enumerate(steps):
        blocks = list(paper.blocks)
        at = min(at, len(blocks) - 1)
        match kind:
            case "insert":
                blocks.insert(at, Paragraph(f"n{mark}{number}", (Text(f"فقرة {word}"),)))
            case "delete" if len(blocks) > 1:
                del blocks[at]
            case "title" | "position":
                paper = replace(paper, **{kind: f"{getattr(paper, kind)} {word}"})
            case _ if isinstance(blocks[at], Paragraph):
                found = block_text(blocks[at], paper).split()
                found.insert(at if kind == "swap" else len(found) // 2, word)
                blocks[at] = Paragraph(blocks[at].id, (Text(" ".join(found)),))
        paper = replace(paper, blocks=tuple(blocks))
    return paper


class Undone(Exception):
    """Ends a transaction that was only tried."""


@given(st.tuples(edits("أ"), edits("ب"), edits("ج")), st.integers(0, 2))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_word_of_an_adopted_amendment_stands_in_the_new_text_or_in_a_shown_collision(
    window: Window, drawn: tuple[list[tuple[str, int, str]], ...], who: int
) -> None:
    homes = amending.organisations()
    with pytest.raises(Undone), transaction():
        here, by = again(window), make_by()
        base, added = queries.base_of(here), {}
        for home, steps, mark in zip(homes, drawn, "abc", strict=True):
            edited = applied(base, steps, mark)
            if edited == base:
                continue
            case = Case("موضوع", "سبب")
            row = actions.prepare_amendment(here, home, edited, case, by=None)
            actions.move_amendment(row, by=home.mandates[0].person)
            actions.propose_handling(row, Handling.ADOPT, "", by=by)
            actions.decide_amendment(row, by=by)
            added[row.id] = said(edited) - said(base)
        if added:
            conflicts = actions.preview_merge(here).conflicts
            rulings = {place_of(one): Ruling(one.texts[who % len(one.texts)][0]) for one in conflicts}
            done = actions.merge_adopted(here, rulings, by=by)
            now = said(paper_of(done.revision))
            shown = words(" ".join(text for one in done.collisions for _id, text in one["texts"]))
            assert all(new <= now | shown for new in added.values())
            assert len(done.collisions) == len(conflicts)
        raise Undone


def make_by() -> object:
    """Somebody of the house, found without committing."""
    return amending.organisations()[0].mandates[0].person


def lost_against(window: Window, handling: Handling | None = None, edit: amending.Edit | None = None) -> Amendment:
    """An undecided amendment all of whose words have met a newer text; the group may have proposed something before."""
    first, second, _third = amending.organisations()
    block = ids(window)[0]
    winner = amending.moved(window, first, swapped(block, "أقرب وقت", "شهر واحد"))
    loser = amending.moved(window, second, swapped(block, "أقرب وقت", "سنة واحدة"))
    if handling is not None:
        with transaction():
            row = session.get_one(Amendment, loser.id)
            modified = edit(queries.base_of(row.window)) if edit else None
            actions.propose_handling(row, handling, "سبب", modified=modified, by=make.person())
            if handling is not Handling.ADOPT:
                actions.answer_proposal(row, True, by=amending.signatory_of(second))
    amending.decided(winner, by=make.person())
    merged(window, {})
    return session.get_one(Amendment, loser.id)


def test_an_amendment_of_which_nothing_is_left_is_not_adopted_as_moved_but_in_other_words(
    window: Window, browser: Browser
) -> None:
    loser, block = lost_against(window), ids(window)[0]
    browser.sign_in(make.rapporteur(window.dossier.group))
    refused = browser.post(f"/amendments/{loser.id}/handling?lang=en", data={"handling": "adopt"})
    assert refused.status_code == 409 and "Nothing of it is left to adopt" in refused.text
    assert again_row(loser).proposal is None
    assert f'name="block-{block}"' in refused.text  # where the group writes other words
    words = "تطالب الأسر بالكشف عن مصير أبنائها وبناتها خلال سنة على الأكثر."
    form = {"handling": "adopt_modified", "proposal_reason": "أقرب", f"block-{block}": words}
    assert browser.post(f"/amendments/{loser.id}/handling", data=form).status_code == 303
    with transaction():
        actions.decide_amendment(again_row(loser), by=make.person())
    assert words in said_in(merged(window, {}))


@pytest.mark.parametrize("handling", [Handling.ADOPT, Handling.ADOPT_MODIFIED])
def test_a_proposal_whose_words_met_a_newer_text_is_made_anew_and_movers_are_asked_anew(
    window: Window, handling: Handling
) -> None:
    edit = swapped(ids(window)[0], "أقرب وقت", "نصف سنة") if handling is Handling.ADOPT_MODIFIED else None
    loser = lost_against(window, handling, edit)
    assert (loser.state, loser.proposal, loser.movers_accept) == (State.MOVED, None, None)
    with pytest.raises(RuleBroken), transaction():
        actions.decide_amendment(again_row(loser), by=make.person())


def test_a_rejection_that_the_movers_accept_stays_when_the_text_moves_on(window: Window) -> None:
    loser = lost_against(window, Handling.REJECT)
    assert (loser.proposal, loser.movers_accept) == (Handling.REJECT, True)


def again_row(amendment: Amendment) -> Amendment:
    session.expire_all()
    return session.get_one(Amendment, amendment.id)


def said_in(paper: Paper) -> str:
    return "\n".join(block_text(block, paper) for block in paper.blocks)
