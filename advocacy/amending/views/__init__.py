"""The pages of a review: its board, amendments, the merge, comment sheets, red lines."""

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advocacy.access import may
from advocacy.amending import queries
from advocacy.amending.views import amendments, handling, lines, merging, review, room, sheets, showing, wording
from advocacy.amending.words import HANDLINGS, LINES, OUTCOMES, STATES, movers_word
from advocacy.drafting.models import Dossier, Stage
from advocacy.drafting.queries.open import OPEN_POINTS, Section
from advocacy.policy import Action
from config import Config
from papers.model import Paper

__all__ = ("amendments", "attach", "handling", "lines", "merging", "review", "sheets", "wording")


def attach(app: Flask, config: Config) -> None:
    """Open the room; say on the page of a paper where its review is, and beside a block that it touches a red line."""
    app.register_blueprint(room.bp)
    app.extensions.setdefault("mawqif.paper_links", []).append(links_of)
    app.extensions.setdefault("mawqif.paper_steps", []).append(steps_of)
    app.extensions.setdefault("mawqif.block_hints", []).append(hints_of)
    OPEN_POINTS["review"] = Section(
        lazy_gettext("Amendments and comments of the members"), queries.open_answers, Stage.REVIEW
    )
    app.jinja_env.globals.update(
        amending={"states": STATES, "handlings": HANDLINGS, "outcomes": OUTCOMES, "lines": LINES},
        party=showing.party,
        marked_words=showing.marked,
        movers_word=movers_word,
    )


def links_of(dossier: Dossier) -> list[tuple[str, str]]:
    """The review of this paper."""
    if queries.newest_window(dossier) is None:
        return []
    return [(_("Review by the members"), url_for("amending.show_review", dossier_id=dossier.id))]


def steps_of(dossier: Dossier) -> list[tuple[str, str]]:
    """The way to begin a review."""
    if dossier.stage is not Stage.DRAFTING or not may(Action.OPEN_REVIEW, dossier):
        return []
    return [(_("Put it before the members for review"), url_for("amending.new_review", dossier_id=dossier.id))]


def hints_of(dossier: Dossier, paper: Paper) -> list[tuple[str, str]]:
    """For those who write: which block touches a red line, whose it is as far as they may know, and what it says."""
    if not may(Action.WRITE_PAPER, dossier):
        return []
    return [(touch.block, _hint(touch)) for touch in queries.touched(paper)]


def _hint(touch: queries.Touch) -> str:
    line = touch.line
    if not may(Action.READ_RED_LINES, line):
        return str(_("“%(keyword)s” touches a red line of a member organisation.", keyword=touch.keyword))
    who = showing.party(line.organisation, line.organisation.visibility)
    return str(
        _("“%(keyword)s” touches a red line of %(who)s: %(theme)s", keyword=touch.keyword, who=who, theme=line.theme)
    )
