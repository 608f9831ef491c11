"""An OpenDocument text that went round, read with its tracked changes and comments."""

import itertools
from datetime import UTC, datetime

from papers.model import Heading, Paper, Paragraph, plain
from papers.read.odt import read_review
from papers.read.review import Comment, Review, Suggestion
from tests.papers.read.odt.files import comment, end, gone, p, packed, region, start, tracked

TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
EIGHT = datetime(2026, 11, 22, 8, tzinfo=UTC)


def review(body: str) -> Review:
    numbers = itertools.count(1)
    return read_review(packed(body), lang="ar", new_id=lambda: f"b{next(numbers)}")


def said(paper: Paper) -> list[tuple[str, str]]:
    return [(block.id, plain(block.content)) for block in paper.blocks if isinstance(block, Paragraph | Heading)]


def test_an_insertion_and_a_deletion_are_suggestions_between_two_texts() -> None:
    found = review(
        tracked(region("a", "insertion"), region("b", f"deletion:{p('بعض ')}", author="Omar"))
        + p(f"للأسر {start('a')}كامل {end('a')}الحق في {gone('b')}المعرفة.")
    )
    assert said(found.paper_as_is) == [("b1", "للأسر كامل الحق في المعرفة.")]
    assert said(found.paper_before) == [("b1", "للأسر الحق في بعض المعرفة.")]
    assert found.suggestions == (
        Suggestion("insertion", "ليلى", TEN, "b1", "", "كامل", "كامل"),
        Suggestion("deletion", "Omar", TEN, "b1", "بعض", "", "للأسر كامل الحق في"),
    )


def test_paragraphs_that_came_or_went_as_a_whole_are_in_one_text_only() -> None:
    found = review(
        tracked(region("a", "insertion"), region("b", f"deletion:{p('ذهبت كلها.')}{p('')}"))
        + p("الأولى.")
        + p(f"{start('a')}جديدة كلها.")
        + p(f"{end('a')}الثانية.")
        + p(f"{gone('b')}الثالثة.")
    )
    assert [words for _, words in said(found.paper_as_is)] == ["الأولى.", "جديدة كلها.", "الثانية.", "الثالثة."]
    assert [words for _, words in said(found.paper_before)] == ["الأولى.", "الثانية.", "ذهبت كلها.", "الثالثة."]
    ids, before = dict(said(found.paper_as_is)), dict(said(found.paper_before))
    assert [name for name in before if name in ids] == ["b1", "b3", "b4"]


def test_a_deletion_over_the_end_of_a_paragraph_joins_two() -> None:
    found = review(
        tracked(region("a", f"deletion:{p(' آخر الأولى.')}{p('أول الثانية')}")) + p(f"بداية{gone('a')} ونهاية.")
    )
    assert [words for _, words in said(found.paper_as_is)] == ["بداية ونهاية."]
    assert [words for _, words in said(found.paper_before)] == ["بداية آخر الأولى.", "أول الثانية ونهاية."]


def test_words_that_one_inserted_and_another_deleted_are_in_neither_text() -> None:
    found = review(tracked(region("a", "insertion", f"deletion:{p('عابرة ')}")) + p(f"كلمة {gone('a')}باقية."))
    assert said(found.paper_as_is) == [("b1", "كلمة باقية.")]
    assert said(found.paper_before) == [("b1", "كلمة باقية.")]
    assert [(one.kind, one.before, one.after) for one in found.suggestions] == [
        ("insertion", "", "عابرة"),
        ("deletion", "عابرة", ""),
    ]


def test_a_change_of_format_is_counted_because_the_file_does_not_say_which() -> None:
    found = review(tracked(region("a", "format-change")) + p(f"{start('a')}كلمة{end('a')} أخرى"))
    assert (found.suggestions, found.dropped) == ((), ("format_changes:1",))


def test_comments_hang_on_their_words_and_answer_each_other() -> None:
    body = p(
        comment("c1", "أي مصير؟", 'loext:resolved="true"')
        + "مصير أبنائها"
        + '<office:annotation-end office:name="c1"/>'
        + comment("c2", "كلّهم.", 'loext:parent-name="c1"')
        + " وبناتها."
    )
    assert review(body).comments == (
        Comment("سارة", EIGHT, "b1", "مصير أبنائها", "أي مصير؟", resolved=True),
        Comment("سارة", EIGHT, "b1", "", "كلّهم.", parent=0),
    )


def test_a_mark_that_names_a_deletion_again_and_again_writes_it_once() -> None:
    found = review(tracked(region("a", f"deletion:{p('كلمة ' * 100 + gone('a'))}")) + p(gone("a") * 5_000 + "نص"))
    assert len(plain(found.paper_before.blocks[0].content)) < 600  # type: ignore[union-attr]
