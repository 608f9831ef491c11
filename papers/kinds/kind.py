"""What a kind of statement is: its names, its room on paper, what it must hold, and a skeleton to begin from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from papers.length import estimated_pages
from papers.model import Ask, Block, Figure, Paper, Table, inlines_of, plain
from papers.normalise import citations_of

Severity = Literal["blocks", "hint"]

_EXAMPLE = ("مثال:", "Example:", "Exemple :", "Mînak:", "نموونە:")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a paper still lacks. `code` is stable; `block` is the id where it lacks, None for the whole.

    `count` and `excess` say how much there is and how much of it too much, where a limit was counted; otherwise 0.
    """

    code: str
    block: str | None
    severity: Severity
    count: int = 0
    excess: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of statement (HANDBOOK 1.1).

    `layout` names a style sheet of papers/layouts. `pages` are the fewest and the most. `required` and `advised` name
    checks of `CHECKS`: what is required blocks the freeze, what is advised is a hint. `skeletons` are Markdown per
    language with an example beside each box.
    """

    key: str
    names: Mapping[str, str]
    layout: str
    pages: tuple[int, int]
    required: tuple[str, ...]
    advised: tuple[str, ...]
    skeletons: Mapping[str, str]
    most_asks: int | None = None

    def name(self, lang: str) -> str:
        return self.names[lang]

    def skeleton(self, lang: str) -> str:
        """Markdown to begin from; a language without one of its own begins from Arabic (Sorani) or English."""
        return self.skeletons.get(lang) or self.skeletons["ar" if lang == "ckb" else "en"]

    def begin(self, lang: str, new_id: Callable[[], str]) -> Paper:
        """The skeleton as a paper, its blocks named by `new_id`."""
        # the readers of every file format come with it, which whoever prints need not wait for
        from papers.read.markdown import from_markdown

        return from_markdown(self.skeleton(lang), kind=self.key, lang=lang, references={}, new_id=new_id)

    def gaps(self, paper: Paper) -> tuple[Gap, ...]:
        """Everything that a paper of this kind lacks, what blocks first; empty when it is ready."""
        found: list[Gap] = []
        for severity, names in (("blocks", (*_ALWAYS, *self.required)), ("hint", (*_GOOD, *self.advised))):
            for name in names:
                found += [
                    Gap(name, block, "blocks" if severity == "blocks" else "hint") for block in CHECKS[name](paper)
                ]
        if len(paper.asks) > (self.most_asks or len(paper.asks)):
            found.append(Gap("too_many_asks", None, "hint"))
        if estimated_pages(paper) > self.pages[1]:
            found.append(Gap("too_long", None, "hint"))
        return tuple(found)


Found = Iterator[str | None]


def _no_title(paper: Paper) -> Found:
    if not paper.title or paper.title.startswith(_EXAMPLE):
        yield None


def _empty_position(paper: Paper) -> Found:
    if not paper.position or paper.position.startswith(_EXAMPLE):
        yield None


def _no_asks(paper: Paper) -> Found:
    if not paper.asks:
        yield None


def _no_basis(paper: Paper) -> Found:
    if not any(citations_of(block) for block in paper.blocks):
        yield None


def _no_table(paper: Paper) -> Found:
    if not any(isinstance(block, Table) for block in paper.blocks):
        yield None


def _no_text(paper: Paper) -> Found:
    if all(isinstance(block, Ask) for block in paper.blocks):
        yield None


def _empty_ask(paper: Paper) -> Found:
    return (ask.id for ask in paper.asks if not plain(ask.content).strip())


def _ask_without_addressee(paper: Paper) -> Found:
    return (ask.id for ask in paper.asks if not ask.addressee)


def _ask_without_due(paper: Paper) -> Found:
    return (ask.id for ask in paper.asks if not ask.due)


def _example_left(paper: Paper) -> Found:
    return (block.id for block in paper.blocks if _words(block).startswith(_EXAMPLE))


def _unknown_citation(paper: Paper) -> Found:
    for block in paper.blocks:
        if any(paper.reference(citation.key) is None for citation in citations_of(block)):
            yield block.id


def _picture_without_words(paper: Paper) -> Found:
    return (block.id for block in paper.blocks if isinstance(block, Figure) and not block.alt)


def _words(block: Block) -> str:
    return " ".join(map(plain, inlines_of(block))).strip()


CHECKS = {
    "no_title": _no_title,
    "empty_position": _empty_position,
    "no_asks": _no_asks,
    "no_basis": _no_basis,
    "no_table": _no_table,
    "no_text": _no_text,
    "empty_ask": _empty_ask,
    "ask_without_addressee": _ask_without_addressee,
    "ask_without_due": _ask_without_due,
    "example_left": _example_left,
    "unknown_citation": _unknown_citation,
    "picture_without_words": _picture_without_words,
}
_ALWAYS = ("no_title", "no_text", "empty_ask", "example_left", "unknown_citation")
_GOOD = ("picture_without_words",)

CODES = (*CHECKS, "too_many_asks", "too_long")
"""Every code that a gap can have, for those who put it into words."""
