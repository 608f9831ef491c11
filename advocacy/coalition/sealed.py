"""What the database keeps of an organisation without being able to read it: its names and how to reach it.

All organisations are sealed alike, whatever they say of their visibility: so nobody who reads the database learns who
withholds a name, nor whose it is (docs/decisions/0021-names.md).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any, Self, overload

from advocacy import chance, keystore
from papers.arabic import fold_strict

_PURPOSE = "coalition_organisation.sealed:{uid}"
_STEP = 256
"""Sealed words are as long as a multiple of this, so that their length tells little."""
_LIKENESS_KEY = "likeness.key"
"""Never replaced: every row holds a digest made with it."""


class Sealed:
    """A field of a row that lives, with its siblings, encrypted in the row's `sealed`, bound to the row's `uid`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type | None = None) -> str: ...
    def __get__(self, row: Any, owner: type | None = None) -> Self | str:
        return self if row is None else opened(row).get(self._name, "")

    def __set__(self, row: Any, words: str) -> None:
        seal(row, {**opened(row), self._name: words})


def opened(row: Any) -> dict[str, str]:
    """The sealed fields of a row, decrypted once as long as they stay the same; ValueError without their key."""
    sealed = row.sealed
    known = row.__dict__.get("_opened")
    if known is None or known[0] != sealed:
        fields = opened_words(row.uid, sealed) if sealed else {}
        known = row.__dict__["_opened"] = (sealed, fields)
    return dict(known[1])


def seal(row: Any, fields: dict[str, str]) -> None:
    """Encrypt the fields under the newest key."""
    if row.uid is None:
        row.uid = chance.some_bytes(16).hex()
    row.sealed = sealed_words(row.uid, fields)
    row.likeness = likeness(fields.get("name_ar", ""))
    row.__dict__["_opened"] = (row.sealed, fields)


def sealed_words(uid: str, fields: dict[str, str]) -> bytes:
    """The fields as they are kept in the row of that uid."""
    words = json.dumps(fields, ensure_ascii=False)
    padded = words + " " * (-len(words.encode()) % _STEP)
    return keystore.encrypt(_PURPOSE.format(uid=uid), padded)


def opened_words(uid: str, sealed: bytes) -> dict[str, str]:
    """The fields again."""
    fields: dict[str, str] = json.loads(keystore.decrypt(_PURPOSE.format(uid=uid), sealed))
    return fields


def likeness(name_ar: str) -> str:
    """A digest that is the same for spellings of one name, and that nobody can try names against without the key."""
    return hmac.new(keystore.secret(_LIKENESS_KEY), fold_strict(name_ar).encode(), hashlib.sha256).hexdigest()
