"""The order in which a paper is printed."""

from papers.edition import Edition, Letterhead, Reservation, Signatory
from papers.model import Ask, Heading, Paper, Paragraph, Text
from papers.order import (
    MANY_HEADINGS,
    AsksBox,
    Body,
    Contact,
    Contents,
    Masthead,
    Position,
    Reservations,
    Signatures,
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


def test_only_a_policy_paper_in_many_parts_has_contents() -> None:
    parts = tuple(Heading(f"h{number}", 1, (Text("قسم"),)) for number in range(MANY_HEADINGS))
    assert Contents(parts) in printed_parts(Paper("policy_paper", "ar", "عنوان", parts))
    assert Contents not in kinds_of(printed_parts(Paper("position_paper", "ar", "عنوان", parts)))
    assert Contents not in kinds_of(printed_parts(paper("policy_paper")))
    assert Contents not in kinds_of(printed_parts(Paper("policy_paper", "ar", "عنوان", (WORDS,))))


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
