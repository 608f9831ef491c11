"""What the group does with an amendment: a proposal with its reason, the movers' word on it, the decision."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending import letters, queries
from advocacy.amending.actions.guards import (
    lock,
    needed,
    refuse_if_named,
    refuse_if_over,
    refuse_unless_moved,
    refuse_without_mandate,
)
from advocacy.amending.actions.moving import lay_wording
from advocacy.amending.models import Amendment, Handling, State, Voice
from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.amendments import amended
from papers.model import Paper
from papers.normalise import normalise
from papers.write.markdown import to_markdown

DECISIONS = {
    Handling.ADOPT: State.ADOPTED,
    Handling.ADOPT_MODIFIED: State.ADOPTED_MODIFIED,
    Handling.REJECT: State.REJECTED,
}


def propose_handling(
    amendment: Amendment, handling: Handling, reason: str, *, modified: Paper | None = None, by: Person
) -> Amendment:
    """Propose what to do, and tell the movers. `modified` is the whole text in the group's words, for ADOPT_MODIFIED.

    A new proposal asks the movers anew.
    """
    _refuse_unless_pending(amendment)
    if handling is not Handling.ADOPT:
        reason = needed("proposal_reason", reason, _("Say why; the movers will read it."))
    if handling is Handling.ADOPT:
        _refuse_if_nothing_is_left(amendment)
    if handling is Handling.ADOPT_MODIFIED:
        _lay_modified(amendment, modified, by)
    amendment.proposal, amendment.proposal_reason = handling, reason.strip()
    amendment.movers_accept, amendment.movers_reason = None, ""
    session.flush()
    entry = append(
        "amending.proposed",
        amendment,
        by=by.id,
        dossier=amendment.window.dossier_id,
        number=amendment.number,
        handling=handling.value,
    )
    letters.tell_movers(amendment, f"proposed.{entry.number}")
    return amendment


def _refuse_if_nothing_is_left(amendment: Amendment) -> None:
    """All that it wanted has met a newer text: to adopt it would credit its movers with words that stand nowhere."""
    if amendment.lost and not queries.change_of(queries.movers_wording(amendment)).changes:
        left = _("Nothing of it is left to adopt: the text has moved on. Adopt it in other words, or reject it.")
        raise RuleBroken(left)


def _lay_modified(amendment: Amendment, modified: Paper | None, by: Person) -> None:
    if modified is None or not amended(queries.base_of(amendment.window), normalise(modified), "1").changes:
        raise BadInput({"words": _("Write how it should read instead; now it leaves the text as it was.")})
    moved = queries.edited_by(queries.movers_wording(amendment))
    if to_markdown(modified) == to_markdown(moved):  # a new passage has another id each time
        own = _("These are the movers’ own words. Change them, or adopt the amendment as it was moved.")
        raise BadInput({"words": own})
    lay_wording(amendment, normalise(modified), Voice.GROUP, by=by)


def answer_proposal(amendment: Amendment, accepts: bool, reason: str = "", *, by: Person) -> Amendment:
    """The movers say whether they accept the group's proposal, and if not, why; anew as long as nothing is decided."""
    _refuse_unless_pending(amendment)
    refuse_without_mandate(amendment.window, amendment.organisation, by)
    if amendment.proposal is None:
        raise RuleBroken(_("The group has not proposed anything yet."))
    if accepts:
        reason = ""
    else:
        reason = needed("movers_reason", reason, _("Say why you do not accept it; the group decides with it at hand."))
        refuse_if_named(amendment.organisation, amendment.visibility, reason, field="movers_reason")
    amendment.movers_accept, amendment.movers_reason = accepts, reason
    append(
        "amending.proposal_answered",
        amendment,
        by=by.id,
        dossier=amendment.window.dossier_id,
        organisation=amendment.organisation_id,
        withheld=amendment.visibility is Visibility.WITHHELD,
        number=amendment.number,
        accepts=accepts,
    )
    return amendment


def decide_amendment(amendment: Amendment, *, by: Person) -> Amendment:
    """Decide as the group proposed. What the movers did not accept is decided all the same, and says so for ever."""
    _refuse_unless_pending(amendment)
    if amendment.proposal is None:
        raise RuleBroken(_("Propose first what to do with it, so that the movers can answer."))
    decision = DECISIONS[amendment.proposal]
    amendment.state, amendment.decided_at, amendment.decided_by_id = decision, clock.now(), by.id
    append(
        "amending.decided",
        amendment,
        by=by.id,
        dossier=amendment.window.dossier_id,
        number=amendment.number,
        decision=amendment.state.value,
        movers_accept=amendment.movers_accept,
    )
    letters.tell_movers(amendment, "decided")
    return amendment


def _refuse_unless_pending(amendment: Amendment) -> None:
    refuse_if_over(lock(amendment.window))
    session.refresh(amendment)
    refuse_unless_moved(amendment)
