"""What the styles and list definitions of a Word file make of its paragraphs."""

import re
from dataclasses import dataclass, field

from lxml import etree

from papers.model import Direction, direction_of
from papers.read.docx.archive import Parts, W
from papers.read.languages import language_of
from papers.read.shape import Listed

_ON = frozenset({"1", "true", "on"})
_ROLES = frozenset({"title", "subtitle", "position", "quote", "intense quote", "quote source", "caption"})


@dataclass(slots=True)
class Styles:
    """Names of styles by id, and which (list, level) is a bulleted one."""

    names: dict[str, str] = field(default_factory=dict)
    numbered: dict[str, tuple[str, int]] = field(default_factory=dict)
    bullets: set[tuple[str, int]] = field(default_factory=set)
    counting: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """By number definition, the way of counting that it shares with others, and whether it begins anew."""
    marks: dict[str, str] = field(default_factory=dict)
    """What character styles make of words, by id: "strong" or "emphasis"."""
    rtl: bool = False
    """Whether the usual paragraph runs from right to left."""
    languages: dict[str, str] = field(default_factory=dict)
    """The file's own languages: "val" for Latin letters, "bidi" for Arabic ones."""

    def name(self, properties: etree._Element | None) -> str:
        """The style's name in small letters; localised Word keeps the English names in the file."""
        return self.names.get(_value(properties, "pStyle"), "")

    def character(self, properties: etree._Element | None) -> str:
        """The id of the character style of a run; empty for none."""
        return _value(properties, "rStyle")

    def language(self, properties: etree._Element | None) -> str:
        """The language of a run in one of our styles «Language en»; empty for any other."""
        name = self.names.get(self.character(properties), "")
        return language_of(name.removeprefix("language ")) if name.startswith("language ") else ""

    def heading(self, properties: etree._Element | None) -> int:
        """The level of a heading from 1; 0 for any other paragraph."""
        found = re.fullmatch(r"heading ([1-9])", self.name(properties))
        if found:
            return int(found[1])
        outline = _value(properties, "outlineLvl")
        return int(outline) + 1 if outline in tuple("012345678") else 0

    def listed(self, properties: etree._Element | None) -> Listed | None:
        """The list that a paragraph stands in; None for a paragraph outside any."""
        numbering = None if properties is None else properties.find(f"{W}numPr")
        if numbering is None:
            number, level = self.numbered.get(_value(properties, "pStyle"), ("0", 0))
        else:
            number, level = _value(numbering, "numId"), _level(numbering)
        if number in ("", "0"):
            return None
        return Listed(number, level, (number, level) not in self.bullets, *self.counting.get(number, ()))

    def side(self, properties: etree._Element | None, lang: str) -> Direction | None:
        """The direction that a paragraph itself was given.

        None for one that says nothing, and in a file whose usual paragraph does not run as its language does: there the
        property says no more than that somebody forgot it.
        """
        said = None if properties is None else properties.find(f"{W}bidi")
        if said is None or self.rtl != (direction_of(lang) == "rtl"):
            return None
        return "rtl" if _is_on(said) else "ltr"

    def role(self, properties: etree._Element | None) -> str:
        """What a paragraph is: "heading 2", "list", the style of a title or a quotation, "" for a plain paragraph."""
        if level := self.heading(properties):
            return f"heading {min(level, 3)}"
        if self.listed(properties) is not None:
            return "list"
        name = self.name(properties)
        return name if name in _ROLES else ""


def styles_of(archive: Parts) -> Styles:
    """Read the styles and the lists of a file; one without them has none."""
    styles = Styles()
    listed = archive.part("word/styles.xml")
    for style in () if listed is None else listed.iter(f"{W}style"):
        identity = style.get(f"{W}styleId", "")
        styles.names[identity] = _value(style, "name").casefold()
        numbering = style.find(f"{W}pPr/{W}numPr")
        if numbering is not None:
            styles.numbered[identity] = (_value(numbering, "numId"), _level(numbering))
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in _ON:
            styles.rtl = _is_on(style.find(f"{W}pPr/{W}bidi"))
        if style.get(f"{W}type") == "character":
            styles.marks[identity] = _mark(style.find(f"{W}rPr"))
    usual = None if listed is None else listed.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if usual is not None:
        styles.languages = {slot: language_of(usual.get(f"{W}{slot}", "")) for slot in ("val", "bidi")}
    numbering = archive.part("word/numbering.xml")
    if numbering is not None:
        styles.bullets = _bullets(numbering)
        styles.counting = _counting(numbering)
    return styles


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") in _ON


def _mark(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    if any(properties.find(f"{W}{tag}") is not None for tag in ("b", "bCs")):
        return "strong"
    return "emphasis" if any(properties.find(f"{W}{tag}") is not None for tag in ("i", "iCs")) else ""


def _bullets(numbering: etree._Element) -> set[tuple[str, int]]:
    bulleted: dict[str, set[int]] = {}
    for abstract in numbering.iter(f"{W}abstractNum"):
        levels = {
            level_number(level.get(f"{W}ilvl", ""))
            for level in abstract.iter(f"{W}lvl")
            if _value(level, "numFmt") == "bullet"
        }
        bulleted[abstract.get(f"{W}abstractNumId", "")] = levels
    return {
        (number.get(f"{W}numId", ""), level)
        for number in numbering.iter(f"{W}num")
        for level in bulleted.get(_value(number, "abstractNumId"), ())
    }


def _counting(numbering: etree._Element) -> dict[str, tuple[str, bool]]:
    return {
        number.get(f"{W}numId", ""): (
            _value(number, "abstractNumId"),
            next(number.iter(f"{W}startOverride"), None) is not None,
        )
        for number in numbering.iter(f"{W}num")
    }


def _level(numbering: etree._Element) -> int:
    return level_number(_value(numbering, "ilvl"))


def level_number(written: str) -> int:
    """A list level from 0 to 8; 0 for what is none."""
    return int(written) if written in tuple("012345678") else 0


def _value(parent: etree._Element | None, tag: str) -> str:
    found = None if parent is None else parent.find(f"{W}{tag}")
    return "" if found is None else found.get(f"{W}val", "")
