"""A collision that was decided: the chosen words stand, and nothing beside them is lost."""

from hypothesis import given, settings

from papers.amendments import Amendment, amended
from papers.merge import merge
from papers.model import Block, Paper, Paragraph, Text
from papers.settle import Choice, place_of, settle
from tests.papers.test_merge_laws import amended_papers, said


def paper(*words: str, title: str = "عنوان") -> Paper:
    blocks: tuple[Block, ...] = tuple(Paragraph(f"b{number}", (Text(one),)) for number, one in enumerate(words) if one)
    return Paper("position_paper", "ar", title, blocks)


BASE = paper("تطالب الأسر بالكشف عن مصير أبنائها", "فقرة ثانية لا يمسّها أحد")
ONE = amended(BASE, paper("تطالب الأسر فورًا بالكشف عن مصير أبنائها", "فقرة ثانية لا يمسّها أحد"), "1")
TWO = amended(BASE, paper("تطالب الأسر حالًا بالكشف عن مصير أبنائها", "فقرة ثانية لا يمسّها أحد", title="آخر"), "2")
FAR = amended(BASE, paper("تطالب الأسر بالكشف عن مصير أبنائها وبناتها", "فقرة ثانية لا يمسّها أحد"), "3")
PLACE = ("block", "b0")


def first(merged_paper: Paper) -> str:
    block = merged_paper.blocks[0]
    assert isinstance(block, Paragraph)
    return "".join(one.text for one in block.content if isinstance(one, Text))


def test_without_a_choice_the_conflict_stays() -> None:
    assert settle(BASE, [ONE, TWO], {}) == merge(BASE, [ONE, TWO])


def test_the_winner_stands_and_what_did_not_collide_stays_beside_it() -> None:
    settled = settle(BASE, [ONE, TWO, FAR], {PLACE: Choice("1")})
    assert settled.conflicts == ()
    assert first(settled.paper) == "تطالب الأسر فورًا بالكشف عن مصير أبنائها وبناتها"
    assert settled.paper.title == "آخر"
    assert settled.applied == ("1", "3")


def test_the_base_can_win() -> None:
    settled = settle(BASE, [ONE, TWO], {PLACE: Choice()})
    assert first(settled.paper) == "تطالب الأسر بالكشف عن مصير أبنائها"
    assert settled.paper.title == "آخر"


def test_own_words_stand_instead_of_both() -> None:
    own = (Paragraph("b0", (Text("بلا إبطاء"),)), Paragraph("n1", (Text("وفقرة جديدة"),)))
    settled = settle(BASE, [ONE, TWO], {PLACE: Choice(words=own)})
    assert [block.id for block in settled.paper.blocks] == ["b0", "n1", "b1"]
    assert first(settled.paper) == "بلا إبطاء"
    assert settled.applied == ()


def test_own_words_for_a_line() -> None:
    other = amended(BASE, paper("تطالب الأسر بالكشف عن مصير أبنائها", "فقرة ثانية لا يمسّها أحد", title="ثالث"), "4")
    settled = settle(BASE, [TWO, other], {("line", "title"): Choice(line="بيننا")})
    assert (settled.paper.title, settled.conflicts) == ("بيننا", ())


def test_a_deletion_can_win_over_a_rewording() -> None:
    gone = amended(BASE, paper("", "فقرة ثانية لا يمسّها أحد"), "5")
    place = next(place_of(one) for one in merge(BASE, [gone, ONE]).conflicts)
    assert [block.id for block in settle(BASE, [gone, ONE], {place: Choice("5")}).paper.blocks] == ["b1"]


@given(amended_papers())
@settings(max_examples=40, deadline=None)
def test_whoever_wins_no_conflict_is_left_and_the_winner_has_all_its_words(
    drawn: tuple[Paper, list[Amendment], dict[str, Paper]],
) -> None:
    base, amendments, edited = drawn
    conflicts = merge(base, amendments).conflicts
    winner = amendments[0].id
    choices = {place_of(one): Choice(winner if winner in dict(one.texts) else one.texts[0][0]) for one in conflicts}
    settled = settle(base, amendments, choices)
    assert settled.conflicts == ()
    assert said(edited[winner]) - said(base) <= said(settled.paper)
