"""Sources in the register, and passages that rest on them."""

from datetime import date

from advocacy.accounts.models import Person
from advocacy.coalition.models import Group
from advocacy.database import session, transaction
from advocacy.drafting import queries as drafting
from advocacy.drafting.models import Dossier
from advocacy.evidence import actions
from advocacy.evidence.models import Confidentiality, Consultation, Link, Reliability, Source, SourceKind, Way

WITNESS = "عصمت الكنهبلي"
CONSENT = {"consent_for": "تُقتبس بلا اسم في أوراق التحالف", "consent_way_back": "برسالة إلى المنسّقة"}


def facts(kind: SourceKind = SourceKind.TESTIMONY, **more: object) -> actions.Facts:
    """A testimony with consent, unless something else is said."""
    said: dict[str, object] = {
        "title": "شهادة من زيارة ميدانية",
        "kind": kind,
        "reliability": Reliability.LIKELY,
        "confidentiality": Confidentiality.GROUP,
        "sealed": WITNESS if kind is SourceKind.TESTIMONY else None,
        **(CONSENT if kind is SourceKind.TESTIMONY else {}),
    }
    return actions.Facts(**(said | more))  # type: ignore[arg-type]


def source(
    group: Group, kind: SourceKind = SourceKind.TESTIMONY, *, by: Person | None = None, **more: object
) -> Source:
    """A source of a group."""
    with transaction():
        return actions.register_source(session.get_one(Group, group.id), facts(kind, **more), by=by)


def link(
    dossier: Dossier, on: Source, at: int = 1, *, lang: str = "ar", quote: str = "", by: Person | None = None
) -> Link:
    """A block of a text, counted from 0, rests on a source."""
    with transaction():
        version = session.get_one(Dossier, dossier.id).version_in(lang)
        assert version
        block = drafting.paper_of(drafting.get_head(version)).blocks[at]
        return actions.link_passage(version, session.get_one(Source, on.id), block.id, quote, by=by)


def consulted(dossier: Dossier, *, by: Person | None = None, **more: object) -> Consultation:
    """Forty people who were consulted for a paper, unless something else is said."""
    said: dict[str, object] = {
        "way": Way.FOCUS_GROUP,
        "first": date(2026, 3, 1),
        "last": date(2026, 5, 5),
        "people": 40,
        "women": 22,
        "men": 18,
        "regions_ar": "حلب، دمشق",
        "regions_en": "Aleppo, Damascus",
        **more,
    }
    with transaction():
        paper = session.get_one(Dossier, dossier.id)
        return actions.keep_consultation(paper, actions.Consulted(**said), by=by)  # type: ignore[arg-type]


YESTERDAY = date(2026, 11, 22)
"""Before every test begins."""
