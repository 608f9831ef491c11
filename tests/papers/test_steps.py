"""A changed block taken apart gives changes that can each be had alone and that together are the changed block."""

from dataclasses import replace

import pytest

from papers.model import Ask, Block, Cell, Citation, Heading, Item, ListBlock, Paragraph, Strong, Table, Text
from papers.steps import MOST_STEPS, steps_of, surroundings
from papers.weave import weave


def words(text: str, id_: str = "a") -> Paragraph:
    return Paragraph(id_, (Text(text),))


PAIRS: list[tuple[Block, Block]] = [
    (words("واحد اثنان ثلاثة أربعة"), words("واحد ثلاثة أربعة خمسة")),
    (words("one two three four"), words("one 2 three four five")),
    (Heading("h", 1, (Text("عنوان قديم"),)), Heading("h", 2, (Text("عنوان جديد"),))),
    (
        ListBlock("l", False, (Item((Text("أول"),)), Item((Text("ثان"),)))),
        ListBlock("l", True, (Item((Text("أول"),)), Item((Text("ثالث"),)), Item((Text("رابع"),)))),
    ),
    (
        Ask("q", (Text("تخصيص مقاعد"),), "demand", "هيئات", "شهر"),
        Ask("q", (Text("تخصيص مقاعد دائمة"),), "urge", "هيئات المفقودين", "شهر"),
    ),
    (
        Table("t", ((Cell((Text("أ"),)), Cell((Text("ب"),))),)),
        Table("t", ((Cell((Text("أ أ"),)), Cell((Text("ج"),))),)),
    ),
    (words("كلمة عادية هنا"), Paragraph("a", (Text("كلمة "), Strong((Text("عادية"),)), Text(" هنا")))),
]


@pytest.mark.parametrize(("base", "edited"), PAIRS)
def test_the_changes_together_are_the_changed_block(base: Block, edited: Block) -> None:
    steps = steps_of(base, edited)
    assert len(steps) >= 1 and all(step.block != base for step in steps)
    assert weave(base, [step.block for step in steps]) == edited


def test_what_is_equal_has_no_changes() -> None:
    assert steps_of(words("كما كان"), words("كما كان")) == ()


def test_each_change_says_what_goes_and_what_comes_and_where() -> None:
    one, two = steps_of(words("واحد اثنان ثلاثة أربعة"), words("واحد ثلاثة أربعة خمسة"))
    assert (one.before, one.after, one.place) == ("اثنان", "", 1)
    assert (two.before, two.after, two.place) == ("", "خمسة", 4)
    assert one.block == words("واحد ثلاثة أربعة")


def test_another_type_of_block_is_one_change_as_a_whole() -> None:
    heading = Heading("a", 1, (Text("كما كان"),))
    (step,) = steps_of(words("كما كان"), heading)
    assert step.block == heading


def test_a_block_written_anew_word_by_word_is_one_change() -> None:
    long = " ".join(f"w{n} same" for n in range(MOST_STEPS + 1))
    (step,) = steps_of(words(long), words(long.replace("w", "v")))
    assert step.place == 0 and step.after.startswith("v0")


def test_a_citation_reads_as_it_is_typed() -> None:
    cited = replace(words("x"), content=(Text("خلافًا لما تقرّه "), Citation("CED", "المادة 24")))
    (step,) = steps_of(words("خلافًا لما تقرّه"), cited)
    assert step.after == "[@CED المادة 24]"


def test_the_words_around_a_change_are_shown() -> None:
    block = words("واحد اثنان ثلاثة أربعة خمسة ستة سبعة")
    assert surroundings(block, 2, "ثلاثة أربعة", reach=2) == ("واحد اثنان", "خمسة ستة")
    assert surroundings(block, 0, "", reach=2) == ("", "واحد اثنان")


def test_a_citation_that_goes_is_one_word_of_what_stands_around_it() -> None:
    cited = replace(words("x"), content=(Text("تحمي "), Citation("CED", "المادة 24"), Text(" كل شخص من ذلك")))
    assert surroundings(cited, 1, "[@CED المادة 24]", reach=2) == ("تحمي", "كل شخص")
