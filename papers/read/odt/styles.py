"""What the styles of an OpenDocument text make of paragraphs and words."""

from dataclasses import dataclass, field

from lxml import etree

from papers.read.languages import language_of
from papers.read.odt.archive import FO, OFFICE, STYLE, TEXT

_LONGEST_CHAIN = 30
_ROLES = {
    "quotations": "quote",
    "illustration": "caption",
    "table": "caption",
    "figure": "caption",
    "drawing": "caption",
    "contents heading": "toc heading",
    **{f"contents {level}": f"toc {level}" for level in range(1, 11)},
}
"""Names that LibreOffice gives to what Word calls otherwise, in small letters."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words are set: by weight, by slant, and in which languages (Latin and Arabic letters)."""

    strong: bool = False
    emphasis: bool = False
    latin: str = ""
    arabic: str = ""
    style: str = ""
    """The named style, in small letters."""

    def over(self, inner: "Look") -> "Look":
        """How words are set that stand in a part of words set like this."""
        return Look(
            self.strong or inner.strong,
            self.emphasis or inner.emphasis,
            inner.latin or self.latin,
            inner.arabic or self.arabic,
            inner.style or self.style,
        )


PLAIN = Look()


@dataclass(slots=True)
class Styles:
    """The styles of one file by family and name; `own` are those that it made for single paragraphs and words."""

    named: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    own: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    lists: dict[str, etree._Element] = field(default_factory=dict)
    latin: str = ""
    arabic: str = ""
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)

    def role(self, name: str) -> str:
        """The name of a paragraph's style in small letters, as Word would call it."""
        chain = self._chain("paragraph", name)
        missing = chain[-1].get(f"{STYLE}parent-style-name", "") if chain else name
        named = next((one for one in chain if not self._is_own("paragraph", one)), None)
        shown = _decoded(missing) if named is None else _shown(named)
        return _ROLES.get(shown, shown)

    def breaks(self, name: str) -> bool:
        """Whether a paragraph of this style begins a new page."""
        style = self.own.get(("paragraph", name))
        properties = None if style is None else style.find(f"{STYLE}paragraph-properties")
        return properties is not None and properties.get(f"{FO}break-before") == "page"

    def look(self, family: str, name: str) -> Look:
        """How words of this style are set; of a paragraph's only what was set for it alone, not its role's."""
        if (family, name) not in self._looks:
            chain = [one for one in self._chain(family, name) if family == "text" or self._is_own(family, one)]
            self._looks[family, name] = self._look(chain, family)
        return self._looks[family, name]

    def _is_own(self, family: str, style: etree._Element) -> bool:
        return self.own.get((family, style.get(f"{STYLE}name", ""))) is style

    def _look(self, chain: list[etree._Element], family: str) -> Look:
        said: dict[str, str] = {}
        for style in reversed(chain):
            properties = style.find(f"{STYLE}text-properties")
            said.update(
                {} if properties is None else {str(key): str(value) for key, value in properties.attrib.items()}
            )
        weights = (said.get(f"{FO}font-weight"), said.get(f"{STYLE}font-weight-complex"))
        slants = (said.get(f"{FO}font-style"), said.get(f"{STYLE}font-style-complex"))
        bold = any(weight in ("bold", "600", "700", "800", "900") for weight in weights)
        slanted = any(slant in ("italic", "oblique") for slant in slants)
        named = next((style for style in chain if not self._is_own(family, style)), None)
        return Look(
            bold,
            slanted,
            _other(_tag(said, FO, ""), self.latin),
            _other(_tag(said, STYLE, "-complex"), self.arabic),
            _shown(named) if family == "text" else "",
        )

    def _chain(self, family: str, name: str) -> list[etree._Element]:
        """A style and those it is based on, the nearest first."""
        found: list[etree._Element] = []
        while name and len(found) < _LONGEST_CHAIN:
            style = self.own.get((family, name)) if not found else None
            style = self.named.get((family, name)) if style is None else style
            if style is None:
                break
            found.append(style)
            name = style.get(f"{STYLE}parent-style-name", "")
        return found


def _shown(style: etree._Element | None) -> str:
    """A style's name as people see it, in small letters."""
    if style is None:
        return ""
    return style.get(f"{STYLE}display-name", "").casefold() or _decoded(style.get(f"{STYLE}name", ""))


def _decoded(name: str) -> str:
    return name.replace("_20_", " ").casefold()


def _tag(said: dict[str, str], space: str, ending: str) -> str:
    return f"{said.get(f'{space}language{ending}', '')}-{said.get(f'{space}country{ending}', '')}"


def _other(tag: str, usual: str) -> str:
    """The language of a tag, if it is not the file's own."""
    found = language_of(tag)
    return "" if found == usual else found


def styles_of(*roots: etree._Element | None) -> Styles:
    """The styles of styles.xml and content.xml, in this order."""
    styles = Styles()
    for root in roots:
        if root is None:
            continue
        for place, kept in ((f"{OFFICE}styles", styles.named), (f"{OFFICE}automatic-styles", styles.own)):
            for style in root.iterfind(f"{place}/{STYLE}style"):
                kept[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
            styles.lists.update(
                {one.get(f"{STYLE}name", ""): one for one in root.iterfind(f"{place}/{TEXT}list-style")}
            )
        _take_languages(root, styles)
    return styles


def _take_languages(root: etree._Element, styles: Styles) -> None:
    for usual in root.iterfind(f"{OFFICE}styles/{STYLE}default-style"):
        said = usual.find(f"{STYLE}text-properties")
        if usual.get(f"{STYLE}family") == "paragraph" and said is not None:
            styles.latin = language_of(said.get(f"{FO}language", ""))
            styles.arabic = language_of(said.get(f"{STYLE}language-complex", ""))
