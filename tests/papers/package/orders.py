"""Orders of small packages, and what can be read in a finished one by whoever takes it apart."""

import io
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pikepdf

from papers.edition import Letter
from papers.package import Failed, Made, Order, Seal, Wanted, make_packages
from papers.write.pdf import to_pdf
from tests.papers.pdfs import copied
from tests.papers.samples import EDITION_AR, EDITION_EN, LETTER_AR, LETTER_EN, STATEMENT_AR, STATEMENT_EN
from tests.papers.seal.test_pades import AT, keys

NAMES_AR = ("ليلى منصور", "سامر الأحمد", "نبيل عيسى", "هدى قباني", "غسان ضاهر", "رنا خوري")
NAMES_EN = ("Lindqvist", "Moreau", "Vogel", "Okonkwo", "Brzezinski", "Fjeldstad")


@lru_cache(maxsize=2)
def statement(lang: str = "ar") -> bytes:
    return to_pdf(STATEMENT_AR, EDITION_AR) if lang == "ar" else to_pdf(STATEMENT_EN, EDITION_EN)


def letter(number: int, lang: str = "ar") -> Letter:
    """A letter whose address nobody else's letter has."""
    sample, names = (LETTER_AR, NAMES_AR) if lang == "ar" else (LETTER_EN, NAMES_EN)
    name = names[number % len(names)]
    greeting = f"سعادة السفير {name} المحترم،" if lang == "ar" else f"Dear Ambassador {name},"
    address = (name, f"Street {number + 1}{number + 7}")
    return replace(sample, reference=f"RY/2026/019/P3-{number:02}", addressee=address, salutation=greeting)


def order(count: int = 3, *langs: str, is_sealed: bool = False, documents: tuple[str, ...] = ("ar",)) -> Order:
    """So many letters in each of these languages, before the statement in Arabic unless `documents` says otherwise."""
    wanted = [
        Wanted(f"{lang}{number}", letter(number, lang), documents, "ختم التحالف")
        for lang in langs or ("ar",)
        for number in range(count)
    ]
    held = {name: statement(name) for name in ("ar", "en")}
    return Order(wanted, held, Seal(keys()[1], AT, "RY/2026/019") if is_sealed else None)


def made(wanted: Order, **how: object) -> dict[str, bytes]:
    """The packages by id; none may fail."""
    results = list(make_packages(wanted, **how))  # type: ignore[arg-type]
    assert not [one for one in results if isinstance(one, Failed)]
    return {one.id: one.pdf for one in results if isinstance(one, Made)}


def everything_in(pdf: bytes) -> str:
    """All that anybody can dig out of a file: words of the pages, strings, unpacked streams, referred to or not."""
    parts = [copied(pdf), pdf.decode("latin-1")]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                data = item.read_bytes()
                parts += [data.decode("latin-1"), data.decode("utf-8", "ignore"), data.decode("utf-16-be", "ignore")]
            parts += _strings(item)
    return "\n".join(parts)


def _strings(item: object) -> list[str]:
    """The strings inside one object, in whatever way they are encoded."""
    if isinstance(item, pikepdf.String):
        return [str(item)]
    if isinstance(item, pikepdf.Array):
        return [text for inner in item if not _is_indirect(inner) for text in _strings(inner)]
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        inside = (item[key] for key in item.keys())  # noqa: SIM118 - no mapping
        return [text for inner in inside if not _is_indirect(inner) for text in _strings(inner)]
    return []


def _is_indirect(item: object) -> bool:
    return bool(getattr(item, "is_indirect", False))


class KeptInFolder:
    """A store as simple as can be."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, 0

    def get(self, key: str) -> bytes | None:
        self.asked += 1
        file = self.folder / key
        return file.read_bytes() if file.is_file() else None

    def put(self, key: str, pdf: bytes) -> None:
        (self.folder / key).write_bytes(pdf)
