"""From what was typed about a call to values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from advocacy.coalition.models import Visibility
from advocacy.errors import BadInput, RuleBroken
from advocacy.forms import Typed, reading
from advocacy.signoff.models import (
    CHOICES,
    Answer,
    Call,
    ChangeClass,
    Channel,
    Choice,
    Dispute,
    Factor,
    Purpose,
    SeenBy,
)
from advocacy.signoff.queries import recipients_of
from advocacy.signoff.rules.more_time import HOURS
from advocacy.signoff.rules.plans import MOST_HOURS, MOST_STEPS, TASKS
from advocacy.signoff.rules.steps import STEP_RULES

RECIPIENT = "recipient"
"""What a form sends for «to this recipient only»: withheld, with the offices whose edition alone has the name."""
ON = "on-"
"""How the boxes of the passages begin that a reservation is about."""


@dataclass(frozen=True, slots=True)
class NewCallForm:
    """When a call is to end, on whose clock, and what the coordinator says with it."""

    soft_at: datetime
    closes_at: datetime
    timezone: str
    message: str
    purpose: Purpose
    embargo: datetime | None = None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "NewCallForm":
        """BadInput names every field that is wrong. Without a last moment, the first is also the last."""
        with reading(form) as typed:
            zone = typed.zone("timezone")
            soft_at = typed.moment("soft_at", zone, required=True)
            closes_at = typed.moment("closes_at", zone) or soft_at
            message = typed.lines("message", max_length=2_000)
            purpose = typed.choice("purpose", [each.value for each in Purpose], default=Purpose.SIGNATURE.value)
            embargo = typed.moment("embargo", zone)
        assert soft_at is not None and closes_at is not None
        return cls(soft_at, closes_at, zone, message, Purpose(purpose), embargo)


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """Other words for a frozen text, by language; what class the change is, why, and until when to confirm."""

    sources: dict[str, str]
    change_class: ChangeClass
    reason: str
    closes_at: datetime | None

    @classmethod
    def parse(cls, form: Mapping[str, str], langs: Iterable[str]) -> "ChangeForm":
        """BadInput names every field that is wrong; a language that was not sent keeps its words."""
        sources = {lang: form[f"source_{lang}"] for lang in langs if form.get(f"source_{lang}", "").strip()}
        with reading(form) as typed:
            chosen = typed.choice("change_class", [each.value for each in ChangeClass])
            reason = typed.text("reason", required=True, max_length=600)
            closes_at = typed.moment("closes_at", typed.zone("timezone"))
        return cls(sources, ChangeClass(chosen), reason, closes_at)


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """What an organisation answers."""

    choice: Choice
    visibility: Visibility
    reservation: str
    reason: str
    proposal: str
    knows_few: bool
    shown_to: frozenset[int] = frozenset()
    reservation_on: tuple[str, ...] = ()
    reservation_for: SeenBy = SeenBy.PUBLIC

    @classmethod
    def parse(cls, form: Mapping[str, str], call: Call) -> "AnswerForm":
        """BadInput for a choice that was not made; RuleBroken when the page showed another text than the call's."""
        if form.get("seal") != call.seal:
            raise RuleBroken(_("This page showed another version of the text. Read this one, then answer."))
        if not form.get("choice"):
            raise BadInput({"choice": _("Choose one of the answers.")})
        with reading(form) as typed:
            choice = typed.choice("choice", [choice.value for choice in CHOICES[call.purpose]])
            # without a list of names there is nothing to choose about one's own
            default = Visibility.PUBLIC.value if call.purpose is Purpose.WORDING else ""
            how, shown_to = how_named(typed, call, default=default)
            knows_few = typed.is_checked("knows_few")
            words = {name: typed.lines(name, max_length=4_000) for name in ("reservation", "reason", "proposal")}
            seen_by = typed.choice("reservation_for", [each.value for each in SeenBy], default=SeenBy.PUBLIC.value)
        on = tuple(name.removeprefix(ON) for name in form if name.startswith(ON))
        return cls(
            Choice(choice),
            how,
            **words,
            knows_few=knows_few,
            shown_to=shown_to,
            reservation_on=on,
            reservation_for=SeenBy(seen_by),
        )


@dataclass(frozen=True, slots=True)
class MoreTimeForm:
    """How many hours more, and why."""

    hours: int
    reason: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "MoreTimeForm":
        """BadInput for hours that are not offered; the action checks the rest."""
        with reading(form) as typed:
            hours = typed.choice("hours", [str(each) for each in HOURS])
            reason = typed.text("time_reason", max_length=2_000)
        return cls(int(hours), reason)


@dataclass(frozen=True, slots=True)
class InstructionForm:
    """Which kinds of paper an organisation signs beforehand, how its name appears, from when to when."""

    kinds: tuple[str, ...]
    visibility: Visibility
    since: date | None
    until: date | None
    knows_few: bool

    @classmethod
    def parse(cls, form: Mapping[str, str], kinds: Iterable[str]) -> "InstructionForm":
        with reading(form) as typed:
            visibility = typed.choice("visibility", [each.value for each in Visibility])
            since, until = typed.day("since"), typed.day("until", required=True)
            knows_few = typed.is_checked("knows_few")
        return cls(tuple(kinds), Visibility(visibility), since, until, knows_few)


@dataclass(frozen=True, slots=True)
class SettlementForm:
    """Which of the answers in a dispute holds; None for none of them."""

    answer: Answer | None
    reason: str

    @classmethod
    def parse(cls, form: Mapping[str, str], dispute: Dispute) -> "SettlementForm":
        """BadInput unless one of the voices of the dispute, or none of them, was chosen."""
        voices = {str(answer.id): answer for answer in dispute.voices}
        if not form.get("answer"):
            raise BadInput({"answer": _("Choose which answer holds, or none of them.")})
        with reading(form) as typed:
            chosen = typed.choice("answer", [*voices, "none"])
            reason = typed.lines("reason", max_length=600)
        return cls(voices.get(chosen), reason)


@dataclass(frozen=True, slots=True)
class RecordingForm:
    """An answer that came by telephone or on paper, who gave it, and how we know."""

    answer: AnswerForm
    person_id: int
    channel: Channel
    evidence: str

    @classmethod
    def parse(cls, form: Mapping[str, str], call: Call) -> "RecordingForm":
        """BadInput names what is missing; RuleBroken when the page showed another text than the call's."""
        answer = AnswerForm.parse(form, call)
        with reading(form) as typed:
            person_id = typed.whole("person", least=1, required=True) or 0
            channel = typed.choice("channel", [each.value for each in Channel])
            evidence = typed.lines("evidence", required=True, max_length=600)
        return cls(answer, person_id, Channel(channel), evidence)


@dataclass(frozen=True, slots=True)
class RouteForm:
    """A route as it is composed: the steps that name somebody, in their order."""

    steps: list[dict[str, Any]]
    may_skip: bool
    carries: bool

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "RouteForm":
        """BadInput names every field that is wrong, by its place on the page."""
        with reading(form) as typed:
            steps = [_step(typed, number) for number in range(MOST_STEPS) if form.get(f"by-{number}")]
            may_skip, carries = typed.is_checked("may_skip"), typed.is_checked("carries")
        return cls(steps, may_skip, carries)


def _step(typed: Typed, number: int) -> dict[str, Any]:
    return {
        "task": typed.choice(f"task-{number}", TASKS, default=TASKS[0]),
        "by": typed.text(f"by-{number}", max_length=40),
        "rule": typed.choice(f"rule-{number}", list(STEP_RULES)),
        "hours": typed.whole(f"hours-{number}", least=1, most=MOST_HOURS, required=True),
    }


@dataclass(frozen=True, slots=True)
class LockForm:
    """What an organisation wants to be asked beside its links, and when."""

    factor: Factor
    always: bool
    pin: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "LockForm":
        """BadInput names what was not chosen, and a PIN that was typed in two ways."""
        with reading(form) as typed:
            factor = typed.choice("factor", [Factor.MAIL.value, Factor.PIN.value])
            when = typed.choice("when", ["embargo", "always"])
            pin, again = typed.secret("pin"), typed.secret("pin_again")
            if factor == Factor.PIN.value and pin != again:
                typed.refuse("pin_again", _("The two are not the same."))
        return cls(Factor(factor), when == "always", pin)


def how_named(typed: Typed, call: Call, *, default: str = "") -> tuple[Visibility, frozenset[int]]:
    """How the name appears, and the recipients (ids) in whose copy alone a withheld one stands."""
    offered = recipients_of(call)
    names = [each.value for each in choices_of_name(call)]
    chosen = typed.choice("visibility", names + [RECIPIENT] * bool(offered), default=default)
    if chosen != RECIPIENT:
        return Visibility(chosen), frozenset()
    shown_to = frozenset(one.id for one in offered if typed.is_checked(f"to_{one.id}"))
    if not shown_to:
        typed.refuse("visibility", _("Choose at least one recipient, or that the name appears in no copy."))
    return Visibility.WITHHELD, shown_to


def choices_of_name(call: Call) -> list[Visibility]:
    """How a name may appear under this text: in one language only makes sense where there are several."""
    langs = {text.lang for text in call.freeze.texts}
    single = langs if len(langs) > 1 else set()
    return [each for each in Visibility if not each.only_in or each.only_in in single]
