"""The words of markup (HTML, the XML inside Word and OpenDocument files): text, attributes, remarks."""

import re
from collections.abc import Iterator
from html import unescape

_TAG = re.compile(r"<[/?!]?(?:([\w.-]+):)?([\w.-]*)[^>]*>")
_REMARK = re.compile(r"<!--(.*?)-->", re.DOTALL)
_VALUE = re.compile(r"=\s*(?:\"([^\"<]{2,})\"|'([^'<]{2,})')")
_RUNS = frozenset({"w", "a", "text"})
"""Prefixes of vocabularies that cut a sentence into runs in the middle of a word."""
_BREAKS = frozenset({"p", "h", "tc", "tr", "br", "cr", "tab", "s", "line-break", "table-cell"})
_INLINE = re.compile("a|abbr|b|bdi|bdo|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr")


def texts_in(markup: str) -> Iterator[tuple[str, str]]:
    """What the markup says, by where it says it: words, attributes, remarks."""
    remarks = _REMARK.findall(markup)
    plain = _REMARK.sub("", markup)
    yield "", unescape(_TAG.sub(_gap, plain))
    if values := dict.fromkeys(first or second for first, second in _VALUE.findall(plain)):
        yield "attributes", unescape("\n".join(values))
    if remarks:
        yield "remarks", unescape("\n".join(remarks))


def _gap(tag: re.Match[str]) -> str:
    prefix, name = tag[1], tag[2]
    if prefix in _RUNS:
        return " " if name in _BREAKS else ""
    return "" if not prefix and _INLINE.fullmatch(name) else " "
