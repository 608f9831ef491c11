"""A written Word file, taken apart again."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def raw(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(raw(data, name))


def text(element: etree._Element) -> str:
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def paragraphs(data: bytes, style: str) -> list[etree._Element]:
    """The paragraphs of a style, in order."""
    return [
        found
        for found in part(data).iter(f"{W}p")
        if (named := found.find(f"{W}pPr/{W}pStyle")) is not None and named.get(f"{W}val") == style
    ]


def words_of(data: bytes, style: str) -> list[str]:
    return [text(found) for found in paragraphs(data, style)]


def values(data: bytes, tag: str, name: str = "word/document.xml") -> list[str | None]:
    """The w:val of every element of a tag."""
    return [found.get(f"{W}val") for found in part(data, name).iter(f"{W}{tag}")]
