"""A text as a file for other places: Markdown, plain text for messengers, PDF, Word; and what changed, as a file."""

from collections.abc import Callable
from io import BytesIO

from flask import Response, abort, request, send_file
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import requires
from advocacy.coalition.queries import the_coalition
from advocacy.drafting import queries
from advocacy.drafting.forms import number_in
from advocacy.drafting.models import Revision
from advocacy.drafting.views.room import bp, revision_at, version_at
from advocacy.policy import Action
from papers import bounded
from papers.edition import Edition, Letterhead
from papers.model import Paper
from papers.states import States
from papers.write.markdown import to_markdown
from papers.write.text import to_text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Writer = Callable[[Paper], bytes]


def _draft_pdf(paper: Paper) -> bytes:
    """What is printed before anybody signed says on every page that it is a draft."""
    house = the_coalition()
    return bounded.to_pdf(paper, Edition(Letterhead(house.name_in(paper.lang) if house else ""), draft=True))


FORMS: dict[str, tuple[str, Writer]] = {
    # how the file ends: its media type, and what writes it
    "md": ("text/markdown; charset=utf-8", lambda paper: to_markdown(paper).encode()),
    "txt": ("text/plain; charset=utf-8", lambda paper: to_text(paper).encode()),
    "pdf": ("application/pdf", _draft_pdf),
    "docx": (DOCX, bounded.to_docx),
}


@bp.get("/<int:dossier_id>/text/<lang>/revisions/<int:number>/file.<form>")
@requires(Action.READ_PAPERS)
def download_text(dossier_id: int, lang: str, number: int, form: str) -> Response:
    """A revision as a file; 404 for a form that there is not."""
    revision = revision_at(version_at(dossier_id, lang), number)
    media_type, write = FORMS.get(form) or abort(404)
    return _sent(write(queries.paper_of(revision)), media_type, f"text-{dossier_id}-{lang}-{number}.{form}")


@bp.get("/<int:dossier_id>/text/<lang>/redline.<form>")
@requires(Action.READ_PAPERS)
def download_redline(dossier_id: int, lang: str, form: str) -> Response:
    """What changed from revision `old` to `new`, as a page for itself, as PDF or in Word with every change tracked."""
    version = version_at(dossier_id, lang)
    new = revision_at(version, number_in(request.args, "new") or version.head)
    old = revision_at(version, number_in(request.args, "old") or max(1, new.number - 1))
    media_type, write = REDLINES.get(form) or abort(404)
    return _sent(write(old, new), media_type, f"changes-{dossier_id}-{lang}-{old.number}-{new.number}.{form}")


def _html(old: Revision, new: Revision) -> bytes:
    return bounded.redline_file(queries.paper_of(old), queries.paper_of(new))


def _pdf(old: Revision, new: Revision) -> bytes:
    before, after = queries.paper_of(old), queries.paper_of(new)
    return bounded.redline_pdf(before, after, States(_state(old), _state(new)))


def _docx(old: Revision, new: Revision) -> bytes:
    """In the name of the coalition: whoever wrote a draft is nobody else's business."""
    house = the_coalition()
    author = house.name_in(new.version.lang) if house else ""
    return bounded.redline_docx(queries.paper_of(old), queries.paper_of(new), author, clock.now())


REDLINES: dict[str, tuple[str, Callable[[Revision, Revision], bytes]]] = {
    "html": ("text/html; charset=utf-8", _html),
    "pdf": ("application/pdf", _pdf),
    "docx": (DOCX, _docx),
}


def _state(revision: Revision) -> str:
    return str(_("Revision %(number)s", number=revision.number))


def _sent(data: bytes, media_type: str, name: str) -> Response:
    return send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name, max_age=0)
