"""How long a paper is: its words, and the pages that they will fill."""

from papers.model import Ask, Paper, inlines_of, plain

WORDS_PER_PAGE = {"ar": 330, "ckb": 330}
"""Words of a page of A4 with our layouts; Arabic is set larger and wider. Other languages: 420."""


def word_count(paper: Paper, *, notes: bool = True) -> int:
    """Words of title, position, asks and text; a citation counts as its pinpoint."""
    texts = [paper.title, paper.subtitle, paper.position]
    for block in paper.blocks:
        texts += [plain(content, notes=notes) for content in inlines_of(block)]
        if isinstance(block, Ask):
            texts += [block.addressee, block.due]
    return sum(len(text.split()) for text in texts)


def estimated_pages(paper: Paper) -> float:
    """Pages of the text without its signatories."""
    return word_count(paper) / WORDS_PER_PAGE.get(paper.lang, 420)
