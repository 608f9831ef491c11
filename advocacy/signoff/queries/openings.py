"""Reads about openings of withheld names: which wait, which are open, and what an open one shows."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select, union

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import actor_of
from advocacy.database import session
from advocacy.policy import Action, Office, can
from advocacy.signoff.models import Accession, Answer, Call, Opening
from advocacy.signoff.queries.accessions import accepted_in
from advocacy.signoff.queries.calls import signatures_of
from advocacy.signoff.queries.offices import holders
from advocacy.signoff.rules.openings import Standing, standing


def withheld_in(call: Call) -> list[Answer | Accession]:
    """The signatures under the text, and the accessions that an issue counts, whose name no ordinary copy prints.

    Whoever is not counted is never opened.
    """
    acts: list[Answer | Accession] = [*signatures_of(call), *accepted_in(call)]
    return [act for act in acts if act.visibility is Visibility.WITHHELD]


def hidden_organisations(call: Call) -> list[Organisation]:
    """All whose name must not be told with this call, whatever they answered."""
    said = [
        select(table.organisation_id).where(table.call_id == call.id, table.visibility != Visibility.PUBLIC)
        for table in (Answer, Accession)
    ]
    ids = set(session.scalars(union(*said))) | {
        line.organisation_id for line in call.roll if line.organisation.visibility.is_hidden
    }
    return list(session.scalars(select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.id)))


def openings() -> Sequence[Opening]:
    """Every request, the newest first."""
    return session.scalars(select(Opening).order_by(Opening.id.desc())).all()


def standing_of(opening: Opening) -> Standing:
    """How the request stands now."""
    return standing(opening.confirm_until, opening.open_until, clock.now())


def waiting_opening(call: Call) -> Opening | None:
    """The request that waits for its second officer, or is open; at most one of a call at a time."""
    found = session.scalars(select(Opening).where(Opening.call_id == call.id).order_by(Opening.id.desc())).all()
    return next((one for one in found if standing_of(one) in ("waiting", "open")), None)


def opened_acts(opening: Opening) -> list[Answer | Accession]:
    """What an opening shows: the answers and accessions whose organisations were told of it."""
    answers = select(Answer).where(Answer.id.in_(opening.answer_ids)).order_by(Answer.id)
    later = select(Accession).where(Accession.id.in_(opening.accession_ids)).order_by(Accession.id)
    return [*session.scalars(answers), *session.scalars(later)]


def release_officers(day: date) -> list[Person]:
    """Who may open withheld names on that day."""
    found = holders(day, Office.RELEASE)
    return [person for person in found if can(actor_of(person), Action.OPEN_NAMES)]


def calls_with_withheld() -> list[tuple[Call, int]]:
    """Calls in which somebody has signed, or acceded, with the name withheld, the newest first, and how many have."""
    asked = select(Answer.call_id).where(Answer.standing, Answer.visibility == Visibility.WITHHELD)
    later = select(Accession.call_id).where(Accession.visibility == Visibility.WITHHELD)
    found = session.scalars(select(Call).where(Call.id.in_(asked.union(later))).order_by(Call.id.desc())).all()
    return [(call, number) for call in found if (number := len(withheld_in(call)))]
