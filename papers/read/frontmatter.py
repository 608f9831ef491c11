"""The few lines before a Markdown text that say what it is: kind, language, digits."""

import re

from papers.model import Paper

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n((?:[a-z]+:[^\n]*\n)*)---[ \t]*(?:\r?\n|$)")
KEYS = ("kind", "lang", "digits")


def split_front_matter(source: str) -> tuple[dict[str, str], str]:
    """What the front matter says, and the text without it, its lines kept empty so that line numbers still hold.

    Unknown keys are left out; a text that begins with a page break has no front matter.
    """
    found = _FRONT.match(source)
    if found is None or not found[1]:
        return {}, source.removeprefix("\ufeff")
    pairs = (line.split(":", 1) for line in found[1].splitlines())
    said = {key: value.strip().strip("\"'") for key, value in pairs if key in KEYS}
    return said, "\n" * found[0].count("\n") + source[found.end() :]


def with_front_matter(paper: Paper, markdown: str) -> str:
    """The Markdown with a head that lets it be read again without knowing more."""
    digits = f"digits: {paper.digits}\n" if paper.digits != "western" else ""
    return f"---\nkind: {paper.kind}\nlang: {paper.lang}\n{digits}---\n\n{markdown}"
