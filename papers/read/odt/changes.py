"""The tracked changes of an OpenDocument text: who, when, and of a deletion the words that are gone."""

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from papers.read.odt.archive import DC, OFFICE, TEXT

Kind = Literal["ins", "del", "format"]
_KINDS: dict[str, Kind] = {f"{TEXT}insertion": "ins", f"{TEXT}deletion": "del", f"{TEXT}format-change": "format"}
_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """One tracked change; `gone` are the blocks that a deletion took out, the outer two joined to what is left."""

    kind: Kind
    author: str
    date: str
    gone: tuple[etree._Element, ...] = ()


def regions_of(text: etree._Element) -> dict[str, list[Region]]:
    """The changes of a text by the id that their marks name; what one inserted and another deleted has two."""
    found: dict[str, list[Region]] = {}
    for listed in text.iterfind(f"{TEXT}tracked-changes/{TEXT}changed-region"):
        regions = [_region(element) for element in listed if element.tag in _KINDS]
        found |= {name: regions for key in (_ID, f"{TEXT}id") if (name := listed.get(key))}
    return found


def _region(element: etree._Element) -> Region:
    info = element.find(f"{OFFICE}change-info")
    gone = tuple(child for child in element if child.tag != f"{OFFICE}change-info")
    return Region(_KINDS[str(element.tag)], said(info, f"{DC}creator"), said(info, f"{DC}date"), gone)


def said(info: etree._Element | None, tag: str) -> str:
    """The words of a child; empty when there is none."""
    found = None if info is None else info.find(tag)
    return "" if found is None else "".join(str(words) for words in found.itertext()).strip()
