"""Organisations pasted from a spreadsheet: rows of name, English name, kind and mail address; pure."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _

from advocacy.coalition.models import OrganisationKind
from advocacy.errors import BadInput
from advocacy.forms import reading
from papers.arabic import fold_strict
from papers.normalise import clean_text

MOST_CHARACTERS = 100_000
_HEADINGS = {"الاسم", "اسم المنظمه", "المنظمه", "name", "name ar", "nom", "arabic name", "الاسم بالعربيه"}
_KINDS = {
    "": "organisation", "organisation": "organisation", "organization": "organisation", "منظمه": "organisation",
    "جمعيه": "organisation", "مركز": "organisation", "association": "organisation", "initiative": "initiative",
    "مبادره": "initiative", "network": "network", "شبكه": "network", "reseau": "network", "réseau": "network",
}  # fmt: skip
_NEVER_SIGN = {
    fold_strict(words)
    for words in (
        "political party", "party", "parti", "parti politique", "حزب", "حزب سياسي", "armed actor", "armed group",
        "groupe armé", "فصيل", "فصيل مسلح", "جهة مسلحة", "جماعة مسلحة", "state body", "government", "ministry",
        "organisme public", "جهة حكومية", "هيئة رسمية", "وزارة",
    )
}  # fmt: skip
THEY_NEVER_SIGN = _(
    "Political parties, armed actors and state bodies can be addressed or named in a text; they never sign or endorse. "
    "Enter them under Offices if a letter is to go to them."
)


@dataclass(slots=True)
class Row:
    """One row; `line` counts from 1, `wrong` says what to mend."""

    line: int
    name_ar: str
    name_en: str
    kind: str
    mail: str
    wrong: list[object] = field(default_factory=list)

    @property
    def kind_value(self) -> OrganisationKind:
        """Which kind is meant, in any of our languages; no word means an organisation."""
        return OrganisationKind(_KINDS[fold_strict(self.kind)])


def rows_of(pasted: str) -> list[Row]:
    """The rows that hold anything, each checked by itself and against the others; a row of headings is left out.

    Cells are parted by tabs (as spreadsheets paste them), semicolons or commas, whichever comes first in that order.
    """
    lines = [line for line in pasted.replace("\0", "").splitlines() if line.strip("\t,; \u00a0")]
    separator = next((sign for sign in ("\t", ";", ",") if any(sign in line for line in lines[:5])), ",")
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for number, cells in enumerate(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator), 1):
        words: list[str] = [*(clean_text(cell[:1000]) for cell in cells[:4]), "", "", "", ""]
        if number == 1 and fold_strict(words[0]) in _HEADINGS:
            continue
        row = Row(number, words[0], words[1], words[2], words[3])
        _check(row)
        fold = fold_strict(row.name_ar)
        if fold in seen:
            row.wrong.append(_("The same name as in row %(line)s.", line=seen[fold]))
        seen.setdefault(fold, number)
        rows.append(row)
    return rows


def _check(row: Row) -> None:
    fields: Mapping[str, str] = {"name": row.name_ar, "name_en": row.name_en, "mail": row.mail}
    try:
        with reading(fields) as typed:
            typed.text("name", required=True)
            typed.text("name_en")
            typed.mail("mail")
    except BadInput as refusal:
        row.wrong += refusal.fields.values()
    if fold_strict(row.kind) in _NEVER_SIGN:
        row.wrong.append(THEY_NEVER_SIGN)
    elif fold_strict(row.kind) not in _KINDS:
        row.wrong.append(_("The kind is organisation, initiative or network."))
