"""An amendment on its mover's side: prepared by whoever belongs, moved and withdrawn by who may speak for them."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending import queries
from advocacy.amending.actions.guards import (
    lock,
    needed,
    refuse_if_named,
    refuse_if_over,
    refuse_unless_moved,
    refuse_unless_open,
    refuse_without_mandate,
)
from advocacy.amending.models import Amendment, State, Voice, Window, Wording
from advocacy.amending.rules import next_number
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from papers.amendments import amended
from papers.model import Paper
from papers.normalise import normalise
from papers.record import to_json


@dataclass(frozen=True, slots=True)
class Case:
    """What the movers say about their amendment, besides its words."""

    subject: str
    reason: str = ""
    visibility: Visibility = Visibility.PUBLIC


def prepare_amendment(
    window: Window,
    organisation: Organisation,
    edited: Paper,
    case: Case,
    *,
    by: Person | None,
    answer_id: int | None = None,
) -> Amendment:
    """Keep an amendment inside its organisation: `edited` is the whole text as it should read.

    `answer_id` is the objection it grows from; the same objection again gives the same amendment, and only that may
    still leave the text unchanged.
    """
    refuse_unless_open(lock(window))
    if answer_id is not None:
        known = next((one for one in window.amendments if one.answer_id == answer_id), None)
        if known is not None:
            return known
    amendment = Amendment(
        organisation_id=organisation.id,
        state=State.PREPARED,
        subject="",
        visibility=case.visibility,
        prepared_by_id=by.id if by else None,
        prepared_at=clock.now(),
        lost=[],
        answer_id=answer_id,
    )
    window.amendments.append(amendment)
    session.flush()
    _say(amendment, edited, case, may_be_empty=answer_id is not None, by=by)
    return amendment


def reword_amendment(amendment: Amendment, edited: Paper, case: Case, *, by: Person | None) -> Amendment:
    """Say it otherwise, as long as it has not been moved."""
    refuse_unless_open(lock(amendment.window))
    session.refresh(amendment)
    if amendment.state is not State.PREPARED:
        raise RuleBroken(_("This amendment has been moved; withdraw it and move another."))
    _say(amendment, edited, case, may_be_empty=False, by=by)
    return amendment


def _say(amendment: Amendment, edited: Paper, case: Case, *, may_be_empty: bool, by: Person | None) -> None:
    amendment.subject = needed("subject", case.subject, _("Say in a line what it is about."))
    amendment.reason, amendment.visibility = case.reason.strip(), case.visibility
    edited = normalise(edited)
    if not may_be_empty and not amended(queries.base_of(amendment.window), edited, "1").changes:
        raise BadInput({"words": _("Nothing is changed yet. Change the words of at least one block.")})
    lay_wording(amendment, edited, Voice.MOVERS, by=by)


def lay_wording(amendment: Amendment, edited: Paper, voice: Voice, *, by: Person | None) -> Wording:
    """One more wording of an amendment, made to the present base."""
    wording = Wording(
        base_id=amendment.window.base_id,
        voice=voice,
        content=to_json(edited),
        made_at=clock.now(),
        made_by_id=by.id if by else None,
    )
    amendment.wordings.append(wording)
    session.flush()
    return wording


def move_amendment(amendment: Amendment, *, by: Person) -> Amendment:
    """Move it in the organisation's name; from now on the members read it. Late is marked late."""
    window = lock(amendment.window)
    session.refresh(amendment)
    refuse_unless_open(window)
    refuse_without_mandate(window, amendment.organisation, by)
    if amendment.state is not State.PREPARED:
        raise RuleBroken(_("This amendment has been moved already."))
    wording = queries.movers_wording(amendment)
    if not queries.change_of(wording).changes:
        raise BadInput({"words": _("Nothing is changed yet. Change the words of at least one block.")})
    needed("reason", amendment.reason, _("Say why; the other members will read it."))
    refuse_if_named(amendment.organisation, amendment.visibility, amendment.subject, amendment.reason)
    amendment.state, amendment.moved_at, amendment.moved_by_id = State.MOVED, clock.now(), by.id
    amendment.is_late = window.is_late
    amendment.number = next_number([one.number for one in window.amendments])
    _told("amending.moved", amendment, by, number=amendment.number, late=amendment.is_late)
    return amendment


def withdraw_amendment(amendment: Amendment, *, by: Person) -> Amendment:
    """Take it back before it is decided; what was moved stays in the list as withdrawn."""
    window = lock(amendment.window)
    session.refresh(amendment)
    refuse_if_over(window)
    refuse_without_mandate(window, amendment.organisation, by)
    if amendment.state is not State.PREPARED:
        refuse_unless_moved(amendment)
    amendment.state = State.WITHDRAWN
    _told("amending.withdrawn", amendment, by, number=amendment.number)
    return amendment


def _told(kind: str, amendment: Amendment, by: Person, **facts: object) -> None:
    append(
        kind,
        amendment,
        by=by.id,
        dossier=amendment.window.dossier_id,
        organisation=amendment.organisation_id,
        withheld=amendment.visibility is Visibility.WITHHELD,
        **facts,
    )
