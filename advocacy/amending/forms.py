"""From what was typed in a review to values; the words of blocks are read by `actions.worded`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _

from advocacy.amending.actions.merging import Ruling
from advocacy.amending.actions.moving import Case
from advocacy.amending.models import Handling, Outcome
from advocacy.amending.rules import MAX_SUBJECT, MAX_WORDS, keywords_of
from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.drafting.forms import number_in
from advocacy.drafting.rules import MAX_SOURCE, storable
from advocacy.errors import BadInput
from advocacy.forms import Typed, reading
from advocacy.library.models import Term
from papers.settle import Place

SORTS = ("line-", "block-", "after-")
MAX_FIELDS = 400


@dataclass(frozen=True, slots=True)
class WindowForm:
    """Until when members may answer a draft, on whose clock, and what is said with it."""

    soft_at: datetime
    closes_at: datetime
    timezone: str
    message: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "WindowForm":
        """Read the form. Without a last moment, the first is also the last."""
        with reading(form) as typed:
            zone = typed.zone("timezone")
            soft_at = typed.moment("soft_at", zone, required=True)
            closes_at = typed.moment("closes_at", zone) or soft_at
            message = typed.lines("message", max_length=2_000)
        assert soft_at is not None and closes_at is not None
        return cls(soft_at, closes_at, zone, message)


def reopening_in(form: Mapping[str, str], zone: str) -> tuple[str, datetime]:
    """Why a window should open again, and until when on the window's clock."""
    with reading(form) as typed:
        reason = typed.text("reason", max_length=500)
        closes_at = typed.moment("closes_at", zone, required=True)
    assert closes_at is not None
    return reason, closes_at


def case_in(form: Mapping[str, str]) -> Case:
    """What the movers say about their amendment."""
    with reading(form) as typed:
        subject = typed.text("subject", required=True, max_length=MAX_SUBJECT)
        reason = typed.lines("reason", max_length=MAX_WORDS)
        visibility = visibility_in(typed)
    return Case(subject, reason, visibility)


def visibility_in(typed: Typed) -> Visibility:
    """Whether the name is withheld for this one act."""
    return Visibility.WITHHELD if typed.is_checked("withheld") else Visibility.PUBLIC


def words_in(form: Mapping[str, str]) -> dict[str, str]:
    """The fields that hold words of the text, as they were typed."""
    found = {name: storable(str(words)) for name, words in form.items() if name.startswith(SORTS)}
    if len(found) > MAX_FIELDS or sum(map(len, found.values())) > MAX_SOURCE:
        raise BadInput({"words": _("That is more than one amendment can hold. Move several.")})
    return found


def handling_in(form: Mapping[str, str]) -> tuple[Handling, str]:
    """What the group proposes, and why."""
    if not form.get("handling"):
        raise BadInput({"handling": _("Choose what to do with it.")})
    with reading(form) as typed:
        handling = typed.choice("handling", [each.value for each in Handling])
        reason = typed.lines("proposal_reason", max_length=MAX_WORDS)
    return Handling(handling), reason


def word_of_movers_in(form: Mapping[str, str]) -> tuple[bool, str]:
    """Whether the movers accept what the group proposes, and why not."""
    with reading(form) as typed:
        reason = typed.lines("movers_reason", max_length=MAX_WORDS)
    return form.get("accepts") == "yes", reason


def comment_in(form: Mapping[str, str]) -> tuple[str, str, str]:
    """Subject, words and block of a comment."""
    with reading(form) as typed:
        subject = typed.text("subject", required=True, max_length=MAX_SUBJECT)
        words = typed.lines("words", required=True, max_length=MAX_WORDS)
        block = typed.text("block", max_length=100)
    return subject, words, block


def answer_in(form: Mapping[str, str]) -> tuple[Outcome, str]:
    """What the group made of a comment, and why."""
    if not form.get("outcome"):
        raise BadInput({"outcome": _("Choose an answer.")})
    with reading(form) as typed:
        outcome = typed.choice("outcome", [each.value for each in Outcome])
        answer = typed.lines("answer", max_length=MAX_WORDS)
    return Outcome(outcome), answer


def rulings_in(form: Mapping[str, str]) -> dict[Place, Ruling]:
    """What stands in each contested place: `rule:<what>:<block>` is an amendment's id, `base` or `own`, the latter with
    its words in `own:<what>:<block>`."""
    found: dict[Place, Ruling] = {}
    for name, chosen in form.items():
        sort, _colon, place = name.partition(":")
        what, _colon, block = place.partition(":")
        if sort != "rule" or not chosen:
            continue
        own = storable(str(form.get(f"own:{place}", "")))[:MAX_SOURCE]
        found[(what, block)] = Ruling(words=own) if chosen == "own" else Ruling("" if chosen == "base" else chosen)
    return found


@dataclass(frozen=True, slots=True)
class RedLineForm:
    """A red line as it is typed; `term` is a term of the glossary, None if none was chosen."""

    theme: str
    keywords: tuple[str, ...]
    term: Term | None

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "RedLineForm":
        """Read the form; the theme must be there."""
        with reading(form) as typed:
            theme = typed.text("theme", required=True, max_length=300)
            keywords = keywords_of(typed.lines("keywords", max_length=2_000))
            term = session.get(Term, number_in(form, "term") or 0)
            if form.get("term") and term is None:
                typed.refuse("term", _("Choose one of the entries in the list."))
        return cls(theme, tuple(keywords), term)
