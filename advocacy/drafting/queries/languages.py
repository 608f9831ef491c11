"""A translation beside its source, block by block: what is in step, what changed since, what visibly differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Dossier, Revision, Stage, Version
from advocacy.drafting.queries.live import live_paper
from advocacy.drafting.queries.texts import get_head, newest_paper, paper_of, stale
from advocacy.library import queries as library
from advocacy.policy import Action, Actor, can
from papers.canonical import block_digest, digest
from papers.compare import Words, block_text, compare_words
from papers.model import Block, PageBreak, Paper
from papers.normalise import normalise
from papers.parity import Difference, differences, own_words
from papers.parties import Party
from papers.terms import Term, missing_terms, terms_of

State = Literal["aligned", "behind", "unread", "missing", "extra"]
MOST_REVISIONS = 500
"""So many revisions are looked through for the words that a block was translated from."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One block in both languages, and what there is to say of it.

    `state`: confirmed as it stands; from earlier words; never confirmed; not yet translated; without a source.
    `change` is what became of the source since the block was confirmed; empty when nothing did, or the earlier words
    cannot be found. `seen` is the digest of the source block, `digest` that of the translated one.
    """

    id: str
    source: Block | None
    translation: Block | None
    state: State
    change: Words = ()
    differences: tuple[Difference, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state != "aligned"

    @property
    def seen(self) -> str:
        return block_digest(self.source) if self.source else ""

    @property
    def digest(self) -> str:
        return block_digest(self.translation) if self.translation else ""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both texts and their pairs in the order of the source. `source_moves`: words wait there that no revision has."""

    source: Paper
    translation: Paper
    pairs: tuple[Pair, ...]
    source_moves: bool = False

    @property
    def open(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.is_open)


def present_paper(version: Version) -> Paper:
    """The words of a language version as they stand: where they are written together, with what no revision has yet."""
    reading = live_paper(version)
    return normalise(reading.paper) if reading else paper_of(get_head(version))


def side_by_side(version: Version) -> SideBySide:
    """A translation beside the authoritative text; LookupError for that text itself."""
    dossier = version.dossier
    original = dossier.version_in(dossier.authoritative)
    if original is None or original is version:
        raise LookupError(version.lang)
    source, translation = paper_of(get_head(original)), present_paper(version)
    return SideBySide(source, translation, _pairs(original, source, translation), _moves(original, source))


def _moves(original: Version, source: Paper) -> bool:
    return original.live_text_id is not None and digest(present_paper(original)) != digest(source)


def _pairs(original: Version, source: Paper, translation: Paper) -> tuple[Pair, ...]:
    states = dict(_states(source, translation))
    made_from = {id_: found for id_, found in translation.aligned if states.get(id_) == "behind"}
    before = earlier_blocks(original, made_from)
    apart: dict[str, list[Difference]] = {}
    for found in differences(source, translation, library.parties()):
        if found.block is not None and found.code not in ("missing_block", "extra_block"):
            apart.setdefault(found.block, []).append(found)
    terms = agreed_terms()
    ours, theirs = _blocks(source), _blocks(translation)
    pairs: list[Pair] = []
    for id_, state in states.items():
        left, right = ours.get(id_), theirs.get(id_)
        change = compare_words(before[id_], block_text(left, source)) if left and id_ in before else ()
        lacking: tuple[Term, ...] = ()
        if left and right:
            lacking = missing_terms(own_words(left), source.lang, own_words(right), translation.lang, terms)
        pairs.append(Pair(id_, left, right, state, change, tuple(apart.get(id_, ())), lacking))
    return tuple(pairs)


def _states(source: Paper, translation: Paper) -> Iterable[tuple[str, State]]:
    """Every block of either text once, in the order of the source; what has no source stands where it stands."""
    confirmed, theirs = dict(translation.aligned), _blocks(translation)
    ours = _blocks(source)
    extra = _extra_behind(source, translation)
    yield from ((id_, "extra") for id_ in extra.get("", ()))
    for id_, block in ours.items():
        if id_ not in theirs:
            yield id_, "missing"
        elif id_ not in confirmed:
            yield id_, "unread"
        else:
            yield id_, "aligned" if confirmed[id_] == block_digest(block) else "behind"
        yield from ((added, "extra") for added in extra.get(id_, ()))


def _extra_behind(source: Paper, translation: Paper) -> dict[str, list[str]]:
    """The blocks without a source, by the block with one that stands before them."""
    ours, found, at = _blocks(source), dict[str, list[str]](), ""
    for block in translation.blocks:
        if block.id in ours:
            at = block.id
        elif not isinstance(block, PageBreak):
            found.setdefault(at, []).append(block.id)
    return found


def _blocks(paper: Paper) -> dict[str, Block]:
    return {block.id: block for block in paper.blocks if not isinstance(block, PageBreak)}


def earlier_blocks(version: Version, wanted: Mapping[str, str]) -> dict[str, str]:
    """The words that blocks had when their digests were these, as far as revisions hold them."""
    found: dict[str, str] = {}
    rows = select(Revision).where(Revision.version_id == version.id).order_by(Revision.number.desc())
    for revision in session.scalars(rows.limit(MOST_REVISIONS)) if wanted else ():
        if len(found) == len(wanted):
            break
        paper = paper_of(revision)
        for block in paper.blocks:
            if block.id in wanted and block.id not in found and block_digest(block) == wanted[block.id]:
                found[block.id] = block_text(block, paper)
        session.expire(revision, ["content"])
    return found


def agreed_terms() -> tuple[Term, ...]:
    """The glossary and the official titles of instruments, as terms that every language must use."""
    words = library.terms()
    parties = [Party(f"term:{row.id}", library.names_of_term(row)) for row in words]
    titles = [
        Party(f"title:{row.key}", {"ar": (row.name_ar,), "en": (row.name_en,), "fr": (row.name_fr,)})
        for row in library.instruments()
    ]
    return terms_of([*parties, *titles])


def behind_for(person: Person, actor: Actor) -> Sequence[tuple[Version, int]]:
    """Translations that this person may write, in the languages that they read (all, if they named none), with the
    number of blocks that are behind; the fullest first.
    """
    groups = actor.leads | actor.writes
    wanted = select(Version).join(Dossier).where(Dossier.group_id.in_(groups), Dossier.stage == Stage.DRAFTING)
    wanted = wanted.where(Version.lang != Dossier.authoritative).order_by(Version.id)
    mine = [version for version in session.scalars(wanted) if not person.tongues or version.lang in person.tongues]
    counted = [
        (version, count_open_blocks(version)) for version in mine if can(actor, Action.WRITE_PAPER, version.dossier)
    ]
    return sorted(((version, count) for version, count in counted if count), key=lambda pair: -pair[1])


def count_open_blocks(version: Version) -> int:
    """How many blocks of a translation are behind or still missing."""
    dossier = version.dossier
    source = _blocks(newest_paper(dossier, dossier.authoritative))
    return len(stale(version)) + len(source.keys() - _blocks(paper_of(get_head(version))).keys())
