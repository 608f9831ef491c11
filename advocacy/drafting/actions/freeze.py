"""Freezing the words that will be signed, and going back to writing."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.live import begin_anew, revise_from_live
from advocacy.drafting.actions.revise import refuse_unless_drafting
from advocacy.drafting.models import Dossier, Freeze, FrozenText, Stage, Version, Waiver
from advocacy.drafting.rules import MAX_REASON, Gap
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.canonical import canonical_bytes, digest, set_digest
from papers.normalise import clean_text


class NotReady(RuleBroken):
    """The paper lacks something that must be there before anybody is asked to sign; `gaps` name each way out."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__(_("The paper is not ready yet. Each point below says what to do."))
        self.gaps = tuple(gaps)


def freeze_paper(
    dossier: Dossier,
    *,
    languages: Collection[str] | None = None,
    waivers: Mapping[str, str] = MappingProxyType({}),
    by: Person | None,
) -> Freeze:
    """Freeze the newest words of every language (or of these) under one seal: the words that members will sign.

    The authoritative language is always among them. A language left out stays as a draft and is no part of the seal.
    What is written together is frozen as it stands then; suggestions that were left open are gone with it.
    `waivers` give a reason for what is left open, by the key of its gap; the decision file shows them.
    """
    session.refresh(dossier, with_for_update=True)
    refuse_unless_drafting(dossier)
    chosen = [version for version in dossier.versions if _is_chosen(version, languages)]
    for version in chosen:
        revise_from_live(version, reason=str(_("As it was frozen")), by=by)
    return freeze_chosen(dossier, chosen, stage=Stage.FROZEN, waivers=waivers, by=by)


def freeze_chosen(
    dossier: Dossier,
    chosen: Sequence[Version],
    *,
    stage: Stage,
    waivers: Mapping[str, str] = MappingProxyType({}),
    by: Person | None,
) -> Freeze:
    """The newest words of these languages under one seal. Raises NotReady when something blocks."""
    gaps = [gap for gap in queries.readiness(dossier, [version.lang for version in chosen]) if gap.blocks]
    reasons = _reasons(gaps, waivers)
    if missing := [gap for gap in gaps if gap.waiver not in reasons]:
        raise NotReady(missing)
    texts = [_frozen_text(version) for version in chosen]
    freeze = Freeze(
        number=len(dossier.freezes) + 1,
        seal=set_digest({text.lang: text.digest for text in texts}),
        frozen_by_id=by.id if by else None,
        frozen_at=clock.now(),
        texts=texts,
    )
    dossier.freezes.append(freeze)
    dossier.stage = stage
    session.flush()
    for version in chosen:
        begin_anew(version, queries.paper_of(queries.get_head(version)))
    append(
        "drafting.frozen",
        freeze,
        by=by.id if by else None,
        dossier=dossier.id,
        number=freeze.number,
        seal=freeze.seal,
        digests={text.lang: text.digest for text in texts},
    )
    for gap in gaps:
        _waive(freeze, gap, reasons[gap.waiver], by=by)
    return freeze


def _reasons(gaps: Sequence[Gap], waivers: Mapping[str, str]) -> dict[str, str]:
    """The reasons for what can be waived at all, by its key."""
    given = {gap.waiver: clean_text(waivers.get(gap.waiver, ""))[:MAX_REASON] for gap in gaps if gap.waiver}
    return {key: words for key, words in given.items() if words}


def _waive(freeze: Freeze, gap: Gap, reason: str, *, by: Person | None) -> None:
    waiver = Waiver(freeze_id=freeze.id, key=gap.waiver, lang=gap.lang, reason=reason, waived_at=clock.now())
    waiver.waived_by_id = by.id if by else None
    session.add(waiver)
    session.flush()
    append("drafting.waived", waiver, by=by.id if by else None, dossier=freeze.dossier_id, key=gap.waiver)


def _is_chosen(version: Version, languages: Collection[str] | None) -> bool:
    return languages is None or version.lang in languages or version.lang == version.dossier.authoritative


def _frozen_text(version: Version) -> FrozenText:
    head = queries.get_head(version)
    paper = queries.paper_of(head)
    return FrozenText(
        revision_id=head.id,
        lang=version.lang,
        title=paper.title,
        is_authoritative=version.lang == version.dossier.authoritative,
        canonical=canonical_bytes(paper),
        digest=digest(paper),
    )


def reopen_paper(dossier: Dossier, reason: str, *, by: Person | None) -> Dossier:
    """Go back to writing, from a frozen text that nobody was asked about yet, or after it was not adopted."""
    session.refresh(dossier, with_for_update=True)
    reason = clean_text(reason)
    if dossier.stage not in (Stage.FROZEN, Stage.NOT_ADOPTED):
        raise RuleBroken(_("Only a frozen paper, or one that was not adopted, can be reopened."))
    if not reason:
        raise BadInput({"reason": _("Say why the text is reopened; the decision file will show it.")})
    freeze = dossier.freezes[-1]
    freeze.reopened_at, freeze.reopened_reason = clock.now(), reason
    dossier.stage = Stage.DRAFTING
    session.flush()
    append("drafting.reopened", freeze, by=by.id if by else None, dossier=dossier.id, number=freeze.number)
    return dossier
