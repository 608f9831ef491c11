"""Keeping for which recipients whoever withholds its name lets it be printed all the same."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _

from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.errors import BadInput
from advocacy.signoff.models import Accession, AccessionShownTo, Answer, Call, Choice, ShownTo
from advocacy.signoff.queries.changes import SIGNING
from advocacy.signoff.queries.recipients import recipients_of, shown_to


def choosable(call: Call, choice: Choice, visibility: Visibility, wanted: Collection[int]) -> frozenset[int]:
    """The recipients that this act chooses, which only a withheld signature does. BadInput for a strange one."""
    if choice not in SIGNING or visibility is not Visibility.WITHHELD:
        return frozenset()
    if not set(wanted) <= {one.id for one in recipients_of(call)}:
        raise BadInput({"visibility": _("Choose one of the entries in the list.")})
    return frozenset(wanted)


def show_to(act: Answer | Accession, recipients: Collection[int]) -> None:
    """Remember the choice of an act that was just given."""
    for number in sorted(recipients):
        if isinstance(act, Accession):
            session.add(AccessionShownTo(accession_id=act.id, recipient_id=number))
        else:
            session.add(ShownTo(answer_id=act.id, recipient_id=number))
    session.flush()


def is_shown_to(act: Answer | Accession, recipients: Collection[int]) -> bool:
    """Whether the act chose exactly these."""
    return {one.id for one in shown_to(act)} == set(recipients)
