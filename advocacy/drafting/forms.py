"""What is typed about a paper, as values; its words are read by `actions.reading`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _

from advocacy.coalition.models import Campaign, Group
from advocacy.database import session
from advocacy.drafting.models import Outcome
from advocacy.drafting.rules import MAX_AUDIENCE, MAX_QUOTE, MAX_REASON, MAX_REMARK, MAX_SOURCE, storable
from advocacy.forms import Typed, reading
from advocacy.library.models import Clause, Part
from papers.dates import western
from papers.kinds import KINDS
from papers.model import LANGUAGES


@dataclass(frozen=True, slots=True)
class FactsForm:
    """What a paper serves and to whom it goes."""

    campaign: Campaign | None
    objective: Clause | None
    audience: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "FactsForm":
        """Read the form; every part may still be empty while the paper is written."""
        with reading(form) as typed:
            return _facts(typed, form)


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A paper that somebody wants to begin."""

    kind: str
    group: Group
    title: str
    lang: str
    facts: FactsForm

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "PaperForm":
        """Read the form; kind, working group, title and language must be there."""
        with reading(form) as typed:
            kind, lang = typed.choice("kind", tuple(KINDS)), typed.choice("lang", LANGUAGES, default="ar")
            group = session.get(Group, number_in(form, "group") or 0)
            if group is None:
                typed.refuse("group", _("Choose one of the entries in the list."))
            title = typed.text("title", required=True, max_length=300, lang=lang)
            facts = _facts(typed, form)
        assert group is not None
        return cls(kind, group, title, lang, facts)


@dataclass(frozen=True, slots=True)
class TextForm:
    """A text as it was typed, untouched, with the revision that its writer began from."""

    source: str
    base: int
    reason: str
    align: tuple[str, ...]

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "TextForm":
        """Read the form. A missing or forged base counts as revision 0, which is never the newest."""
        reason = str(form.get("reason", ""))[:MAX_REASON]
        align = tuple(str(form.get("align", "")).split())
        return cls(str(form.get("source", "")), number_in(form, "base") or 0, reason, align)


@dataclass(frozen=True, slots=True)
class BlockForm:
    """One block of a translation as it was typed, untouched: `base` and `seen` are what the page had shown."""

    name: str
    source: str
    base: str
    seen: str
    is_confirmed: bool

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "BlockForm":
        """Read the form; what a page wrote into it and somebody forged fits no block and is refused by the action."""
        name, base, seen = (str(form.get(key, "")) for key in ("name", "base", "seen"))
        source = storable(str(form.get("source", ""))[:MAX_SOURCE])
        return cls(name[:64], source, storable(base[:MAX_SOURCE]), seen[:64], form.get("do") == "confirm")

    @property
    def confirms(self) -> str:
        """The digest of the source block with which the translator declares to agree; empty when they do not."""
        return self.seen if self.is_confirmed else ""


def seen_in(form: Mapping[str, str]) -> dict[str, str]:
    """The blocks that a page showed, with the digests of their sources."""
    begin = "seen-"
    return {name.removeprefix(begin)[:64]: words[:64] for name, words in form.items() if name.startswith(begin)}


@dataclass(frozen=True, slots=True)
class RemarkForm:
    """Something said about a passage: `block` empty is the whole text, `quote` empty the whole block."""

    block: str
    quote: str
    text: str
    assignee: int | None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "RemarkForm":
        """Read the form; the words must be there."""
        with reading(form) as typed:
            return cls(
                typed.text("block", max_length=64),
                typed.text("quote", max_length=MAX_QUOTE),
                typed.lines("text", required=True, max_length=MAX_REMARK),
                number_in(form, "assignee"),
            )


@dataclass(frozen=True, slots=True)
class SettleForm:
    """What became of a comment."""

    outcome: Outcome
    reason: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "SettleForm":
        with reading(form) as typed:
            outcome = typed.choice("outcome", tuple(Outcome))
            reason = typed.text("reason", max_length=MAX_REASON)
        return cls(Outcome(outcome), reason)


@dataclass(frozen=True, slots=True)
class TaskForm:
    """An open point and who shall see to it, perhaps by a day; nobody takes it back."""

    key: str
    assignee: int | None
    due: date | None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "TaskForm":
        with reading(form) as typed:
            return cls(typed.text("key", required=True, max_length=400), number_in(form, "assignee"), typed.day("due"))


def _facts(typed: Typed, form: Mapping[str, str]) -> FactsForm:
    campaign = session.get(Campaign, number_in(form, "campaign") or 0)
    objective = session.get(Clause, number_in(form, "objective") or 0)
    if form.get("campaign") and campaign is None:
        typed.refuse("campaign", _("Choose one of the entries in the list."))
    if form.get("objective") and (objective is None or objective.part is not Part.OBJECTIVE):
        typed.refuse("objective", _("Choose one of the entries in the list."))
    return FactsForm(campaign, objective, typed.text("audience", max_length=MAX_AUDIENCE))


def number_in(form: Mapping[str, str], name: str) -> int | None:
    """A number that a page wrote into its own form or address; None for anything else."""
    words = western(str(form.get(name, "")).strip())
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 9 else None
