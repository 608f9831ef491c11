"""Standing instructions: given and confirmed by an organisation's own people, and stopped with one tap."""

import io
from collections.abc import Callable
from datetime import date

from flask import flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy import blobs, clock
from advocacy.access import actor, authorise, requires
from advocacy.accounts.models import Person
from advocacy.coalition.actions.mandates import PROOF_BYTES
from advocacy.coalition.labels import VISIBILITY
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.rules import file_type, reads_inside
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.forms import InstructionForm
from advocacy.signoff.letters import office_mail
from advocacy.signoff.models import Asked, Call, Instruction, StandingUse
from advocacy.signoff.standing_letters import WHAT
from advocacy.signoff.views import desk as desks
from advocacy.signoff.views.answering import desk_for
from advocacy.signoff.views.desk import Desk
from advocacy.signoff.views.house import act, closed
from advocacy.signoff.views.room import bp
from advocacy.signoff.views.signing import behind
from advocacy.signoff.words import naming
from advocacy.web import csrf, language
from papers.kinds import KINDS
from papers.normalise import clean_text

Decide = Callable[..., Instruction]
"""Confirms or revokes an instruction, `by=` somebody or the organisation itself."""


class Represented:
    """What the policy asks about: whether somebody represents this organisation."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation_id = organisation.id


@bp.get("/instructions")
@requires(Action.ANSWER_CALL)
def my_instructions() -> ResponseReturnValue:
    return _page()


@bp.post("/instructions/<int:organisation_id>")
@requires(Action.ANSWER_CALL)
def give_instruction(organisation_id: int) -> ResponseReturnValue:
    _organisation(organisation_id)
    try:
        form = InstructionForm.parse(request.form, request.form.getlist("kinds"))
        proof, name = _proof()
        with transaction():
            actions.give_instruction(
                _organisation(organisation_id),
                kinds=form.kinds,
                visibility=form.visibility,
                since=form.since or clock.now().date(),
                until=form.until or date.min,
                proof=proof,
                proof_name=name,
                knows_few=form.knows_few,
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return _page(refusal)
    flash(_("Recorded. It holds once a second person confirms it, or the organisation itself by its own mail."))
    return redirect(url_for("signoff.my_instructions"), 303)


@bp.post("/instructions/<int:organisation_id>/<int:instruction_id>/confirm")
@requires(Action.ANSWER_CALL)
def confirm_instruction(organisation_id: int, instruction_id: int) -> ResponseReturnValue:
    return _decide(organisation_id, instruction_id, actions.confirm_instruction)


@bp.post("/instructions/<int:organisation_id>/<int:instruction_id>/revoke")
@requires(Action.ANSWER_CALL)
def revoke_instruction(organisation_id: int, instruction_id: int) -> ResponseReturnValue:
    return _decide(organisation_id, instruction_id, actions.revoke_instruction)


@bp.get("/instructions/<int:organisation_id>/<int:instruction_id>/proof")
@requires(Action.READ_COALITION)
def show_instruction_proof(organisation_id: int, instruction_id: int) -> ResponseReturnValue:
    """Always as a download, for its own people and those who may read inside."""
    found = _instruction(organisation_id, instruction_id)
    if not reads_inside(actor(), found.organisation):
        raise NotFound(_("There is no such file, or you may not see it."))
    data = blobs.read(found.proof_sha256)
    name = found.proof_name or f"instruction-{found.id}"
    media = file_type(data) or "application/octet-stream"
    return send_file(io.BytesIO(data), mimetype=media, as_attachment=True, download_name=name)


@bp.get("/i/<token>")
@requires(Action.FOLLOW_SIGNING_LINK)
def house_instruction(token: str) -> ResponseReturnValue:
    return _house(token)


@bp.post("/i/<token>/confirm")
@requires(Action.FOLLOW_SIGNING_LINK)
def confirm_for_the_house(token: str) -> ResponseReturnValue:
    return _house_decides(token, actions.confirm_instruction)


@bp.post("/i/<token>/revoke")
@requires(Action.FOLLOW_SIGNING_LINK)
def revoke_for_the_house(token: str) -> ResponseReturnValue:
    return _house_decides(token, actions.revoke_instruction)


@bp.post("/s/<token>/stop")
@requires(Action.FOLLOW_SIGNING_LINK)
def stop_standing_by_link(token: str) -> ResponseReturnValue:
    return behind(token, _stop)


@bp.post("/calls/<int:call_id>/answer/<int:organisation_id>/stop")
@requires(Action.ANSWER_CALL)
def stop_standing(call_id: int, organisation_id: int) -> ResponseReturnValue:
    return _stop(desk_for(call_id, organisation_id))


@bp.post("/o/<token>/stop")
@requires(Action.FOLLOW_SIGNING_LINK)
def stop_standing_for_the_house(token: str) -> ResponseReturnValue:
    def stop(line: Asked) -> None:
        use = queries.waiting_use(line.call, line.organisation)
        if use is not None:
            actions.stop_use(use, by=None)

    return act(token, stop)


for _posted in (confirm_for_the_house, revoke_for_the_house, stop_standing_by_link, stop_standing_for_the_house):
    csrf.exempt(_posted)  # the link is its own proof, and must work in a browser that keeps no cookies


def _stop(desk: Desk) -> ResponseReturnValue:
    use = queries.waiting_use(desk.call, desk.organisation)
    if use is not None:
        try:
            with transaction():
                session.get_one(Call, desk.call.id)
                actions.stop_use(session.get_one(StandingUse, use.id), by=session.get_one(Person, desk.person.id))
        except RuleBroken as refusal:
            desks.note(refusal, desk)
            return desks.show(desk, refusal=refusal)
    return redirect(desk.address("page", lang=desk.lang), 303)


def _decide(organisation_id: int, instruction_id: int, act: Decide) -> ResponseReturnValue:
    _instruction(organisation_id, instruction_id, own=True)
    try:
        with transaction():
            found = _instruction(organisation_id, instruction_id, own=True)
            act(found, by=session.get_one(Person, g.person.id))
    except (BadInput, RuleBroken) as refusal:
        return _page(refusal)
    return redirect(url_for("signoff.my_instructions"), 303)


def _house_decides(token: str, act: Decide) -> ResponseReturnValue:
    if queries.instruction_by_token(token) is None:
        return closed(None)
    try:
        with transaction():
            found = queries.instruction_by_token(token)
            assert found is not None
            act(found, by=None)
    except (BadInput, RuleBroken) as refusal:
        return _house(token, refusal)
    return redirect(url_for("signoff.house_instruction", token=token, lang=request.args.get("lang")), 303)


def _house(token: str, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    one = queries.instruction_by_token(token)
    if one is None:
        return closed(None)
    lang = desks.interface_of(desks.asked_language(None) if request.args.get("lang") else one.organisation.lang)
    state = "revoked" if one.revoked_at else "confirmed" if one.confirmed_at else "given"
    with force_locale(lang):
        page = render_template(
            "signoff/house_instruction.html",
            one=one,
            said=WHAT[state],
            kinds=_kinds(lang),
            naming=naming,
            token=token,
            refusal=refusal,
            mail=office_mail(),
        )
    return page, refusal.status if refusal else 200


def _page(refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    lang = language()
    houses = [session.get_one(Organisation, number) for number in sorted(actor().represents)]
    page = render_template(
        "signoff/my_instructions.html",
        houses=[(one, queries.instructions_of(one)) for one in houses],
        kinds=_kinds(lang),
        visibilities=[(each.value, VISIBILITY[each]) for each in Visibility],
        naming=naming,
        me=g.person.id,
        chosen=request.form.getlist("kinds"),
        typed=request.form,
        typed_for=(request.view_args or {}).get("organisation_id"),
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _kinds(lang: str) -> dict[str, str]:
    return {key: kind.name(lang) for key, kind in KINDS.items()}


def _proof() -> tuple[bytes | None, str]:
    """The file that came with the form, at most one byte more than is allowed; None for no file."""
    file = request.files.get("proof")
    if file is None or not file.filename:
        return None, ""
    return file.stream.read(PROOF_BYTES + 1), clean_text(file.filename.replace("\\", "/").rsplit("/", 1)[-1])[:120]


def _organisation(organisation_id: int) -> Organisation:
    found = session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound(_("There is no such organisation."))
    authorise(Action.ANSWER_CALL, Represented(found))
    return found


def _instruction(organisation_id: int, instruction_id: int, *, own: bool = False) -> Instruction:
    found = session.get(Instruction, instruction_id)
    if found is None or found.organisation_id != organisation_id:
        raise NotFound(_("There is no such instruction."))
    if own:
        authorise(Action.ANSWER_CALL, Represented(found.organisation))
    return found
