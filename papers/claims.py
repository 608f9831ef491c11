"""Where a text gives a figure and says not where it comes from."""

import re

from papers.characters import western_digits
from papers.dates_in_text import without_dates
from papers.model import Block, Footnote, ListBlock, Paper, Paragraph, Table, inlines_of, plain
from papers.normalise import citations_of
from papers.runs import flatten

_FIGURE = re.compile(r"\d[\d.,\u202f\u00a0]*\d|\d+(?=\s*[%٪])")


def claims_without_source(paper: Paper) -> tuple[str, ...]:
    """Ids of paragraphs, lists and tables with a figure of two digits or a share, and no citation, note or link.

    Dates are no figures. What one can know without figures is not seen: silence proves nothing.
    """
    return tuple(block.id for block in paper.blocks if _claims(block, paper.lang) and not _has_source(block))


def _claims(block: Block, lang: str) -> bool:
    if not isinstance(block, Paragraph | ListBlock | Table):
        return False
    texts = (plain(content) for content in inlines_of(block))
    return any(_FIGURE.search(western_digits(without_dates(text, lang))) for text in texts)


def _has_source(block: Block) -> bool:
    if citations_of(block):
        return True
    runs = [run for content in inlines_of(block) for run in flatten(content)]
    return any(isinstance(run.node, Footnote) or run.marks.href for run in runs)
