"""Keeping a language in step block by block, while the source moves: translating, confirming, passing the authority."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.live import revise_from_live, set_text
from advocacy.drafting.actions.reading import read_blocks
from advocacy.drafting.actions.revise import add_revision, refuse_unless_drafting
from advocacy.drafting.models import Dossier, Revision, Version
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.amendments import LINES
from papers.canonical import block_digest, line_digest
from papers.model import Block, Paper
from papers.normalise import clean_text
from papers.parity import confirmed, turned


class BlockMoved(RuleBroken):
    """Somebody else changed this block meanwhile. `theirs` is how it reads now, `digest` what to begin from then."""

    def __init__(self, theirs: str, digest: str) -> None:
        super().__init__(_("Somebody else changed this block meanwhile. Compare the two and save again."))
        self.theirs, self.digest = theirs, digest


def translate_block(
    version: Version, name: str, source: str, *, base: str, seen: str = "", by: Person | None
) -> Revision:
    """Write one block of a translation, or its title, subtitle or position (`name`), from Markdown.

    `base` is the digest of what the translator began from (nothing where nothing stood); `seen` that of the source that
    they had before them, if they confirm that both say the same: when the source has moved on meanwhile, the block or
    line is behind again and shows what changed. An empty text takes out a block
    that has no source. Where the text is written together, the shared text follows.
    """
    _refuse_authoritative(version)
    paper = _taken_up(version)
    changed = (
        _with_line(paper, name, source, base) if name in LINES else _with_block(version, paper, name, source, base)
    )
    if seen:
        changed = confirmed(_known(version, {name: seen}), changed)
    if changed == paper:
        return queries.get_head(version)
    return set_text(version, changed, reason=gettext("Translated block by block"), by=by)


def confirm_blocks(version: Version, seen: Mapping[str, str], *, by: Person | None) -> Revision:
    """Declare that blocks say what their source said as the reader had it before them (`seen`: digests by block)."""
    _refuse_authoritative(version)
    paper = _taken_up(version)
    changed = confirmed(_known(version, seen), paper)
    if changed == paper:
        return queries.get_head(version)
    return set_text(version, changed, reason=gettext("Confirmed block by block"), by=by)


def change_authoritative(dossier: Dossier, lang: str, reason: str, *, by: Person | None) -> Dossier:
    """Let another language decide what the paper says. Blocks that were in step stay so; the others are read again."""
    session.refresh(dossier, with_for_update=True)
    refuse_unless_drafting(dossier)
    before, after = dossier.version_in(dossier.authoritative), dossier.version_in(lang)
    if before is None or after is None or before is after:
        raise BadInput({"lang": _("Choose another language of this paper.")})
    reason = clean_text(reason)
    if not reason:
        raise BadInput({"reason": _("Say why, in a sentence: it stays in the decision file.")})
    papers = {version.lang: _taken_up(version) for version in dossier.versions}
    dossier.authoritative = lang
    for version in dossier.versions:
        paper = turned(papers[before.lang], papers[lang], papers[version.lang])
        if paper != papers[version.lang]:
            add_revision(version, paper, reason=reason, by=by)
    append(
        "drafting.authoritative_changed",
        dossier,
        by=by.id if by else None,
        dossier=dossier.id,
        before=before.lang,
        lang=lang,
        reason=reason,
    )
    return dossier


def _refuse_authoritative(version: Version) -> None:
    if version.lang == version.dossier.authoritative:
        raise RuleBroken(_("This is the authoritative text; it has no source beside it."))


def _taken_up(version: Version) -> Paper:
    """The newest words, under the lock of the version; what is written together becomes a revision of its own first."""
    session.refresh(version, with_for_update=True)
    refuse_unless_drafting(version.dossier)
    return queries.paper_of(revise_from_live(version, reason=gettext("Written together"), by=None))


def _known(version: Version, seen: Mapping[str, str]) -> dict[str, str]:
    """Those digests that the source really has or had: nobody confirms words that never stood there."""
    original = version.dossier.version_in(version.dossier.authoritative)
    found = queries.earlier_blocks(original, seen) if original else {}
    return {block: digest for block, digest in seen.items() if block in found}


def _with_line(paper: Paper, line: str, words: str, base: str) -> Paper:
    was: str = getattr(paper, line)
    now = line_digest(was) if was else ""
    if now != base:
        raise BlockMoved(was, now)
    words = clean_text(words, paper.lang)
    if line == "title" and not words:
        raise BadInput({"source": _("The text needs a title.")})
    changed: dict[str, Any] = {line: words}
    return replace(paper, **changed)


def _with_block(version: Version, paper: Paper, name: str, source: str, base: str) -> Paper:
    here = next((block for block in paper.blocks if block.id == name), None)
    now = block_digest(here) if here else ""
    if now != base:
        raise BlockMoved(queries.block_source(here, paper) if here else "", now)
    dossier = version.dossier
    original = queries.newest_paper(dossier, dossier.authoritative)
    model = next((block for block in original.blocks if block.id == name), None)
    if here is None and model is None:
        raise BadInput({"source": _("This block is no longer in the text. Put these words elsewhere.")})
    if here is not None and model is None and not source.strip():
        return replace(paper, blocks=tuple(block for block in paper.blocks if block is not here))
    if here is not None and source.replace("\r\n", "\n").strip() == queries.block_source(here, paper):
        return paper
    block = replace(_one_block(source, version, paper, like=model or here), id=name)
    if here is not None:
        return replace(paper, blocks=tuple(block if one is here else one for one in paper.blocks))
    return replace(paper, blocks=_inserted(paper, original, block))


def _one_block(source: str, version: Version, paper: Paper, *, like: Block | None) -> Block:
    """The one block that was typed; it must be of the kind that its source is."""
    blocks = read_blocks(source, version, paper)
    if len(blocks) != 1:
        raise BadInput({"source": _("Here stands one block: write it without an empty line, and not empty.")})
    if type(blocks[0]) is not type(like):
        raise BadInput({"source": _("The source is of another kind here. Keep its marks, like ## or !!.")})
    return blocks[0]


def _inserted(paper: Paper, original: Paper, block: Block) -> tuple[Block, ...]:
    """The blocks with a new one behind the nearest block that stands before it in the source."""
    order = [one.id for one in original.blocks]
    before = set(order[: order.index(block.id)])
    at = max((place for place, one in enumerate(paper.blocks, 1) if one.id in before), default=0)
    return (*paper.blocks[:at], block, *paper.blocks[at:])
