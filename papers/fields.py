"""Reading untrusted JSON field by field, so that every refusal names the path to what was wrong."""

import base64
import binascii
import re
from typing import Any, Literal, TypeVar

from papers.errors import BadPaper
from papers.model import Direction

MAX_TEXT = 2_000_000
"""Characters of a paper in all, pictures not counted."""
MAX_PICTURE = 2_000_000
"""Bytes of one picture."""
MAX_NESTING = 8
"""Marks inside marks."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}")
_HREF = re.compile(r"(?:https?://{0}+|mailto:{0}+)".format(r"[^\s\"<>\\^`{|}\x00-\x20\x7f]"), re.IGNORECASE)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MediaType = Literal["image/png", "image/jpeg"]
PICTURES: tuple[MediaType, ...] = ("image/png", "image/jpeg")
SIDES: tuple[Direction, ...] = ("rtl", "ltr")
_SIGNATURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}

Choice = TypeVar("Choice", bound=str)


def is_href(href: str) -> bool:
    """Whether a link may lead there: https, http or mailto, printable, without white space."""
    return len(href) <= 2_000 and _HREF.fullmatch(href) is not None


def is_name(name: str) -> bool:
    """Whether a block id or a reference key is well formed: ASCII letters, digits and _ . : - , at most 100."""
    return _NAME.fullmatch(name) is not None


class Budget:
    """How many characters a text may still have; shared by all fields of one reading."""

    def __init__(self, characters: int = MAX_TEXT) -> None:
        self.left = characters

    def spend(self, characters: int, path: str) -> None:
        self.left -= characters
        if self.left < 0:
            raise BadPaper("too_long", "The text is longer than two million characters.", where=path)


class Field:
    """One value of the JSON tree with the path that leads to it."""

    def __init__(self, value: Any, path: str, budget: Budget, depth: int = 0) -> None:
        self.value = value
        self.path = path
        self._budget = budget
        self._depth = depth

    def __getitem__(self, key: str) -> "Field":
        """The field below; a missing one reads as absent, and every reader but `absent` and `direction` refuses it."""
        if not isinstance(self.value, dict):
            raise self._bad("An object is missing here.")
        path = f"{self.path}.{key}" if self.path else key
        return Field(self.value.get(key), path, self._budget, self._depth + (key == "content"))

    def only(self, allowed: str) -> None:
        """Refuse keys that nobody would read: a newer writer meant something by them."""
        if not isinstance(self.value, dict):
            raise self._bad("An object is missing here.")
        for key in self.value:
            if key not in allowed.split():
                raise BadPaper("unknown_field", f"Unknown field «{key!s:.40}».", where=self.path)

    def entries(self, at_most: int, *, at_least: int = 0) -> list["Field"]:
        if not isinstance(self.value, list | tuple):
            raise self._bad("A list is missing here.")
        if not at_least <= len(self.value) <= at_most:
            raise BadPaper("too_many", f"Between {at_least} and {at_most} entries can stand here.", where=self.path)
        return [Field(entry, f"{self.path}[{i}]", self._budget, self._depth) for i, entry in enumerate(self.value)]

    def refuse_depth(self) -> None:
        if self._depth > MAX_NESTING + 1:
            raise BadPaper("too_deep", f"Marks are nested more than {MAX_NESTING} deep.", where=self.path)

    def absent(self) -> bool:
        return self.value is None

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self._bad("Words are missing here.")
        if _UNWRITABLE.search(self.value):
            raise BadPaper("bad_character", "A character here cannot be written to a document.", where=self.path)
        self._budget.spend(len(self.value), self.path)
        return self.value

    def name(self) -> str:
        text = self.text()
        if not is_name(text):
            raise self._bad("A name has ASCII letters, digits and _ . : - only.")
        return text

    def href(self) -> str:
        text = self.text()
        if not is_href(text):
            raise BadPaper("bad_link", "A link begins with https:, http: or mailto:.", where=self.path)
        return text

    def boolean(self) -> bool:
        if not isinstance(self.value, bool):
            raise self._bad("True or false is missing here.")
        return self.value

    def integer(self, least: int, most: int) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not least <= self.value <= most:
            raise self._bad(f"A whole number from {least} to {most} is missing here.")
        return self.value

    def one_of(self, choices: tuple[Choice, ...]) -> Choice:
        for choice in choices:
            if self.value == choice:
                return choice
        raise self._bad(f"«{self.value!s:.40}» is none of {', '.join(choices)}.")

    def direction(self) -> Direction | None:
        return None if self.value is None else self.one_of(SIDES)

    def picture(self, media_type: MediaType) -> str:
        """Base64 of a picture that begins as its media type says. The pixels themselves are not looked at."""
        if not isinstance(self.value, str) or len(self.value) > MAX_PICTURE * 4 // 3 + 4:
            raise BadPaper("bad_picture", "A picture has two million bytes at most.", where=self.path)
        try:
            data = base64.b64decode(self.value, validate=True)
        except (binascii.Error, ValueError):
            raise BadPaper("bad_picture", "The picture is not in base64.", where=self.path) from None
        if not data.startswith(_SIGNATURES[media_type]):
            raise BadPaper("bad_picture", f"The picture is not {media_type}.", where=self.path)
        return self.value

    def _bad(self, message: str) -> BadPaper:
        return BadPaper("malformed", message, where=self.path)
