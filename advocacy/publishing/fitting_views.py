"""Fitting an adopted text to a channel: which sections stay, how long it is by the channel's rule, and its file."""

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import authorise, requires
from advocacy.database import session
from advocacy.errors import NotFound
from advocacy.leaving import HeldBack, let_file_go
from advocacy.policy import Action
from advocacy.publishing import queries
from advocacy.publishing.hidden import search_under
from advocacy.publishing.models import Issue
from advocacy.publishing.rules import dashed
from advocacy.publishing.shorter import FORMS
from advocacy.web import language
from papers.channels import CHANNELS, Channel, Section, sections
from papers.derived import brief, unsigned
from papers.kinds import Gap
from papers.model import Ask, Paper

bp = Blueprint("fitting", __name__, url_prefix="/issues/<int:issue_id>/channel")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The text without some of its sections, beside one channel. Position and asks always stay."""

    channel: Channel
    paper: Paper
    count: int
    most: int | None
    gaps: tuple[Gap, ...]

    @property
    def over(self) -> int:
        return max(0, self.count - self.most) if self.most else 0


@bp.get("/<lang>")
@requires(Action.READ_ISSUE)
def fit_to_channel(issue_id: int, lang: str) -> ResponseReturnValue:
    issue, paper = _issue(issue_id, lang)
    chosen = CHANNELS.get(request.args.get("channel", ""))
    parts = sections(paper)
    left_out = {int(number) for number in request.args.getlist("without") if number.isdecimal() and len(number) < 4}
    return render_template(
        "publishing/fitting.html",
        issue=issue,
        text_lang=lang,
        channels=[(key, one.name(language())) for key, one in CHANNELS.items()],
        chosen=chosen,
        parts=parts,
        left_out=left_out,
        fitted=fitted(issue, lang, chosen, parts, left_out) if chosen else None,
        forms=[form for form in ("docx", "pdf") if chosen and form in chosen.formats],
    )


@bp.get("/<lang>/<key>.<form>")
@requires(Action.READ_ISSUE)
def download_fitted(issue_id: int, lang: str, key: str, form: str) -> ResponseReturnValue:
    """The very text that the page counted, as a file that the channel takes."""
    issue, paper = _issue(issue_id, lang)
    chosen = CHANNELS.get(key)
    if chosen is None or form not in chosen.formats or form not in FORMS:
        raise NotFound(_("There is no such file here."))
    left_out = {int(number) for number in request.args.getlist("without") if number.isdecimal() and len(number) < 4}
    made = fitted(issue, lang, chosen, sections(paper), left_out)
    media_type, write = FORMS[form]
    data = write(made.paper, unsigned(queries.edition_of(issue, lang)))
    name = f"{dashed(issue.reference)}-{key.replace('_', '-')}-{lang}.{form}"
    try:
        let_file_go(data, name, search_under(issue.dossier_id, lang))
    except HeldBack as held:
        raise NotFound(_("A name that is to be withheld stands in this copy. It was not made.")) from held
    return send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name, max_age=0)


def fitted(issue: Issue, lang: str, channel: Channel, parts: Collection[Section], left_out: Collection[int]) -> Fitted:
    """The issue's text without these sections (by their place); whole, it is the adopted text itself."""
    paper, edition = queries.paper_in(issue, lang), queries.edition_of(issue, lang)
    gone = {block for place, part in enumerate(parts) if place in left_out for block in part.blocks}
    gone -= {block.id for block in paper.blocks if isinstance(block, Ask)}
    if gone:
        paper = brief(paper, edition, [block.id for block in paper.blocks if block.id not in gone])
    return Fitted(
        channel, paper, channel.count(paper), channel.limit.most_for(edition), channel.check(paper, unsigned(edition))
    )


def _issue(issue_id: int, lang: str) -> tuple[Issue, Paper]:
    issue = session.get(Issue, issue_id) if issue_id < 2**31 else None
    if issue is None or lang not in issue.editions:
        raise NotFound(_("There is no page at this address, or you may not see it."))
    authorise(Action.READ_ISSUE, issue)
    return issue, queries.paper_in(issue, lang)
