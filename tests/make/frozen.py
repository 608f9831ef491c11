"""A frozen paper made of bare rows, for tests that need certain words under the seal and nothing of how they came."""

from collections.abc import Mapping

from advocacy import clock
from advocacy.coalition.models import Campaign
from advocacy.database import session
from advocacy.drafting.models import Dossier, Freeze, FrozenText, Revision, Stage, Version
from papers.canonical import canonical_bytes, digest, set_digest
from papers.model import Ask, Paper, Paragraph, Text
from papers.record import to_json
from tests.make import coalition as make

ARABIC = Paper(
    kind="position_paper",
    lang="ar",
    title="حقّ الأسر في المعرفة والمشاركة",
    position="لا يُكشف مصير المفقودين من دون أسرهم.",
    blocks=(
        Paragraph("b1", (Text("ترى المنظمات الموقّعة أنّ كشف مصير المفقودين لا يكتمل من دون أسرهم."),)),
        Ask("b2", (Text("تخصيص مقاعد دائمة لممثلات الأسر وممثليها في كل هيئة معنيّة"),), due="خلال ستة أشهر"),
    ),
)
ENGLISH = Paper(
    kind="position_paper",
    lang="en",
    title="Families’ Right to Know and to Take Part",
    position="The fate of the missing cannot be established without their families.",
    blocks=(
        Paragraph("b1", (Text("The search for the missing is not complete without their families."),)),
        Ask("b2", (Text("Reserve permanent seats for families in every body"),), due="within six months"),
    ),
)


def frozen_from(*papers: Paper, campaign: Campaign | None = None) -> Dossier:
    """A paper with exactly these texts, the first one authoritative, frozen and not yet put before anybody."""
    dossier = Dossier(
        kind=papers[0].kind,
        stage=Stage.FROZEN,
        group_id=make.group().id,
        campaign_id=campaign.id if campaign else None,
        authoritative=papers[0].lang,
        created_at=clock.now(),
    )
    digests: Mapping[str, str] = {paper.lang: digest(paper) for paper in papers}
    freeze = Freeze(number=1, seal=set_digest(digests), frozen_at=clock.now())
    dossier.freezes.append(freeze)
    session.add(dossier)
    for paper in papers:
        freeze.texts.append(_text(paper, dossier))
    session.commit()
    return dossier


def _text(paper: Paper, dossier: Dossier) -> FrozenText:
    version = Version(lang=paper.lang, title=paper.title, head=1)
    dossier.versions.append(version)
    revision = Revision(number=1, content=to_json(paper), digest=digest(paper), created_at=clock.now())
    version.revisions.append(revision)
    session.flush()
    return FrozenText(
        revision_id=revision.id,
        lang=paper.lang,
        title=paper.title,
        is_authoritative=paper.lang == dossier.authoritative,
        canonical=canonical_bytes(paper),
        digest=digest(paper),
    )
