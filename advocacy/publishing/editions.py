"""What an issue prints around a text, computed once per language and kept as JSON, so that it never changes later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from advocacy.coalition.models import Coalition
from advocacy.names import Named
from papers.arabic import sort_key
from papers.dates import long_date
from papers.edition import Edition, Letterhead, Reservation, Signatory
from papers.words import say


@dataclass(frozen=True, slots=True)
class Voice:
    """An organisation that signed. A withheld one is counted, and its reservation printed without its name."""

    organisation: Named
    is_withheld: bool = False
    reservation: str = ""


def signed(voices: Sequence[Voice], lang: str) -> dict[str, Any]:
    """The members, the count of the withheld and the reservations as an edition in that language prints them.

    Reservations are numbered in the order of the list; those of withheld organisations follow, in an order that says
    nothing about whose they are.
    """
    shown = sorted((voice for voice in voices if not voice.is_withheld), key=lambda v: _key(v.organisation, lang))
    hidden = [voice for voice in voices if voice.is_withheld]
    members: list[Signatory] = []
    reservations: list[Reservation] = []
    for voice in shown:
        name = voice.organisation.name_in(lang)
        if voice.reservation:
            reservations.append(Reservation(name, voice.reservation))
        members.append(Signatory(name, reservations=(len(reservations),) if voice.reservation else ()))
    reservations += [Reservation("", text) for text in sorted(v.reservation for v in hidden if v.reservation)]
    return {"members": tuple(members), "withheld": len(hidden), "reservations": tuple(reservations)}


@dataclass(frozen=True, slots=True)
class Opened:
    """A withheld signatory that one edition names: its name in that language, its reservation, its commitment."""

    name: str
    reservation: str
    commitment: str


def with_names(
    edition: Edition,
    opened: Sequence[Opened],
    lang: str,
    late: "Sequence[Latecomer]" = (),
    days: Iterable[date] = (),
) -> Edition:
    """The edition in which these names take the place of their commitments; the counts of those who stand there stay.

    `late` are those that acceded: a member stands, with its day, among those that acceded, a partner from outside
    below the endorsers; `days` are those of all accessions that the edition may print, for the order. ValueError for a
    commitment that the edition does not hold, or a reservation that it does not print.
    """
    said = [one.text for one in edition.reservations]
    nameless = [one.text for one in edition.reservations if not one.name]
    for words in filter(None, [*(one.reservation for one in opened), *(one.reservation for one in late)]):
        nameless.remove(words)
    members = [_with_words(one, said) for one in edition.members]
    members += [(Signatory(one.name), one.reservation) for one in opened]
    notes = {_day_note(day, lang): day for day in days}
    numbered = _Numbered()
    return replace(
        edition,
        members=numbered.all(sorted(members, key=lambda entry: sort_key(entry[0].name, lang))),
        endorsers=numbered.all(_and_late(edition.endorsers, [o for o in late if not o.is_member], notes, lang, said)),
        acceded=numbered.all(_and_late(edition.acceded, [one for one in late if one.is_member], notes, lang, said)),
        withheld=edition.withheld - len(opened),
        acceded_withheld=edition.acceded_withheld - len(late),
        commitments=_without(edition.commitments, [one.commitment for one in opened]),
        acceded_commitments=_without(edition.acceded_commitments, [one.commitment for one in late]),
        reservations=(*numbered.reservations, *(Reservation("", words) for words in nameless)),
    )


_Entry = tuple[Signatory, str]
"""A name of a list, and the words of its reservation."""


class _Numbered:
    """Gives reservations their numbers anew, in the order in which their names are printed."""

    def __init__(self) -> None:
        self.reservations: list[Reservation] = []

    def all(self, entries: Iterable[_Entry]) -> tuple[Signatory, ...]:
        return tuple(self._one(name, words) for name, words in entries)

    def _one(self, signatory: Signatory, words: str) -> Signatory:
        if words:
            self.reservations.append(Reservation(signatory.name, words))
        return replace(signatory, reservations=(len(self.reservations),) if words else ())


def _with_words(one: Signatory, said: Sequence[str]) -> _Entry:
    return one, said[one.reservations[0] - 1] if one.reservations else ""


def _and_late(
    printed: Sequence[Signatory],
    late: "Iterable[Latecomer]",
    days: Mapping[str, date],
    lang: str,
    said: Sequence[str],
) -> list[_Entry]:
    """A list with those that acceded, by their day and name; whoever was there on the first day stays above them."""
    entries = [_with_words(one, said) for one in printed]
    more = [(_late_name(one, lang), one.reservation) for one in late]
    known = dict(days) | {_day_note(one.day, lang): one.day for one in late}
    first = [entry for entry in entries if entry[0].note not in known]
    rest = [entry for entry in entries if entry[0].note in known] + more
    return first + sorted(rest, key=lambda entry: (known[entry[0].note], sort_key(entry[0].name, lang)))


def _without(commitments: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    left = list(commitments)
    for one in gone:
        left.remove(one)
    return tuple(left)


def endorsed(organisations: Iterable[Named], lang: str) -> tuple[Signatory, ...]:
    """The supporters from outside, in the order of that language."""
    return tuple(
        Signatory(organisation.name_in(lang)) for organisation in sorted(organisations, key=lambda o: _key(o, lang))
    )


@dataclass(frozen=True, slots=True)
class Latecomer:
    """An organisation that acceded after the first issue: `day` is printed, as that of its accession."""

    organisation: Named
    day: date
    is_member: bool
    is_withheld: bool = False
    reservation: str = ""
    commitment: str = ""


def with_latecomers(
    printed: Mapping[str, Any], endorsers: tuple[Signatory, ...], late: Sequence[Latecomer], lang: str
) -> dict[str, Any]:
    """What `signed` gives, with those that acceded: members in a list of their own, partners below the endorsers.

    Each bears its day; their reservations follow those of the first day.
    """
    reservations: list[Reservation] = list(printed["reservations"])
    members: list[Signatory] = []
    partners: list[Signatory] = []
    for one in sorted((o for o in late if not o.is_withheld), key=lambda o: (o.day, _key(o.organisation, lang))):
        if one.reservation:
            reservations.append(Reservation(one.organisation.name_in(lang), one.reservation))
        numbers = (len(reservations),) if one.reservation else ()
        (members if one.is_member else partners).append(replace(_late_name(one, lang), reservations=numbers))
    hidden = [one for one in late if one.is_withheld]
    reservations += [Reservation("", words) for words in sorted(o.reservation for o in hidden if o.reservation)]
    return {
        **printed,
        "reservations": tuple(reservations),
        "endorsers": endorsers + tuple(partners),
        "acceded": tuple(members),
        "acceded_withheld": len(hidden),
        "acceded_commitments": tuple(sorted(one.commitment for one in hidden)),
    }


def _late_name(one: Latecomer, lang: str) -> Signatory:
    return Signatory(one.organisation.name_in(lang), _day_note(one.day, lang))


def _day_note(day: date, lang: str) -> str:
    return say("acceded_on", lang, day=long_date(day, lang))


def letterhead(coalition: Coalition, lang: str) -> Letterhead:
    """Who speaks, from the coalition's settings; the logo is joined when the edition is read."""
    reach = " · ".join(filter(None, (place_of(coalition, lang), coalition.mail, coalition.phone)))
    short = coalition.short_ar if lang in ("ar", "ckb") else coalition.short_en
    return Letterhead(coalition.name_in(lang), short, (reach,) if reach else (), None, coalition.colour)


def place_of(coalition: Coalition, lang: str) -> str:
    """Where papers are dated from, in that language."""
    if lang in ("ar", "ckb"):
        return coalition.place_ar
    return (coalition.place_fr if lang == "fr" else "") or coalition.place_en or coalition.place_ar


def contact_of(coalition: Coalition) -> str:
    """Whom to call."""
    return " · ".join(filter(None, (coalition.mail, coalition.phone)))


def to_record(edition: Edition, logo_sha256: str | None = None) -> dict[str, Any]:
    """The edition as JSON. The logo is kept as the digest of its blob."""
    record = asdict(replace(edition, letterhead=replace(edition.letterhead, logo=None)))
    record["date"] = edition.date.isoformat() if edition.date else None
    record["letterhead"]["logo"] = logo_sha256
    return record


def from_record(record: Mapping[str, Any], logo: bytes | None = None) -> Edition:
    """The edition again; `logo` is what the record's digest stands for."""
    head = record["letterhead"]
    return Edition(
        **{
            **record,
            "letterhead": Letterhead(**{**head, "lines": tuple(head["lines"]), "logo": logo}),
            "date": date.fromisoformat(record["date"]) if record["date"] else None,
            "members": _signatories(record["members"]),
            "endorsers": _signatories(record["endorsers"]),
            "acceded": _signatories(record.get("acceded", ())),
            "reservations": tuple(Reservation(**entry) for entry in record["reservations"]),
            "commitments": tuple(record.get("commitments", ())),
            "acceded_commitments": tuple(record.get("acceded_commitments", ())),
        }
    )


def _signatories(entries: Iterable[Mapping[str, Any]]) -> tuple[Signatory, ...]:
    return tuple(Signatory(entry["name"], entry["note"], tuple(entry["reservations"])) for entry in entries)


def _key(organisation: Named, lang: str) -> str:
    return sort_key(organisation.name_in(lang), lang)
