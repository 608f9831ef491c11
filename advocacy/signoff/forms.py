"""From what was typed about a call to values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _

from advocacy.coalition.models import Visibility
from advocacy.errors import BadInput, RuleBroken
from advocacy.forms import reading
from advocacy.signoff.changes import ChangeClass
from advocacy.signoff.models import Call, Choice


@dataclass(frozen=True, slots=True)
class NewCallForm:
    """When a call is to end, on whose clock, and what the coordinator says with it."""

    soft_at: datetime
    closes_at: datetime
    timezone: str
    message: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "NewCallForm":
        """BadInput names every field that is wrong. Without a last moment, the first is also the last."""
        with reading(form) as typed:
            zone = typed.zone("timezone")
            soft_at = typed.moment("soft_at", zone, required=True)
            closes_at = typed.moment("closes_at", zone) or soft_at
            message = typed.lines("message", max_length=2_000)
        assert soft_at is not None and closes_at is not None
        return cls(soft_at, closes_at, zone, message)


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

    @classmethod
    def parse(cls, form: Mapping[str, str], call: Call) -> "AnswerForm":
        """BadInput for a choice that was not made; RuleBroken when the page showed another text than the call's."""
        if form.get("seal") != call.seal:
            raise RuleBroken(_("This page showed another version of the text. Read this one, then answer."))
        if not form.get("choice"):
            raise BadInput({"choice": _("Choose one of the five answers.")})
        with reading(form) as typed:
            choice = typed.choice("choice", [choice.value for choice in Choice])
            visibility = typed.choice("visibility", [each.value for each in Visibility])
            words = {name: typed.lines(name, max_length=4_000) for name in ("reservation", "reason", "proposal")}
        return cls(Choice(choice), Visibility(visibility), **words)
