"""A draft out to Word and back: the file that goes, those that come, and what they would bring, before it is saved."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from flask import Response, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.forms import number_in
from advocacy.drafting.models import Upload, Version
from advocacy.drafting.rules import MAX_FILE, MAX_FILES, brief
from advocacy.drafting.views.room import bp, version_at
from advocacy.errors import BadInput, Refusal
from advocacy.policy import Action
from advocacy.web import language
from papers.amendments import Amendment
from papers.bounded import draft_docx
from papers.changes_record import changes_from_json
from papers.compare import Words, block_text, compare_words
from papers.model import Paper
from papers.normalise import clean_text
from papers.steps import surroundings

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_LOOKED_AT = 100
"""Of how many changes of each file the preview says what contradicts the others; the suggestions say more."""
_ADDRESS = "/<int:dossier_id>/text/<lang>/word"


@dataclass(frozen=True, slots=True)
class Passage:
    """How a passage begins in which words would change, and what stands around them."""

    begins: str
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one file makes of a passage that another, or the newest text, changes too; no words when the passage goes.

    `file` is empty for the newest text.
    """

    author: str
    file: str
    words: Words


@bp.get(_ADDRESS)
@requires(Action.COMMENT_PAPER)
def show_word(dossier_id: int, lang: str) -> ResponseReturnValue:
    return _page(version_at(dossier_id, lang, Action.COMMENT_PAPER))


@bp.get(f"{_ADDRESS}/draft.docx")
@requires(Action.COMMENT_PAPER)
def download_draft(dossier_id: int, lang: str) -> Response:
    """The newest text for Word, with tracking on. Its name says nothing of what it is about."""
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    head = queries.get_head(version)
    data = draft_docx(queries.paper_of(head), actions.origin(head))
    name = f"draft-{dossier_id}-{lang}-{head.number}.docx"
    return send_file(BytesIO(data), mimetype=DOCX, as_attachment=True, download_name=name, max_age=0)


@bp.post(_ADDRESS)
@requires(Action.COMMENT_PAPER)
def read_files(dossier_id: int, lang: str) -> ResponseReturnValue:
    """Read what was sent and show what it would bring; nothing but that reading is kept."""
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    try:
        found = [_read(version, file) for file in _files()]
        with transaction():
            actions.keep_upload(version, found, by=g.person)
    except Refusal as refusal:
        return _page(version, refusal)
    return redirect(url_for("drafting.show_word", dossier_id=dossier_id, lang=lang), 303)


@bp.post(f"{_ADDRESS}/take")
@requires(Action.COMMENT_PAPER)
def take_files(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    upload = queries.upload_of(version, g.person)
    try:
        authors = _authors(version, upload) if upload else {}
        with transaction():
            suggestions, threads = actions.take_upload(version, authors, by=g.person)
    except Refusal as refusal:
        return _page(version, refusal)
    changes = ngettext("%(num)s suggestion", "%(num)s suggestions", len(suggestions))
    talk = ngettext("%(num)s comment", "%(num)s comments", len(threads))
    flash(_("Taken in: %(changes)s · %(talk)s", changes=changes, talk=talk))
    place = "drafting.list_suggestions" if suggestions or not threads else "drafting.show_comments"
    return redirect(url_for(place, dossier_id=dossier_id, lang=lang), 303)


@bp.post(f"{_ADDRESS}/drop")
@requires(Action.COMMENT_PAPER)
def drop_files(dossier_id: int, lang: str) -> ResponseReturnValue:
    version = version_at(dossier_id, lang, Action.COMMENT_PAPER)
    with transaction():
        actions.discard_upload(version, by=g.person)
    return redirect(url_for("drafting.show_word", dossier_id=dossier_id, lang=lang), 303)


def _files() -> list[FileStorage]:
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        raise BadInput({"file": _("Choose the file that you saved in Word.")})
    if len(files) > MAX_FILES:
        raise BadInput({"file": _("Send at most %(count)s files at once.", count=MAX_FILES)})
    return files


def _read(version: Version, file: FileStorage) -> dict[str, Any]:
    name = clean_text((file.filename or "")[-200:].replace("\\", "/").rpartition("/")[2])
    data = file.stream.read(MAX_FILE + 1)
    file.close()
    try:
        return actions.read_back(version, name, data)
    except BadInput as refusal:
        raise BadInput({"file": _("%(name)s: %(why)s", name=name[-80:], why=refusal.message)}) from refusal


def _people(version: Version) -> list[Person]:
    """Whom a name in a file may mean: those who work on the paper, and whoever sent it."""
    found = queries.people_at(version.dossier, language())
    return found if g.person in found else [*found, g.person]


def _authors(version: Version, upload: Upload) -> dict[str, int | None]:
    """The person chosen for each name on the page (`who-0`, `who-1`, …), in the order of the page."""
    people = _people(version)
    names = actions.authors_in(upload, people)
    known = {person.id for person in people}
    chosen = {name: number_in(request.form, f"who-{at}") for at, name in enumerate(names)}
    if any(number is not None and number not in known for number in chosen.values()):
        raise BadInput({"file": _("Choose one of the entries in the list.")})
    return chosen


def _page(version: Version, refusal: Refusal | None = None) -> ResponseReturnValue:
    upload, people = queries.upload_of(version, g.person), _people(version)
    page = render_template(
        "drafting/show_word.html",
        dossier=version.dossier,
        version=version,
        upload=upload,
        is_ahead=queries.is_ahead(version),
        authors=actions.authors_in(upload, people) if upload else {},
        people=people,
        contradictions=_contradictions(version, upload) if upload else (),
        passages=_passages(version, upload) if upload else {},
        when=_when,
        dropped=_dropped(upload) if upload else [],
        me_name=g.person.name_in(language()),
        most=MAX_FILES,
        megabytes=MAX_FILE // 1_000_000,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _passages(version: Version, upload: Upload) -> dict[tuple[int, int], Passage]:
    """Where words would change, by the number of the file and of the change in it."""
    found: dict[tuple[int, int], Passage] = {}
    texts: dict[int, Paper | None] = {}
    for at, file in enumerate(upload.found):
        if (number := file["revision"]) not in texts:
            revision = queries.revision_of(version, number)
            texts[number] = queries.paper_of(revision) if revision else None
        text = texts[number]
        blocks = {block.id: block for block in text.blocks} if text else {}
        for place, one in enumerate(file["proposals"]):
            block = blocks.get(one["block"])
            if text and block and one["kind"] in ("insert", "delete", "replace"):
                around = surroundings(block, one["place"], one["before"])
                found[at, place] = Passage(brief(block_text(block, text)), *around)
    return found


def _contradictions(version: Version, upload: Upload) -> list[tuple[Side, ...]]:
    """Where the files that were sent contradict each other or what the text has become since: each with whose it is."""
    asked = [
        (Amendment(f"{at:03d}-{number:05d}", changes_from_json(one["change"])), file["revision"])
        for at, file in enumerate(upload.found)
        for number, one in enumerate(file["proposals"][:_MOST_LOOKED_AT])
    ]
    collisions = queries.outlook_of(version, asked).collisions
    return [tuple(_side(upload, name, one.base, words) for name, words in one.texts) for one in collisions]


def _side(upload: Upload, name: str, base: str, words: str) -> Side:
    """One side of a collision; one without a name is what the text has become meanwhile."""
    changed = compare_words(base, words) if words else ()
    if not name:
        return Side(_("The newest text"), "", changed)
    file = upload.found[int(name[:3])]
    return Side(file["proposals"][int(name[4:])]["author"], file["name"] or _("A file"), changed)


def _when(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _dropped(upload: Upload) -> list[tuple[str, str, int]]:
    """What could not be kept of each file: its name, what it was, how often."""
    found: list[tuple[str, str, int]] = []
    for file in upload.found:
        for one in file["dropped"]:
            code, _colon, count = one.partition(":")
            found.append((file["name"], code, int(count) if count.isdigit() else 1))
    return found
