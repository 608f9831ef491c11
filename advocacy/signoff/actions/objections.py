"""From an objection to an amendment: what its writer would sign becomes words of the text, in the next review."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from advocacy.accounts.models import Person
from advocacy.amending import actions as amending
from advocacy.amending import queries as reviews
from advocacy.amending.actions.moving import Case
from advocacy.amending.models import Amendment
from advocacy.amending.rules import MAX_SUBJECT
from advocacy.errors import RuleBroken
from advocacy.signoff.models import Answer, Choice


def from_objection(answer: Answer, *, by: Person) -> Amendment:
    """The amendment of whoever objected, in the review that the reopened paper is in; asked again, the same one.

    It stays inside the organisation with the text unchanged, its reason and proposal kept, until somebody there writes
    the proposal into the words and moves it (HANDBOOK 1.7).
    """
    if answer.choice is not Choice.OBJECT or not answer.standing:
        raise RuleBroken(_("Only an objection that stands becomes an amendment."))
    window = reviews.window_in_review(answer.call.dossier)
    if window is None:
        raise RuleBroken(_("The paper must be reopened and put into review first."))
    proposal = gettext("Proposal: %(words)s", words=answer.proposal)
    subject = " ".join(answer.proposal.split())[:MAX_SUBJECT]
    case = Case(subject, f"{answer.reason}\n{proposal}", answer.visibility)
    base = reviews.base_of(window)
    return amending.prepare_amendment(window, answer.organisation, base, case, by=by, answer_id=answer.id)
