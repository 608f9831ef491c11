"""The organisation's own page for a call, behind the link in its own mailbox: what was done in its name, what holds."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import requires
from advocacy.coalition.queries import the_coalition
from advocacy.database import transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.forms import SettlementForm
from advocacy.signoff.letters import reservation_of, terms_of
from advocacy.signoff.models import Asked, Dispute, HouseLink
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.room import bp
from advocacy.signoff.words import ANSWERED, CAME_BY
from advocacy.web import csrf


@bp.get("/o/<token>")
@requires(Action.FOLLOW_SIGNING_LINK)
def house_page(token: str) -> ResponseReturnValue:
    link = queries.house_link_of(token)
    return show(link, token) if link and may_look(link) else closed(link)


@bp.post("/o/<token>/settle")
@requires(Action.FOLLOW_SIGNING_LINK)
def settle_for_the_house(token: str) -> ResponseReturnValue:
    def settle(line: Asked) -> None:
        dispute = dispute_of(line)
        form = SettlementForm.parse(request.form, dispute)
        actions.settle_for_the_house(dispute, form.answer, reason=form.reason)

    return act(token, settle)


@bp.post("/o/<token>/take-back")
@requires(Action.FOLLOW_SIGNING_LINK)
def take_back_for_the_house(token: str) -> ResponseReturnValue:
    """Take back what was written down for the organisation, confirmed or not; for 24 hours past the close too."""

    def take_back(line: Asked) -> None:
        recording = queries.last_recording(line.call, line.organisation)
        if recording is None:
            raise NotFound(_("There is nothing to take back."))
        if recording.answer is None:
            actions.drop_recording(recording, by=None)
        else:
            actions.take_back_recorded(recording)

    return act(token, take_back, while_=may_look)


@bp.post("/o/<token>/few")
@requires(Action.FOLLOW_SIGNING_LINK)
def accept_few_for_the_house(token: str) -> ResponseReturnValue:
    """The organisation says that it knows how few names are withheld with its own."""

    def accept(line: Asked) -> None:
        recording = queries.last_recording(line.call, line.organisation)
        if recording is None:
            raise NotFound(_("There is no such recording."))
        actions.accept_few(recording)

    return act(token, accept)


for _posted in (settle_for_the_house, take_back_for_the_house, accept_few_for_the_house):
    csrf.exempt(_posted)  # the link is its own proof, and must work in a browser that keeps no cookies


def act(
    token: str, do: Callable[[Asked], None], *, while_: Callable[[HouseLink], bool] | None = None
) -> ResponseReturnValue:
    """Do something in the organisation's name through its own link while that is good, and show what holds then."""
    link = queries.house_link_of(token)
    if link is None or not (while_ or is_valid)(link):
        return closed(link)
    try:
        with transaction():
            do((queries.house_link_of(token) or link).asked)
    except (BadInput, RuleBroken) as refusal:
        return show(link, token, refusal)
    return redirect(url_for("signoff.house_page", token=token, lang=lang_of(link.asked)), 303)


def is_valid(link: HouseLink) -> bool:
    """A link of a mailbox is good until the call closes."""
    return clock.now() < link.expires_at and not queries.is_over(link.asked.call)


def may_look(link: HouseLink) -> bool:
    """A link is good longer than the call, as long as something that was written down can be taken back."""
    recording = queries.last_recording(link.asked.call, link.asked.organisation)
    can = recording is not None and recording.answer is not None and actions.may_take_back(recording)
    return clock.now() < link.expires_at and (is_valid(link) or can)


def dispute_of(line: Asked) -> Dispute:
    """What is to be settled; NotFound when nothing is."""
    dispute = queries.open_dispute(line.call, line.organisation)
    if dispute is None:
        raise NotFound(_("There is nothing to settle any more."))
    return dispute


def lang_of(line: Asked) -> str:
    """The language asked for in the address, else the organisation's."""
    return desks.asked_language(None) if request.args.get("lang") else line.organisation.lang


def show(link: HouseLink, token: str, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    """Both answers with a choice between them while they contradict each other, else what stands."""
    line = link.asked
    lang = desks.interface_of(lang_of(line))
    recording = queries.last_recording(line.call, line.organisation)
    with force_locale(lang):
        page = render_template(
            "signoff/house_page.html",
            recording=recording,
            can_take_back=recording is not None and actions.may_take_back(recording),
            waits_for_word=recording is not None and actions.waits_for_word(recording),
            reservation_of=reservation_of,
            terms_of=terms_of,
            until=actions.taken_back_until(recording) if recording else None,
            is_over=queries.is_over(line.call),
            use=(use := queries.waiting_use(line.call, line.organisation)),
            use_counts=queries.counts_from(use) if use else None,
            came_by=CAME_BY,
            token=token,
            line=line,
            zone=line.organisation.timezone,
            text=text_for(line.call, lang),
            dispute=queries.open_dispute(line.call, line.organisation),
            standing=queries.standing_answer(line.call, line.organisation),
            answered=ANSWERED,
            refusal=refusal,
            typed=request.form,
            mail=_office(),
        )
    return page, refusal.status if refusal else 200


def closed(link: HouseLink | None) -> ResponseReturnValue:
    """The link opens nothing; no word of the text."""
    with force_locale(desks.interface_of(lang_of(link.asked) if link else desks.asked_language(None))):
        heading = _("This call has closed") if link else _("We do not know this link")
        help_ = (
            _("Nothing can be answered any more. What stood when it closed stands as the receipts say.")
            if link
            else _("Perhaps a part of it is missing. Open it again from your mail.")
        )
        page = render_template(
            "signoff/closed_door.html",
            heading=heading,
            help=help_,
            token="",
            can_ask=False,
            receipt_url="",
            mail=_office(),
        )
    return page, 410 if link else 404


def _office() -> str:
    house = the_coalition()
    return str(house.mail) if house else ""
