"""What surrounds a text when it is printed: letterhead, reference, signatories, verification; one per language."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks, in the edition's language. `logo` is an SVG or PNG as bytes; None prints the name alone."""

    name: str
    short: str = ""
    lines: tuple[str, ...] = ()
    logo: bytes | None = None
    colour: str = "#14532d"


@dataclass(frozen=True, slots=True)
class Signatory:
    """One listed organisation; `reservations` are numbers into `Edition.reservations`, counted from 1."""

    name: str
    note: str = ""
    reservations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reservation:
    """A public reservation in the organisation's own words. `name` is empty for a withheld organisation."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One language edition of an issue.

    `members` and `endorsers` are printed in the given order: sort them by `papers.arabic.sort_key` for the language.
    `withheld` counts signatories whose names are printed nowhere. `attribution` is the computed line of whose voice
    it is. `status` is "authoritative", "translation" or "unofficial"; `translated_from` a language code for
    the last two.
    `digest` is the hexadecimal SHA-256 of this language's canonical text, `set_digest` that of the whole set;
    `checkpoint` the short form of the ledger's checkpoint that covers the issue.
    `commitments` stand for the withheld signatories, sorted (`papers.seal.commitments`); `seal_place` says whether the
    panel of the verification keeps a place for the visible seal. `method` says after which consultation the text was
    prepared (`papers.method`). `only_for` names the one recipient of a copy that is not for publication; empty for all
    others. `acceded` are those that acceded after the first issue, each with its day as its note;
    `acceded_withheld` counts those of them whose names are printed nowhere, `acceded_commitments` stand for them.
    """

    letterhead: Letterhead
    reference: str = ""
    issue: str = ""
    date: datetime.date | None = None
    place: str = ""
    attribution: str = ""
    members: tuple[Signatory, ...] = ()
    endorsers: tuple[Signatory, ...] = ()
    withheld: int = 0
    reservations: tuple[Reservation, ...] = ()
    status: str = "authoritative"
    translated_from: str = ""
    digest: str = ""
    set_digest: str = ""
    verify_url: str = ""
    verify_code: str = ""
    contact: str = ""
    embargo: str = ""
    change_note: str = ""
    checkpoint: str = ""
    draft: bool = False
    commitments: tuple[str, ...] = ()
    seal_place: bool = False
    method: str = ""
    only_for: str = ""
    acceded: tuple[Signatory, ...] = ()
    acceded_withheld: int = 0
    acceded_commitments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A covering letter to one office, in its language and form of address.

    `addressee` are the lines of the address, `body` the paragraphs between salutation and closing, `enclosures` titles
    of what is joined. Nothing here is Markdown: every string is printed as it stands.
    """

    lang: str
    letterhead: Letterhead
    reference: str
    date: datetime.date
    place: str
    addressee: tuple[str, ...]
    subject: str
    salutation: str
    body: tuple[str, ...]
    closing: str
    signature: tuple[str, ...]
    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    contact: str = ""
