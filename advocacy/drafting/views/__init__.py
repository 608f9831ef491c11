"""The pages of papers: board, paper, editor, revisions, comments, suggestions, Word, what is open, freeze."""

from typing import Any

from flask import Flask, url_for
from markupsafe import Markup

from advocacy.access import actor
from advocacy.drafting import queries
from advocacy.drafting.models import Dossier
from advocacy.drafting.views import (  # noqa: F401  (each adds its pages)
    beside,
    board,
    editor,
    exports,
    freezing,
    live,
    live_editor,
    paper,
    revisions,
    still_open,
    suggestions,
    talk,
    word,
)
from advocacy.drafting.views.room import bp
from advocacy.drafting.words import dropped_name, kind_name, language_name, stage_name
from advocacy.library.checks import non_equation
from advocacy.library.models import Instrument
from advocacy.web import language
from config import Config
from papers.compare import compare_words
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
        dropped_name=dropped_name,
        compare_words=compare_words,
        non_equation=non_equation,
        open_count=open_count,
        rooms_above=paper.rooms_above,
        path_above=paper.path_above,
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


def open_count(dossier: Dossier) -> int:
    """How many points of a paper are still open."""
    return sum(map(len, queries.open_points(dossier).values()))
