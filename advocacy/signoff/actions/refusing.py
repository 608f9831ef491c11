"""An answer that was refused leaves a trace: a dead link that is still used, a voice against what was settled."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import letters, notices
from advocacy.signoff.models import Call
from advocacy.signoff.queries import last_word


class AnswerRefused(RuleBroken):
    """An attempt to answer that must be noted. `why` is "no_mandate" or "two_voices"."""

    def __init__(self, why: str, message: object, *, status: int = 409) -> None:
        super().__init__(message, status=status)
        self.why = why


def without_mandate() -> AnswerRefused:
    return AnswerRefused(
        "no_mandate",
        _(
            "Today nobody has authorised you to sign this text for the organisation. Ask its head or the coordinator "
            "to record your mandate, then come back: the link stays yours."
        ),
        status=403,
    )


def note_refusal(refusal: AnswerRefused, call: Call, organisation: Organisation, *, by: Person) -> None:
    """Write the attempt into the ledger and tell those whom it concerns; in a transaction of its own."""
    append(
        f"signoff.refused_{refusal.why}",
        call,
        by=by.id,
        dossier=call.dossier_id,
        organisation=organisation.id,
    )
    day = clock.now().date().isoformat()
    if refusal.why == "no_mandate":
        letter = letters.used_without_mandate(call, organisation)
        _tell(f"signoff.dead:{call.id}:{organisation.id}:{by.id}:{day}", organisation.mail, letter)
        return
    dispute = last_word(call, organisation)
    if dispute is None:
        return
    people = {answer.person_id: answer.person for answer in dispute.voices} | {by.id: by}
    for person in people.values():
        letter = notices.against_the_settlement(call, dispute, person.lang)
        _tell(f"signoff.two_voices:{call.id}:{organisation.id}:{person.id}:{day}", person.email, letter)
    letter = notices.against_the_settlement(call, dispute, organisation.lang)
    _tell(f"signoff.two_voices:{call.id}:{organisation.id}:house:{day}", organisation.mail, letter)


def _tell(key: str, to: str, letter: letters.Letter) -> None:
    if to:
        post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)
