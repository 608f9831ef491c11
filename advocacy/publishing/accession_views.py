"""Acceding to an issued text through a personal link; the secretariat's page of accessions."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import requires
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import the_coalition
from advocacy.database import session, transaction
from advocacy.drafting.queries import paper_of_frozen
from advocacy.errors import BadInput, NotFound, Refusal, RuleBroken
from advocacy.policy import Action
from advocacy.publishing import actions
from advocacy.publishing.accession import is_closed, open_until, refuse_closed, refuse_who_stands_there, who_could
from advocacy.publishing.accession_preview import preview_of
from advocacy.publishing.forms import AccedeForm, AcceptForm
from advocacy.publishing.models import Issue
from advocacy.publishing.queries import issue_of_call
from advocacy.signoff import queries as signoff
from advocacy.signoff.actions import AnswerRefused, note_refusal
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.forms import RECIPIENT, choices_of_name
from advocacy.signoff.letters import office_mail
from advocacy.signoff.models import Accession, AccessionLink, Call, Invitation
from advocacy.signoff.recipient_words import naming_of
from advocacy.signoff.views import desk as desks
from advocacy.signoff.words import own_name
from advocacy.web import csrf, form_value, language
from papers.dates import long_date
from papers.write.html import to_html

bp = Blueprint("acceding", __name__)
LARGEST_ID = 2**31


@bp.get("/a/<token>")
@requires(Action.FOLLOW_SIGNING_LINK)
def accession_page(token: str) -> ResponseReturnValue:
    link = signoff.accession_link_of(token)
    return _page(link, token) if link else _unknown()


@bp.post("/a/<token>")
@requires(Action.FOLLOW_SIGNING_LINK)
def accede(token: str) -> ResponseReturnValue:
    link = signoff.accession_link_of(token)
    if link is None:
        return _unknown()
    if link.person is None:
        return _page(link, token)
    try:
        form = AccedeForm.parse(request.form, link.call)
        with transaction():
            link = signoff.accession_link_of(token)
            assert link is not None and link.person is not None
            actions.accede(
                session.get_one(Call, link.call_id),
                link.organisation,
                seal=form.seal,
                visibility=form.visibility,
                reservation=form.reservation,
                knows_few=form.knows_few,
                shown_to=form.shown_to,
                by=link.person,
            )
    except (BadInput, RuleBroken) as refusal:
        link = signoff.accession_link_of(token)
        assert link is not None and link.person is not None
        if isinstance(refusal, AnswerRefused):
            with transaction():
                note_refusal(refusal, session.get_one(Call, link.call_id), link.organisation, by=link.person)
        return _page(signoff.accession_link_of(token) or link, token, refusal)
    return redirect(url_for("acceding.accession_page", token=token, lang=_lang(link)), 303)


@bp.post("/a/<token>/take-back")
@requires(Action.FOLLOW_SIGNING_LINK)
def take_back(token: str) -> ResponseReturnValue:
    link = signoff.accession_link_of(token)
    if link is None:
        return _unknown()
    try:
        with transaction():
            link = signoff.accession_link_of(token) or link
            found = signoff.accession_of(link.call, link.organisation)
            if found is not None:
                actions.take_back_accession(found, by=link.person)
    except (BadInput, RuleBroken) as refusal:
        return _page(signoff.accession_link_of(token) or link, token, refusal)
    return redirect(url_for("acceding.accession_page", token=token, lang=_lang(link)), 303)


@bp.post("/a/from/<token>")
@requires(Action.FOLLOW_SIGNING_LINK)
def ask_to_accede(token: str) -> ResponseReturnValue:
    """From a signing link that came too late: mail its person a link; the page says the same whether it was ours."""
    invitation = signoff.invitation_of(token)
    if invitation is not None and way_in(invitation, token):
        with transaction():
            invitation = signoff.invitation_of(token) or invitation
            actions.offer_accession(invitation.asked.call, [invitation.asked.organisation], by=None)
    with force_locale(desks.interface_of(desks.asked_language(None))):
        return render_template("signoff/link_asked.html", mail=office_mail())


for _posted in (accede, take_back, ask_to_accede):
    csrf.exempt(_posted)  # the link is its own proof, and must work in a browser that keeps no cookies


@bp.get("/issues/<int:issue_id>/accessions")
@requires(Action.ISSUE_PAPER)
def show_accessions(issue_id: int) -> ResponseReturnValue:
    return _secretariat(_issue(issue_id))


@bp.post("/issues/<int:issue_id>/accessions/offer")
@requires(Action.ISSUE_PAPER)
def offer_accession(issue_id: int) -> ResponseReturnValue:
    chosen = set(request.form.getlist("organisation"))
    try:
        with transaction():
            call = _issue(issue_id).call
            found = [one for one in who_could(call, "ar") if str(one.id) in chosen]
            if not found:
                raise BadInput({"organisation": _("Choose at least one of them.")})
            actions.offer_accession(call, found, by=session.get_one(Person, g.person.id))
    except (BadInput, RuleBroken) as refusal:
        return _secretariat(_issue(issue_id), refusal)
    flash(_("The links are on their way."))
    return redirect(url_for("acceding.show_accessions", issue_id=issue_id), 303)


@bp.post("/issues/<int:issue_id>/accessions/<int:accession_id>/decline")
@requires(Action.ISSUE_PAPER)
def decline_accession(issue_id: int, accession_id: int) -> ResponseReturnValue:
    _accession(issue_id, accession_id)
    try:
        with transaction():
            reason = form_value(request.form, f"reason-{accession_id}")
            by = session.get_one(Person, g.person.id)
            actions.decline_accession(_accession(issue_id, accession_id), reason=reason, by=by)
    except (BadInput, RuleBroken) as refusal:
        return _secretariat(_issue(issue_id), refusal)
    flash(_("Decided; the organisation is told by mail."))
    return redirect(url_for("acceding.show_accessions", issue_id=issue_id), 303)


@bp.post("/issues/<int:issue_id>/accessions")
@requires(Action.ISSUE_PAPER)
def accept_accessions(issue_id: int) -> ResponseReturnValue:
    """Make the next issue, which prints them apart from the signatories of the first day."""
    issue = _issue(issue_id)
    waiting = [one.id for one in signoff.accessions_in(issue.call) if one.is_waiting]
    try:
        form = AcceptForm.parse(request.form, request.form.getlist("accession"), issue.languages, waiting)
        with transaction():
            found = [session.get_one(Accession, number) for number in form.accessions]
            by = session.get_one(Person, g.person.id)
            newer = actions.reissue(_issue(issue_id), acceding=found, note=form.notes, by=by)
    except Refusal as refusal:
        return _secretariat(_issue(issue_id), refusal)
    return redirect(url_for("publishing.show_issue", issue_id=newer.id), 303)


def way_in(invitation: Invitation, token: str) -> str:
    """Where the holder of a signing link asks for one to accede; empty when the organisation cannot."""
    call, organisation = invitation.asked.call, invitation.asked.organisation
    today = clock.now().date()
    may = signoff.mandate_to_accede(invitation.person, organisation, call.dossier, today)
    if invitation.revoked_at is not None or may is None or is_closed(call):
        return ""
    try:
        refuse_who_stands_there(call, organisation, refuse_closed(call))
    except RuleBroken:
        return ""
    return url_for("acceding.ask_to_accede", token=token)


def _page(link: AccessionLink, token: str, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    """The issued text and the form; after it was sent, what was said; when accession is closed, why."""
    call, organisation, lang = link.call, link.organisation, _lang(link)
    found, why = signoff.accession_of(call, organisation), _why_not(link)
    if why is not None and found is None:
        return _closed(link, why)
    interface = desks.interface_of(lang)
    text = text_for(call, lang)
    issue, today = issue_of_call(call), _today()
    zone = link.person.timezone if link.person else organisation.timezone
    with force_locale(interface):
        page = render_template(
            "publishing/accede.html",
            link=link,
            token=token,
            code=lang,
            found=found,
            proof=desks.proof_for(found) if found and found.is_whole else None,
            may_second=_may_second(link, found),
            may_take_back=found is not None and found.accepted_at is None and _spoke(link, found),
            text=text,
            languages=[(each.lang, desks.language_name(each.lang)) for each in call.freeze.texts],
            words=to_html(paper_of_frozen(text), heading_offset=1, header=False),
            names=choices_of_name(call),
            own_name=own_name,
            recipients=signoff.recipients_of(call),
            naming_of=naming_of,
            preview=preview_of(issue, organisation, today, lang) if issue else None,
            day=long_date(today, interface),
            zone=zone,
            typed=request.form.to_dict() or _typed_before(call, organisation, found),
            refusal=refusal,
            mark=desks.short(call.seal),
            mail=office_mail(),
        )
    return page, refusal.status if refusal else 200


def _today() -> date:
    """The day that is printed beside whoever accedes now: the coalition's."""
    house = the_coalition()
    return clock.now().astimezone(ZoneInfo(house.timezone if house else "UTC")).date()


def _typed_before(call: Call, organisation: Organisation, found: Accession | None) -> dict[str, str]:
    """What the form shows at first: how the organisation is usually named; to the second of two, what the first said
    about the name and the words of its reservation, which it must say too.
    """
    if found is None:
        usual = organisation.visibility if organisation.visibility in choices_of_name(call) else Visibility.WITHHELD
        return {"visibility": usual.value}
    chosen = {f"to_{one.id}": "yes" for one in signoff.shown_to(found)}
    said = {"visibility": RECIPIENT if chosen else found.visibility.value, "reservation": found.reservation}
    return chosen | said


def _spoke(link: AccessionLink, found: Accession) -> bool:
    return link.person is None or link.person.id in (found.person_id, found.seconded_by_id)


def _may_second(link: AccessionLink, found: Accession | None) -> bool:
    """Whether this person gives the second of two signatures."""
    waits = found is not None and not found.is_whole
    return waits and link.person is not None and found is not None and link.person.id != found.person_id


def _why_not(link: AccessionLink) -> RuleBroken | None:
    try:
        issue = refuse_closed(link.call)
        refuse_who_stands_there(link.call, link.organisation, issue)
        if link.person is None:
            raise RuleBroken(_("No accession of your organisation stands."))
        today = clock.now().date()
        if signoff.mandate_to_accede(link.person, link.organisation, link.call.dossier, today) is None:
            raise RuleBroken(
                _(
                    "Your mandate has ended, was withdrawn or does not cover this text. Ask the head of your "
                    "organisation or the coordinator to record it, then open the same link again."
                ),
                status=403,
            )
    except RuleBroken as refusal:
        return refusal
    return None


def _closed(link: AccessionLink, why: RuleBroken) -> ResponseReturnValue:
    with force_locale(desks.interface_of(_lang(link))):
        return _door(_("Your organisation cannot accede here"), str(why.message)), 403 if why.status == 403 else 410


def _unknown() -> ResponseReturnValue:
    with force_locale(desks.interface_of(desks.asked_language(None))):
        help_ = _("Perhaps a part of it is missing. Open it again from your mail.")
        return _door(_("We do not know this link"), help_), 404


def _door(heading: str, help_: str) -> str:
    return render_template(
        "signoff/closed_door.html",
        heading=heading,
        help=help_,
        token="",
        can_ask=False,
        receipt_url="",
        way_in="",
        mail=office_mail(),
    )


def _lang(link: AccessionLink) -> str:
    if link.person is None and not request.args.get("lang"):
        return link.organisation.lang
    return desks.asked_language(link.person)


def _secretariat(issue: Issue, refusal: Refusal | None = None) -> ResponseReturnValue:
    call, lang = issue.call, language()
    found = sorted(signoff.accessions_in(call), key=lambda one: one.receipt if one.visibility.is_hidden else "")

    def named(one: Accession) -> str:
        """Beside a withheld accession nobody reads the name (decision 27): its receipt stands for it."""
        hidden = _("Name withheld")
        return f"{hidden} · {one.receipt}" if one.visibility.is_hidden else one.organisation.name_in(lang)

    page = render_template(
        "publishing/accessions.html",
        issue=issue,
        until=open_until(call),
        is_closed=is_closed(call),
        waiting=[one for one in found if one.is_waiting],
        half=[one for one in found if not one.is_whole],
        printed=[one for one in found if one.accepted_at is not None],
        named=named,
        disputed={one.id for one in signoff.denied_in(call)},
        could=[(one.id, one.name_in(lang)) for one in who_could(call, lang)],
        typed=request.form,
        chosen=request.form.getlist("accession"),
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _issue(issue_id: int) -> Issue:
    found = session.get(Issue, issue_id) if issue_id < LARGEST_ID else None
    if found is None:
        raise NotFound(_("There is no page at this address, or you may not see it."))
    return found


def _accession(issue_id: int, accession_id: int) -> Accession:
    found = session.get(Accession, accession_id) if accession_id < LARGEST_ID else None
    if found is None or found.call_id != _issue(issue_id).call_id:
        raise NotFound(_("There is no such accession."))
    return found
