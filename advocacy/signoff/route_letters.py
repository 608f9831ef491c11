"""The mails of a route: whose turn it is, who follows whom, what was sent back, what nobody can decide."""

from flask_babel import gettext as _

from advocacy import addresses
from advocacy.accounts.models import Person
from advocacy.drafting.models import Dossier
from advocacy.signoff.letters import Letter, in_language
from advocacy.signoff.models import Route, RouteSkip, RouteStep
from advocacy.signoff.route_words import STEP_RULE, step_name
from papers.dates import moment


def your_turn(step: RouteStep, person: Person, *, succeeds: bool = False) -> Letter:
    """A step waits for this person, who was there when its turn came, or came into office since."""
    with in_language(person.lang):
        first = (
            _("You are in office now in a body in which a text already waits for approval: it is yours to decide.")
            if succeeds
            else _("A text waits for the approval of your body.")
        )
        return _turn(step, person, _("A text waits for your approval"), first)


def reminder(step: RouteStep, person: Person) -> Letter:
    """The same again for those who have not acted."""
    with in_language(person.lang):
        first = _("A text still waits for the approval of your body; this is a reminder.")
        return _turn(step, person, _("Reminder: a text waits for your approval"), first)


def carried(step: RouteStep, person: Person) -> Letter:
    """The body's approval goes over to a text that was corrected."""
    route = step.route
    with in_language(person.lang) as say:
        until = moment(route.carried_until, person.timezone, person.lang) if route.carried_until else ""
        first = _(
            "A text that your body has approved was corrected. The change is called editorial: "
            "the approval carries over."
        )
        facts = [
            _step(step, person),
            _("What was changed, and why: %(reason)s", reason=say(route.carried_reason)),
            "",
            _(
                "If you think that it is a matter of substance, say so until %(until)s; the bodies then decide anew:",
                until=say(until),
            ),
        ]
        return _letter(route.dossier, person, _("A text was changed"), first, facts)


def returned(step: RouteStep, reason: str, person: Person) -> Letter:
    """A body has sent the text back."""
    with in_language(person.lang) as say:
        first = _(
            "A body has sent the text back. The members cannot be called until it is changed, or the body asked again."
        )
        facts = [_step(step, person), _("Reason: %(reason)s", reason=say(reason))]
        return _letter(step.route.dossier, person, _("A text was sent back"), first, facts)


def through(route: Route, person: Person) -> Letter:
    """Every body has had its step."""
    with in_language(person.lang):
        first = _("Every body on the route has had its step: the members can be called.")
        return _letter(route.dossier, person, _("A text has passed its bodies"), first, [])


def late(step: RouteStep, person: Person) -> Letter:
    """The time of a step is over and nothing is decided."""
    with in_language(person.lang):
        first = _("The time of a step is over and nothing is decided. Silence approves nothing: ring them up.")
        subject = _("A text waits longer than it should")
        return _letter(step.route.dossier, person, subject, first, [_step(step, person)])


def vacant(step: RouteStep, person: Person) -> Letter:
    """Too few people are in office for a step to be decided."""
    with in_language(person.lang):
        first = _(
            "A step waits for a body in which too few people are in office to decide it. Once somebody is appointed, "
            "the step waits for them by itself."
        )
        return _letter(step.route.dossier, person, _("A step that nobody can decide"), first, [_step(step, person)])


def skip_asked(skip: RouteSkip, person: Person) -> Letter:
    """The coordinator asks whoever presides the board to let steps be skipped."""
    with in_language(person.lang) as say:
        first = _("The coordinator asks you, as the second person, to let steps be skipped because it is urgent.")
        steps = [_step(step, person) for step in skip.route.steps if step.id in skip.steps]
        facts = [*steps, _("Reason: %(reason)s", reason=say(skip.reason))]
        return _letter(skip.route.dossier, person, _("Your confirmation is asked: skip steps"), first, facts)


def skipped(skip: RouteSkip, step: RouteStep, person: Person) -> Letter:
    """The step of this person's body was skipped."""
    with in_language(person.lang) as say:
        first = _("The step of your body was skipped because it is urgent. The decision file says who did so and why.")
        facts = [_step(step, person), _("Reason: %(reason)s", reason=say(skip.reason))]
        return _letter(skip.route.dossier, person, _("A step of your body was skipped"), first, facts)


def _turn(step: RouteStep, person: Person, subject: str, first: str) -> Letter:
    facts = [_step(step, person), _("It is decided by %(rule)s.", rule=str(STEP_RULE[step.rule]))]
    if step.due_at is not None:
        facts.append(_("Until: %(moment)s", moment=moment(step.due_at, person.timezone, person.lang)))
    facts += ["", _("Read the text, then approve it or send it back with a reason. An approval is no signature.")]
    return _letter(step.route.dossier, person, subject, first, facts)


def _letter(dossier: Dossier, person: Person, subject: str, first: str, facts: list[str]) -> Letter:
    text = _("Text: %(title)s", title=f"\u2068{dossier.title_in(person.lang)}\u2069")
    page = addresses.public(f"/papers/{dossier.id}/route")
    return Letter(person.lang, subject, "\n".join([first, "", text, *facts, "", page]) + "\n")


def _step(step: RouteStep, person: Person) -> str:
    return str(_("Step: %(step)s", step=f"\u2068{step_name(step, person.lang)}\u2069"))
