"""What an organisation has said beforehand, and the weight that the by-laws give it."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition import letters
from advocacy.coalition.models import Organisation
from advocacy.errors import BadInput
from advocacy.ledger import actions as ledger
from advocacy.outbox.actions import post


def instruct_silence(organisation: Organisation, accepts: bool, *, evidence: str, by: Person) -> None:
    """Record that the silence of an organisation on a wording may be counted, or no longer (HANDBOOK 1.3).

    `evidence` says how we know. The organisation is told at its own address; it holds for calls opened from now on.
    """
    if organisation.accepts_silence is accepts:
        return
    if not evidence.strip():
        raise BadInput({"evidence": _("Say how you know: a letter, a mail, of which day.")})
    organisation.accepts_silence = accepts
    ledger.append("coalition.silence_instructed", organisation, by=by.id, organisation=organisation.id, accepts=accepts)
    if organisation.mail:
        subject, body = letters.silence_instructed(organisation, evidence.strip()[:600])
        key = f"coalition.silence:{organisation.id}:{clock.now().isoformat()}"
        post(key, to=organisation.mail, lang=organisation.lang, subject=subject, body=body)


def give_votes(organisation: Organisation, votes: int, *, by: Person) -> None:
    """Give an organisation its weight where the by-laws weigh, from 1 to 100; calls that are open keep theirs."""
    if not 1 <= votes <= 100:
        raise BadInput({"votes": _("Write a whole number from %(least)s to %(most)s.", least=1, most=100)})
    if organisation.votes != votes:
        organisation.votes = votes
        ledger.append("coalition.votes_given", organisation, by=by.id, organisation=organisation.id, votes=votes)
