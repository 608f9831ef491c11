"""A frozen text that must change although members have answered about it: the next freeze, made in one step."""

from collections.abc import Collection, Mapping

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.freeze import NotReady, freeze_chosen
from advocacy.drafting.actions.live import set_text
from advocacy.drafting.actions.reading import read_source
from advocacy.drafting.models import Dossier, Freeze, Stage, Version, Waiver
from advocacy.errors import BadInput, RuleBroken
from papers.canonical import digest
from papers.normalise import clean_text, normalise
from papers.parity import mark_aligned


def refreeze(
    dossier: Dossier,
    sources: Mapping[str, str],
    *,
    reason: str,
    by: Person | None,
    stages: Collection[Stage] = (Stage.CALLING, Stage.ADOPTED),
) -> Freeze:
    """Freeze other words in the place of the newest freeze, in the same languages; the old freeze stays as it is.

    `sources` is Markdown by language; a language that is not in it keeps its words. Whoever changes one language
    declares that the others still say the same. BadInput beside `source_<lang>` says what cannot be read, or what
    would hold up a freeze, such as a number that now differs between the languages.
    """
    session.refresh(dossier, with_for_update=True)
    if dossier.stage not in stages:
        raise RuleBroken(_("Only a text that is before the members, or adopted and not issued, changes in this way."))
    langs = [text.lang for text in dossier.freezes[-1].texts]
    chosen = sorted(
        (version for version in dossier.versions if version.lang in langs),
        key=lambda version: version.lang != dossier.authoritative,
    )
    for version in chosen:
        _revise(version, sources.get(version.lang), clean_text(reason), by)
    try:
        return freeze_chosen(dossier, chosen, stage=dossier.stage, waivers=_waived_in(dossier.freezes[-1]), by=by)
    except NotReady as refusal:
        raise BadInput(_beside_their_texts(dossier, refusal)) from refusal


def _beside_their_texts(dossier: Dossier, refusal: NotReady) -> dict[str, object]:
    """What blocks, beside the text in which it stands: of several in one text the first."""
    gaps = reversed(refusal.gaps)
    return {f"source_{gap.lang or dossier.authoritative}": gap.message for gap in gaps}


def _waived_in(freeze: Freeze) -> dict[str, str]:
    """What was left open with a reason stays open with the same one."""
    return {one.key: one.reason for one in session.scalars(select(Waiver).where(Waiver.freeze_id == freeze.id))}


def _revise(version: Version, source: str | None, reason: str, by: Person | None) -> None:
    dossier, head = version.dossier, queries.get_head(version)
    paper = before = queries.paper_of(head)
    if source is not None:
        try:
            paper = normalise(queries.with_references(read_source(source, version, before)))
        except BadInput as refusal:
            raise BadInput({f"source_{version.lang}": refusal.message}) from refusal
    if version.lang != dossier.authoritative:
        paper = mark_aligned(queries.newest_paper(dossier, dossier.authoritative), paper)
    if digest(paper) != head.digest or paper.aligned != before.aligned:
        set_text(version, paper, reason=reason, by=by)
