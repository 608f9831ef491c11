"""Pages for everybody: plain HTML, no script, no cookie, nothing that tracks."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from advocacy.access import requires
from advocacy.errors import NotFound
from advocacy.policy import Action
from advocacy.public import queries, rules
from advocacy.public.ledger_views import bp as ledger_bp
from advocacy.public.mine_views import bp as mine_bp
from advocacy.public.mine_views import hidden_in, shown
from advocacy.public.queries import Finding
from advocacy.publishing import queries as publishing
from advocacy.publishing import sealing
from advocacy.publishing.downloads import send
from advocacy.publishing.models import Issue
from advocacy.publishing.rules import code_in, dashed
from advocacy.web import csrf, form_value, language
from config import Config
from papers.dates import zone_name
from papers.edition import Edition
from papers.kinds import KINDS
from papers.seal import told
from papers.words import say, translated_from, withheld
from papers.write.html import to_html

bp = Blueprint("public", __name__)
LARGEST_UPLOAD = 20_000_000
"""Bytes; larger than any file of ours, small enough to read at once."""


def attach(app: Flask, config: Config) -> None:
    """Open the room."""
    app.register_blueprint(bp)
    app.register_blueprint(ledger_bp)
    app.register_blueprint(mine_bp)
    app.jinja_env.globals.update(
        dashed=dashed,
        kind_name=kind_name,
        reader_size=rules.reader_size,
        printed_word=say,
        withheld_line=withheld,
        translated_line=translated_line,
        zone_name=lambda zone: zone_name(zone, language()),
    )


def kind_name(kind: str, lang: str) -> str:
    """The name of a kind of document in a language; its key for a kind that this version no longer knows."""
    known = KINDS.get(kind)
    return known.name(lang) if known else kind


def translated_line(edition: Edition, lang: str) -> str:
    """ "Translated from …" in the language of the edition; empty for the authoritative text."""
    if not edition.translated_from:
        return ""
    return translated_from(edition.translated_from, lang, unofficial=edition.status == "unofficial")


@bp.get("/")
@requires(Action.OPEN_TO_ALL)
def register() -> ResponseReturnValue:
    kinds, campaigns, years = queries.offered()
    asked = request.args
    issues = queries.find_issues(
        form_value(asked, "q"),
        kind=form_value(asked, "kind"),
        campaign_id=asked.get("campaign", 0, type=int) or 0,
        year=asked.get("year", 0, type=int) or 0,
    )
    return render_template(
        "public/register.html", issues=issues, kinds=kinds, campaigns=campaigns, years=years, asked=asked
    )


@bp.get("/p/<reference>")
@requires(Action.OPEN_TO_ALL)
def show_paper(reference: str) -> ResponseReturnValue:
    issue, *older = _published(reference)
    lang = rules.language_of(request.args.get("text", ""), language(), issue.languages)
    paper, edition = publishing.paper_in(issue, lang), publishing.edition_of(issue, lang)
    disputed = bool(hidden_in(issue))
    return render_template(
        "public/show_paper.html",
        issue=issue,
        older=older,
        paper=paper,
        edition=shown(issue, edition, lang) if disputed else edition,
        disputed=disputed,
        article=Markup(to_html(replace(paper, position=""), header=False)),  # noqa: S704 - escaped there
        translation=translated_line(edition, lang),
    )


@bp.get("/p/<reference>/<name>")
@requires(Action.OPEN_TO_ALL)
def download(reference: str, name: str) -> ResponseReturnValue:
    """Only files of the issue that holds: an older list of names may be gone for somebody's safety; nor a list that
    somebody on it disputes.
    """
    issue = _published(reference)[0]
    offered = [] if issue.ended_at or hidden_in(issue) else issue.files
    return send(next((file for file in offered if file.name == name), None))


@bp.get("/verify")
@requires(Action.OPEN_TO_ALL)
def ask_verify() -> ResponseReturnValue:
    typed = form_value(request.args, "code")
    if not typed:
        return render_template("public/ask_verify.html", typed="", problem="")
    code = code_in(typed)
    if not code:
        problem = _("A verification code has ten letters and digits, like ABCDE-23456. It stands on every page.")
        return render_template("public/ask_verify.html", typed=typed, problem=problem), 422
    return redirect(url_for("public.show_verdict", code=code), 303)


@bp.get("/verify/<code>")
@requires(Action.OPEN_TO_ALL)
def show_verdict(code: str) -> ResponseReturnValue:
    finding = queries.judge_code(code)
    return _verdict_page(finding, code=code_in(code) or code[:40]), 404 if finding.answer == "unknown" else 200


@bp.post("/verify")
@requires(Action.OPEN_TO_ALL)
def verify_file() -> ResponseReturnValue:
    """Reads an uploaded file and keeps nothing of it. Needs no proof that the form is ours: nothing is changed."""
    request.max_content_length = most = LARGEST_UPLOAD + 10_000  # the form around the file is small
    if (request.content_length or 0) > most:
        problem = _("The file is larger than 20 MB: it is not one of ours.")
        return render_template("public/ask_verify.html", typed="", problem=problem), 413
    upload = request.files.get("file")
    data = upload.read() if upload else b""
    if upload:
        upload.close()
    if not data:
        return render_template("public/ask_verify.html", typed="", problem=_("Choose a file first.")), 422
    return _verdict_page(queries.judge_file(data), file_name=(upload.filename or "")[:120] if upload else "")


csrf.exempt(verify_file)


@bp.get("/seal/authority.pem")
@requires(Action.OPEN_TO_ALL)
def authority_certificate() -> ResponseReturnValue:
    return Response(
        sealing.authority_pem(),
        mimetype="application/x-pem-file",
        headers={"Content-Disposition": "attachment; filename=authority.pem"},
    )


def _verdict_page(finding: Finding, **shown: Any) -> str:
    issue = finding.issue
    current = publishing.current_issue(issue.reference) if issue else None
    return render_template(
        "public/show_verdict.html",
        finding=finding,
        issue=issue,
        edition=_edition(issue) if issue else None,
        current=current,
        why=_why_ended(issue, current) if issue else "",
        unproven=_unproven(finding),
        **shown,
    )


def _unproven(finding: Finding) -> list[str]:
    """What the file alone does not prove; whether it still holds, this page has just answered."""
    if finding.evidence is None:
        return []
    left = tuple(one for one in finding.evidence.unproven if one != "current" or not finding.is_genuine)
    return told.unproven(replace(finding.evidence, unproven=left), language() if language() == "ar" else "en")


def _edition(issue: Issue) -> Edition:
    """What the issue prints, in the reader's language if it has that."""
    return publishing.edition_of(issue, rules.language_of("", language(), issue.languages))


def _why_ended(issue: Issue, current: Issue | None) -> str:
    """Why an issue no longer holds: in the reader's language if its successor says it in that."""
    said = _edition(current).change_note if current and current.supersedes_id == issue.id else ""
    return said or issue.ended_why


def _published(reference: str) -> list[Issue]:
    found = publishing.published_under(reference)
    if not found:
        raise NotFound(_("There is no page at this address, or you may not see it."))
    return found
