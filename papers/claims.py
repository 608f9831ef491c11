"""Where a text gives a figure or says who did what to whom, and says not where it comes from."""

import re

from papers.allegations import alleges
from papers.characters import western_digits
from papers.dates_in_text import without_dates
from papers.model import Block, Footnote, ListBlock, Paper, Paragraph, Table, inlines_of, plain
from papers.normalise import citations_of
from papers.runs import flatten

_FIGURE = re.compile(r"\d[\d.,\u202f\u00a0]*\d|\d+(?=\s*[%٪])")


def claims_without_source(paper: Paper) -> tuple[str, ...]:
    """Ids of paragraphs, lists and tables that claim something, and have no citation, note or link.

    A claim is a figure of two digits or a share (dates are no figures), or an allegation (`papers.allegations`). What
    one can know without either is not seen: silence proves nothing.
    """
    return tuple(block.id for block in paper.blocks if _claims(block, paper.lang) and not _has_source(block))


def _claims(block: Block, lang: str) -> bool:
    if not isinstance(block, Paragraph | ListBlock | Table):
        return False
    texts = [plain(content) for content in inlines_of(block)]
    return any(_FIGURE.search(western_digits(without_dates(text, lang))) or alleges(text, lang) for text in texts)


def _has_source(block: Block) -> bool:
    if citations_of(block):
        return True
    runs = [run for content in inlines_of(block) for run in flatten(content)]
    return any(isinstance(run.node, Footnote) or run.marks.href for run in runs)
