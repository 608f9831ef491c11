"""Changes that the server makes to a shared text while others write in it."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from advocacy.accounts.models import Person
from advocacy.live import change, document, queries
from advocacy.live.actions.begin import new_client
from advocacy.live.actions.log import announce, append, locked
from advocacy.live.kept import Entry
from advocacy.live.models import LiveText
from papers.model import Paper
from papers.tree import to_nodes


def replace_with(text: LiveText, paper: Paper, *, by: Person | None) -> bool:
    """Make the text as it stands say what the paper says, by the smallest update; False if it says so already.

    Suggestions stay beside the words that stay. Computed under the lock of the text from its log, so that no keystroke
    that was acknowledged is overlooked.
    """
    return _changed(text, partial(change.turn_into, wanted=to_nodes(paper)), by)


def settle_suggestions(
    text: LiveText, *, accept: bool, ids: Collection[str] = (), of_person: int | None = None, by: Person | None
) -> bool:
    """Accept or reject suggestions by their ids, or all of one person; False if there are none of these."""
    whose = None if of_person is None else str(of_person)

    def decide(suggestion: str, person: str) -> bool | None:
        return accept if suggestion in ids or (whose is not None and person == whose) else None

    return _changed(text, partial(change.settle, decide=decide), by)


def _changed(text: LiveText, step: Callable[[Any], None], by: Person | None) -> bool:
    epoch, _head = locked(text.id)
    found = queries.loaded(text.id)
    client = new_client()
    doc = document.document(found.updates if found else [], client_id=client)
    update = change.update_of(doc, step)
    if update is None:
        return False
    append(text.id, epoch, [Entry(update, by.id if by else None, (client,))])
    announce([text.id])
    return True
