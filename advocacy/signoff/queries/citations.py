"""What a legal reference check looks at: every instrument that a frozen text cites."""

from dataclasses import dataclass

from advocacy.drafting.models import Freeze
from advocacy.drafting.queries import paper_of_frozen
from advocacy.library.queries import instrument_by_key


@dataclass(frozen=True, slots=True)
class Cited:
    """An instrument as the text cites it: the title in that language, the symbol, what the library knows of it.

    `is_known` says that the library has it; `is_sure` that nobody doubts its title and symbol.
    """

    lang: str
    key: str
    title: str
    symbol: str
    is_known: bool
    is_sure: bool
    note: str


def citations_in(freeze: Freeze, lang: str) -> list[Cited]:
    """Every instrument cited, language by language, in the order in which each text cites them."""
    found = []
    for text in freeze.texts:
        for reference in paper_of_frozen(text).references:
            row = instrument_by_key(reference.key)
            found.append(
                Cited(
                    text.lang,
                    reference.key,
                    reference.title,
                    reference.symbol,
                    is_known=row is not None,
                    is_sure=row is not None and row.confidence == "S",
                    note=row.note_in(lang) if row else "",
                )
            )
    return found
