"""The faces that the documents are set in: our own files only, so that the same bytes come out on every machine."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import category

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
SCHEME = "mawqif-font:"
UNKNOWN = "\ufffd"
"""Printed for a letter that none of our faces has: visible, the same everywhere, and allowed by PDF/UA."""


class FontsMissing(OSError):
    """The fonts are not there; they come from npm and are never committed."""


@dataclass(frozen=True, slots=True)
class Face:
    """One font file and the name, weight and slant by which style sheets call it."""

    family: str
    file: str
    weight: int = 400
    italic: bool = False


FACES = (
    Face("Amiri", "Amiri-Regular.ttf"),
    Face("Amiri", "Amiri-Italic.ttf", italic=True),
    Face("Amiri", "Amiri-Bold.ttf", 700),
    Face("Noto Naskh Arabic", "NotoNaskhArabic-Regular.ttf"),
    Face("Noto Naskh Arabic", "NotoNaskhArabic-Bold.ttf", 700),
    Face("Noto Sans", "NotoSans-Regular.ttf"),
    Face("Noto Sans", "NotoSans-Bold.ttf", 700),
    Face("Noto Sans", "NotoSans-Italic.ttf", italic=True),
)


def font_file(name: str) -> Path:
    """The path of one of our font files. FontsMissing when it was never copied; KeyError-free for any other name."""
    path = FOLDER / name
    if not path.is_file():
        raise FontsMissing(f"The font {name} is not in {FOLDER.name}/. Run `make fonts` (it needs `npm ci` once).")
    return path


def font_faces() -> str:
    """The @font-face rules for every face, by addresses that only our own fetcher understands."""
    for face in FACES:
        font_file(face.file)
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("{SCHEME}{face.file}"); font-weight: {face.weight}; '
        f"font-style: {'italic' if face.italic else 'normal'} }}"
        for face in FACES
    )


@lru_cache(maxsize=1)
def letters() -> frozenset[str]:
    """Every letter that at least one of our faces has."""
    found: set[int] = set()
    for face in FACES:
        with TTFont(font_file(face.file), lazy=True) as font:
            font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])  # names take long to find
            found.update(font.getBestCmap())
    return frozenset(map(chr, found)) | frozenset("\n\t")


def unprintable(text: str) -> tuple[str, ...]:
    """The letters of a text that no face of ours has, each once, in order: emoji, Chinese, rare symbols."""
    return tuple(dict.fromkeys(char for char in text if char not in letters() and not _is_unseen(char)))


def printable(text: str) -> str:
    """The text with such letters replaced by a question mark in a diamond, and unseen signs we lack left out."""
    known = letters()
    return "".join(char if char in known else "" if _is_unseen(char) else UNKNOWN for char in text)


def _is_unseen(char: str) -> bool:
    """Controls, joiners, variation selectors and stray combining marks."""
    return category(char) in ("Cc", "Cf", "Mn", "Me")
