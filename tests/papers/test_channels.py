"""What each channel takes, counts and refuses."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.channels import CHANNELS, CODES
from papers.channels.checks import CHECKS
from papers.edition import Edition, Letterhead, Signatory
from papers.kinds import Gap
from papers.model import Ask, Footnote, Heading, Item, ListBlock, Paper, Paragraph, Quote, Strong, Text
from papers.write import FORMATS
from papers.write.docx import to_docx
from tests.make.papers import papers
from tests.papers.samples import EDITION_EN, POSITION_AR, POSITION_EN, STATEMENT_AR, STATEMENT_EN
from tests.papers.write.docx.opened import W, names, part

BARE = Edition(Letterhead("Coalition"))
MARKS = dict.fromkeys((0x200E, 0x200F, 0x2066, 0x2067, 0x2068, 0x2069))


def text(words: int = 5, *, lang: str = "en", extra: tuple[object, ...] = ()) -> Paper:
    """A paper of exactly so many printed words: no kind, title or label beside them."""
    return Paper("", lang, "", (Paragraph("p", (Text("w " * words),)), *extra))  # type: ignore[arg-type]


def codes(channel: str, paper: Paper, edition: Edition | None = None, **options: str) -> set[str]:
    return {gap.code for gap in CHANNELS[channel].check(paper, edition, **options)}


# --- the contract, for every channel ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ar", "en", "fr", "kmr", "ckb"])
@pytest.mark.parametrize("key", CHANNELS)
def test_a_channel_is_listed_by_its_key_and_says_its_name_limit_and_reminders(key: str, lang: str) -> None:
    channel = CHANNELS[key]
    assert channel.key == key
    assert channel.name(lang) and channel.limit.text(lang)
    assert len(channel.reminders(lang)) == len(channel.reminders("ar")) > 0


@pytest.mark.parametrize("key", CHANNELS)
def test_a_channel_names_formats_and_checks_that_exist(key: str) -> None:
    channel = CHANNELS[key]
    assert set(channel.formats) <= {*FORMATS, "form"} and channel.formats
    assert {*channel.required, *channel.advised} <= set(CHECKS)
    assert not set(channel.required) & set(channel.advised)


@settings(max_examples=25, deadline=None)
@given(papers(), st.sampled_from([None, BARE, EDITION_EN]))
def test_no_paper_makes_a_channel_stumble(paper: Paper, edition: Edition | None) -> None:
    for channel in CHANNELS.values():
        found = channel.check(paper, edition, as_format="pdf")
        assert {gap.code for gap in found} <= set(CODES)
        assert [gap.severity for gap in found] == sorted(gap.severity for gap in found)
        assert {gap.block for gap in found} <= {None, *(block.id for block in paper.blocks)}
        assert channel.count(paper) >= 0


# --- length ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", [POSITION_AR, POSITION_EN, STATEMENT_AR, STATEMENT_EN])
def test_the_count_is_that_of_the_word_file(paper: Paper) -> None:
    assert CHANNELS["hrc_written"].count(paper) == _words_in(to_docx(paper))


def _words_in(data: bytes) -> int:
    """Words as Word counts them, without direction marks and the dots between details."""
    found: list[str] = []
    for name in ("word/document.xml", "word/footnotes.xml"):
        for paragraph in part(data, name).iter(f"{W}p") if name in names(data) else ():
            pieces = (piece.text if piece.tag == f"{W}t" else " " for piece in paragraph.iter(f"{W}t", f"{W}tab"))
            found += "".join(filter(None, pieces)).translate(MARKS).split()
    return sum(any(char.isalnum() for char in word) for word in found)


def test_a_statement_too_long_for_some_is_a_hint_and_for_all_a_stop() -> None:
    check = CHANNELS["hrc_written"].check
    assert check(text(1500)) == ()
    assert check(text(1501)) == (Gap("too_long", None, "hint", 1501, 1),)
    assert check(text(2000)) == (Gap("too_long", None, "hint", 2000, 500),)
    assert check(text(2001)) == (Gap("too_long", None, "blocks", 2001, 501),)


def test_footnotes_count_as_words() -> None:
    noted = text(3, extra=(Paragraph("q", (Text("w"), Footnote((Text("a b c d"),)))),))
    assert CHANNELS["hrc_written"].count(noted) == 8


def test_a_joint_submission_has_twice_the_room_of_a_single_one() -> None:
    single = replace(BARE, members=(Signatory("w"),))
    joint = replace(BARE, members=(Signatory("w"), Signatory("w")))
    check = CHANNELS["upr_joint"].check
    too_long = Gap("too_long", None, "blocks", 2816, 1)
    assert too_long in check(text(2816), single)
    assert "too_long" not in {gap.code for gap in check(text(5630), joint)}
    assert Gap("too_long", None, "blocks", 5631, 1) in check(text(5631), joint)


def test_pages_are_estimated_and_only_hint() -> None:
    check = CHANNELS["parliament"].check
    assert CHANNELS["parliament"].count(text(840)) == 2
    assert Gap("too_long", None, "hint", 3, 1) in check(text(841))
    assert Gap("too_short", None, "hint", 1) in CHANNELS["ose_room"].check(text(20))


def test_a_channel_without_a_number_is_never_too_long() -> None:
    assert "too_long" not in codes("sp_comm", text(9000))


def test_limits_are_said_in_whole_words() -> None:
    assert CHANNELS["eu_brief"].limit.text("ar") == "صفحتان على الأكثر"
    assert CHANNELS["ose_room"].limit.text("ar") == "من 2 إلى 4 صفحات"
    assert CHANNELS["hrc_written"].limit.text("fr") == "1500 mots au plus, notes comprises"


# --- languages, files, text ------------------------------------------------------------------------------------------


def test_a_language_or_a_file_that_the_channel_does_not_take_blocks() -> None:
    assert "channel_language" in codes("hrc_written", text(lang="ar"))
    assert "channel_language" not in codes("national_letter", text(lang="ar"))
    assert "channel_format" in codes("hrc_written", text(), as_format="pdf")
    assert "channel_format" not in codes("hrc_written", text(), as_format="docx")


def test_bold_is_named_where_it_stands() -> None:
    bold = text(extra=(Paragraph("b", (Text("x "), Strong((Text("y"),)))),))
    assert CHANNELS["hrc_written"].check(bold) == (Gap("bold_not_allowed", "b", "blocks"),)


def test_paragraphs_of_a_submission_are_numbered_after_the_introduction() -> None:
    numbered = ListBlock("l", True, (Item((Text("x"),)),))
    assert Gap("paragraphs_not_numbered", None, "hint") in CHANNELS["upr_joint"].check(text())
    assert "paragraphs_not_numbered" not in codes("upr_joint", text(extra=(numbered,)))
    loose = text(extra=(numbered, Paragraph("q", (Text("x"),))))
    assert Gap("paragraphs_not_numbered", "q", "hint") in CHANNELS["upr_joint"].check(loose)


def test_every_co_submitter_is_named_before_the_second_heading() -> None:
    heads = tuple(Heading(f"h{n}", 1, (Text("Part"),)) for n in (1, 2))
    named = Paragraph("n", (Text("House of  Memory and afaq"),))
    joint = replace(BARE, members=(Signatory("House of Memory"), Signatory("Afaq")))
    assert "co_submitters_not_first" not in codes("upr_joint", text(extra=(heads[0], named, heads[1])), joint)
    assert "co_submitters_not_first" in codes("upr_joint", text(extra=(*heads, named)), joint)
    assert "co_submitters_not_first" not in codes("upr_joint", text())


def test_nobody_can_co_submit_without_a_name() -> None:
    assert "names_withheld" in codes("upr_joint", text(), replace(BARE, withheld=1))


def test_a_one_pager_has_three_asks_at_most() -> None:
    asks = tuple(Ask(f"a{n}", (Text("act"),)) for n in range(4))
    assert Gap("too_many_asks", None, "blocks", 4, 1) in CHANNELS["embassy_onepager"].check(text(extra=asks))
    assert "too_many_asks" not in codes("embassy_onepager", text(extra=asks[:3]))


@pytest.mark.parametrize(
    ("channel", "code", "cure"),
    [
        ("embassy_onepager", "missing_contact", {"contact": "office@riwaq.example"}),
        ("embassy_onepager", "missing_verify_code", {"verify_code": "7KQ4"}),
        ("national_letter", "missing_reference", {"reference": "RY/2026/011"}),
        ("national_letter", "missing_date", {"date": EDITION_EN.date}),
        ("unsc_letter", "missing_signatories", {"members": (Signatory("Afaq"),)}),
    ],
)
def test_what_an_edition_must_have_is_missed_only_once_there_is_one(
    channel: str, code: str, cure: dict[str, object]
) -> None:
    assert code not in codes(channel, text())
    assert code in codes(channel, text(), BARE)
    assert code not in codes(channel, text(), replace(BARE, **cure))  # type: ignore[arg-type]


def test_a_press_release_wants_a_quote_and_its_speaker() -> None:
    assert "missing_quote" in codes("press", text())
    quote = Quote("q", (Text("We ask to know."),))
    assert Gap("quote_without_speaker", "q", "hint") in CHANNELS["press"].check(text(extra=(quote,)))
    spoken = replace(quote, source=(Text("A mother"),))
    assert not codes("press", text(extra=(spoken,))) & {"missing_quote", "quote_without_speaker"}


def test_a_briefing_of_parliament_wants_a_source() -> None:
    assert "missing_sources" in codes("parliament", text())
    assert "missing_sources" not in codes("parliament", text(extra=(Paragraph("q", (Footnote((Text("x"),)),)),)))
    assert "missing_sources" not in codes("parliament", POSITION_EN)
