"""Papers in review, and what members hand in."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.amending import actions, queries
from advocacy.amending.actions.moving import Case
from advocacy.amending.models import Amendment, Handling, Window
from advocacy.coalition import queries as coalition
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier
from papers.model import Block, Paper, Paragraph, Text
from tests.make import coalition as make
from tests.make.drafting import dossier as written
from tests.make.signoff import members, signatory_of

Edit = Callable[[Paper], Paper]


def review(dossier: Dossier | None = None, *, by: Person | None = None, hours: float = 100, soft: float = 80) -> Window:
    """A paper in review, open for `hours`, late after `soft`; makes coalition, paper and three members if need be."""
    if coalition.the_coalition() is None:
        make.coalition()
    if not coalition.members_on(clock.now().date()):
        members(3)
    dossier = dossier or written()
    by = by or make.rapporteur(dossier.group)
    now = clock.now()
    with transaction():
        return actions.open_review(
            session.get_one(Dossier, dossier.id),
            soft_at=now + timedelta(hours=soft),
            closes_at=now + timedelta(hours=hours),
            timezone="Asia/Damascus",
            by=by,
        )


def says(block: str, words: str) -> Edit:
    """The block of that id becomes a paragraph with these words."""
    return lambda paper: replace(paper, blocks=tuple(_said(one, block, words) for one in paper.blocks))


def _said(one: Block, block: str, words: str) -> Block:
    return Paragraph(one.id, (Text(words),)) if one.id == block else one


def titled(words: str) -> Edit:
    """The title reads so."""
    return lambda paper: replace(paper, title=words)


def prepared(
    window: Window,
    organisation: Organisation,
    edit: Edit,
    *,
    reason: str = "لأنّ الأسر تطلب ذلك.",
    visibility: Visibility = Visibility.PUBLIC,
) -> Amendment:
    """An amendment that its organisation has not moved yet."""
    with transaction():
        window = session.get_one(Window, window.id)
        return actions.prepare_amendment(
            window,
            session.get_one(Organisation, organisation.id),
            edit(queries.base_of(window)),
            Case("تعديل في الصياغة", reason, visibility),
            by=signatory_of(organisation),
        )


def moved(
    window: Window, organisation: Organisation, edit: Edit, *, visibility: Visibility = Visibility.PUBLIC
) -> Amendment:
    """An amendment moved by its organisation's signatory."""
    amendment = prepared(window, organisation, edit, visibility=visibility)
    with transaction():
        return actions.move_amendment(session.get_one(Amendment, amendment.id), by=signatory_of(organisation))


def decided(
    amendment: Amendment, handling: Handling = Handling.ADOPT, *, edit: Edit | None = None, by: Person
) -> Amendment:
    """An amendment on which the group has decided; `edit` makes the group's wording of a modified adoption."""
    with transaction():
        row = session.get_one(Amendment, amendment.id)
        modified = edit(queries.base_of(row.window)) if edit else None
        actions.propose_handling(row, handling, "هكذا رأى الفريق.", modified=modified, by=by)
        return actions.decide_amendment(row, by=by)


def organisations() -> Sequence[Organisation]:
    """The members of today."""
    return coalition.members_on(clock.now().date())
