"""«هل اسم منظمتي هنا؟» and «لم نوقّع على هذا»: answered without a login, and only to the organisation itself."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import requires
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.publishing import queries as publishing
from advocacy.publishing.models import Issue
from advocacy.signoff import actions
from advocacy.signoff import queries as signoff
from advocacy.signoff.models import Accession, Call, Denial
from advocacy.web import csrf, form_value
from papers.arabic import fold_strict
from papers.edition import Edition, Signatory

bp = Blueprint("mine", __name__)


def hidden_in(issue: Issue, lang: str = "") -> list[Organisation]:
    """The organisations whose printed names are hidden on the pages of this issue; its files print them still.

    With a language, those whom the copy in that language prints.
    """
    disputed = [one for one in signoff.denied_in(issue.call) if one.id not in issue.without]
    acts = [act for one in disputed if (act := signoff.act_of(issue.call, one)) is not None]
    stand_there = [act for act in acts if not isinstance(act, Accession) or _is_printed_by(issue, act)]
    return [one.organisation for one in stand_there + publishing.recalled_in(issue) if _shows(one.visibility, lang)]


def _is_printed_by(issue: Issue, accession: Accession) -> bool:
    """Whether it was there when this issue was made: an older issue prints nothing of it."""
    return accession.accepted_at is not None and accession.accepted_at <= issue.issued_at


def _shows(visibility: Visibility, lang: str) -> bool:
    return visibility.shows_in(lang) if lang else not visibility.is_hidden


def shown(issue: Issue, edition: Edition, lang: str) -> Edition:
    """What the public page shows of an edition: without the names that are disputed, and without their reservations.

    No list at all when a name cannot be found in it, because the organisation has another one now.
    """
    hidden = {organisation.name_in(lang) for organisation in hidden_in(issue, lang)}
    if not hidden:
        return edition
    if not hidden <= set(_named(edition)):
        return replace(edition, members=(), endorsers=(), acceded=(), reservations=())
    kept = [number for number, one in enumerate(edition.reservations, 1) if one.name not in hidden]
    renumbered = {old: new for new, old in enumerate(kept, 1)}

    def kept_of(listed: Iterable[Signatory]) -> tuple[Signatory, ...]:
        return tuple(
            replace(one, reservations=tuple(renumbered[number] for number in one.reservations))
            for one in listed
            if one.name not in hidden
        )

    return replace(
        edition,
        members=kept_of(edition.members),
        endorsers=kept_of(edition.endorsers),
        acceded=kept_of(edition.acceded),
        reservations=tuple(one for one in edition.reservations if one.name not in hidden),
    )


@bp.get("/p/<reference>/mine")
@requires(Action.OPEN_TO_ALL)
def ask_mine(reference: str) -> ResponseReturnValue:
    return _ask(_published(reference))


@bp.post("/p/<reference>/mine")
@requires(Action.OPEN_TO_ALL)
def find_mine(reference: str) -> ResponseReturnValue:
    """The same answer for a withheld, a disputed, an unsigned and an unknown name; the truth goes by mail."""
    issue = _published(reference)
    name = form_value(request.form, "name")[:200]
    if not fold_strict(name):
        return _ask(issue, refusal=BadInput({"name": _("Write the name of your organisation.")}))
    with transaction():
        actions.ask_what_stands(session.get_one(Call, issue.call_id), name)
    issue = _published(reference)
    return _ask(issue, is_printed=_is_printed(issue, name), is_answered=True)


@bp.get("/mine/<token>")
@requires(Action.OPEN_TO_ALL)
def show_mine(token: str) -> ResponseReturnValue:
    return _mine(_asked(token))


@bp.post("/mine/<token>")
@requires(Action.OPEN_TO_ALL)
def deny_mine(token: str) -> ResponseReturnValue:
    denial = _asked(token)
    try:
        with transaction():
            actions.deny_signature(session.get_one(Denial, denial.id))
    except RuleBroken as refusal:
        return _mine(_asked(token), refusal)
    return _mine(_asked(token))


for _posted in (find_mine, deny_mine):
    # the question needs no proof, because its answer goes to the organisation alone; the link is its own proof
    csrf.exempt(_posted)


def _ask(
    issue: Issue, *, refusal: BadInput | None = None, is_printed: bool = False, is_answered: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "public/ask_mine.html",
        issue=issue,
        typed=request.form,
        refusal=refusal,
        is_printed=is_printed,
        is_answered=is_answered,
    )
    return page, refusal.status if refusal else 200


def _mine(denial: Denial, refusal: RuleBroken | None = None) -> ResponseReturnValue:
    """Shows neither the name nor the answer: both stand in the mail that the link came with."""
    page = render_template("public/deny_mine.html", denial=denial, refusal=refusal)
    return page, refusal.status if refusal else 200


def _is_printed(issue: Issue, name: str) -> bool:
    wanted = fold_strict(name)
    editions = {lang: shown(issue, publishing.edition_of(issue, lang), lang) for lang in issue.languages}
    return any(fold_strict(name) == wanted for edition in editions.values() for name in _named(edition))


def _named(edition: Edition) -> list[str]:
    """Every organisation that the edition names, on whatever day it came."""
    return [one.name for one in (*edition.members, *edition.endorsers, *edition.acceded)]


def _asked(token: str) -> Denial:
    denial = signoff.denial_by_token(token)
    if denial is None:
        raise NotFound(_("We do not know this link. Ask again on the page of the text."))
    return denial


def _published(reference: str) -> Issue:
    found = publishing.published_under(reference)
    if not found:
        raise NotFound(_("There is no page at this address, or you may not see it."))
    return found[0]
