"""What is typed about sources and the passages that rest on them, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from advocacy.drafting.forms import number_in
from advocacy.drafting.rules import MAX_QUOTE
from advocacy.evidence.actions import Consulted, Facts
from advocacy.evidence.models import Confidentiality, Reliability, SourceKind, Way
from advocacy.evidence.rules import MAX_SEALED, MAX_TITLE, MAX_WORDS
from advocacy.forms import reading


def facts_in(form: Mapping[str, str]) -> Facts:
    """Read what is said of a source. The sealed field counts when it was filled in, or when it shall be emptied."""
    with reading(form) as typed:
        sealed = typed.lines("sealed", max_length=MAX_SEALED)
        return Facts(
            title=typed.text("title", required=True, max_length=MAX_TITLE),
            kind=SourceKind(typed.choice("kind", tuple(SourceKind))),
            reliability=Reliability(typed.choice("reliability", tuple(Reliability), default="unjudged")),
            confidentiality=Confidentiality(typed.choice("confidentiality", tuple(Confidentiality), default="sealed")),
            dated=typed.day("dated"),
            kept_at=typed.text("kept_at", max_length=MAX_WORDS),
            consent_for=typed.text("consent_for", max_length=MAX_WORDS),
            consent_until=typed.day("consent_until"),
            consent_way_back=typed.text("consent_way_back", max_length=MAX_WORDS),
            sealed=sealed if sealed or typed.is_checked("empty") else None,
        )


@dataclass(frozen=True, slots=True)
class LinkForm:
    """A passage and the source on which it rests."""

    block: str
    quote: str
    source: int

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "LinkForm":
        with reading(form) as typed:
            block, quote = typed.text("block", required=True, max_length=64), typed.text("quote", max_length=MAX_QUOTE)
        return cls(block, quote, number_in(form, "source") or 0)


def consulted_in(form: Mapping[str, str]) -> Consulted:
    """Read one consultation; the last day is the first where it was left empty."""
    with reading(form) as typed:
        way = typed.choice("way", tuple(Way))
        first, last = typed.day("first", required=True), typed.day("last")
        people = typed.whole("people", least=1, required=True)
        women, men = typed.whole("women"), typed.whole("men")
        if people and (women or 0) + (men or 0) > people:
            typed.refuse("people", _("Women and men together are more than all. Correct one of the numbers."))
        if first and last and last < first:
            typed.refuse("last", _("The last day lies before the first."))
        regions_ar = typed.text("regions_ar", max_length=MAX_WORDS)
        regions_en = typed.text("regions_en", max_length=MAX_WORDS)
    assert first is not None
    assert people is not None
    printed = typed.is_checked("printed")
    return Consulted(Way(way), first, last or first, people, women, men, regions_ar, regions_en, printed)
