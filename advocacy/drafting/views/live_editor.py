"""The page on which several people write one text at once, and what its script asks for besides the shared text."""

import hashlib
import hmac
import json
from base64 import b64encode
from typing import Any

from flask import current_app, flash, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from advocacy import chance
from advocacy.access import actor, may, requires
from advocacy.database import transaction
from advocacy.drafting import actions, queries
from advocacy.drafting.live_words import languages, left_out, words
from advocacy.drafting.models import Stage, Version
from advocacy.drafting.views.revisions import hinted
from advocacy.drafting.views.room import bp, version_at
from advocacy.errors import BadInput, Refusal
from advocacy.keystore import secret
from advocacy.live.rules import Mode
from advocacy.policy import Action
from advocacy.web import asset, form_value, language
from papers.asks import ALONE, PHRASES
from papers.bounded import from_file
from papers.errors import BadPaper
from papers.model import ASK_VERBS, direction_of
from papers.tree import to_nodes

MOST_PASTED = 4_000_000
BACK = {"word": "drafting.show_word", "open": "drafting.show_open"}
"""The pages that speak of revisions and let one be made, by what their forms call them."""


@bp.get("/<int:dossier_id>/text/<lang>/live")
@requires(Action.READ_PAPERS)
def live_editor(dossier_id: int, lang: str) -> ResponseReturnValue:
    """A frozen paper that nobody wrote together has no shared text: it is read."""
    version = version_at(dossier_id, lang)
    if version.live_text is None and version.dossier.stage is not Stage.DRAFTING:
        return redirect(url_for("drafting.show_text", dossier_id=dossier_id, lang=lang), 303)
    return _page(version)


@bp.post("/<int:dossier_id>/text/<lang>/live")
@requires(Action.WRITE_PAPER)
def save_live(dossier_id: int, lang: str) -> ResponseReturnValue:
    """Make a revision of the shared text as it stands."""
    version = version_at(dossier_id, lang, Action.WRITE_PAPER)
    before = version.head
    try:
        with transaction():
            revision = actions.revise_from_live(version, reason=str(request.form.get("reason", ""))[:500], by=g.person)
    except Refusal as refusal:
        return _page(version, refusal)
    flash(
        _("Saved as revision %(number)s.", number=revision.number)
        if revision.number > before
        else _("Nothing has changed.")
    )
    then = BACK.get(form_value(request.form, "then"), "drafting.live_editor")
    values = {"dossier_id": dossier_id} if then == "drafting.show_open" else {"dossier_id": dossier_id, "lang": lang}
    return redirect(url_for(then, **values), 303)


@bp.post("/<int:dossier_id>/text/<lang>/live/pasted")
@requires(Action.READ_PAPERS)
def read_pasted(dossier_id: int, lang: str) -> ResponseReturnValue:
    """For the editor's script: what pasted HTML says as nodes of the text, and in words what was left out."""
    version = version_at(dossier_id, lang)
    source = str(request.form.get("html", ""))
    if not source.strip() or len(source) > MOST_PASTED:
        raise BadInput({"html": _("Nothing that could be read was pasted.")})
    try:
        paper, dropped = from_file(
            source.encode("utf-8", "replace"), lang=version.lang, seed=chance.token(), name="pasted.html"
        )
    except BadPaper as unread:
        raise BadInput({"html": _("What was pasted cannot be read.")}) from unread
    heads = {"title": "heading", "subtitle": "paragraph", "position": "paragraph"}
    nodes = [{**one, "type": heads.get(one["type"], one["type"])} for one in to_nodes(paper)]
    filled = [one for one in nodes if one.get("content") or one["type"] == "page_break"]
    return jsonify(nodes=filled, dropped=left_out(dropped))


@bp.get("/<int:dossier_id>/text/<lang>/live/hints")
@requires(Action.READ_PAPERS)
def live_hints(dossier_id: int, lang: str) -> ResponseReturnValue:
    """For the editor's script, from time to time: what is said about passages of the shared text as it stands."""
    version = version_at(dossier_id, lang)
    return render_template("drafting/live_hints.html", version=version, **_said_beside(version))


def _said_beside(version: Version) -> dict[str, Any]:
    """What stands beside the shared text as it is now: hints of the rooms above, and open comments on its passages."""
    text = queries.paper_now(version)
    reads = may(Action.COMMENT_PAPER, version.dossier)
    threads = queries.threads_of(version, only_open=True) if reads else ()
    return {"hints": hinted(version, text), "talk": queries.placed(version, threads, text)}


def _page(version: Version, refusal: Refusal | None = None) -> ResponseReturnValue:
    mode = queries.live_mode(actor(), version.dossier) or Mode.READ
    page = render_template(
        "drafting/live_editor.html",
        dossier=version.dossier,
        version=version,
        may_write=mode is Mode.WRITE,
        mode=mode,
        page=json.dumps(_facts(version, mode), ensure_ascii=False, separators=(",", ":")),  # letters, not \\u0627
        **_said_beside(version),
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _facts(version: Version, mode: Mode) -> dict[str, Any]:
    """What the script must know, its words among it."""
    here = {"dossier_id": version.dossier_id, "lang": version.lang}
    return {
        "mode": mode.value,
        "me": {"id": str(g.person.id), "name": g.person.name_in(language())},
        "people": queries.names_of_writers(version, language()),
        "keep": current_app.config["KEEP_DRAFTS"],
        "key": _key(version),
        "csrf": generate_csrf(),
        "urls": {
            "token": url_for("drafting.live_token", **here),
            "paste": url_for("drafting.read_pasted", **here),
            "cite": url_for("library.find_citations", lang=version.lang),
            "late": asset("editor/late.js"),
            **_pages_beside(version),
        },
        "paper": _paper(version),
        "words": words(),
    }


def _pages_beside(version: Version) -> dict[str, str]:
    """Where this person may say something beside a passage: a comment, the source on which it rests."""
    here = {"dossier_id": version.dossier_id, "lang": version.lang}
    found = {}
    if may(Action.COMMENT_PAPER, version.dossier):
        found["comment"] = url_for("drafting.show_comments", **here)
    if may(Action.WRITE_PAPER, version.dossier) and "evidence.show_evidence" in current_app.view_functions:
        found["evidence"] = url_for("evidence.show_evidence", **here)
    return found


def _paper(version: Version) -> dict[str, Any]:
    """What the script must know of the paper: language, direction, how asks begin, titles of what it cites."""
    lang = version.lang
    text = queries.paper_of(queries.get_head(version))
    return {
        "lang": lang,
        "dir": direction_of(lang),
        "languages": languages(),
        "phrases": {verb: [*PHRASES[lang][verb], ALONE[lang][verb]] for verb in ASK_VERBS},
        "references": {reference.key: reference.title for reference in text.references},
    }


def _key(version: Version) -> str:
    """The key under which this person's device keeps this text: who is not signed in cannot read what lies there."""
    whose = f"{g.person.id}:{g.person.fs_uniquifier}:{version.id}".encode()
    return b64encode(hmac.digest(secret("device.key"), whose, hashlib.sha256)).decode()
