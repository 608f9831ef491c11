"""From rows to words: the paper in a revision, in a frozen text, and at the head of a language."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from advocacy.database import session
from advocacy.drafting.models import Dossier, FrozenText, Revision, Version
from advocacy.library.queries import references_in
from papers.model import Block, Paper
from papers.parity import stale_blocks
from papers.record import from_json
from papers.write.markdown import to_markdown


def paper_of(revision: Revision) -> Paper:
    """The words of a revision."""
    return from_json(revision.content)


def paper_of_frozen(text: FrozenText) -> Paper:
    """The words that are signed, read back from the canonical bytes themselves."""
    return from_json(json.loads(text.canonical) | {"aligned": []})


def revision_of(version: Version, number: int) -> Revision | None:
    """The revision with this number."""
    found = select(Revision).where(Revision.version_id == version.id, Revision.number == number)
    return session.scalars(found).one_or_none()


def get_head(version: Version) -> Revision:
    """The newest revision of a language; every version has one from the moment it is begun."""
    head = revision_of(version, version.head)
    if head is None:
        raise LookupError(f"version {version.id} has no revision {version.head}")
    return head


def newest_paper(dossier: Dossier, lang: str) -> Paper:
    """The newest words in that language; LookupError when the paper does not exist in it."""
    version = dossier.version_in(lang)
    if version is None:
        raise LookupError(lang)
    return paper_of(get_head(version))


def with_references(paper: Paper) -> Paper:
    """The paper with the official titles of its language; what the library does not have stays as it was."""
    known = references_in(paper.lang)
    carried = {reference.key: reference for reference in paper.references}
    return replace(paper, references=tuple((carried | dict(known)).values()))


def source_of(revision: Revision) -> str:
    """The revision as the Markdown that its writers edit."""
    return to_markdown(paper_of(revision))


def block_source(block: Block, paper: Paper) -> str:
    """A block alone as the Markdown that somebody edits."""
    return to_markdown(replace(paper, title="", subtitle="", position="", blocks=(block,), aligned=())).strip()


def block_source_in(block: Block, paper: Paper, lang: str) -> str:
    """The same as a translator begins from: with the marks of the language into which they translate."""
    return block_source(block, replace(paper, lang=lang))


def stale(version: Version) -> tuple[str, ...]:
    """Ids of the blocks of a translation that are behind the newest authoritative text; of that text itself, none."""
    dossier = version.dossier
    if version.lang == dossier.authoritative:
        return ()
    return stale_blocks(newest_paper(dossier, dossier.authoritative), paper_of(get_head(version)))


def newest_revisions(dossier: Dossier, count: int) -> Sequence[Revision]:
    """The newest revisions of all languages together."""
    found = select(Revision).join(Version).where(Version.dossier_id == dossier.id).order_by(Revision.id.desc())
    return session.scalars(found.limit(count)).all()
