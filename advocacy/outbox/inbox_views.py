"""The pages of the local inbox; they exist in development only."""

import re
from pathlib import Path

from flask import Blueprint, Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup, escape

from advocacy.access import requires
from advocacy.errors import NotFound
from advocacy.outbox.inbox import Inbox, Letter
from advocacy.policy import Action
from config import Config
from papers.model import direction_of

LINK = re.compile(r"https?://[^\s<>\"'⁦-⁩‎‏]+")


def attach(app: Flask, config: Config) -> None:
    """Open the inbox of this installation, unless mails go to a real server."""
    if config.mode == "development" and config.smtp is None:
        app.register_blueprint(pages(config.instance / "inbox"))
        app.jinja_env.globals["inbox_is_open"] = True


def pages(folder: Path) -> Blueprint:
    """The pages over that folder."""
    bp, inbox = Blueprint("inbox", __name__, url_prefix="/dev/inbox"), Inbox(folder)

    def found(number: int) -> Letter:
        letter = inbox.letter(number)
        if letter is None:
            raise NotFound(_("There is no such mail."))
        return letter

    @bp.get("")
    @requires(Action.READ_INBOX)
    def show_inbox() -> ResponseReturnValue:
        return render_template("outbox/show_inbox.html", letters=inbox.letters(), direction_of=direction_of)

    @bp.get("/<int:number>")
    @requires(Action.READ_INBOX)
    def show_letter(number: int) -> ResponseReturnValue:
        letter = found(number)
        return render_template(
            "outbox/show_letter.html", letter=letter, words=linked(letter.words), direction_of=direction_of
        )

    @bp.get("/<int:number>.eml")
    @requires(Action.READ_INBOX)
    def show_raw(number: int) -> ResponseReturnValue:
        found(number)
        return Response(inbox.raw(number), mimetype="text/plain")

    @bp.get("/<int:number>/files/<int:index>")
    @requires(Action.READ_INBOX)
    def show_file(number: int, index: int) -> ResponseReturnValue:
        files = found(number).files
        if index >= len(files):
            raise NotFound(_("There is no such mail."))
        answer = Response(files[index].get_payload(decode=True), mimetype=files[index].get_content_type())
        name = files[index].get_filename() or "file"
        answer.headers.set("Content-Disposition", "attachment", filename=name)
        return answer

    return bp


def linked(words: str) -> Markup:
    """Plain text with its links to click, every other character as it is."""
    out, at = Markup(), 0
    for match in LINK.finditer(words):
        url = match.group().rstrip(".,;:!?)»،؛")
        out += escape(words[at : match.start()])
        out += Markup('<a href="{0}" dir="ltr"><bdi dir="ltr">{0}</bdi></a>').format(url)
        at = match.start() + len(url)
    return out + escape(words[at:])
