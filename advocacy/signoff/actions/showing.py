"""Keeping for which recipients a withheld signatory lets its name be printed."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _

from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.errors import BadInput
from advocacy.signoff.models import Answer, Call, Choice, ShownTo
from advocacy.signoff.queries.changes import SIGNING
from advocacy.signoff.queries.recipients import recipients_of, shown_to


def choosable(call: Call, choice: Choice, visibility: Visibility, wanted: Collection[int]) -> frozenset[int]:
    """The recipients that this answer chooses, which only a withheld signature does. BadInput for a strange one."""
    if choice not in SIGNING or visibility is not Visibility.WITHHELD:
        return frozenset()
    if not set(wanted) <= {one.id for one in recipients_of(call)}:
        raise BadInput({"visibility": _("Choose one of the entries in the list.")})
    return frozenset(wanted)


def show_to(answer: Answer, recipients: Collection[int]) -> None:
    """Remember the choice of an answer that was just given."""
    session.add_all(ShownTo(answer_id=answer.id, recipient_id=number) for number in sorted(recipients))
    session.flush()


def is_shown_to(answer: Answer, recipients: Collection[int]) -> bool:
    """Whether the answer chose exactly these."""
    return {one.id for one in shown_to(answer)} == set(recipients)
