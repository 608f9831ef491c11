"""The faces that the documents are set in: our own files only, so that the same bytes come out on every machine."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
SCHEME = "mawqif-font:"


class FontsMissing(RuntimeError):
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
