"""What another program makes of our Markdown: pandoc reads the part of it that has no marks of our own."""

import json
from itertools import pairwise
from typing import Any

import pypandoc
import pytest

from benchmarks.subject import demo_paper, long_paper
from papers.model import Heading, ListBlock, Paper, Sublist, plain
from papers.normalise import normalise
from papers.read.markdown import from_markdown
from papers.write.markdown import to_markdown

PLAIN = """# العنوان
## السياق
كلمات **قوية** و*مشدّدة* و[رابط](https://example.org/a) وحاشية.^[نصّ الحاشية.]

1. أولًا
   - فرعي
   - آخر
2. ثانيًا

- نقطة

> قول منقول

| المكان | العدد |
|---|---|
| حلب | 12 |
| حمص | 7 |
"""


def pandoc(source: str) -> list[Any]:
    """The blocks of pandoc's own tree."""
    blocks: list[Any] = json.loads(pypandoc.convert_text(source, "json", format="markdown"))["blocks"]
    return blocks


def words(node: Any) -> str:
    """The words of a node of pandoc's tree, one space between them."""
    return " ".join(_words(node).split())


def _words(node: Any) -> str:
    match node:
        case {"t": "Str", "c": text}:
            return str(text)
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"t": "Link", "c": [_, content, _]}:
            return _words(content)
        case {"c": content}:
            return _words(content)
        case list():
            return "".join(_words(part) for part in node)
        case _:
            return ""


def ours(source: str) -> Paper:
    numbers = iter(range(1000))
    return normalise(
        from_markdown(source, kind="joint_statement", lang="ar", references={}, new_id=lambda: f"b{next(numbers)}")
    )


def test_pandoc_sees_the_blocks_and_marks_that_we_see() -> None:
    blocks = pandoc(to_markdown(ours(PLAIN)))
    assert [block["t"] for block in blocks] == [
        "Header", "Header", "Para", "OrderedList", "BulletList", "BlockQuote", "Table",
    ]  # fmt: skip
    marks = {part["t"] for part in blocks[2]["c"]}
    assert {"Strong", "Emph", "Link", "Note"} <= marks
    assert words(blocks[5]) == "قول منقول"
    *_, bodies, _ = blocks[6]["c"]
    rows = bodies[0][3]
    assert [[words(cell) for cell in row[1]] for row in rows] == [["حلب", "12"], ["حمص", "7"]]


def shape(items: list[Any]) -> list[tuple[str, Any]]:
    """Items of a list of pandoc's: the words and what is below them."""
    found = []
    for item in items:
        below = [block for block in item if block["t"] in ("OrderedList", "BulletList")]
        text = words([block for block in item if block not in below])
        found.append((text, [shape(_items(block)) for block in below]))
    return found


def _items(block: Any) -> list[Any]:
    return block["c"][1] if block["t"] == "OrderedList" else block["c"]


def our_shape(block: ListBlock | Sublist) -> list[tuple[str, Any]]:
    return [(plain(item.content), [our_shape(item.below)] if item.below else []) for item in block.items]


def test_pandoc_nests_lists_as_we_do() -> None:
    paper = ours(PLAIN)
    lists = [block for block in pandoc(to_markdown(paper)) if block["t"] in ("OrderedList", "BulletList")]
    assert [shape(_items(block)) for block in lists] == [
        our_shape(block) for block in paper.blocks if isinstance(block, ListBlock)
    ]


@pytest.mark.parametrize("paper", [demo_paper(), long_paper()], ids=["demo", "charter"])
def test_pandoc_reads_the_headings_of_a_real_paper_in_their_order(paper: Paper) -> None:
    paper = normalise(paper)
    blocks = pandoc(to_markdown(paper))
    headings = [(block["c"][0], words(block["c"][2])) for block in blocks if block["t"] == "Header"]
    expected = [(block.level, plain(block.content)) for block in paper.blocks if isinstance(block, Heading)]
    assert headings[0] == (1, paper.title)
    assert [text for _, text in headings[1:]] == [text for _, text in expected]
    rises = [after - before for (before, _), (after, _) in pairwise(headings[1:])]
    assert rises == [after - before for (before, _), (after, _) in pairwise(expected)]
