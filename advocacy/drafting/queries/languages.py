"""A translation beside its source, block by block: what is in step, what changed since, what visibly differs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Dossier, Revision, Stage, Version
from advocacy.drafting.queries.live import is_ahead, paper_now
from advocacy.drafting.queries.texts import get_head, newest_paper, paper_of, stale
from advocacy.library import queries as library
from advocacy.policy import Action, Actor, can
from papers.amendments import LINES
from papers.canonical import block_digest, line_digest
from papers.compare import Words, block_text, compare_words
from papers.model import Block, PageBreak, Paper
from papers.parity import Difference, differences, own_words, stale_blocks
from papers.parties import Party
from papers.terms import Term, missing_terms, terms_of

State = Literal["aligned", "behind", "unread", "missing", "extra"]
MOST_REVISIONS = 500
"""So many revisions are looked through for the words that a block was translated from."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One block in both languages, or one line at the head as words (`id` is then "title", "subtitle" or "position"),
    and what there is to say of it.

    `state`: confirmed as it stands; from earlier words; never confirmed; not yet translated; without a source.
    `change` is what became of the source since the block was confirmed; empty when nothing did, or the earlier words
    cannot be found. `seen` is the digest of the source block, `digest` that of the translated one.
    """

    id: str
    source: Block | str | None
    translation: Block | str | None
    state: State
    change: Words = ()
    differences: tuple[Difference, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state != "aligned"

    @property
    def is_copy(self) -> bool:
        """Whether nobody has translated it yet: the words of the source stand there, unconfirmed."""
        return self.state == "unread" and self.seen == self.digest

    @property
    def is_line(self) -> bool:
        return self.id in LINES

    @property
    def seen(self) -> str:
        return _digest(self.source)

    @property
    def digest(self) -> str:
        return _digest(self.translation)


def _digest(part: Block | str | None) -> str:
    if part is None:
        return ""
    return line_digest(part) if isinstance(part, str) else block_digest(part)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both texts and their pairs in the order of the source. `source_moves`: words wait there that no revision has;
    `whole`: how the texts differ as wholes, in no one place.
    """

    source: Paper
    translation: Paper
    pairs: tuple[Pair, ...]
    source_moves: bool = False
    whole: tuple[Difference, ...] = ()

    @property
    def open(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.is_open)


def side_by_side(version: Version) -> SideBySide:
    """A translation beside the authoritative text; LookupError for that text itself."""
    dossier = version.dossier
    original = dossier.version_in(dossier.authoritative)
    if original is None or original is version:
        raise LookupError(version.lang)
    source, translation = paper_of(get_head(original)), paper_now(version)
    found = differences(source, translation, library.parties())
    pairs = _pairs(original, source, translation, found)
    whole = tuple(one for one in found if one.code == "ask_count")
    return SideBySide(source, translation, pairs, is_ahead(original), whole)


def _pairs(original: Version, source: Paper, translation: Paper, found: Sequence[Difference]) -> tuple[Pair, ...]:
    states = dict(_states(source, translation))
    made_from = {id_: digest for id_, digest in translation.aligned if states.get(id_) == "behind"}
    before = earlier_blocks(original, made_from)
    apart: dict[str, list[Difference]] = {}
    for one in found:
        if one.block is not None and one.code not in ("missing_block", "extra_block"):
            apart.setdefault(one.block, []).append(one)
    terms = agreed_terms()
    ours, theirs = _parts(source), _parts(translation)
    pairs: list[Pair] = []
    for id_, state in states.items():
        left, right = ours.get(id_), theirs.get(id_)
        change = compare_words(before[id_], _text(left, source)) if left and id_ in before else ()
        lacking: tuple[Term, ...] = ()
        if left and right:
            lacking = missing_terms(_own(left), source.lang, _own(right), translation.lang, terms)
        pairs.append(Pair(id_, left, right, state, change, tuple(apart.get(id_, ())), lacking))
    return tuple(pairs)


def _states(source: Paper, translation: Paper) -> Iterable[tuple[str, State]]:
    """Every line and block of either text once, in the order of the source; one without a source where it stands."""
    ours, theirs = _parts(source), _parts(translation)
    behind, confirmed = set(stale_blocks(source, translation)), dict(translation.aligned)
    extra = _extra_behind(source, translation)
    for line in LINES:
        if line in theirs and line not in ours:
            yield line, "extra"
        elif line in ours:
            yield line, _state(line, theirs, behind, confirmed)
    yield from ((id_, "extra") for id_ in extra.get("", ()))
    for id_ in _blocks(source):
        yield id_, _state(id_, theirs, behind, confirmed)
        yield from ((added, "extra") for added in extra.get(id_, ()))


def _state(id_: str, theirs: Collection[str], behind: Collection[str], confirmed: Collection[str]) -> State:
    if id_ not in theirs:
        return "missing"
    if id_ not in behind:
        return "aligned"
    return "behind" if id_ in confirmed else "unread"


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


def _parts(paper: Paper) -> dict[str, Block | str]:
    """The lines at the head that have words, and the blocks, by their names."""
    lines: dict[str, Block | str] = {line: words for line in LINES if (words := getattr(paper, line))}
    return lines | _blocks(paper)


def _text(part: Block | str, paper: Paper) -> str:
    return part if isinstance(part, str) else block_text(part, paper)


def _own(part: Block | str) -> str:
    return part if isinstance(part, str) else own_words(part)


def earlier_blocks(version: Version, wanted: Mapping[str, str]) -> dict[str, str]:
    """The words that blocks and lines had when their digests were these, as far as revisions hold them."""
    found: dict[str, str] = {}
    rows = select(Revision).where(Revision.version_id == version.id).order_by(Revision.number.desc())
    for revision in session.scalars(rows.limit(MOST_REVISIONS)) if wanted else ():
        if len(found) == len(wanted):
            break
        paper = paper_of(revision)
        for id_, part in _parts(paper).items():
            if id_ in wanted and id_ not in found and _digest(part) == wanted[id_]:
                found[id_] = _text(part, paper)
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
    source = _parts(newest_paper(dossier, dossier.authoritative))
    return len(stale(version)) + len(source.keys() - _parts(paper_of(get_head(version))).keys())
