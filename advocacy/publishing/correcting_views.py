"""Correcting one translation of an issue alone: the newer issue differs in that language (decision 0036)."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.drafting.queries import source_of
from advocacy.errors import NotFound, Refusal
from advocacy.forms import reading
from advocacy.policy import Action
from advocacy.publishing import actions
from advocacy.publishing.models import Issue
from advocacy.web import form_value
from papers.model import direction_of

bp = Blueprint("correcting", __name__, url_prefix="/issues/<int:issue_id>/correct/<lang>")


@bp.get("")
@requires(Action.ISSUE_PAPER)
def ask_correction(issue_id: int, lang: str) -> ResponseReturnValue:
    return _page(_issue(issue_id, lang), lang)


@bp.post("")
@requires(Action.ISSUE_PAPER)
def correct_translation(issue_id: int, lang: str) -> ResponseReturnValue:
    issue = _issue(issue_id, lang)
    try:
        with reading(request.form) as typed:
            notes = {
                each: typed.text(f"note_{each}", required=True, max_length=600, lang=each) for each in issue.languages
            }
        with transaction():
            newer = actions.correct_translation(
                _issue(issue_id, lang),
                lang,
                form_value(request.form, f"source_{lang}"),
                notes=notes,
                by=session.get_one(Person, g.person.id),
            )
    except Refusal as refusal:
        return _page(_issue(issue_id, lang), lang, refusal)
    return redirect(url_for("publishing.show_issue", issue_id=newer.id), 303)


def _page(issue: Issue, lang: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    text = issue.freeze.text_in(lang)
    assert text is not None
    page = render_template(
        "publishing/correct_translation.html",
        issue=issue,
        code=lang,
        direction=direction_of(lang),
        source=source_of(text.revision),
        typed=request.form,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _issue(issue_id: int, lang: str) -> Issue:
    """An issue that has a translation into that language."""
    issue = session.get(Issue, issue_id) if issue_id < 2**31 else None
    if issue is None or lang == issue.dossier.authoritative or issue.freeze.text_in(lang) is None:
        raise NotFound(_("There is no such issue."))
    return issue
