from collections.abc import Callable
from dataclasses import replace

import pytest

from papers.errors import BadPaper
from papers.merge import (
    Amendment,
    Conflict,
    DeleteBlock,
    InsertBlock,
    Merged,
    MoveBlock,
    ReplaceBlock,
    amended,
    merge,
    rebase,
)
from papers.model import (
    Ask,
    Cell,
    Citation,
    Footnote,
    Inlines,
    Item,
    ListBlock,
    Paper,
    Paragraph,
    Reference,
    Strong,
    Table,
    Text,
    inlines_of,
    plain,
)

SENTENCE = "تطالب الأسر بالكشف عن مصير أبنائها وبناتها في أقرب وقت"


def paragraph(id_: str, text: str = SENTENCE) -> Paragraph:
    return Paragraph(id_, (Text(text),))


def paper(*blocks: object) -> Paper:
    return Paper("position_paper", "ar", "حقّ الأسر في المعرفة", blocks)  # type: ignore[arg-type]


def edit(base: Paper, id_: str, old: str, new: str) -> Amendment:
    """The amendment called `id_` that writes other words in the first paragraph."""
    first = base.blocks[0]
    assert isinstance(first, Paragraph) and old in plain(first.content)
    text = plain(first.content).replace(old, new)
    return amended(base, replace(base, blocks=(paragraph(first.id, text), *base.blocks[1:])), id_)


def texts(merged: Merged) -> list[str]:
    return [" ".join(plain(content) for content in inlines_of(block)) for block in merged.paper.blocks]


# --- one text from several ---


def test_words_of_one_paragraph_merge_when_an_unchanged_word_parts_them() -> None:
    base = paper(paragraph("p"))
    merged = merge(base, [edit(base, "1", "الأسر", "العائلات"), edit(base, "2", "أقرب", "أسرع")])
    assert texts(merged) == ["تطالب العائلات بالكشف عن مصير أبنائها وبناتها في أسرع وقت"]
    assert merged.applied == ("1", "2")
    assert merged.conflicts == ()


def test_words_that_touch_are_a_conflict_with_every_text() -> None:
    base = paper(paragraph("p"))
    merged = merge(base, [edit(base, "2", "الأسر", "العائلات"), edit(base, "1", "تطالب", "ترجو")])
    assert merged.paper == base
    assert merged.applied == ()
    ours, theirs = SENTENCE.replace("تطالب", "ترجو"), SENTENCE.replace("الأسر", "العائلات")
    assert merged.conflicts == (Conflict("block", "p", SENTENCE, (("1", ours), ("2", theirs))),)


def test_a_third_amendment_stands_beside_two_that_collide() -> None:
    base = paper(paragraph("p"))
    amendments = [edit(base, id_, old, new) for id_, old, new in
                  (("1", "الأسر", "الأمهات"), ("2", "الأسر", "العائلات"), ("3", "أقرب", "أسرع"))]  # fmt: skip
    merged = merge(base, amendments)
    assert texts(merged) == [SENTENCE.replace("أقرب", "أسرع")]
    assert merged.applied == ("3",)
    assert [id_ for id_, _ in merged.conflicts[0].texts] == ["1", "2"]


def test_the_same_change_by_two_is_made_once() -> None:
    base = paper(paragraph("p"))
    merged = merge(base, [edit(base, "1", "في أقرب وقت", "فورًا"), edit(base, "2", "في أقرب وقت", "فورًا")])
    assert texts(merged) == ["تطالب الأسر بالكشف عن مصير أبنائها وبناتها فورًا"]
    assert merged.applied == ("1", "2")


def test_marks_notes_and_citations_survive_the_merging_of_words() -> None:
    references = (Reference("ICCPR", "العهد"),)
    note = Footnote((Text("انظر الملحق"),))
    base = replace(
        paper(Paragraph("p", (Text("للأسر "), Strong((Text("حقّ المعرفة"),)), note, Text(" وحقّ المشاركة في القرار")))),
        references=references,
    )

    def writes(id_: str, content: Inlines) -> Amendment:
        return amended(base, replace(base, blocks=(Paragraph("p", content),)), id_)

    one = writes("1", (Text("لكل الأسر "), *base.blocks[0].content[1:]))  # type: ignore[union-attr]
    other = writes("2", (*base.blocks[0].content[:3], Text(" وحقّ المشاركة في "), Citation("ICCPR", "المادة 25")))  # type: ignore[union-attr]
    (block,) = merge(base, [one, other]).paper.blocks
    assert block == Paragraph(
        "p",
        (
            Text("لكل الأسر "),
            Strong((Text("حقّ المعرفة"),)),
            note,
            Text(" وحقّ المشاركة في "),
            Citation("ICCPR", "المادة 25"),
        ),
    )


def test_a_list_takes_a_new_item_of_one_and_a_word_of_another() -> None:
    items = tuple(Item((Text(text),)) for text in ("تمثيل دائم للأسر", "قناة واحدة آمنة", "مرافقة قانونية"))
    base = paper(ListBlock("l", True, items))
    longer = replace(base, blocks=(ListBlock("l", True, (*items, Item((Text("تمويل كافٍ"),)))),))
    other = replace(base, blocks=(ListBlock("l", True, (Item((Text("تمثيل منتخب للأسر"),)), *items[1:])),))
    merged = merge(base, [amended(base, longer, "1"), amended(base, other, "2")])
    assert texts(merged) == ["تمثيل منتخب للأسر قناة واحدة آمنة مرافقة قانونية تمويل كافٍ"]
    (block,) = merged.paper.blocks
    assert isinstance(block, ListBlock) and len(block.items) == 4 and block.ordered


def test_cells_of_one_table_merge_but_two_new_grids_collide() -> None:
    def table(*rows: tuple[str, ...]) -> Paper:
        return paper(Table("t", tuple(tuple(Cell((Text(word),)) for word in row) for row in rows)))

    base = table(("المحافظة", "العدد"), ("الساحل", "120"))
    one, other = table(("المحافظة", "العدد"), ("الساحل", "121")), table(("المنطقة", "العدد"), ("الساحل", "120"))
    merged = merge(base, [amended(base, one, "1"), amended(base, other, "2")])
    assert texts(merged) == [" المنطقة العدد الساحل 121"]
    longer = table(("المحافظة", "العدد"), ("الساحل", "120"), ("الشمال", "3"))
    assert merge(base, [amended(base, one, "1"), amended(base, longer, "2")]).applied == ()


def test_the_time_limit_of_an_ask_and_its_words_are_changed_by_different_people() -> None:
    ask = Ask("a", (Text("تخصيص مقاعد"),), due="خلال ستة أشهر")
    base = paper(ask)
    one = amended(base, paper(replace(ask, due="خلال سنة")), "1")
    other = amended(base, paper(replace(ask, content=(Text("تخصيص مقاعد دائمة"),), verb="urge")), "2")
    (block,) = merge(base, [one, other]).paper.blocks
    assert block == Ask("a", (Text("تخصيص مقاعد دائمة"),), "urge", due="خلال سنة")


def test_a_deleted_block_that_another_amendment_writes_is_a_conflict() -> None:
    base = paper(paragraph("p"), paragraph("q", "فقرة ثانية"))
    gone = amended(base, replace(base, blocks=base.blocks[1:]), "1")
    merged = merge(base, [gone, edit(base, "2", "أقرب", "أسرع")])
    assert merged.paper == base
    assert merged.conflicts[0].texts == (("1", ""), ("2", SENTENCE.replace("أقرب", "أسرع")))
    assert texts(merge(base, [gone])) == ["فقرة ثانية"]


def test_new_blocks_of_two_amendments_have_two_ids_and_stand_in_order() -> None:
    base = paper(paragraph("p"), paragraph("q", "فقرة ثانية"))
    added = [
        amended(base, replace(base, blocks=(base.blocks[0], paragraph("n", text), base.blocks[1])), id_)
        for id_, text in (("2", "كلام عمرو"), ("1", "كلام زينب"))
    ]
    merged = merge(base, added)
    assert texts(merged) == [SENTENCE, "كلام زينب", "كلام عمرو", "فقرة ثانية"]
    assert [block.id for block in merged.paper.blocks] == ["p", "n", "n-2", "q"]


def test_what_is_added_after_a_deleted_block_stays() -> None:
    base = paper(paragraph("p"), paragraph("q", "فقرة ثانية"))
    merged = merge(
        base, [Amendment("1", (DeleteBlock("p"),)), Amendment("2", (InsertBlock(paragraph("n", "جديد"), "p"),))]
    )
    assert texts(merged) == ["جديد", "فقرة ثانية"]


def test_a_block_is_moved_by_one_and_written_by_another() -> None:
    base = paper(paragraph("p"), paragraph("q", "فقرة ثانية"), paragraph("r", "فقرة ثالثة"))
    p, q, r = base.blocks
    moved = amended(base, replace(base, blocks=(q, r, p)), "1")
    assert moved.changes == (MoveBlock("p", "r"),)
    merged = merge(base, [moved, edit(base, "2", "أقرب", "أسرع")])
    assert [block.id for block in merged.paper.blocks] == ["q", "r", "p"]
    assert merged.applied == ("1", "2")


def test_a_block_wanted_in_two_places_stays_and_is_told() -> None:
    base = paper(*(paragraph(id_, f"فقرة {id_}") for id_ in "pqrs"))
    merged = merge(base, [Amendment("1", (MoveBlock("p", "q"),)), Amendment("2", (MoveBlock("p", "s"),))])
    assert merged.paper == base
    assert merged.conflicts == (Conflict("place", "p", "فقرة p", (("1", "فقرة q"), ("2", "فقرة s"))),)


def test_titles_merge_by_words_and_a_new_instrument_comes_along() -> None:
    base = paper()
    one = amended(base, replace(base, title="حقّ العائلات في المعرفة", position="نطالب"), "1")
    cited = Paragraph("n", (Citation("ICCPR", "المادة 2"),))
    two = replace(base, title="حقّ الأسر في المعرفة الكاملة", blocks=(cited,), references=(Reference("ICCPR", "العهد"),))
    merged = merge(base, [one, amended(base, two, "2"), amended(base, replace(base, position="ندعو"), "3")])
    assert merged.paper.title == "حقّ العائلات في المعرفة الكاملة"
    assert merged.paper.references == (Reference("ICCPR", "العهد"),)
    assert merged.conflicts == (Conflict("line", "position", "", (("1", "نطالب"), ("3", "ندعو"))),)


def test_two_titles_for_one_instrument_are_a_conflict_and_something_is_printed() -> None:
    base = paper()
    cited = (Paragraph("n", (Citation("ICCPR"),)),)
    amendments = [
        amended(base, replace(base, blocks=cited, references=(Reference("ICCPR", title),)), id_)
        for id_, title in (("1", "العهد"), ("2", "العهد الدولي"))
    ]
    merged = merge(base, amendments)
    assert merged.conflicts == (Conflict("reference", "ICCPR", "", (("1", "العهد"), ("2", "العهد الدولي"))),)
    assert merged.paper.references == (Reference("ICCPR", "العهد"),)


# --- what is refused ---


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("duplicate", lambda base: merge(base, [Amendment("1", ()), Amendment("1", ())])),
        ("no_id", lambda base: merge(base, [Amendment("", ())])),
        ("unknown_block", lambda base: merge(base, [Amendment("1", (ReplaceBlock(paragraph("x")),))])),
        ("unknown_block", lambda base: merge(base, [Amendment("1", (MoveBlock("p", "x"),))])),
        ("duplicate", lambda base: merge(base, [Amendment("1", (InsertBlock(paragraph("p"), None),))])),
        ("duplicate", lambda base: amended(base, replace(base, blocks=base.blocks * 2), "1")),
    ],
)
def test_an_amendment_that_fits_no_text_is_refused(code: str, make: Callable[[Paper], object]) -> None:
    with pytest.raises(BadPaper) as refused:
        make(paper(paragraph("p")))
    assert refused.value.code == code


# --- on new ground ---


def test_an_amendment_follows_the_text_to_its_next_revision() -> None:
    old = paper(paragraph("p"), paragraph("q", "فقرة ثانية"))
    new = merge(old, [edit(old, "x", "الأسر", "العائلات")]).paper
    rebased = rebase(edit(old, "1", "أقرب", "أسرع"), old, new)
    assert rebased.conflicts == ()
    assert texts(merge(new, [rebased.amendment]))[0] == SENTENCE.replace("الأسر", "العائلات").replace("أقرب", "أسرع")


def test_what_the_new_revision_contradicts_comes_back_with_both_texts() -> None:
    old = paper(paragraph("p"))
    new = merge(old, [edit(old, "x", "أقرب", "أسرع")]).paper
    rebased = rebase(edit(old, "1", "أقرب", "أول"), old, new)
    assert rebased.amendment == Amendment("1", ())
    assert rebased.conflicts == (
        Conflict(
            "block", "p", SENTENCE, (("", SENTENCE.replace("أقرب", "أسرع")), ("1", SENTENCE.replace("أقرب", "أول")))
        ),
    )


def test_a_block_that_goes_on_under_another_id_is_followed() -> None:
    old = paper(paragraph("p"))
    new = paper(paragraph("z", SENTENCE.replace("الأسر", "العائلات")))
    mine = amended(old, paper(paragraph("p", SENTENCE.replace("أقرب", "أسرع")), paragraph("z", "جديد")), "1")
    rebased = rebase(mine, old, new)
    merged = merge(new, [rebased.amendment])
    assert texts(merged) == [SENTENCE.replace("الأسر", "العائلات").replace("أقرب", "أسرع"), "جديد"]
    assert merged.paper.blocks[0].id == "z"


def test_a_list_is_turned_by_one_and_written_by_another() -> None:
    base = paper(ListBlock("l", False, (Item((Text("Annex one"),)),)))
    turned = replace(base, blocks=(replace(base.blocks[0], dir="ltr"),))
    longer = replace(base, blocks=(ListBlock("l", False, (Item((Text("Annex one, page 3"),)),)),))
    merged = merge(base, [amended(base, turned, "1"), amended(base, longer, "2")])
    assert merged.paper.blocks == (replace(longer.blocks[0], dir="ltr"),) and not merged.conflicts
    back = replace(base, blocks=(replace(base.blocks[0], dir="rtl"),))
    assert merge(base, [amended(base, turned, "1"), amended(base, back, "2")]).conflicts
