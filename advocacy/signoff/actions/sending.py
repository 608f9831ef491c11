"""A form that arrives twice: from a device that did not hear the answer to the first time."""

from advocacy import chance
from advocacy.accounts.models import Person
from advocacy.database import hold, session
from advocacy.signoff.models import Answer, Call, Sent
from advocacy.signoff.queries import mark_hash, sent_before


def form_key() -> str:
    """A key for a form that is handed out now; kept only when the form comes back."""
    return chance.code(20)


def heard_before(call: Call, person: Person, key: str) -> Answer | None:
    """The answer that came of this very form, if it has arrived before; whatever was answered since stays.

    Locks the call, so that of two that arrive in the same instant the second one is known.
    """
    hold(call)
    found = sent_before(call, person.id, key)
    return found.answer if found else None


def remember_form(answer: Answer, person: Person, key: str) -> None:
    """Know this form again; the empty key is nobody's."""
    if key:
        session.add(Sent(call_id=answer.call_id, person_id=person.id, key_hash=mark_hash(key), answer_id=answer.id))
        session.flush()
