from dataclasses import replace

import pytest

from papers.canonical import block_digest
from papers.model import Ask, Citation, PageBreak, Paper, Paragraph, Text
from papers.parity import Difference, confirmed, differences, mark_aligned, numbers, stale_blocks, turned
from papers.parties import Party

ARABIC = Paper(
    "position_paper",
    "ar",
    "عنوان",
    (
        Paragraph("p", (Text("زرنا ٤٠ محطة وفق "), Citation("ICCPR", "المادة 22"))),
        Ask("a", (Text("نشر 1,500 فاتورة"),), "demand", "الحكومة", "خلال 6 أشهر"),
        PageBreak("b"),
    ),
    position="موقف",
)
ENGLISH = Paper(
    "position_paper",
    "en",
    "Title",
    (
        Paragraph("p", (Text("We visited 40 stations under "), Citation("ICCPR", "art. 22"))),
        Ask("a", (Text("publish 1500 invoices"),), "demand", "the Government", "within 6 months"),
    ),
    position="Position",
)

ARTICLE_21 = Citation("ICCPR", "art. 21")
EXTRA = Paragraph("x", (Text("more"),))


def english(block: str, **changes: object) -> Paper:
    blocks = tuple(replace(one, **changes) if one.id == block else one for one in ENGLISH.blocks)  # type: ignore[arg-type]
    return replace(ENGLISH, blocks=blocks)


def test_a_fresh_translation_is_behind_until_it_is_confirmed() -> None:
    assert stale_blocks(ARABIC, ENGLISH) == ("title", "position", "p", "a")
    assert stale_blocks(ARABIC, mark_aligned(ARABIC, ENGLISH, ("p", "title"))) == ("position", "a")
    assert stale_blocks(ARABIC, mark_aligned(ARABIC, ENGLISH)) == ()


def test_a_change_of_the_source_puts_its_paragraph_behind_again() -> None:
    marked = mark_aligned(ARABIC, ENGLISH)
    changed = replace(ARABIC, blocks=(Paragraph("p", (Text("زرنا 41 محطة"),)), *ARABIC.blocks[1:]))
    assert stale_blocks(changed, marked) == ("p",)
    assert stale_blocks(changed, mark_aligned(changed, marked, ("p",))) == ()


def test_a_changed_title_or_position_of_the_source_is_behind_like_a_block() -> None:
    marked = mark_aligned(ARABIC, ENGLISH)
    changed = replace(ARABIC, position="موقف آخر")
    assert stale_blocks(changed, marked) == ("position",)
    assert stale_blocks(changed, mark_aligned(changed, marked, ("position",))) == ()
    assert stale_blocks(replace(ARABIC, subtitle="جديد"), marked) == (), "what is not translated yet is missing"


def test_numbers_dates_and_parties_of_the_title_and_the_position_are_compared_too() -> None:
    source, other = replace(ARABIC, position="خلال 6 أشهر"), replace(ENGLISH, position="within 7 months")
    assert differences(source, other) == (Difference("numbers", "position", "6", "7"),)


def test_confirmations_of_blocks_that_are_gone_go() -> None:
    marked = mark_aligned(ARABIC, ENGLISH)
    assert [id_ for id_, _ in mark_aligned(ARABIC, replace(marked, blocks=marked.blocks[:1]), ()).aligned] == [
        "title", "position", "p",
    ]  # fmt: skip


def test_equal_texts_in_two_languages_do_not_differ() -> None:
    assert differences(ARABIC, ENGLISH) == ()


@pytest.mark.parametrize(
    ("translation", "difference"),
    [
        (english("p", content=(Text("We visited 41 stations"),)), Difference("numbers", "p", "40", "41")),
        (english("p", content=(Text("40"), ARTICLE_21)), Difference("citations", "p", "ICCPR 22", "ICCPR 21")),
        (english("a", due="within 2 months"), Difference("numbers", "a", "1500, 6", "1500, 2")),
        (english("a", verb="request"), Difference("ask_verb", "a", "demand", "request")),
        (english("a", addressee=""), Difference("ask_addressee", "a", "الحكومة", "")),
        (replace(ENGLISH, blocks=ENGLISH.blocks[1:]), Difference("missing_block", "p", "زرنا ٤٠ محطة وفق")),
        (replace(ENGLISH, blocks=ENGLISH.blocks[:1]), Difference("ask_count", None, "1", "0")),
        (replace(ENGLISH, blocks=(*ENGLISH.blocks, EXTRA)), Difference("extra_block", "x", "", "more")),
        (replace(ENGLISH, position=""), Difference("no_position", "position", "موقف", "")),
    ],
)  # fmt: skip
def test_what_a_machine_can_see_to_differ_is_named(translation: Paper, difference: Difference) -> None:
    assert difference in differences(ARABIC, translation)


def test_numbers_are_equal_in_every_spelling() -> None:
    assert numbers("١٬٥٠٠ و٣٫٥") == numbers("1,500 and 3.5") == numbers("1 500 et 3,5")
    assert numbers("2474 (2019)") == numbers("2019 2474")


def in_both(arabic: str, english: str) -> tuple[Paper, Paper]:
    """One paragraph in two languages."""
    blocks = [(Paragraph("p", (Text(text),)),) for text in (arabic, english)]
    return replace(ARABIC, blocks=blocks[0]), replace(ENGLISH, blocks=blocks[1])


def test_the_same_date_in_words_and_in_figures_is_no_difference() -> None:
    assert differences(*in_both("اجتمعنا في ٢٣ تشرين الثاني/نوفمبر ٢٠٢٦.", "We met on 23 November 2026.")) == ()
    assert differences(*in_both("اجتمعنا في 2026-11-23.", "We met on November 23, 2026.")) == ()


def test_another_month_is_a_difference_although_every_figure_agrees() -> None:
    found = differences(*in_both("اجتمعنا في 23 تشرين الأول 2026.", "We met on 23 November 2026."))
    assert found == (Difference("dates", "p", "2026-10-23", "2026-11-23"),)


PARTIES = (
    Party("un", {"ar": ("الأمم المتحدة",), "en": ("United Nations", "UN")}),
    Party("a", {"ar": ("الطرف (أ)",), "en": ("Party (A)",)}),
    Party("ours", {"ar": ("التحالف",)}),
)


def test_a_party_that_one_language_leaves_out_is_named() -> None:
    arabic, english = in_both("ندين الطرف (أ) وندعو الأمم المتحدة وبالتحالف", "We condemn it and call on the UN")
    both = "الأمم المتحدة, الطرف (أ)"
    assert differences(arabic, english, PARTIES) == (Difference("parties", "p", both, "الأمم المتحدة"),)
    arabic, english = in_both("ندين الطرف (أ) وللأمم المتحدة نقول", "We condemn Party (A) and tell the United Nations")
    assert differences(arabic, english, PARTIES) == ()


def test_what_was_confirmed_of_earlier_words_is_still_behind() -> None:
    seen = block_digest(ARABIC.blocks[0])
    changed = replace(ARABIC, blocks=(replace(ARABIC.blocks[0], content=(Text("غيرها"),)), *ARABIC.blocks[1:]))
    marked = confirmed({"p": seen, "a": block_digest(ARABIC.blocks[1]), "gone": seen}, mark_aligned(ARABIC, ENGLISH))
    assert stale_blocks(changed, marked) == ("p",)
    assert dict(marked.aligned).keys() == {"title", "position", "p", "a"}


def test_when_the_authority_passes_what_was_in_step_stays_in_step() -> None:
    english_ = mark_aligned(ARABIC, ENGLISH, ("p", "title", "position"))
    french = replace(mark_aligned(ARABIC, replace(ENGLISH, lang="fr")), title="Titre")
    assert stale_blocks(ENGLISH, turned(ARABIC, english_, ARABIC)) == ("a",)
    assert stale_blocks(ENGLISH, turned(ARABIC, english_, french)) == ("a",)
    assert turned(ARABIC, english_, english_).aligned == ()


def test_a_block_that_was_behind_is_not_in_step_with_the_new_source_either() -> None:
    old = replace(ARABIC, blocks=(Paragraph("p", (Text("قديم"),)), *ARABIC.blocks[1:]))
    english_ = mark_aligned(old, ENGLISH)
    assert stale_blocks(ENGLISH, turned(ARABIC, english_, ARABIC)) == ("p",)
