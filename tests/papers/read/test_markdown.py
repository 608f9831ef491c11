from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.errors import BadPaper
from papers.model import (
    Ask,
    AskVerb,
    Block,
    Cell,
    Citation,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Item,
    Link,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Strong,
    Sublist,
    Table,
    Text,
)
from papers.read.markdown import from_markdown
from tests.make.papers import PIXEL, REFERENCES, words

LIBRARY = {ref.key: ref for ref in REFERENCES}


def read(source: str, base: Paper | None = None, lang: str = "ar") -> Paper:
    numbers = count()
    return from_markdown(
        source, kind="position_paper", lang=lang, references=LIBRARY, base=base, new_id=lambda: f"n{next(numbers)}"
    )


def blocks(source: str, lang: str = "ar") -> tuple[Block, ...]:
    return read(source, lang=lang).blocks


def refusal(source: str) -> BadPaper:
    with pytest.raises(BadPaper) as caught:
        read(source)
    return caught.value


def test_a_whole_arabic_paper_is_read() -> None:
    paper = read(
        "# حقّ الأسر في المعرفة والمشاركة\n"
        "العنوان الفرعي: ورقة موقف\n\n"
        "الموقف: معرفة المصير حقّ للأسر.\n\n"
        "## السياق\n"
        "ما زالت أسر كثيرة تنتظر، وفق [@ICCPR المادة 22]^[انظر **الملحق**.].\n\n"
        "!! نطالب وزارة العدل بـ: تخصيص مقاعد دائمة | المهلة: خلال ستة أشهر | السند: [@ICCPR المادة 22]\n"
    )
    assert (paper.title, paper.subtitle) == ("حقّ الأسر في المعرفة والمشاركة", "ورقة موقف")
    assert paper.position == "معرفة المصير حقّ للأسر."
    assert paper.blocks == (
        Heading("n0", 1, (Text("السياق"),)),
        Paragraph(
            "n1",
            (
                Text("ما زالت أسر كثيرة تنتظر، وفق "),
                Citation("ICCPR", "المادة 22"),
                Footnote((Text("انظر "), Strong((Text("الملحق"),)), Text("."))),
                Text("."),
            ),
        ),
        Ask(
            "n2",
            (Text("تخصيص مقاعد دائمة"),),
            "demand",
            "وزارة العدل",
            "خلال ستة أشهر",
            (Citation("ICCPR", "المادة 22"),),
        ),
    )
    assert paper.references == (LIBRARY["ICCPR"],)


@pytest.mark.parametrize(
    ("line", "verb", "addressee", "words_", "due"),
    [
        ("!! نطالب الحكومة: وقف الهجمات", "demand", "الحكومة", "وقف الهجمات", ""),
        ("!! ندعو مجلس الأمن إلى: وقف الهجمات", "call_on", "مجلس الأمن", "وقف الهجمات", ""),
        ("!! نحث الحكومة على: وقف الهجمات | فورًا", "urge", "الحكومة", "وقف الهجمات", "فورًا"),
        ("!! نرجو من بعثتكم: دعم القرار", "request", "بعثتكم", "دعم القرار", ""),
        ("!! نوصي اللجنة بـ: نشر الفواتير", "recommend", "اللجنة", "نشر الفواتير", ""),
        ("!! نطالب: وقف الهجمات", "demand", "", "وقف الهجمات", ""),
        ("!! وقف الهجمات: فورًا", "demand", "", "وقف الهجمات: فورًا", ""),
        ("!! We call on the Council to: act | Due: within a month", "call_on", "the Council", "act", "within a month"),
        ("!! we urge the Ministry to: act", "urge", "the Ministry", "act", ""),
        ("!! We demand that the Ministry: act", "demand", "the Ministry", "act", ""),
        ("!! Nous prions votre mission de: agir | Délai : un mois", "request", "votre mission", "agir", "un mois"),
        ("!! request Norland: see https://riwaq.example/a", "request", "Norland", "see https://riwaq.example/a", ""),
        ("!! نطالب\nالحكومة: وقف\nالهجمات", "demand", "الحكومة", "وقف الهجمات", ""),
    ],
)
def test_an_ask_is_typed_as_a_sentence(line: str, verb: AskVerb, addressee: str, words_: str, due: str) -> None:
    assert blocks(line) == (Ask("n0", (Text(words_),), verb, addressee, due),)


def test_what_is_called_a_basis_and_cites_nothing_stays_in_the_text() -> None:
    assert blocks("!! نطالب: وقف | السند: القانون") == (Ask("n0", (Text("وقف (السند: القانون)"),)),)


def test_citations_are_read_in_every_spelling() -> None:
    for typed in ("[@ICCPR المادة 22]", "[@ICCPR، المادة 22]", "[@ICCPR,المادة 22]"):
        assert blocks(typed) == (Paragraph("n0", (Citation("ICCPR", "المادة 22"),)),)


def test_footnotes_stand_below_or_in_place() -> None:
    expected = (Paragraph("n0", (Text("نص"), Footnote((Text("حاشية"),)), Text("."))),)
    assert blocks("نص^[حاشية].") == expected
    assert blocks("نص[^1].\n\n[^1]: حاشية\n") == expected


def test_a_note_that_nothing_points_at_is_not_lost() -> None:
    assert blocks("[^1]: حاشية") == (Paragraph("n0", (Text("[^1]: حاشية"),)),)


def test_words_in_another_language_and_marks() -> None:
    assert blocks("حكم [rule *of* law]{en} و**عدل** [موقع](https://riwaq.example/)") == (
        Paragraph(
            "n0",
            (
                Text("حكم "),
                Foreign("en", (Text("rule "), Emphasis((Text("of"),)), Text(" law"))),
                Text(" "),
                Strong((Text("وعدل"),)),
                Text(" "),
                Link("https://riwaq.example/", (Text("موقع"),)),
            ),
        ),
    )


def test_a_dangerous_link_and_html_are_plain_words() -> None:
    assert blocks("[x](javascript:alert(1)) <b>y</b> &amp; `z`") == (
        Paragraph("n0", (Text("[x](javascript:alert(1)) <b>y</b> &amp; `z`"),)),
    )


def test_lists_with_arabic_numbers_and_sublists() -> None:
    assert blocks("١. أول\n٢. ثانٍ\n   - فرع\n") == (
        ListBlock("n0", True, (Item((Text("أول"),)), Item((Text("ثانٍ"),), Sublist(False, (Item((Text("فرع"),)),))))),
    )


def test_a_list_deeper_than_three_levels_goes_on_in_the_third() -> None:
    (block,) = blocks("- a\n  - b\n    - c\n      - d\n", "en")
    assert isinstance(block, ListBlock)
    third = block.items[0].below.items[0].below  # type: ignore[union-attr]
    assert third is not None and [item.content for item in third.items] == [(Text("c"),), (Text("d"),)]


def test_an_ask_ends_the_list_above_it_without_a_blank_line() -> None:
    assert [type(block) for block in blocks("- أ\n!! نطالب: ب\n\n- ج")] == [ListBlock, Ask, ListBlock]


def test_tables_have_any_number_of_header_rows_spans_and_a_caption() -> None:
    typed = "| {2x1} المادة |\n| النص | المقترح |\n|---|---|\n| أ \\| ب | ج |\n: جدول"
    one, two, three = Text("المادة"), Text("أ | ب"), Text("ج")
    rows = ((Cell((one,), 2),), (Cell((Text("النص"),)), Cell((Text("المقترح"),))), (Cell((two,)), Cell((three,))))
    assert blocks(typed) == (Table("n0", rows, 2, (Text("جدول"),)),)
    assert blocks("a | b\n--|--\nc | d", "en") == blocks("| a | b |\n|---|---|\n| c | d |", "en")


def test_quotes_page_breaks_and_directions() -> None:
    assert blocks("> قول\n> آخر\n> — قائل\n\n---\n\n{ltr}\nText\n\n{ltr}\n- Annex") == (
        Quote("n0", (Text("قول آخر"),), (Text("قائل"),)),
        PageBreak("n1"),
        Paragraph("n2", (Text("Text"),), "ltr"),
        ListBlock("n3", False, (Item((Text("Annex"),)),), "ltr"),
    )


def test_pictures_come_from_the_text_or_from_the_base() -> None:
    figure = Figure("f1", "image/png", PIXEL, "صورة", (Text("شرح"),))
    assert blocks(f"{{#f1}}\n![صورة](data:image/png;base64,{PIXEL})\n: شرح") == (figure,)
    base = Paper("position_paper", "ar", "", (figure,))
    assert read("![صورة](figure:f1)\n: شرح", base).blocks == (figure,)
    assert refusal("نص\n\n![صورة](figure:f2)").where == "line 3"
    assert refusal("![صورة](data:image/png;base64,AAAA)").code == "bad_picture"


def test_unknown_citations_are_refused_with_their_lines() -> None:
    wrong = refusal("نص\nآخر [@NOPE]\n\n!! نطالب: وقف | [@NADA المادة 1]")
    assert (wrong.code, wrong.where, wrong.line) == ("unknown_citation", "line 2", 2)
    assert wrong.names == ("NOPE", "NADA")
    assert "NOPE (line 2), NADA (line 4)" in wrong.message


def test_an_instrument_that_left_the_library_is_kept_from_the_base() -> None:
    base = read("[@ICCPR]")
    paper = from_markdown("[@ICCPR]", kind="position_paper", lang="ar", references={}, base=base, new_id=lambda: "x")
    assert paper == base


def test_blocks_keep_their_ids_through_editing() -> None:
    base = read("{#a}\nالفقرة الأولى من النص\n\n{#b}\nالفقرة الثانية من النص وفيها كلام\n\n{#c}\nالثالثة")
    typed = ("الثالثة", "فقرة جديدة تمامًا", "الفقرة الثانية من النص وفيها كلام كثير", "الفقرة الأولى من النص")
    edited = read("\n\n".join(typed), base)
    assert [block.id for block in edited.blocks] == ["c", "n0", "b", "a"]


def test_a_copied_name_counts_once_and_a_taken_id_is_not_given_again() -> None:
    assert [block.id for block in blocks("{#n0}\nأ\n\n{#n0}\nب\n\nج")] == ["n0", "n1", "n2"]


def test_too_much_text_is_refused() -> None:
    assert (refusal("x" * 2_000_001).code, refusal("x" * 2_000_001).line) == ("too_long", None)
    assert refusal("\n\n".join(["x"] * 5_001)).code == "too_many"
    assert refusal("- " * 200 + "x").code == "too_deep"


@pytest.mark.parametrize("mark", ["[", "^[", "[@X ", "![", "[a]{en}["])
def test_thousands_of_open_brackets_are_refused_at_once(mark: str) -> None:
    assert refusal("نص\n\n" + mark * 20_000).code == "open_brackets"


@pytest.mark.parametrize("mark", ["**", "[a](", "> ", "{", "|", "[]", "*a_", "\\", "[a]{en} "])
def test_hostile_marks_are_read_in_good_time(mark: str) -> None:
    assert blocks(mark * 3_000) is not None


@given(st.one_of(st.text(max_size=200), st.lists(words, max_size=8).map("\n".join)))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_is_read_or_refused_by_name(source: str) -> None:
    try:
        paper = read(source)
    except BadPaper as refused:
        assert refused.code
    else:
        assert len({block.id for block in paper.blocks}) == len(paper.blocks)
