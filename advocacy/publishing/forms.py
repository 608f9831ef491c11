"""What people type about an issue, as values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.coalition.models import Visibility
from advocacy.forms import reading
from advocacy.signoff.forms import how_named
from advocacy.signoff.models import Call

AHEAD = timedelta(days=366)
"""How far ahead a paper may be dated or embargoed."""


@dataclass(frozen=True, slots=True)
class IssueForm:
    """The date that the paper bears, and until when nobody outside may see it (None: at once)."""

    dated: date
    embargo_until: datetime | None

    @classmethod
    def parse(cls, form: Mapping[str, str], *, zone: str, not_before: date) -> "IssueForm":
        """Read the form; `zone` is the coalition's, `not_before` the day on which the text was adopted."""
        now = clock.now()
        with reading(form) as typed:
            dated = typed.day("dated", required=True)
            until = typed.moment("embargo", zone)
            if dated is not None and not not_before <= dated <= now.date() + AHEAD:
                typed.refuse("dated", _("Choose a day from the adoption of the text on, at most a year ahead."))
            if until is not None and not now < until <= now + AHEAD:
                typed.refuse("embargo", _("An embargo ends in the future, within a year. Leave it empty for none."))
        assert dated is not None  # `reading` has refused otherwise
        return cls(dated, until)


@dataclass(frozen=True, slots=True)
class ReissueForm:
    """Whose signatures fall away (ids), and per language what everybody is told about it."""

    without: tuple[int, ...]
    notes: dict[str, str]

    @classmethod
    def parse(
        cls, form: Mapping[str, str], chosen: Collection[str], languages: Collection[str], signers: Collection[int]
    ) -> "ReissueForm":
        """Read the form. `chosen` are the ticked boxes; what is not among `signers` (ids) counts for nothing."""
        with reading(form) as typed:
            notes = {lang: typed.text(f"note_{lang}", required=True, max_length=600, lang=lang) for lang in languages}
        return cls(tuple(id_ for id_ in signers if str(id_) in chosen), notes)


@dataclass(frozen=True, slots=True)
class AccedeForm:
    """How an organisation accedes: the seal of the text it read, how its name appears, its reservation.

    `shown_to` are the recipients (ids) in whose copy alone a withheld name stands.
    """

    seal: str
    visibility: Visibility
    reservation: str
    knows_few: bool
    shown_to: frozenset[int] = frozenset()

    @classmethod
    def parse(cls, form: Mapping[str, str], call: Call) -> "AccedeForm":
        with reading(form) as typed:
            choice = typed.choice("choice", ("accede", "accede_with_reservation"))
            with_words = choice == "accede_with_reservation"
            reservation = typed.lines("reservation", required=with_words, max_length=4_000)
            visibility, shown_to = how_named(typed, call)
            knows_few = typed.is_checked("knows_few")
        return cls(form.get("seal", ""), visibility, reservation if with_words else "", knows_few, shown_to)


@dataclass(frozen=True, slots=True)
class AcceptForm:
    """Which accessions the next issue prints (ids), and per language what everybody is told about it."""

    accessions: tuple[int, ...]
    notes: dict[str, str]

    @classmethod
    def parse(
        cls, form: Mapping[str, str], chosen: Collection[str], languages: Collection[str], waiting: Collection[int]
    ) -> "AcceptForm":
        """Read the form; what is not among `waiting` (ids) counts for nothing."""
        with reading(form) as typed:
            notes = {lang: typed.text(f"note_{lang}", required=True, max_length=600, lang=lang) for lang in languages}
            found = tuple(one for one in waiting if str(one) in chosen)
            if not found:
                typed.refuse("accession", _("Choose at least one of them."))
        return cls(found, notes)


@dataclass(frozen=True, slots=True)
class WithdrawForm:
    """Why an issue is withdrawn, for everybody to read."""

    reason: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "WithdrawForm":
        with reading(form) as typed:
            reason = typed.lines("reason", required=True, max_length=600)
        return cls(reason)
