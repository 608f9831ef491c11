"""What is typed about an instrument or a term, as values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _

from advocacy.forms import reading
from advocacy.library.models import Consistency
from advocacy.library.rules import PARTY, TERM_LANGUAGES

KINDS = ("treaty", "declaration", "resolution", "principles", "syrian law", "communique", "manual")
_KEY = re.compile(r"[A-Z][A-Z0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class InstrumentForm:
    """An instrument as typed. `words` are the fields that `actions.add_instrument` takes by name."""

    key: str
    adopted_on: date | None
    words: dict[str, str]
    consistency: Consistency | None

    @classmethod
    def parse(cls, form: Mapping[str, str], *, key: str = "") -> "InstrumentForm":
        """Read the form; `key` is given when an instrument is corrected, because a key never changes."""
        with reading(form) as typed:
            code = key or typed.text("key", required=True, max_length=16).upper()
            if not key and code and not _KEY.fullmatch(code):
                typed.refuse("key", _("Write two to sixteen Latin letters and digits, like ICCPR or SC2254."))
            words = {
                "name_ar": typed.text("name_ar", required=True, max_length=500, lang="ar"),
                "name_en": typed.text("name_en", max_length=500, lang="en"),
                "name_fr": typed.text("name_fr", max_length=500, lang="fr"),
                "kind": typed.choice("kind", KINDS),
                "symbol": typed.text("symbol", max_length=100),
                "note_ar": typed.text("note_ar", max_length=1000, lang="ar"),
                "note": typed.text("note", max_length=1000, lang="en"),
                "confidence": "S" if typed.is_checked("sure") else "C",
            }
            adopted_on = typed.day("adopted_on")
            status = typed.choice("consistency", tuple(Consistency)) if form.get("consistency") else ""
        # only national law is measured by the conventions; they are not measured by themselves
        judged = Consistency(status) if status and words["kind"] == "syrian law" else None
        return cls(code, adopted_on, words, judged)


@dataclass(frozen=True, slots=True)
class TermForm:
    """A term as typed: its names by language, and whether it is a party whom papers name."""

    words: dict[str, str]
    is_party: bool

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "TermForm":
        with reading(form) as typed:
            words = {
                lang: typed.text(lang, required=lang == "ar", max_length=300, lang=lang) for lang in TERM_LANGUAGES
            }
            return cls(words, typed.is_checked("is_party"))

    def field_of(self, before: str = "paper") -> str:
        """The field of the term, which it keeps unless it becomes a party or is none any more."""
        if self.is_party:
            return PARTY
        return "paper" if before == PARTY else before
