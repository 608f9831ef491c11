"""Shorter papers say nothing that the adopted text does not, and name it."""

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.canonical import digest, short_digest
from papers.channels import CHANNELS
from papers.derived import MESSAGE_LIMIT, brief, briefing_note, message, press_text, unsigned
from papers.edition import Edition, Letterhead
from papers.errors import BadPaper
from papers.model import Ask, Heading, Paper, Paragraph, Quote, Text, plain
from papers.normalise import normalise
from papers.write.pdf import to_pdf
from papers.write.text import to_text
from tests.make.papers import papers
from tests.papers.samples import EDITION_AR, EDITION_EN, POSITION_AR, POSITION_EN, STATEMENT_AR

MAKERS = [brief, briefing_note, press_text]
OPENED, CLOSED = "\u2066\u2067\u2068", "\u2069"


def ids(paper: Paper) -> list[str]:
    return [block.id for block in paper.blocks]


def many(count: int) -> Paper:
    asks = tuple(Ask(f"a{n}", (Text(f"فتح القناة الآمنة لتسجيل الحالة {n} بموافقة الأسرة"),)) for n in range(count))
    return replace(STATEMENT_AR, blocks=(*STATEMENT_AR.blocks[:2], *asks))


# --- the papers ------------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(papers(), st.sampled_from([None, EDITION_AR]))
def test_every_derived_paper_keeps_the_asks_and_names_the_text(paper: Paper, edition: Edition | None) -> None:
    for make in MAKERS:
        derived = make(paper, edition)
        assert derived.asks == paper.asks
        assert (derived.title, derived.position, derived.lang) == (paper.title, paper.position, paper.lang)
        assert len(set(ids(derived))) == len(derived.blocks)
        assert short_digest(digest(paper)) in plain(normalise(derived).blocks[-1].content)  # type: ignore[union-attr]


@pytest.mark.parametrize("make", MAKERS)
def test_no_heading_of_a_derived_paper_stands_empty(make: type) -> None:
    for paper in (POSITION_AR, STATEMENT_AR, Paper("position_paper", "fr", "Titre")):
        blocks = make(paper, EDITION_AR).blocks
        for above, below in pairwise(blocks):
            assert not (isinstance(above, Heading) and isinstance(below, Heading))
        assert not isinstance(blocks[-1], Heading)


def test_the_source_line_says_reference_and_fingerprint() -> None:
    last = brief(POSITION_AR, EDITION_AR).blocks[-1]
    assert isinstance(last, Paragraph)
    assert plain(last.content) == f"مأخوذة من RY/2026/011، بصمة النص {short_digest(digest(POSITION_AR))}"


def test_arabic_digits_leave_the_reference_and_the_fingerprint_alone() -> None:
    paper = replace(POSITION_AR, digits="arabic")
    said = to_text(brief(paper, EDITION_AR))
    assert "RY/2026/011" in said and short_digest(digest(paper)) in said


def test_a_brief_holds_the_chosen_blocks_in_the_order_of_the_text() -> None:
    made = brief(POSITION_EN, EDITION_EN, ["q-mother", "h-context"])
    assert ids(made) == ["h-context", "ask-seats", "ask-channel", "ask-support", "q-mother", "taken-from"]
    assert ids(brief(POSITION_EN))[0] == "p-context"
    assert made.kind == "policy_brief"


def test_a_brief_refuses_a_block_that_the_text_does_not_have() -> None:
    with pytest.raises(BadPaper) as refused:
        brief(POSITION_EN, chosen=["q-mother", "none"])
    assert (refused.value.code, refused.value.names) == ("unknown_block", ("none",))


def test_a_note_offers_asks_quotes_and_only_answers_that_the_text_gives() -> None:
    assert ids(briefing_note(POSITION_EN)) == [
        "speaking-points", "ask-seats", "ask-channel", "ask-support", "to-quote", "q-mother", "taken-from",
    ]  # fmt: skip
    asked, answer = Heading("why", 1, (Text("لماذا الآن؟"),)), Paragraph("because", (Text("لأنّ المؤتمر قريب."),))
    open_question = Heading("open", 1, (Text("من يموّل؟"),))
    note = briefing_note(replace(STATEMENT_AR, blocks=(asked, answer, *STATEMENT_AR.asks, open_question)))
    assert ids(note)[-3:] == ["why", "because", "taken-from"] and "open" not in ids(note)


def test_a_press_release_says_who_speaks_and_quotes_only_the_text() -> None:
    made = press_text(POSITION_EN, EDITION_EN)
    assert made.subtitle == "Press release"
    assert [block for block in made.blocks if isinstance(block, Quote)] == [POSITION_EN.blocks[-1]]
    assert "A coalition of independent civil organisations" in to_text(made)
    assert CHANNELS["press"].count(made) == 1


@pytest.mark.parametrize("make", MAKERS)
def test_nobody_is_printed_as_signing_words_that_were_only_taken_from_theirs(make: type) -> None:
    said = to_text(make(POSITION_EN, EDITION_EN), unsigned(EDITION_EN))
    assert (
        "Signatories" not in said and "Free Press Club" not in said and "withheld" not in said.split("Reservations")[0]
    )
    assert "We hold that support should last three years." in said
    assert EDITION_EN.verify_code in said and EDITION_EN.digest[:4] not in said


@pytest.mark.parametrize("make", MAKERS)
def test_a_derived_paper_is_one_page(make: type) -> None:
    with pikepdf.open(io.BytesIO(to_pdf(make(POSITION_AR, EDITION_AR), unsigned(EDITION_AR)))) as printed:
        assert len(printed.pages) == 1


def test_a_block_that_already_bears_our_id_keeps_it() -> None:
    paper = replace(STATEMENT_AR, blocks=(Paragraph("taken-from", (Text("نصّ"),)),))
    assert ids(brief(paper)) == ["taken-from", "taken-from-x"]


# --- the message -----------------------------------------------------------------------------------------------------


def test_a_message_holds_everything_that_fits_and_ends_with_the_address() -> None:
    said = message(STATEMENT_AR, EDITION_AR)
    assert said.startswith("*بيان مشترك: المدرسة ليست هدفًا*\n\nوقف كل هجوم")
    assert "3. نطالب بتحقيق مستقل تُعلن نتائجه (المهلة: خلال ستين يومًا)" in said
    assert "النص الكامل" not in said
    assert said.endswith(
        "الرقم: \u2066RY/2026/011\u2069\nللتحقّق من هذه الوثيقة: \u2066https://riwaq.example/verify/7KQ4-M2XR-9P\u2069"
    )


def test_a_message_leaves_out_whole_asks_from_the_end_and_counts_them() -> None:
    paper = many(20)
    said = message(paper, EDITION_AR)
    shown = [line for line in said.splitlines() if "نطالب" in line]
    assert len(said) <= MESSAGE_LIMIT
    assert 1 <= len(shown) < 20
    assert all(line.endswith("بموافقة الأسرة") for line in shown)
    assert f"و{20 - len(shown)} مطلبًا آخر في النص الكامل" in said or f"و{20 - len(shown)} مطالب أخرى" in said
    assert len(message(paper, EDITION_AR, 10_000)) > MESSAGE_LIMIT


def test_a_message_with_no_room_for_an_ask_says_how_many_there_are() -> None:
    said = message(many(3), EDITION_AR, 190)
    assert "نطالب" not in said and "وفي النص الكامل 3 مطالب" in said


def test_the_limit_is_kept_to_the_character() -> None:
    whole = message(STATEMENT_AR, EDITION_AR)
    assert message(STATEMENT_AR, EDITION_AR, len(whole)) == whole
    less = message(STATEMENT_AR, EDITION_AR, len(whole) - 1)
    assert len(less) < len(whole) and "ومطلب آخر في النص الكامل" in less


def test_a_title_too_long_ends_after_a_word() -> None:
    said = message(replace(STATEMENT_AR, title="كلمة " * 400), EDITION_AR)
    title = said.splitlines()[0]
    assert title.endswith("كلمة …*") and len(said) <= MESSAGE_LIMIT


def test_an_embargo_and_a_draft_are_said_first() -> None:
    said = message(POSITION_EN, replace(EDITION_EN, embargo="1 December 2026, 09:00", draft=True))
    assert said.splitlines()[:2] == ["Draft", "Embargoed until 1 December 2026, 09:00"]


def test_a_message_without_an_address_ends_with_the_fingerprint() -> None:
    assert message(STATEMENT_AR).endswith(f"بصمة النص: \u2066{short_digest(digest(STATEMENT_AR))}\u2069")


def test_a_limit_below_the_edges_is_refused() -> None:
    with pytest.raises(BadPaper) as refused:
        message(STATEMENT_AR, EDITION_AR, 60)
    assert refused.value.code == "limit_too_small"


@settings(max_examples=40, deadline=None)
@given(papers(), st.integers(260, 1000))
def test_no_message_is_longer_than_its_limit_and_every_isolate_is_closed(paper: Paper, limit: int) -> None:
    said = message(
        paper, Edition(Letterhead("x"), reference="RY/2026/011", verify_url="https://riwaq.example/v"), limit
    )
    assert len(said) <= limit
    assert sum(map(said.count, OPENED)) == said.count(CLOSED)
    assert "https://riwaq.example/v" in said.splitlines()[-1]
