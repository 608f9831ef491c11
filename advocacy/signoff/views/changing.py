"""Changing the text of a call; and the page on which a signatory sees the difference and says what it means to them."""

from collections.abc import Mapping
from dataclasses import replace

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import clock
from advocacy.access import authorise, requires
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.drafting.queries import get_head, paper_of_frozen, source_of
from advocacy.errors import BadInput, Refusal, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.change_letters import SUBSTANCE, newly_named
from advocacy.signoff.five_lines import text_for
from advocacy.signoff.forms import ChangeForm, choices_of_name
from advocacy.signoff.models import Answer, Call, Change, Invitation
from advocacy.signoff.preview import preview_of
from advocacy.signoff.recipient_words import naming_of
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.answering import desk_for
from advocacy.signoff.views.desk import Desk
from advocacy.signoff.views.room import bp
from advocacy.signoff.views.signing import behind, refused
from advocacy.signoff.words import ANSWERED, naming, own_name
from advocacy.web import csrf, language
from papers.compare import BlockChange, WordChange, compare
from papers.dates import ZONES, city_of
from papers.differing import lines_that_differ


@bp.get("/calls/<int:call_id>/change")
@requires(Action.FREEZE_PAPER)
def ask_change(call_id: int) -> ResponseReturnValue:
    return _change_page(_call(call_id), {})


@bp.post("/calls/<int:call_id>/change")
@requires(Action.FREEZE_PAPER)
def change_text(call_id: int) -> ResponseReturnValue:
    call = _call(call_id)
    try:
        form = ChangeForm.parse(request.form, [text.lang for text in call.freeze.texts])
        with transaction():
            change = actions.change_text(
                session.get_one(Call, call_id),
                form.sources,
                change_class=form.change_class,
                reason=form.reason,
                closes_at=form.closes_at,
                by=session.get_one(Person, g.person.id),
            )
    except Refusal as refusal:
        return _change_page(_call(call_id), request.form, refusal)
    flash(
        _("The text is changed. Every signatory is told, and can raise it for 12 hours.")
        if change.is_editorial
        else _("The text is changed. Every signature waits to be confirmed; the signatories are told.")
    )
    return redirect(url_for("drafting.show_paper", dossier_id=call.dossier_id), 303)


@bp.get("/s/<token>/change")
@requires(Action.FOLLOW_SIGNING_LINK)
def show_change(token: str) -> ResponseReturnValue:
    return behind(token, _show, shut=_shut)


@bp.post("/s/<token>/confirm")
@requires(Action.FOLLOW_SIGNING_LINK)
def confirm_signature(token: str) -> ResponseReturnValue:
    return behind(token, _confirm)


@bp.post("/s/<token>/raise")
@requires(Action.FOLLOW_SIGNING_LINK)
def raise_change(token: str) -> ResponseReturnValue:
    return behind(token, _raise, shut=_shut)


for _posted in (confirm_signature, raise_change):
    # a personal link is its own proof, and must work in a browser that keeps no cookies
    csrf.exempt(_posted)


@bp.get("/calls/<int:call_id>/answer/<int:organisation_id>/change")
@requires(Action.ANSWER_CALL)
def show_own_change(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return _show(desk_for(call_id, organisation_id, even_if_over=True))


@bp.post("/calls/<int:call_id>/answer/<int:organisation_id>/confirm")
@requires(Action.ANSWER_CALL)
def confirm_own_signature(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return _confirm(desk_for(call_id, organisation_id))


@bp.post("/calls/<int:call_id>/answer/<int:organisation_id>/raise")
@requires(Action.ANSWER_CALL)
def raise_own_change(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return _raise(desk_for(call_id, organisation_id, even_if_over=True))


def _shut(invitation: Invitation | None) -> str:
    """As `refused`, but a change can be raised in its window although the call has closed."""
    why = refused(invitation)
    if why == "over" and invitation is not None and queries.running_window(invitation.asked.call) is not None:
        return ""
    return why


def _show(desk: Desk, refusal: Refusal | None = None) -> ResponseReturnValue:
    """What changed, word by word, with one tap for each thing that can be said about it."""
    call = desk.call
    change = queries.newest_change(call)
    if change is None:
        return redirect(desk.address("page", lang=desk.lang), 303)
    standing, window = queries.answer_so_far(call, desk.organisation), queries.running_window(call)
    signs = standing is not None and standing.standing and standing.choice in queries.SIGNING
    with force_locale(desk.interface):
        page = render_template(
            "signoff/changed_text.html",
            desk=desk,
            change=change,
            title=text_for(call, desk.lang).title,
            differences=differences_of(change, desk.lang),
            reasons=[SUBSTANCE[code] for code in dict.fromkeys(one["code"] for one in change.found)],
            named=newly_named(change, desk.lang),
            standing=standing,
            answered=ANSWERED,
            waits=standing is not None and _is_wanted(call, standing, desk.person) and not queries.is_over(call),
            names=choices_of_name(call),
            preview=preview_of(call, desk.organisation, desk.interface),
            naming=naming,
            own_name=own_name,
            kept_for=naming_of(standing, desk.interface)[1:] if standing is not None else [],
            colleague=_first_of_two(standing, desk),
            may_raise=window is not None and signs,
            is_over=queries.is_over(call),
            refusal=refusal,
            mark=desks.short(call.seal),
        )
    return page, refusal.status if refusal else 200


def _first_of_two(standing: Answer | None, desk: Desk) -> str:
    """Whoever gave the first of two signatures to the text as it is now; empty when it was this person, or nobody."""
    if standing is None or standing.standing or standing.person_id == desk.person.id:
        return ""
    return standing.person.name_in(desk.interface) if standing.seal == desk.call.seal else ""


def _is_wanted(call: Call, signed: Answer, person: Person) -> bool:
    """Whether this person can confirm that signature: given to another text, or a colleague's first of two."""
    if queries.is_unconfirmed(signed, queries.accepted_seals(call)):
        return True
    return not signed.standing and signed.choice in queries.SIGNING and signed.person_id != person.id


def differences_of(change: Change, lang: str) -> list[tuple[str, list[BlockChange], list[tuple[WordChange, ...]]]]:
    """Per language that changed, the reader's first: its code, the blocks that differ, and the lines before them."""
    found = []
    for text in sorted(change.new.texts, key=lambda text: (text.lang != lang, text.lang)):
        before = change.old.text_in(text.lang)
        if before is None or before.digest == text.digest:
            continue
        seen = compare(paper_of_frozen(before), paper_of_frozen(text))
        heads = [words for words in (seen.title, seen.subtitle, seen.position) if any(w.op != "same" for w in words)]
        blocks = [replace(block, words=lines_that_differ(block.words)) for block in seen.blocks if block.kind != "same"]
        found.append((text.lang, blocks, heads))
    return found


def _confirm(desk: Desk) -> ResponseReturnValue:
    try:
        wanted = request.form.get("visibility", "")
        signed = queries.answer_so_far(desk.call, desk.organisation)
        kept = signed.visibility if signed else desk.organisation.visibility
        if wanted and wanted not in {each.value for each in choices_of_name(desk.call)}:
            raise BadInput({"visibility": _("Choose one of the entries in the list.")})
        with transaction():
            actions.confirm_signature(
                session.get_one(Call, desk.call.id),
                session.get_one(Organisation, desk.organisation.id),
                seal=request.form.get("seal", ""),
                visibility=Visibility(wanted) if wanted else kept,
                knows_few="knows_few" in request.form,
                by=session.get_one(Person, desk.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        desks.note(refusal, desk)
        return _show(desk, refusal)
    return redirect(desk.address("receipt", lang=desk.lang), 303)


def _raise(desk: Desk) -> ResponseReturnValue:
    change = queries.newest_change(desk.call)
    try:
        if change is not None:
            with transaction():
                actions.raise_change(
                    session.get_one(Change, change.id),
                    session.get_one(Organisation, desk.organisation.id),
                    by=session.get_one(Person, desk.person.id),
                )
    except RuleBroken as refusal:
        desks.note(refusal, desk)
        return _show(desk, refusal)
    return redirect(desk.address("change", lang=desk.lang), 303)


def _call(call_id: int) -> Call:
    call = queries.call_of(call_id)
    authorise(Action.FREEZE_PAPER, call.dossier)
    return call


def _change_page(call: Call, typed: Mapping[str, str], refusal: Refusal | None = None) -> ResponseReturnValue:
    dossier = call.dossier
    texts = [
        (text.lang, source_of(get_head(version))) for text in call.freeze.texts if (version := text.revision.version)
    ]
    page = render_template(
        "signoff/change_text.html",
        call=call,
        dossier=dossier,
        texts=texts,
        typed=typed,
        refusal=refusal,
        signatures=len(queries.signatures_of(call)),
        is_over=call.outcome is not None,
        window=actions.WINDOW,
        zone=call.timezone,
        zones=[(zone, city_of(zone, language())) for zone in ZONES],
        until=clock.now() + actions.CONFIRM_WITHIN,
    )
    return page, refusal.status if refusal else 200
