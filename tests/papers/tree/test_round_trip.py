"""A paper becomes nodes and comes back the same."""

from hypothesis import given, settings

from papers.canonical import canonical_bytes
from papers.model import Paper
from papers.normalise import normalise
from papers.tree import as_it_stands, as_proposed, read, suggestions, to_nodes
from tests.make.papers import papers


@settings(max_examples=100, deadline=None)
@given(papers())
def test_every_paper_as_it_is_kept_comes_back_the_same(drawn: Paper) -> None:
    paper = normalise(drawn)
    nodes = to_nodes(paper)
    back = read(nodes, paper)
    assert back.paper == paper
    assert back.repairs == ()
    assert as_it_stands(nodes) == as_proposed(nodes) == as_it_stands(as_it_stands(nodes))
    assert suggestions(nodes) == ()


@settings(max_examples=100, deadline=None)
@given(papers())
def test_every_paper_keeps_its_words_to_the_letter(paper: Paper) -> None:
    assert canonical_bytes(read(to_nodes(paper), paper).paper) == canonical_bytes(paper)
