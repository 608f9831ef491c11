import random
import time
from dataclasses import replace

from hypothesis import given, settings

from papers.compare import Comparison, block_text, compare, compare_words
from papers.model import Ask, Citation, Item, ListBlock, Paper, Paragraph, Reference, Strong, Table, Text
from papers.normalise import normalise
from tests.make.papers import papers, words


def paper(*blocks: object) -> Paper:
    return Paper("position_paper", "ar", "عنوان", blocks)  # type: ignore[arg-type]


def paragraph(id_: str, text: str) -> Paragraph:
    return Paragraph(id_, (Text(text),))


def kinds(comparison: Comparison) -> list[str]:
    return [change.kind for change in comparison.blocks]


def said(old: str, new: str) -> list[tuple[str, str]]:
    return [(change.op, change.text) for change in compare_words(old, new)]


@given(words, words)
def test_what_stays_and_what_is_added_is_the_new_text(old: str, new: str) -> None:
    changes = compare_words(old, new)
    assert "".join(change.text for change in changes if change.op != "removed") == new
    assert all(change.text for change in changes)


@given(papers())
@settings(max_examples=40, deadline=None)
def test_a_text_beside_itself_has_not_changed(text: Paper) -> None:
    text = normalise(text)
    assert not compare(text, text).changed


@given(papers(), papers())
@settings(max_examples=40, deadline=None)
def test_every_block_of_either_side_is_told_once(old: Paper, new: Paper) -> None:
    changes = compare(old, new).blocks
    assert [change.new for change in changes if change.new] == list(new.blocks)
    assert sorted(change.old.id for change in changes if change.old) == sorted(block.id for block in old.blocks)


def test_an_arabic_word_changes_as_a_whole_and_punctuation_alone() -> None:
    assert said("نطالب بالحقوق كلّها.", "نطالب بحقوق كلّها!") == [
        ("same", "نطالب"),
        ("removed", " بالحقوق"),
        ("added", " بحقوق"),
        ("same", " كلّها"),
        ("removed", "."),
        ("added", "!"),
    ]


def test_a_number_changes_as_a_whole() -> None:
    assert said("خلال 1,500 يوم", "خلال 1,600 يوم")[1:3] == [("removed", " 1,500"), ("added", " 1,600")]


def test_texts_without_common_words_stand_side_by_side() -> None:
    assert said("واحد اثنان ثلاثة", "أربعة خمسة ستة") == [("removed", "واحد اثنان ثلاثة"), ("added", "أربعة خمسة ستة")]


def test_blocks_are_the_same_changed_added_removed_or_moved() -> None:
    old = paper(*(paragraph(id_, f"نص الفقرة {id_} كما هو") for id_ in "abcde"))
    a, b, *_, e = old.blocks
    new = paper(b, a, paragraph("c", "نص الفقرة c كما صار"), paragraph("x", "جديد"), e)
    changes = compare(old, new).blocks
    assert (
        [(change.kind, (change.new or change.old).id) for change in changes]
        == [  # type: ignore[union-attr]
            ("moved", "b"),
            ("same", "a"),
            ("changed", "c"),
            ("added", "x"),
            ("removed", "d"),
            ("same", "e"),
        ]
        or [change.kind for change in changes][:2] == ["same", "moved"]
    )


def test_a_block_that_came_back_under_another_id_is_recognised() -> None:
    old, new = paper(paragraph("a", "نص طويل بعض الشيء")), paper(paragraph("z", "نص طويل بعض الشيء هنا"))
    assert kinds(compare(old, new)) == ["changed"]


def test_a_change_of_marks_or_of_the_addressee_is_a_change() -> None:
    plain, strong = paper(paragraph("a", "نص")), paper(Paragraph("a", (Strong((Text("نص"),)),)))
    assert kinds(compare(plain, strong)) == ["changed"]
    ask = Ask("a", (Text("تخصيص"),), addressee="الحكومة")
    (change,) = compare(paper(ask), paper(replace(ask, addressee="الوزارة"))).blocks
    assert ("added", " الوزارة") in [(word.op, word.text) for word in change.words]


def test_title_subtitle_and_position_are_compared_too() -> None:
    old = paper()
    comparison = compare(old, replace(old, position="موقف"))
    assert comparison.changed
    assert [(word.op, word.text) for word in comparison.position] == [("added", "موقف")]
    assert [word.op for word in comparison.title] == ["same"]


def test_a_citation_is_shown_by_its_title() -> None:
    text = Paper("position_paper", "ar", "", references=(Reference("ICCPR", "العهد"),))
    basis = Ask("a", (Text("وقف"),), basis=(Citation("ICCPR", "المادة 6"),))
    assert block_text(basis, text) == "نطالب بوقف\nالسند: المادة 6 من العهد"
    two = replace(basis, basis=(Citation("ICCPR"), Citation("ICCPR", "المادة 6")))
    assert block_text(two, text) == "نطالب بوقف\nالسند: العهد؛ المادة 6 من العهد"
    assert block_text(ListBlock("l", False, (Item((Text("أ"),)),)), text) == "• أ"
    assert block_text(Table("t", ()), text) == ""


def test_a_long_text_is_compared_in_good_time() -> None:
    chance = random.Random(1)
    long = [f"كلمة{chance.randrange(900)}" + ("." if number % 20 == 19 else "") for number in range(30_000)]
    changed = [word if number % 50 else "تغيّر" for number, word in enumerate(long)]
    began = time.perf_counter()
    changes = compare_words(" ".join(long), " ".join(changed))
    assert time.perf_counter() - began < 10
    assert sum(change.op == "added" for change in changes) == 600


def test_long_texts_without_anything_in_common_are_not_searched_for_it() -> None:
    began = time.perf_counter()
    compare_words(" ".join(f"a{n}" for n in range(20_000)), " ".join(f"b{n % 9}" for n in range(20_000)))
    assert time.perf_counter() - began < 5
