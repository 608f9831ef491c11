from dataclasses import replace
from itertools import count

from hypothesis import given, settings

from papers.model import Paper
from papers.normalise import normalise
from papers.read.markdown import from_markdown
from papers.write.markdown import to_markdown
from tests.make.papers import REFERENCES, papers

LIBRARY = {ref.key: ref for ref in REFERENCES}


def read(source: str, base: Paper | None, lang: str) -> Paper:
    numbers = count()
    return from_markdown(
        source,
        kind="position_paper",
        lang=lang,
        references=LIBRARY,
        base=base,
        new_id=lambda: f"new{next(numbers)}",
    )


@given(papers())
@settings(max_examples=200, deadline=None)
def test_every_paper_survives_markdown_that_names_its_blocks(paper: Paper) -> None:
    paper = normalise(replace(paper, digits="western"))
    assert read(to_markdown(paper, ids=True), None, paper.lang) == paper


@given(papers())
@settings(max_examples=100, deadline=None)
def test_every_paper_survives_markdown_beside_itself(paper: Paper) -> None:
    paper = normalise(paper)
    again = read(to_markdown(paper), paper, paper.lang)
    assert again == paper
