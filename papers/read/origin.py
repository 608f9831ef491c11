"""The hidden mark by which a file that comes back says from which text it was made."""

import re

from lxml import etree

from papers.read.docx.archive import Parts

PROPERTY = "MawqifText"
"""Name of the custom property of the file. Word and LibreOffice keep it when they save; it holds no name of anybody."""
ORIGIN = re.compile(r"[0-9A-Za-z.:-]{1,80}")


def origin_of(file: Parts) -> str:
    """The mark in a file; empty for none, and for one that we could not have written."""
    listed = file.part("docProps/custom.xml")
    found = () if listed is None else (one for one in listed if one.get("name") == PROPERTY)
    words = next(("".join(_texts(one)) for one in found), "").strip()
    return words if ORIGIN.fullmatch(words) else ""


def _texts(element: etree._Element) -> list[str]:
    return [str(text) for text in element.itertext()]
