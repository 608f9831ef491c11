"""Beginning a paper, and beginning it in a further language."""

from dataclasses import replace

from flask_babel import lazy_gettext as _

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Campaign, Group
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.revise import add_revision, refuse_unless_drafting
from advocacy.drafting.models import Dossier, Stage, Version
from advocacy.errors import BadInput
from advocacy.ledger.actions import append
from advocacy.library.models import Clause
from advocacy.library.queries import references_in
from papers.kinds import KINDS
from papers.model import LANGUAGES
from papers.normalise import clean_text
from papers.read.markdown import from_markdown


def start_paper(
    kind: str,
    group: Group,
    title: str,
    lang: str = "ar",
    *,
    campaign: Campaign | None = None,
    objective: Clause | None = None,
    audience: str = "",
    by: Person | None,
) -> Dossier:
    """Begin a paper with the skeleton of its kind; `lang` is the language in which it will be authoritative."""
    if kind not in KINDS:
        raise BadInput({"kind": _("Choose a kind of paper from the list.")})
    title = clean_text(title, lang)
    if not title:
        raise BadInput({"title": _("Write a title; it can change later.")})
    dossier = Dossier(
        kind=kind,
        stage=Stage.DRAFTING,
        group_id=group.id,
        campaign_id=campaign.id if campaign else None,
        objective_id=objective.id if objective else None,
        authoritative=_known(lang),
        audience=clean_text(audience),
        created_by_id=by.id if by else None,
        created_at=clock.now(),
    )
    session.add(dossier)
    session.flush()
    version = _add_version(dossier, lang)
    append("drafting.started", dossier, by=by.id if by else None, dossier=dossier.id, kind_of_paper=kind, lang=lang)
    skeleton = from_markdown(
        KINDS[kind].skeleton(lang), kind=kind, lang=lang, references=references_in(lang), new_id=chance.block_id
    )
    add_revision(version, replace(skeleton, title=title), reason="", by=by)
    return dossier


def add_language(dossier: Dossier, lang: str, *, by: Person | None) -> Version:
    """Begin the paper in a further language, from the authoritative text: the same blocks, none yet translated."""
    refuse_unless_drafting(dossier)
    if dossier.version_in(_known(lang)):
        raise BadInput({"lang": _("The paper already exists in this language.")})
    source = queries.newest_paper(dossier, dossier.authoritative)
    version = _add_version(dossier, lang)
    append("drafting.language_added", version, by=by.id if by else None, dossier=dossier.id, lang=lang)
    add_revision(version, replace(source, lang=lang, aligned=(), digits="western"), reason="", by=by)
    return version


def describe_paper(
    dossier: Dossier, *, campaign: Campaign | None, objective: Clause | None, audience: str, by: Person | None
) -> Dossier:
    """Say which campaign and objective the paper serves and to whom it goes."""
    refuse_unless_drafting(dossier)
    dossier.campaign, dossier.objective, dossier.audience = campaign, objective, clean_text(audience)
    session.flush()
    facts = {"campaign": dossier.campaign_id, "objective": dossier.objective_id}
    append("drafting.described", dossier, by=by.id if by else None, dossier=dossier.id, **facts)
    return dossier


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        raise BadInput({"lang": _("Choose a language from the list.")})
    return lang


def _add_version(dossier: Dossier, lang: str) -> Version:
    version = Version(lang=lang, title="", head=0)
    dossier.versions.append(version)
    session.flush()
    return version
