"""What a channel can look for in a paper and its edition: each check names the blocks, None is the paper as a whole."""

from collections.abc import Callable, Iterator
from itertools import takewhile

from papers.edition import Edition
from papers.kinds.kind import CHECKS as TEXT_CHECKS
from papers.model import Block, Footnote, Heading, ListBlock, Paper, Paragraph, Quote, inlines_of
from papers.normalise import citations_of, normalise
from papers.notes import running_words
from papers.runs import flatten

Found = Iterator[str | None]
Check = Callable[[Paper, Edition | None], Found]
"""Where there is no edition yet, a check of what only an edition has finds nothing."""


def _bold_not_allowed(paper: Paper, _: Edition | None) -> Found:
    for block in paper.blocks:
        runs = [run for content in inlines_of(block) for run in flatten(content)]
        if any(run.marks.strong or run.marks.emphasis for run in runs):
            yield block.id


def _paragraphs_not_numbered(paper: Paper, _: Edition | None) -> Found:
    """Plain paragraphs stand only before the first numbered list (who we are) once there is one."""
    first = next((i for i, block in enumerate(paper.blocks) if isinstance(block, ListBlock) and block.ordered), None)
    if first is None:
        yield None
        return
    yield from (block.id for block in paper.blocks[first:] if isinstance(block, Paragraph))


def _missing_sources(paper: Paper, _: Edition | None) -> Found:
    if not any(citations_of(block) or _has_note(block) for block in paper.blocks):
        yield None


def _has_note(block: Block) -> bool:
    runs = (run for content in inlines_of(block) for run in flatten(content))
    return any(isinstance(run.node, Footnote) for run in runs)


def _missing_quote(paper: Paper, _: Edition | None) -> Found:
    if not any(isinstance(block, Quote) for block in paper.blocks):
        yield None


def _quote_without_speaker(paper: Paper, _: Edition | None) -> Found:
    return (block.id for block in paper.blocks if isinstance(block, Quote) and not block.source)


def _co_submitters_not_first(paper: Paper, edition: Edition | None) -> Found:
    """Every listed organisation is named in the title, the subtitle or before the second heading."""
    opening = " ".join(_opening(normalise(paper)).split()).casefold() if edition else ""
    listed = (*edition.members, *edition.endorsers) if edition else ()
    if any(" ".join(one.name.split()).casefold() not in opening for one in listed):
        yield None


def _opening(paper: Paper) -> str:
    heads = [block.id for block in paper.blocks if isinstance(block, Heading)][1:2]
    blocks = takewhile(lambda block: block.id not in heads, paper.blocks)
    texts = (running_words(content, paper) for block in blocks for content in inlines_of(block))
    return " ".join((paper.title, paper.subtitle, *texts))


def _names_withheld(_: Paper, edition: Edition | None) -> Found:
    if edition and edition.withheld:
        yield None


def _missing_signatories(_: Paper, edition: Edition | None) -> Found:
    if edition and not (edition.members or edition.endorsers):
        yield None


def _lacking(field: str) -> Check:
    def check(_: Paper, edition: Edition | None) -> Found:
        if edition and not getattr(edition, field):
            yield None

    return check


def _of_text(name: str) -> Check:
    return lambda paper, _: TEXT_CHECKS[name](paper)


CHECKS: dict[str, Check] = {
    "bold_not_allowed": _bold_not_allowed,
    "paragraphs_not_numbered": _paragraphs_not_numbered,
    "missing_sources": _missing_sources,
    "missing_quote": _missing_quote,
    "quote_without_speaker": _quote_without_speaker,
    "co_submitters_not_first": _co_submitters_not_first,
    "names_withheld": _names_withheld,
    "missing_signatories": _missing_signatories,
    "missing_contact": _lacking("contact"),
    "missing_verify_code": _lacking("verify_code"),
    "missing_reference": _lacking("reference"),
    "missing_date": _lacking("date"),
    **{name: _of_text(name) for name in ("no_asks", "no_basis", "ask_without_addressee")},
}
