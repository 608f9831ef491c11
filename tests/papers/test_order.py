"""The order in which a paper is printed."""

from dataclasses import replace

import pytest

from papers.edition import Edition, Letterhead, Reservation, Signatory
from papers.kinds import KINDS
from papers.length import WORDS_PER_PAGE
from papers.model import Ask, Heading, Paper, Paragraph, Text
from papers.order import (
    FEW_HEADINGS,
    LONG_PAGES,
    MANY_HEADINGS,
    MANY_NAMES,
    WITH_COVER,
    AsksBox,
    Body,
    Contact,
    Contents,
    Masthead,
    Position,
    Reservations,
    Signatures,
    SignedBy,
    Titles,
    Verification,
    ask_numbers,
    printed_parts,
)

HEADING = Heading("h", 1, (Text("الخلفية"),))
WORDS = Paragraph("p", (Text("نصّ"),))
FIRST, SECOND = Ask("a1", (Text("فتح القناة"),)), Ask("a2", (Text("نشر القوائم"),))
EDITION = Edition(
    Letterhead("تحالف"),
    attribution="باسم التحالف",
    members=(Signatory("جمعية"),),
    reservations=(Reservation("جمعية", "نتحفّظ"),),
    verify_code="ABCD",
    contact="office@example.org",
)


def paper(kind: str = "position_paper") -> Paper:
    return Paper(kind, "ar", "عنوان", (HEADING, FIRST, WORDS, SECOND), position="نرى أنّ.")


def kinds_of(parts: tuple[object, ...]) -> list[type]:
    return [type(part) for part in parts]


def test_an_edition_is_printed_from_the_letterhead_to_the_contact() -> None:
    parts = printed_parts(paper(), EDITION)
    assert kinds_of(parts) == [
        Masthead,
        Titles,
        Position,
        AsksBox,
        Body,
        Signatures,
        Reservations,
        Verification,
        Contact,
    ]


def test_without_an_edition_only_the_papers_own_words_are_printed() -> None:
    assert kinds_of(printed_parts(paper())) == [Titles, Position, AsksBox, Body]


def test_asks_in_the_box_are_not_repeated_in_the_body() -> None:
    parts = printed_parts(paper(), EDITION)
    assert AsksBox((FIRST, SECOND)) in parts
    assert Body((HEADING, WORDS)) in parts


def test_a_joint_statement_prints_its_asks_where_they_stand() -> None:
    for kind in ("joint_letter", "joint_statement", "urgent_appeal"):
        parts = printed_parts(paper(kind), EDITION)
        assert AsksBox not in kinds_of(parts)
        assert Body((HEADING, FIRST, WORDS, SECOND)) in parts


def headings(count: int) -> tuple[Heading, ...]:
    return tuple(Heading(f"h{number}", 1, (Text("قسم"),)) for number in range(count))


@pytest.mark.parametrize("kind", sorted(WITH_COVER))
def test_a_long_paper_in_many_parts_has_contents(kind: str) -> None:
    parts = headings(MANY_HEADINGS)
    assert Contents(parts) in printed_parts(Paper(kind, "ar", "عنوان", parts))
    assert Contents not in kinds_of(printed_parts(Paper(kind, "ar", "عنوان", parts[1:])))
    assert Contents not in kinds_of(printed_parts(Paper(kind, "ar", "عنوان", (WORDS,))))


def test_a_paper_of_many_pages_has_contents_from_a_few_headings_on() -> None:
    words = Paragraph("long", (Text("كلمة " * LONG_PAGES * WORDS_PER_PAGE["ar"]),))
    assert Contents in kinds_of(printed_parts(Paper("position_paper", "ar", "عنوان", (*headings(FEW_HEADINGS), words))))
    assert Contents not in kinds_of(
        printed_parts(Paper("position_paper", "ar", "عنوان", (*headings(FEW_HEADINGS - 1), words)))
    )


def test_what_is_made_for_one_page_never_has_contents() -> None:
    for kind in sorted(KINDS.keys() - WITH_COVER):
        assert Contents not in kinds_of(printed_parts(Paper(kind, "ar", "عنوان", headings(MANY_HEADINGS))))


def test_many_names_stand_in_an_annex_that_the_first_page_speaks_of() -> None:
    some = tuple(Signatory(f"جمعية {number}") for number in range(MANY_NAMES))
    few = printed_parts(paper(), replace(EDITION, members=some))
    assert SignedBy not in kinds_of(few)
    assert Signatures(replace(EDITION, members=some)) in few
    many = replace(EDITION, members=some, endorsers=(Signatory("شبكة"),), withheld=2)
    parts = kinds_of(printed_parts(paper(), many))
    assert printed_parts(paper(), many)[parts.index(SignedBy)] == SignedBy(MANY_NAMES + 2)
    assert parts[:3] == [Masthead, Titles, SignedBy]
    assert Signatures(many, is_annex=True) in printed_parts(paper(), many)
    assert parts[-4:] == [Signatures, Reservations, Verification, Contact]


def test_empty_parts_are_left_out() -> None:
    bare = Paper("position_paper", "en", "Title", (WORDS,))
    assert kinds_of(printed_parts(bare, Edition(Letterhead("Coalition")))) == [Masthead, Titles, Body]


def test_withheld_names_alone_still_open_the_list_of_signatures() -> None:
    assert Signatures in kinds_of(printed_parts(paper(), Edition(Letterhead("Coalition"), withheld=3)))


def test_asks_are_numbered_through_the_whole_paper() -> None:
    assert ask_numbers(paper()) == {"a1": 1, "a2": 2}


def test_a_heading_whose_asks_the_box_has_taken_is_not_printed() -> None:
    asks = Heading("h2", 2, (Text("ما نطلب"),))
    blocks = (HEADING, WORDS, asks, FIRST, SECOND)
    (body,) = [part for part in printed_parts(Paper("position_paper", "ar", "ع", blocks)) if isinstance(part, Body)]
    assert body.blocks == (HEADING, WORDS)
    (body,) = [part for part in printed_parts(Paper("joint_letter", "ar", "ع", blocks)) if isinstance(part, Body)]
    assert body.blocks == blocks
