"""The arbitration committee's page of a denial: receipt, mandate, and the finding."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from advocacy.access import may, requires
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.errors import BadInput, NotFound, RuleBroken
from advocacy.policy import Action
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Accession, Denial
from advocacy.signoff.views.room import bp
from advocacy.signoff.words import ANSWERED
from advocacy.web import form_value


@bp.get("/denials/<int:denial_id>")
@requires(Action.READ_DENIAL)
def show_denial(denial_id: int) -> ResponseReturnValue:
    return _page(_denial(denial_id))


@bp.post("/denials/<int:denial_id>")
@requires(Action.SETTLE_DENIAL)
def settle_denial(denial_id: int) -> ResponseReturnValue:
    try:
        finding = form_value(request.form, "finding")
        if finding not in ("upheld", "dismissed"):
            raise BadInput({"finding": _("Choose one of the entries in the list.")})
        with transaction():
            actions.settle_denial(
                _denial(denial_id),
                is_upheld=finding == "upheld",
                reason=form_value(request.form, "reason")[:600],
                by=session.get_one(Person, g.person.id),
            )
    except (BadInput, RuleBroken) as refusal:
        return _page(_denial(denial_id), refusal)
    flash(_("The finding is recorded; the organisation and the coordinator are told."))
    return redirect(url_for("signoff.show_denial", denial_id=denial_id), 303)


def _page(denial: Denial, refusal: BadInput | RuleBroken | None = None) -> ResponseReturnValue:
    act = queries.act_of(denial.call, denial.organisation)
    acceded = isinstance(act, Accession)
    is_sealed = act is not None and (act.visibility.is_hidden if isinstance(act, Accession) else queries.is_sealed(act))
    is_hidden = denial.organisation.visibility.is_hidden or is_sealed
    page = render_template(
        "signoff/show_denial.html",
        denial=denial,
        act=act,
        said=_("acceded later") if acceded else ANSWERED[act.choice] if act else "",
        at=(act.acceded_at if isinstance(act, Accession) else act.answered_at) if act else None,
        is_named=not is_hidden or may(Action.SETTLE_DENIAL),  # whoever must judge must know
        typed=request.form,
        refusal=refusal,
    )
    return page, refusal.status if refusal else 200


def _denial(denial_id: int) -> Denial:
    denial = session.get(Denial, denial_id)
    if denial is None or denial.opened_at is None:
        raise NotFound(_("There is no such dispute."))
    return denial
