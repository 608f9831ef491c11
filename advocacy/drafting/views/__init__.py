"""The pages of papers: board, paper, editor, revisions, freeze."""

from typing import Any

from flask import Flask, url_for
from markupsafe import Markup

from advocacy.access import actor
from advocacy.drafting import queries
from advocacy.drafting.views import (  # (each adds its pages)
    board,  # noqa: F401
    editor,  # noqa: F401
    freezing,  # noqa: F401
    live,  # noqa: F401
    live_editor,  # noqa: F401
    paper,  # noqa: F401
    revisions,  # noqa: F401
)
from advocacy.drafting.views.room import bp
from advocacy.drafting.words import kind_name, language_name, stage_name
from advocacy.library.models import Instrument
from advocacy.web import language
from config import Config
from papers.model import Paper, direction_of
from papers.write.html import to_html


def attach(app: Flask, config: Config) -> None:
    """Open the room, and lend its words to the pages of others."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        kind_of_paper=lambda kind: kind_name(kind, language()),
        language_name=language_name,
        stage_name=stage_name,
        direction_of=direction_of,
        paper_html=paper_html,
        papers_citing=papers_citing,
    )


def paper_html(text: Paper, heading_offset: int = 0, header: bool = True) -> Markup:
    """A paper as markup for a page; the engine has escaped every word of it."""
    return Markup(to_html(text, heading_offset=heading_offset, header=header))  # noqa: S704


def papers_citing(instrument: Instrument) -> list[dict[str, Any]]:
    """For the library: the papers that cite an instrument, with their addresses."""
    found = queries.dossiers_citing(instrument, actor())
    return [
        {"url": url_for("drafting.show_paper", dossier_id=row.id), "title": row.title_in(row.authoritative)}
        for row in found
    ]
