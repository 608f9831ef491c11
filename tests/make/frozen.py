"""A frozen paper made of bare rows, for rooms above drafting."""

from collections.abc import Mapping

from advocacy import clock
from advocacy.coalition.models import Group
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
        Ask("b2", (Text("تخصيص مقاعد دائمة لممثلات الأسر وممثليها في كل هيئة معنيّة بالمفقودين"),), due="خلال ستة أشهر"),
    ),
)
ENGLISH = Paper(
    kind="position_paper",
    lang="en",
    title="Families' Right to Know and to Take Part",
    position="The fate of the missing cannot be established without their families.",
    blocks=(
        Paragraph("b1", (Text("The fate of the missing cannot be established without their families."),)),
        Ask(
            "b2", (Text("Reserve permanent seats for families in every body on the missing"),), due="within six months"
        ),
    ),
)


def frozen_dossier(
    papers: Mapping[str, Paper] | None = None, *, group: Group | None = None, audience: str = "البعثات الدائمة في جنيف"
) -> Dossier:
    """A paper in Arabic (authoritative) and English whose text is frozen."""
    papers = papers or {"ar": ARABIC, "en": ENGLISH}
    dossier = Dossier(
        kind="position_paper",
        stage=Stage.FROZEN,
        group_id=(group or make.group()).id,
        authoritative="ar",
        audience=audience,
        created_at=clock.now(),
    )
    freeze = Freeze(
        number=1,
        seal=set_digest({lang: digest(paper) for lang, paper in papers.items()}),
        frozen_at=clock.now(),
    )
    dossier.freezes.append(freeze)
    session.add(dossier)
    for lang, paper in papers.items():
        version = Version(lang=lang, title=paper.title, head=1)
        dossier.versions.append(version)
        revision = Revision(number=1, content=to_json(paper), digest=digest(paper), created_at=clock.now())
        version.revisions.append(revision)
        session.flush()
        freeze.texts.append(
            FrozenText(
                revision_id=revision.id,
                lang=lang,
                title=paper.title,
                is_authoritative=lang == "ar",
                canonical=canonical_bytes(paper),
                digest=digest(paper),
            )
        )
    session.commit()
    return dossier
