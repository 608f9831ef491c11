"""What holds for every merge, whatever the papers and the amendments are."""

import re
from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from papers.canonical import block_digest, digest
from papers.merge import Amendment, Merged, amended, merge, rebase
from papers.model import Block, Paper, Paragraph, Text, inlines_of, plain
from papers.normalise import normalise
from papers.runs import flatten
from tests.make.papers import papers

SENTENCE = "تطالب الأسر بالكشف عن مصير أبنائها وبناتها في أقرب وقت"


@st.composite
def edits(draw: st.DrawFn, base: Paper, mark: str) -> Paper:
    """The base after up to four edits, each of which leaves a word that stands nowhere else."""
    edited = base
    for number in range(draw(st.integers(1, 4))):
        blocks, word = list(edited.blocks), f"{mark}{number}"
        at = draw(st.integers(0, len(blocks)))
        match draw(st.sampled_from(["insert", "write", "write", "delete", "move", "title"])):
            case "insert":
                blocks.insert(at, Paragraph(f"n{number}", (Text(f"فقرة {word}"),)))
            case "write" if at < len(blocks):
                blocks[at] = _written(blocks[at], word, draw)
            case "delete" if at < len(blocks):
                del blocks[at]
            case "move" if at < len(blocks):
                blocks.insert(draw(st.integers(0, len(blocks) - 1)), blocks.pop(at))
            case "title":
                edited = replace(edited, title=f"{edited.title} {word}".strip())
        edited = replace(edited, blocks=tuple(blocks))
    return edited


def _written(block: Block, word: str, draw: st.DrawFn) -> Block:
    if not isinstance(block, Paragraph):
        return Paragraph(block.id, (Text(word),))
    runs = plain(block.content).split()
    runs.insert(draw(st.integers(0, len(runs))), word)
    return Paragraph(block.id, (Text(" ".join(runs)),))


@st.composite
def amended_papers(draw: st.DrawFn) -> tuple[Paper, list[Amendment], dict[str, Paper]]:
    base = normalise(draw(papers("ar")))
    long = tuple(Paragraph(f"s{number}", (Text(f"{SENTENCE} {number}"),)) for number in range(2))
    base = replace(base, blocks=(*base.blocks, *long))
    edited = {mark: draw(edits(base, f"كلمة{mark}")) for mark in ("أ", "ب", "ج")}
    return base, [amended(base, text, id_) for id_, text in edited.items()], edited


def said(text: Paper) -> set[str]:
    """The words of a paper, each run for itself."""
    contents = [content for block in text.blocks for content in inlines_of(block)]
    pieces = [plain((run.node,), notes=True) if run.node else run.text for one in contents for run in flatten(one)]
    return words(" ".join([text.title, text.subtitle, text.position, *pieces]))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@given(amended_papers())
@settings(max_examples=60, deadline=None)
def test_every_word_of_an_amendment_stands_in_the_text_or_in_a_conflict(
    drawn: tuple[Paper, list[Amendment], dict[str, Paper]],
) -> None:
    base, amendments, edited = drawn
    merged = merge(base, amendments)
    told: dict[str, set[str]] = {id_: set() for conflict in merged.conflicts for id_, _ in conflict.texts}
    for conflict in merged.conflicts:
        for id_, text in conflict.texts:
            told[id_] |= words(text)
    for id_, text in edited.items():
        new = said(text) - said(base)
        assert new <= said(merged.paper) | told.get(id_, set())
        assert (id_ in merged.applied) == (id_ not in told)
        assert id_ not in merged.applied or new <= said(merged.paper)
    assert len({block.id for block in merged.paper.blocks}) == len(merged.paper.blocks)


@given(amended_papers())
@settings(max_examples=20, deadline=None)
def test_the_order_of_amendments_changes_nothing(drawn: tuple[Paper, list[Amendment], dict[str, Paper]]) -> None:
    base, amendments, _ = drawn
    assert len({merge(base, order) for order in permutations(amendments)}) == 1


@given(papers())
@settings(max_examples=30, deadline=None)
def test_merging_nothing_is_the_base(base: Paper) -> None:
    assert merge(base, []) == Merged(base, (), ())


@given(amended_papers())
@settings(max_examples=40, deadline=None)
def test_merging_one_amendment_gives_the_edited_paper(
    drawn: tuple[Paper, list[Amendment], dict[str, Paper]],
) -> None:
    base, amendments, edited = drawn
    for amendment in amendments:
        merged = merge(base, [amendment])
        assert merged.applied == (amendment.id,)
        assert [block_digest(block) for block in merged.paper.blocks] == [
            block_digest(block) for block in edited[amendment.id].blocks
        ]


@given(papers("ar"), papers("ar"))
@settings(max_examples=40, deadline=None)
def test_any_paper_is_an_amendment_of_any_other(base: Paper, edited: Paper) -> None:
    edited = replace(edited, digits=base.digits)
    merged = merge(base, [amended(base, edited, "1")])
    assert [block_digest(block) for block in merged.paper.blocks] == [block_digest(block) for block in edited.blocks]
    assert digest(merged.paper) == digest(edited)


@given(amended_papers())
@settings(max_examples=40, deadline=None)
def test_no_word_is_lost_on_the_way_to_a_new_base(drawn: tuple[Paper, list[Amendment], dict[str, Paper]]) -> None:
    base, (mine, *_), edited = drawn
    new_base = edited["ب"]
    rebased = rebase(mine, base, new_base)
    merged = merge(new_base, [rebased.amendment])
    assert merged.conflicts == ()
    told = {word for conflict in rebased.conflicts for id_, text in conflict.texts if id_ for word in words(text)}
    assert said(edited["أ"]) - said(base) <= said(merged.paper) | told
    assert said(new_base) - said(base) <= said(merged.paper)
