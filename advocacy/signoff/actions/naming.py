"""What a signatory must know before its name is withheld (hard case N12)."""

from flask_babel import lazy_gettext as _

from advocacy.coalition.models import Organisation, Visibility
from advocacy.errors import BadInput
from advocacy.signoff.models import Call, Choice, Recording
from advocacy.signoff.preview import FEW, withheld_besides
from advocacy.signoff.queries import SIGNING


def few_known(
    call: Call, organisation: Organisation, choice: Choice, visibility: Visibility, *, knows_few: bool
) -> int | None:
    """How small a number of withheld names the signatory has accepted; None when it is not small, or asks for none.

    BadInput when a number below three was not acknowledged. Only whoever answers for the organisation comes here:
    no coordinator can acknowledge it for them.
    """
    number = few_withheld(call, organisation, choice, visibility)
    if number is None:
        return None
    if not knows_few:
        message = _(
            "Fewer than three names are withheld so far: their number alone may tell that yours is among them. Tick "
            "the box if your organisation accepts this, choose not to be counted, or wait until there are three."
        )
        raise BadInput({"knows_few": message})
    return number


def few_withheld(call: Call, organisation: Organisation, choice: Choice, visibility: Visibility) -> int | None:
    """How many names are withheld with this one, when that is below three; None when it is not, or asks for none."""
    if choice not in SIGNING or visibility is not Visibility.WITHHELD:
        return None
    number = withheld_besides(call, organisation) + 1
    return number if number < FEW else None


def waits_for_word(recording: Recording) -> bool:
    """Whether what was written down withholds a name of hardly any, and the organisation has not said that it knows."""
    if recording.knows_few_at is not None or not recording.is_waiting:
        return False
    said = (recording.choice, recording.visibility)
    return few_withheld(recording.call, recording.organisation, *said) is not None
