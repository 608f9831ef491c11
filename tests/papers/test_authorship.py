"""Who wrote which words, through every state of a text."""

from hypothesis import given
from hypothesis import strategies as st

from papers.amendments import LINES
from papers.authorship import Written, authorship, carried, from_passages, laid_over, passages_of
from papers.compare import block_text
from papers.model import Paper, Paragraph, Text

WORDS = st.lists(st.sampled_from(["حقّ", "الأسر", "في", "المعرفة", "،", "right", "2026"]), max_size=8).map(" ".join)


def paper(*blocks: str, title: str = "عنوان") -> Paper:
    named = tuple(Paragraph(f"b{number}", (Text(words),)) for number, words in enumerate(blocks))
    return Paper("position_paper", "ar", title, named)


def test_each_state_adds_the_words_of_its_author() -> None:
    texts = {1: "واحد ثلاثة", 2: "واحد اثنان ثلاثة", 3: "واحد اثنان"}
    states = authorship((author, paper(words, "يبقى")) for author, words in texts.items())
    found = [one for one in passages_of(states) if one[0] not in LINES]
    assert [(place, author, text.strip()) for place, author, text in found] == [
        ("b0", 1, "واحد"),
        ("b0", 2, "اثنان"),
        ("b1", 1, "يبقى"),
    ]


@given(st.lists(st.tuples(st.integers(1, 3), st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=4))
def test_every_letter_of_the_last_state_has_an_author_who_had_a_hand_in_it(states: list[tuple[int, list[str]]]) -> None:
    made = [(author, paper(*blocks)) for author, blocks in states]
    found = authorship(made)
    last = made[-1][1]
    assert {place: one.text for place, one in found.items() if place not in LINES} == {
        block.id: block_text(block, last) for block in last.blocks if block_text(block, last)
    }
    for one in found.values():
        assert len(one.authors) == len(one.text) and set(one.authors) <= {author for author, _paper in made}
    assert from_passages([list(one) for one in passages_of(found)]) == found


def test_what_was_written_since_lies_over_what_was_known_before() -> None:
    before = {"b0": Written("واحد ثلاثة", (1,) * len("واحد ثلاثة"))}
    since = [("b0", None, "واحد "), ("b0", 2, "اثنان "), ("b0", None, "ثلاثة"), ("b9", None, "من أين")]
    found = list(passages_of(laid_over(since, before)))
    assert found == [("b0", 1, "واحد "), ("b0", 2, "اثنان "), ("b0", 1, "ثلاثة"), ("b9", None, "من أين")]


def test_a_passage_that_was_written_anew_is_its_authors_alone() -> None:
    assert set(carried(Written("كلمات قديمة", (1,) * 11), "نصّ آخر تمامًا", 2).authors) == {2}
