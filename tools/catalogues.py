"""Joins the catalogues of the rooms (translations/<lang>/<room>.po) into one and compiles it for the application.

`python tools/catalogues.py` compiles; `--check` also fails on strings of the interface that have no Arabic.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = ("ar",)
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract"), ("**.txt", "jinja2.ext.babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2), "N_": None}


def joined(lang: str) -> Catalog:
    """All rooms' catalogues of a language as one; the same string with two translations is an error.

    Which plural form stands where is said by the catalogues' own header (HANDBOOK 3.1), and all must say the same:
    Babel's own order for Arabic is another one, and would print «23 عضو».
    """
    whole = Catalog(locale=lang)
    plurals = ""
    for path in sorted((ROOT / "translations" / lang).glob("*.po")):
        with path.open("rb") as file:
            room = read_po(file, locale=lang)
        plurals = plurals or room.plural_forms
        if room.plural_forms.replace(" ", "") != plurals.replace(" ", ""):
            raise SystemExit(f"{path}: another Plural-Forms than the other rooms: {room.plural_forms}")
        for message in room:
            if not message.id or not message.string:
                continue
            known = whole.get(message.id)
            if known and known.string != message.string:
                raise SystemExit(f"{path}: a second translation of {message.id!r}")
            whole.add(message.id, message.string, flags=message.flags)
    whole.mime_headers = [("Plural-Forms", plurals)]
    return whole


def compile_all() -> None:
    """Write advocacy/translations/<lang>/LC_MESSAGES/messages.mo for every language."""
    for folder in sorted((ROOT / "translations").iterdir()):
        if not folder.is_dir():
            continue
        buffer = io.BytesIO()
        write_mo(buffer, joined(folder.name))
        target = ROOT / "advocacy" / "translations" / folder.name / "LC_MESSAGES" / "messages.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(buffer.getvalue())


def wanted() -> set[str]:
    """Every string that the interface says, as its English msgid (the singular for plurals)."""
    found: set[str] = set()
    for folder in ("advocacy", "templates"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, METHODS, keywords=KEYWORDS, options_map={"**.html": {"silent": "false"}}
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def missing(lang: str) -> list[str]:
    """Strings without a translation in that language, and plurals without all their forms."""
    catalogue = joined(lang)
    known = {m.id[0] if isinstance(m.id, tuple) else m.id for m in catalogue if m.id and _is_whole(m.string)}
    return sorted(wanted() - known)


def _is_whole(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def main() -> int:
    compile_all()
    lacking = {lang: missing(lang) for lang in COMPLETE} if "--check" in sys.argv else {}
    for lang, strings in lacking.items():
        for string in strings:
            print(f"{lang}: {string!r}")
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
