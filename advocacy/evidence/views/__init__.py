"""The pages of the register, and of the evidence under a text."""

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy.access import may
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries.open import OPEN_POINTS, Section
from advocacy.drafting.queries.readiness import FURTHER_GAPS
from advocacy.evidence import queries
from advocacy.evidence.views import consultations, passages, register, room
from advocacy.evidence.words import CONFIDENTIALITIES, CONSENTS, KINDS, RELIABILITIES, WAYS
from advocacy.policy import Action
from config import Config
from papers.model import Paper

__all__ = ("attach", "consultations", "passages", "register")


def attach(app: Flask, config: Config) -> None:
    """Open the room; papers show on what they rest, and what rests on nothing holds up their freeze."""
    app.register_blueprint(room.bp)
    app.extensions.setdefault("mawqif.paper_links", []).append(links_of)
    app.extensions.setdefault("mawqif.block_hints", []).append(hints_of)
    OPEN_POINTS["claims"] = Section(lazy_gettext("Figures and allegations without a source"), queries.unsourced_claims)
    OPEN_POINTS["evidence"] = Section(lazy_gettext("Evidence and consent"), queries.lost_consents)
    FURTHER_GAPS["evidence"] = queries.gaps_of
    app.jinja_env.globals.update(
        evidence={
            "kinds": KINDS,
            "reliabilities": RELIABILITIES,
            "confidentialities": CONFIDENTIALITIES,
            "consents": CONSENTS,
            "ways": WAYS,
        },
        consent_of=queries.consent_of,
    )


def links_of(dossier: Dossier) -> list[tuple[str, str]]:
    """The evidence under the authoritative text."""
    values = {"dossier_id": dossier.id, "lang": dossier.authoritative}
    if not may(Action.COMMENT_PAPER, dossier):
        return []
    log = url_for("evidence.show_consultations", dossier_id=dossier.id)
    return [(_("Evidence"), url_for("evidence.show_evidence", **values)), (_("Consultations"), log)]


def hints_of(dossier: Dossier, paper: Paper) -> list[tuple[str, str]]:
    """On which source a block rests, as far as the reader may know of it."""
    version = dossier.version_in(paper.lang)
    if version is None or not may(Action.COMMENT_PAPER, dossier):
        return []
    links = [link for link in queries.links_of(version) if may(Action.READ_SOURCE, link.source)]
    return [
        (one.found.block, _("Rests on: %(title)s", title=one.link.source.title))
        for one in queries.placed(version, paper, links)
        if one.found.block
    ]
