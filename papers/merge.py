"""Any number of amendments to one base: those that leave each other alone become one text, the others conflicts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Literal, TypeVar

from papers.amendments import (
    LINES,
    Amendment,
    Change,
    ChangeLine,
    ChangeReference,
    DeleteBlock,
    InsertBlock,
    Line,
    MoveBlock,
    ReplaceBlock,
    amended,
    check_ids,
)
from papers.canonical import block_digest
from papers.compare import block_text, continued
from papers.errors import BadPaper
from papers.model import Block, Paper, Reference
from papers.weave import collide, lines_collide, weave, weave_lines

__all__ = [
    "Amendment", "Change", "ChangeLine", "ChangeReference", "Conflict", "DeleteBlock", "InsertBlock", "Merged",
    "MoveBlock", "Rebased", "ReplaceBlock", "amended", "merge", "rebase",
]  # fmt: skip

Value = TypeVar("Value")

_NEW_BASE = ""
"""The id under which a new base takes part in its own rebasing; no amendment may have it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Changes of which not all can be had; the text keeps its base there until somebody decides.

    `what` says where: in a block's words ("block", with its id), in its place ("place": each text is that of the block
    after which it is wanted, empty for the head), in a line ("line": title, subtitle or position), in the title of a
    cited instrument ("reference", with its key). `texts` pairs amendment ids, sorted, with what each wants to read; an
    empty text wants the block gone. In `rebase` the id "" stands for the new base.
    """

    what: Literal["block", "place", "line", "reference"]
    block: str
    base: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The new text. `applied` are the amendments that stand in it whole; each of the others is in a conflict."""

    paper: Paper
    applied: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Rebased:
    """An amendment on its new ground; what the new ground contradicts is left out of it and told in `conflicts`."""

    amendment: Amendment
    conflicts: tuple[Conflict, ...]


def merge(base: Paper, amendments: Iterable[Amendment]) -> Merged:
    """One text from a base and amendments to it, in whatever order they are given.

    Inside a block words merge when an unchanged word parts them. Nothing is lost: what an amendment says stands in the
    text or in a conflict. Raises `BadPaper` for two amendments of one id (`duplicate`), for one without (`no_id`), and
    for one that was made for another base (`unknown_block`).
    """
    check_ids(base)
    by_id = sorted(amendments, key=lambda amendment: amendment.id)
    for one, other in pairwise(by_id):
        if one.id == other.id:
            raise BadPaper("duplicate", f"Two amendments are called «{one.id}».", where=one.id)
    if any(amendment.id == _NEW_BASE for amendment in by_id):
        raise BadPaper("no_id", "An amendment needs an id.")
    return _Merge(base, by_id).merged()


def rebase(amendment: Amendment, old_base: Paper, new_base: Paper) -> Rebased:
    """The amendment as it would be made to a new base.

    The new base wins where both changed the same words; there the amendment's words come back in a conflict.
    """
    theirs = amended(old_base, new_base, _NEW_BASE)
    names = _new_names(old_base, new_base)
    merged = _Merge(old_base, [theirs, amendment], _NEW_BASE, names.values()).merged()
    blocks = tuple(replace(block, id=names.get(block.id, block.id)) for block in merged.paper.blocks)
    return Rebased(amended(new_base, replace(merged.paper, blocks=blocks), amendment.id), merged.conflicts)


def _new_names(old: Paper, new: Paper) -> dict[str, str]:
    """Blocks that go on under another id: their old id → their new one."""
    pairs = ((old.blocks[there].id, new.blocks[here].id) for here, there in continued(old, new).items())
    return {before: after for before, after in pairs if before != after}


class _Merge:
    """One merge in the making. Amendments come sorted by id, so that their order cannot matter."""

    def __init__(
        self, base: Paper, amendments: Sequence[Amendment], winner: str | None = None, reserved: Iterable[str] = ()
    ) -> None:
        self.base = base
        self.amendments = amendments
        self.winner = winner
        self.reserved = reserved
        self.conflicts: list[Conflict] = []
        self.known = {block.id: block for block in base.blocks}
        self.paper = base

    def merged(self) -> Merged:
        for amendment in self.amendments:
            self._check(amendment)
        self.paper = replace(self.base, references=self._references())
        title, subtitle, position = map(self._line, LINES)
        order = self._order({id_: self._block(block) for id_, block in self.known.items()})
        blocks = tuple(block for block in order if block is not None)
        paper = replace(self.paper, title=title, subtitle=subtitle, position=position, blocks=blocks)
        open_ = {id_ for conflict in self.conflicts for id_, _ in conflict.texts}
        applied = tuple(amendment.id for amendment in self.amendments if amendment.id not in open_)
        return Merged(paper, applied, tuple(self.conflicts))

    def _check(self, amendment: Amendment) -> None:
        """Refuse an amendment to another base: what it means to change is not here."""
        places: set[str | None] = {None, *self.known}
        for change in amendment.changes:
            match change:
                case ReplaceBlock(block=block):
                    wanted: tuple[str | None, ...] = (block.id,)
                case InsertBlock(block=block, after=after):
                    wanted = (after,)
                    if block.id in places:
                        raise BadPaper("duplicate", f"«{block.id}» stands here already.", where=amendment.id)
                    places.add(block.id)
                case DeleteBlock(block=id_):
                    wanted = (id_,)
                case MoveBlock(block=id_, after=after):
                    wanted = (id_, after)
                case _:
                    continue
            if not places.issuperset(wanted):
                raise BadPaper("unknown_block", "This was made for another text.", where=amendment.id)

    # --- what stands --------------------------------------------------------------------------------------------------

    def _settle(
        self, wanted: Mapping[str, Value], clash: Callable[[Value, Value], bool]
    ) -> tuple[list[Value], set[str]]:
        """The values that can be had together, and the ids of those that cannot.

        Who clashes with anybody is out, whoever came first; the winner of a rebase stays.
        """
        out = {id_ for a, b in combinations(wanted, 2) if clash(wanted[a], wanted[b]) for id_ in (a, b)}
        return [value for id_, value in wanted.items() if id_ not in out or id_ == self.winner], out

    def _references(self) -> tuple[Reference, ...]:
        wanted: dict[str, dict[str, Reference]] = defaultdict(dict)
        for amendment in self.amendments:
            for change in amendment.changes:
                if isinstance(change, ChangeReference):
                    wanted[change.reference.key][amendment.id] = change.reference
        references = {reference.key: reference for reference in self.base.references}
        for key, by in sorted(wanted.items()):
            settled, out = self._settle(by, lambda one, other: one != other)
            was = references.get(key)
            if out:
                texts = {id_: _reference_text(by[id_]) for id_ in out}
                self._conflict("reference", key, _reference_text(was) if was else "", texts)
            # a citation must have some title to print
            settled = settled or ([was] if was else [by[min(out)]])
            references[key] = settled[0]
        return tuple(references.values())

    def _line(self, line: Line) -> str:
        was: str = getattr(self.base, line)
        wanted = {
            amendment.id: change.text
            for amendment in self.amendments
            for change in amendment.changes
            if isinstance(change, ChangeLine) and change.line == line
        }
        settled, out = self._settle(wanted, lambda one, other: lines_collide(was, one, other))
        self._conflict("line", line, was, {id_: wanted[id_] for id_ in out})
        return weave_lines(was, settled)

    def _block(self, was: Block) -> Block | None:
        """What a block of the base reads now; None if it is gone."""
        wanted: dict[str, Block | None] = {}
        for amendment in self.amendments:
            for change in amendment.changes:
                match change:
                    case ReplaceBlock(block=block) if block.id == was.id:
                        wanted[amendment.id] = block
                    case DeleteBlock(block=was.id):
                        wanted[amendment.id] = None
                    case MoveBlock(block=was.id):
                        wanted.setdefault(amendment.id, was)
        settled, out = self._settle(wanted, lambda one, other: _clash(was, one, other))
        self._conflict("block", was.id, block_text(was, self.paper), {id_: self._said(wanted[id_]) for id_ in out})
        if None in settled:
            return None
        return weave(was, [block for block in settled if block is not None and block != was])

    # --- where it stands ----------------------------------------------------------------------------------------------

    def _order(self, states: Mapping[str, Block | None]) -> list[Block | None]:
        """Blocks in order. What is gone keeps its place until the end: others may stand after it."""
        names = _Names(self.known, self.reserved)
        order, texts = list(self.known), dict(states)
        stay = self._contested_places()
        # the later comes first, for of two that stand after one block the one put there last is nearer to it
        for amendment, changes in reversed([(one, names.named(one)) for one in self.amendments]):
            for change in changes:
                match change:
                    case InsertBlock(block=block, after=after) if block.id not in texts:
                        texts[block.id] = block
                        order.insert(_place(order, after), block.id)
                    case MoveBlock(block=id_, after=after) if id_ not in stay or amendment.id == self.winner:
                        order.remove(id_)
                        order.insert(_place(order, after), id_)
        return [texts[id_] for id_ in order]

    def _contested_places(self) -> set[str]:
        """The ids of blocks that are wanted in two places, each told as a conflict."""
        wanted: dict[str, dict[str, Block | None]] = defaultdict(dict)
        for amendment in self.amendments:
            present = self.known | {
                one.block.id: one.block for one in amendment.changes if isinstance(one, InsertBlock)
            }
            for change in amendment.changes:
                if isinstance(change, MoveBlock):
                    wanted[change.block][amendment.id] = present[change.after] if change.after is not None else None
        found: set[str] = set()
        for id_, after in sorted(wanted.items()):
            _, out = self._settle(after, lambda one, other: one != other)
            texts = {who: self._said(after[who]) for who in out}
            self._conflict("place", id_, block_text(self.known[id_], self.paper), texts)
            found |= {id_} if out else set()
        return found

    def _said(self, block: Block | None) -> str:
        return block_text(block, self.paper) if block is not None else ""

    def _conflict(
        self, what: Literal["block", "place", "line", "reference"], where: str, was: str, texts: Mapping[str, str]
    ) -> None:
        if texts:
            self.conflicts.append(Conflict(what, where, was, tuple(sorted(texts.items()))))


class _Names:
    """Ids for inserted blocks: two amendments may each have called a new block the same."""

    def __init__(self, known: Iterable[str], reserved: Iterable[str]) -> None:
        self.taken = {*known, *reserved}
        self.inserted: dict[tuple[str | None, str], str] = {}

    def named(self, amendment: Amendment) -> list[Change]:
        """The changes with ids that nobody else has; what two amendments insert in one place alike is one block."""
        names: dict[str | None, str | None] = {}
        changes: list[Change] = []
        for change in amendment.changes:
            if isinstance(change, InsertBlock):
                after = names.get(change.after, change.after)
                id_ = self._name(change.block, after)
                names[change.block.id] = id_
                change = InsertBlock(replace(change.block, id=id_), after)
            elif isinstance(change, MoveBlock):
                change = MoveBlock(change.block, names.get(change.after, change.after))
            changes.append(change)
        return changes

    def _name(self, block: Block, after: str | None) -> str:
        key = (after, block_digest(block))
        if key not in self.inserted:
            number, name = 2, block.id
            while name in self.taken:
                number, name = number + 1, f"{block.id}-{number}"
            self.taken.add(name)
            self.inserted[key] = name
        return self.inserted[key]


def _place(order: list[str], after: str | None) -> int:
    return 0 if after is None else order.index(after) + 1


def _clash(was: Block, one: Block | None, other: Block | None) -> bool:
    if one is None or other is None:
        return one is not other
    return collide(was, one, other)


def _reference_text(reference: Reference) -> str:
    return " — ".join(filter(None, (reference.title, reference.symbol)))
