"""Reads about sources and the passages that rest on them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.coalition.models import GroupRole, GroupTerm
from advocacy.coalition.rules import holds
from advocacy.database import session
from advocacy.drafting import queries as drafting
from advocacy.drafting.models import Dossier, Version
from advocacy.drafting.queries.open import claims_in
from advocacy.drafting.rules import Gap, Point, Weight, brief
from advocacy.evidence.models import Confidentiality, Consultation, Link, Source, SourceKind
from advocacy.evidence.rules import Consent, consent_on
from advocacy.policy import Action, Actor, can
from papers.anchor import Anchor, Found, find, text_at
from papers.method import Consulted, method_line
from papers.model import Paper

LOST = (Consent.WITHDRAWN, Consent.ENDED)


@dataclass(frozen=True, slots=True)
class Placed:
    """A link with the place where its passage stands now; `number` is its mark beside the passage."""

    link: Link
    found: Found
    number: int


def consent_of(source: Source) -> Consent:
    """Whether the people of a source still agree today."""
    return consent_on(
        clock.now().date(),
        consent_for=source.consent_for,
        until=source.consent_until,
        is_withdrawn=source.withdrawn_at is not None,
    )


def sources_for(
    actor: Actor, *, kind: SourceKind | None = None, confidentiality: Confidentiality | None = None
) -> Sequence[Source]:
    """The sources that this actor may read, the newest first."""
    wanted = select(Source).order_by(Source.id.desc())
    if kind is not None:
        wanted = wanted.where(Source.kind == kind)
    if confidentiality is not None:
        wanted = wanted.where(Source.confidentiality == confidentiality)
    return [source for source in session.scalars(wanted) if can(actor, Action.READ_SOURCE, source)]


def usable_sources(actor: Actor) -> Sequence[Source]:
    """Those on which a passage may rest: consent holds, or none is needed."""
    return [source for source in sources_for(actor) if consent_of(source) not in LOST]


def links_of(version: Version) -> Sequence[Link]:
    """The links of a text, the oldest first."""
    return session.scalars(select(Link).where(Link.version_id == version.id).order_by(Link.id)).all()


def placed(version: Version, paper: Paper, links: Sequence[Link]) -> list[Placed]:
    """Links where their passages stand in the newest text, numbered in its order; what is gone comes last."""
    found = [(link, find(Anchor(link.block, link.quote, link.digest), paper, _before(version, link))) for link in links]
    order = {block.id: at for at, block in enumerate(paper.blocks)}
    found.sort(key=lambda pair: (order.get(pair[1].block, -1 if pair[1].how != "gone" else len(order)), pair[0].id))
    return [Placed(link, place, number) for number, (link, place) in enumerate(found, 1)]


def _before(version: Version, link: Link) -> Paper | None:
    revision = drafting.revision_of(version, link.revision)
    return drafting.paper_of(revision) if revision else None


def dossiers_on(source: Source) -> Sequence[Dossier]:
    """Every paper that rests on a source, at whatever stage."""
    rows = select(Dossier).join(Version).join(Link, Link.version_id == Version.id).where(Link.source_id == source.id)
    return session.scalars(rows.distinct().order_by(Dossier.id)).all()


def rapporteurs_of(dossier: Dossier) -> Sequence[int]:
    """Ids of the people who lead the group of a paper today."""
    today = clock.now().date()
    leads = GroupTerm.group_id == dossier.group_id, GroupTerm.role == GroupRole.RAPPORTEUR
    terms = session.scalars(select(GroupTerm).where(*leads))
    return sorted({term.person_id for term in terms if holds(term, today)})


def consultations_of(dossier: Dossier) -> Sequence[Consultation]:
    """Who was consulted for a paper, in the order of the days."""
    rows = select(Consultation).where(Consultation.dossier_id == dossier.id)
    return session.scalars(rows.order_by(Consultation.first, Consultation.id)).all()


def method_of(dossier: Dossier, lang: str) -> str:
    """The method line that an issue prints in that language; empty when nothing shall be printed."""
    return method_line([_consulted(row, lang) for row in consultations_of(dossier) if row.printed], lang)


def _consulted(row: Consultation, lang: str) -> Consulted:
    regions = row.regions_ar if lang in ("ar", "ckb") else row.regions_en
    names = tuple(name.strip() for name in re.split("[،,]", regions) if name.strip())
    return Consulted(row.first, row.last, row.people, row.women, row.men, names)


def gaps_of(version: Version) -> Iterator[Gap]:
    """Passages on whose source people no longer agree: they hold up the freeze unless a reason is kept.

    What rests on such a source in another language of the paper stands translated here, and goes here as well.
    """
    paper = drafting.paper_of(drafting.get_head(version))
    lost = [link for link in links_of(version) if consent_of(link.source) in LOST]
    here = {"dossier_id": version.dossier_id, "lang": version.lang}
    for one in placed(version, paper, lost):
        words = one.link.quote or text_at(one.found.block, paper) or _gone_words(version, one.link)
        yield _lost(
            one.link, words, version, one.found.block, "evidence.show_evidence", here, f"evidence:{one.link.id}"
        )
    for link, block in translated_links(version):
        if consent_of(link.source) in LOST:
            waiver = f"evidence:{link.id}:{version.lang}"
            yield _lost(link, text_at(block, paper), version, block, "drafting.show_text", here, waiver)


def _lost(
    link: Link, words: str, version: Version, block: str, endpoint: str, values: dict[str, object], waiver: str
) -> Gap:
    message = _worded(consent_of(link.source), brief(words))
    way_out = _("Take the passage out, or put it on another source.")
    return Gap("consent_lost", Weight.BLOCKS, message, way_out, version.lang, block, endpoint, values, waiver)


def translated_links(version: Version) -> list[tuple[Link, str]]:
    """Links of the paper's other languages whose passage stands in this one too, with its block here.

    A block has one name in every language. What this text itself puts on the same source is left out, and what was
    found once.
    """
    names = {block.id for block in drafting.paper_of(drafting.get_head(version)).blocks}
    known = {(link.source_id, link.block) for link in links_of(version)}
    found: list[tuple[Link, str]] = []
    for other in version.dossier.versions:
        links = links_of(other) if other is not version else ()
        there = placed(other, drafting.paper_of(drafting.get_head(other)), links) if links else ()
        for one in there:
            block = one.found.block or one.link.block
            if block in names and (one.link.source_id, block) not in known:
                known.add((one.link.source_id, block))
                found.append((one.link, block))
    return found


def _gone_words(version: Version, link: Link) -> str:
    before = _before(version, link)
    return text_at(link.block, before) if before else ""


def _worded(consent: Consent, words: str) -> object:
    if consent is Consent.WITHDRAWN:
        return _("A passage rests on a source whose consent was withdrawn: “%(words)s”", words=words)
    return _("A passage rests on a source whose consent has ended: “%(words)s”", words=words)


def lost_consents(dossier: Dossier) -> Iterator[Point]:
    """The same as points of the page «what is still open»."""
    for version in dossier.versions:
        for gap in gaps_of(version):
            is_own = gap.endpoint == "evidence.show_evidence"
            yield Point(
                key=gap.waiver,
                message=gap.message,
                lang=gap.lang,
                block="" if is_own else gap.block,
                weight=gap.weight,
                way_out=gap.way_out,
                endpoint=gap.endpoint,
                values=gap.values,
                fragment=gap.waiver.replace("evidence:", "link-") if is_own else "",
            )


def unsourced_claims(dossier: Dossier) -> Iterator[Point]:
    """Figures of a text that name no source and rest on none in the register, in whichever language that was said."""
    linked: dict[str, set[str]] = {}
    for version in dossier.versions:
        paper = drafting.paper_of(drafting.get_head(version))
        good = [link for link in links_of(version) if consent_of(link.source) not in LOST]
        linked[version.lang] = {one.found.block for one in placed(version, paper, good)}
        linked[version.lang] |= {
            block for link, block in translated_links(version) if consent_of(link.source) not in LOST
        }
    yield from (point for point in claims_in(dossier) if point.block not in linked[point.lang])
