"""Giving what is still open to somebody, choosing the channels of a paper, and offering the charter's sentence."""

from collections.abc import Collection
from datetime import date

from flask_babel import lazy_gettext as _

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting import queries
from advocacy.drafting.actions.revise import refuse_unless_drafting
from advocacy.drafting.models import Dossier, Source, State, Suggestion, Task, Version
from advocacy.errors import BadInput
from advocacy.ledger.actions import append
from advocacy.library.checks import non_equation
from papers.amendments import InsertBlock
from papers.changes_record import changes_to_json
from papers.channels import CHANNELS
from papers.model import Ask, Paragraph, Text


def assign_point(dossier: Dossier, key: str, person: Person | None, *, due: date | None, by: Person) -> Task | None:
    """Give an open point to somebody; None takes it back. BadInput for a point that is not open (any more)."""
    known = {point.key for points in queries.open_points(dossier).values() for point in points}
    if key not in known:
        raise BadInput({"key": _("This point is no longer open. Reload the page.")})
    task = queries.tasks_of(dossier).get(key)
    if person is None:
        if task is not None:
            session.delete(task)
            session.flush()
        return None
    facts = {"assignee_id": person.id, "due": due, "given_by_id": by.id, "given_at": clock.now()}
    if task is None:
        task = Task(dossier_id=dossier.id, key=key, **facts)
        session.add(task)
    for name, value in facts.items():
        setattr(task, name, value)
    session.flush()
    return task


def choose_channels(dossier: Dossier, keys: Collection[str], *, by: Person | None) -> Dossier:
    """Say by which channels the paper shall go out; readiness is judged by their rules from then on."""
    refuse_unless_drafting(dossier)
    if not set(keys) <= set(CHANNELS):
        raise BadInput({"channel": _("Choose one of the entries in the list.")})
    dossier.channels = [key for key in CHANNELS if key in keys]
    session.flush()
    append("drafting.channels_chosen", dossier, by=by.id if by else None, dossier=dossier.id, channels=dossier.channels)
    return dossier


def offer_clause(version: Version, *, by: Person) -> Suggestion:
    """Propose the sentence that naming parties together equates nobody, behind the text and before its asks."""
    refuse_unless_drafting(version.dossier)
    paper = queries.paper_of(queries.get_head(version))
    words = non_equation(version.lang)
    if not words:
        raise BadInput({"key": _("The charter has no words for this in the language of the text.")})
    if any(row.after == words for row in queries.open_suggestions(version)):
        raise BadInput({"key": _("This sentence is proposed already. Look among the suggestions.")})
    ground = next((block.id for block in reversed(paper.blocks) if not isinstance(block, Ask)), None)
    block = Paragraph(chance.block_id(), (Text(words),))
    row = Suggestion(
        version_id=version.id,
        revision=version.head,
        kind="block_insert",
        block=ground or "",
        before="",
        after=words,
        place=0,
        change=changes_to_json([InsertBlock(block, ground)], paper),
        author_id=by.id,
        proposed_at=clock.now(),
        source=Source.PAGE,
        state=State.OPEN,
    )
    session.add(row)
    session.flush()
    return row
