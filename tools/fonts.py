"""Copies the fonts of the documents from the npm packages into the engine: `make fonts`."""

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "@expo-google-fonts"
TARGET = ROOT / "papers" / "fonts"

FILES = {
    "Amiri-Regular.ttf": "amiri/400Regular/Amiri_400Regular.ttf",
    "Amiri-Italic.ttf": "amiri/400Regular_Italic/Amiri_400Regular_Italic.ttf",
    "Amiri-Bold.ttf": "amiri/700Bold/Amiri_700Bold.ttf",
    "Amiri-LICENSE.txt": "amiri/LICENSE_FONT",
    "NotoNaskhArabic-Regular.ttf": "noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf",
    "NotoNaskhArabic-Bold.ttf": "noto-naskh-arabic/700Bold/NotoNaskhArabic_700Bold.ttf",
    "NotoNaskhArabic-LICENSE.txt": "noto-naskh-arabic/LICENSE_FONT",
    "NotoSans-Regular.ttf": "noto-sans/400Regular/NotoSans_400Regular.ttf",
    "NotoSans-Bold.ttf": "noto-sans/700Bold/NotoSans_700Bold.ttf",
    "NotoSans-Italic.ttf": "noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf",
    "NotoSans-LICENSE.txt": "noto-sans/LICENSE_FONT",
}


def copy_fonts(source: Path = SOURCE, target: Path = TARGET) -> list[str]:
    """Copy what is missing or differs in size, and return the names of the files that the source does not have."""
    target.mkdir(parents=True, exist_ok=True)
    missing = []
    for name, origin in FILES.items():
        found, wanted = source / origin, target / name
        if not found.exists():
            missing.append(origin)
        elif not wanted.exists() or wanted.stat().st_size != found.stat().st_size:
            beside = wanted.with_name(f".{name}.{os.getpid()}")
            shutil.copyfile(found, beside)
            beside.replace(wanted)
    return missing


if __name__ == "__main__":
    if lost := copy_fonts():
        sys.exit("Not found under node_modules: " + ", ".join(lost) + ". Run `npm ci` first.")
    print(f"{len(FILES)} files in {TARGET.relative_to(ROOT)}")
