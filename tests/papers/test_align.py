from papers.align import likeness, pairs, pairs_by_place
from papers.model import Figure, Heading, PageBreak, Paragraph, Text


def paragraph(text: str) -> Paragraph:
    return Paragraph("", (Text(text),))


def test_equal_blocks_in_order_come_first() -> None:
    old = [paragraph("أ"), paragraph("أ"), paragraph("ب")]
    assert pairs(old, [paragraph("أ"), paragraph("جديد تمامًا"), paragraph("أ"), paragraph("ب")]) == {0: 0, 2: 1, 3: 2}


def test_a_moved_block_is_found() -> None:
    old = [paragraph("الأولى"), paragraph("الثانية"), paragraph("الثالثة")]
    assert pairs(old, [old[2], old[0], old[1]]) == {0: 2, 1: 0, 2: 1}


def test_a_rewritten_block_is_found_by_most_of_its_words() -> None:
    old = [paragraph("معرفة المصير حقّ للأسر"), paragraph("الماء حقّ")]
    assert pairs(old, [paragraph("معرفة المصير حقّ للأسر كلّها"), paragraph("شيء آخر هنا")]) == {0: 0}


def test_words_are_alike_whatever_arabic_writes_onto_them() -> None:
    assert likeness(paragraph("للأسر حقّ بالمعرفة"), paragraph("والأسر حق المعرفة")) == 1
    assert likeness(paragraph("ولد"), paragraph("لد")) == 0


def test_blocks_of_two_types_are_never_one() -> None:
    assert likeness(paragraph("السياق"), Heading("", 1, (Text("السياق"),))) == 0
    assert likeness(PageBreak("a"), PageBreak("b")) == 1


def test_two_pictures_with_the_same_words_are_told_apart() -> None:
    one, other = (Figure("", "image/png", data, "صورة") for data in ("AAAA", "BBBB"))
    assert likeness(one, other) < 1


def test_thousands_of_changed_blocks_are_paired_in_good_time() -> None:
    old = [paragraph(f"كلام {n} ثابت") for n in range(2_000)]
    new = [paragraph(f"قول {n} آخر") for n in range(2_000)]
    assert pairs(old, new) == {}


def test_a_run_written_anew_between_blocks_that_stayed_is_paired_by_place() -> None:
    old = [Heading("", 2, (Text("سياق"),)), paragraph("فقرة أولى"), paragraph("فقرة ثانية")]
    new = [Heading("", 2, (Text("Context"),)), paragraph("First"), paragraph("Second")]
    assert pairs(old, new) == {}
    assert pairs_by_place(old, new) == {0: 0, 1: 1, 2: 2}


def test_a_run_of_another_shape_is_not_paired_by_place() -> None:
    old = [paragraph("فقرة أولى"), paragraph("فقرة ثانية")]
    assert pairs_by_place(old, [paragraph("First"), paragraph("Second"), paragraph("Third")]) == {}
