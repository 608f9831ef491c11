"""From what people type to values: clean, checked, and with every mistake named at once beside its field."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _

from advocacy.clock import time_zones
from advocacy.errors import BadInput
from papers.dates import western
from papers.normalise import clean_text

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.\u060d]\s*(\d{1,2})\s*[-/.\u060d]\s*(\d{4})")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?")


@contextmanager
def reading(form: Mapping[str, str]) -> Iterator["Typed"]:
    """Read fields inside; on leaving, BadInput with the message of every field that was wrong.

    A wrong field reads as empty meanwhile, so nothing may be done with the values before the end of the block.
    """
    typed = Typed(form)
    yield typed
    if typed.wrong:
        raise BadInput(typed.wrong)


class Typed:
    """The fields of one form. `wrong` maps a field's name to what its writer should do."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.wrong: dict[str, object] = {}

    def text(self, name: str, *, required: bool = False, max_length: int = 200, lang: str = "") -> str:
        """One line: clean characters, single spaces. Longer than `max_length` characters is wrong."""
        return clean_text(self._raw(name, required, max_length), lang)

    def lines(self, name: str, *, required: bool = False, max_length: int = 10_000, lang: str = "") -> str:
        """Several lines, each clean; lines end with a plain line feed, empty ones at the edges go."""
        raw = self._raw(name, required, max_length)
        return "\n".join(clean_text(line, lang) for line in raw.splitlines()).strip("\n")

    def secret(self, name: str, *, required: bool = False) -> str:
        """A password: not trimmed, but in one form (NFKC), so that every keyboard gives the same one."""
        raw = str(self._form.get(name, ""))
        if len(raw) > 500:
            self.refuse(name, _("That is too long: at most %(count)s characters.", count=500))
            return ""
        if required and not raw:
            self.refuse(name, _("This field is needed."))
        return western(unicodedata.normalize("NFKC", raw))

    def mail(self, name: str, *, required: bool = False) -> str:
        """A mail address in its usual form; whether it exists is not asked."""
        raw = self.text(name, required=required, max_length=254)
        if not raw:
            return ""
        try:
            return validate_email(raw, check_deliverability=False).normalized
        except EmailNotValidError:
            self.refuse(name, _("Write a mail address like name@example.org."))
            return ""

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A date in any of the ways that `day_of` knows; None when the field is empty."""
        raw = self._raw(name, required, 40)
        day = day_of(raw) if raw else None
        if raw and day is None:
            self.refuse(name, _("Write the date like 23/11/2026."))
        return day

    def moment(self, name: str, zone: str, *, required: bool = False) -> datetime | None:
        """A moment on the wall clock of `zone` (an IANA name), in UTC; None when the field is empty.

        Takes one field («2026-11-23T18:00», «23/11/2026 18:00») or two, `name` and `name_time`.
        """
        raw = self._raw(name, required, 40)
        if not raw:
            return None
        moment = moment_of(f"{raw} {self._form.get(f'{name}_time', '')}".strip(), zone)
        if moment is None:
            self.refuse(name, _("Write date and time like 23/11/2026 18:00."))
        return moment

    def choice(self, name: str, choices: Collection[str], *, default: str = "") -> str:
        """One of the words that the form offered. Without a default, one must be chosen."""
        value = str(self._form.get(name, "")).strip() or default
        if value in choices:
            return value
        self.refuse(name, _("Choose one of the entries in the list."))
        return default or next(iter(choices), "")

    def whole(self, name: str, *, least: int = 0, most: int = 1_000_000, required: bool = False) -> int | None:
        """A whole number in western or Arabic digits; None when the field is empty."""
        raw = western(clean_text(self._raw(name, required, 40)))
        if not raw:
            return None
        if re.fullmatch(r"\d{1,12}", raw) and least <= int(raw) <= most:
            return int(raw)
        self.refuse(name, _("Write a whole number from %(least)s to %(most)s.", least=least, most=most))
        return None

    def zone(self, name: str, *, default: str = "Asia/Damascus") -> str:
        """The IANA name of a time zone."""
        value = str(self._form.get(name, "")).strip() or default
        if value in time_zones():
            return value
        self.refuse(name, _("Choose one of the entries in the list."))
        return default

    def is_checked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self._form.get(name))

    def refuse(self, name: str, message: object) -> None:
        """Say what is wrong with a field for a reason that only the caller knows; the first reason stays."""
        self.wrong.setdefault(name, message)

    def _raw(self, name: str, required: bool, max_length: int) -> str:
        """What was typed; nothing if it is far too long to be cleaned, which takes time."""
        raw = str(self._form.get(name, "")).strip()
        if len(raw) > max_length:
            self.refuse(name, _("That is too long: at most %(count)s characters.", count=max_length))
            return ""
        if required and not clean_text(raw):
            self.refuse(name, _("This field is needed."))
        return raw


def day_of(words: str) -> date | None:
    """The date in 2026-11-23, 23/11/2026, 23.11.2026 or ٢٣/١١/٢٠٢٦; the day comes before the month. None if none."""
    text = western(clean_text(words))
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def moment_of(words: str, zone: str) -> datetime | None:
    """Date and time on the wall clock of a zone, in UTC. None if it is not both, or not a time of any day."""
    text = western(clean_text(words)).replace("T", " ").replace("،", " ").replace(",", " ")
    parts = text.rsplit(" ", 1)
    day, clock = (day_of(parts[0]), _TIME.fullmatch(parts[1])) if len(parts) == 2 else (None, None)
    if day is None or clock is None:
        return None
    hour, minute = int(clock.group(1)), int(clock.group(2))
    if hour > 23 or minute > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)
