"""Our inline extensions as markdown-it rules, and its inline tokens as the model's inlines."""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from papers.fields import is_href
from papers.model import LANGUAGES, Citation, Emphasis, Footnote, Foreign, Inline, Inlines, Link, Strong, Text

_CITATION = re.compile(r"\[@([A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?)((?:[,،\s](?:[^\[\]\\]|\\.)*)?)\]", re.DOTALL)
_SPAN_MARKS = re.compile(r"\{([A-Za-z ]{1,40})\}")
_REFERENCE = re.compile(r"\[\^([^\s\[\]\\]{1,60})\]")
_STRONG_NAMES, _EMPHASIS_NAMES = ("strong", "bold"), ("em", "emphasis")

IN_NOTE = "papers_in_note"
NOTES = "papers_notes"
CITED = "papers_cited"


def extend(md: MarkdownIt) -> None:
    """Teach a parser citations, notes and marked spans."""
    md.inline.ruler.at("escape", _escape)
    md.inline.ruler.before("link", "citation", _citation)
    md.inline.ruler.before("link", "note_reference", _note_reference)
    md.inline.ruler.before("link", "span", _span)
    md.inline.ruler.before("link", "note", _note)
    md.validateLink = is_href  # type: ignore[method-assign, assignment]
    md.normalizeLink = str  # type: ignore[method-assign, assignment]


def unescaped(text: str) -> str:
    """Words without the backslashes before punctuation."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", text)


def _escape(state: StateInline, silent: bool) -> bool:
    """A backslash before any punctuation or symbol of any script; CommonMark knows the ASCII ones only."""
    following = state.src[state.pos + 1 : state.pos + 2]
    if state.src[state.pos] != "\\" or not following or not re.match(r"[^\w\s]|_", following):
        return False
    if not silent:
        state.pending += following
    state.pos += 2
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or state.env.get(IN_NOTE):
        return False
    found = _CITATION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        pinpoint = re.sub(r"^[,،]?\s*", "", found[2])
        token.meta = {"key": found[1], "pinpoint": unescaped(pinpoint).replace("\n", " ")}
        state.env.setdefault(CITED, []).append(found[1])
    state.pos = found.end()
    return True


def _note_reference(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or state.env.get(IN_NOTE):
        return False
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or found[1] not in state.env.get(NOTES, {}):
        return False
    if not silent:
        _push_note(state, state.env[NOTES][found[1]])
    state.pos = found.end()
    return True


def _note(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos : state.pos + 2] != "^[" or state.env.get(IN_NOTE):
        return False
    start = state.pos + 2
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        _push_note(state, state.src[start:end])
    state.pos = end + 1
    return True


def _push_note(state: StateInline, source: str) -> None:
    token = state.push("note", "", 0)
    token.children = []
    state.env[IN_NOTE] = True
    state.md.inline.parse(source, state.md, state.env, token.children)
    state.env[IN_NOTE] = False


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    start = state.pos + 1
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    found = _SPAN_MARKS.match(state.src, end + 1, state.posMax) if end >= 0 else None
    if found is None or not _known_marks(found[1]):
        return False
    if not silent:
        state.push("span_open", "", 1).meta = {"marks": found[1].split()}
        after, most = found.end(), state.posMax
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.pos, state.posMax = after, most
        state.push("span_close", "", -1)
    state.pos = found.end()
    return True


def _known_marks(marks: str) -> bool:
    known = (*LANGUAGES, *_STRONG_NAMES, *_EMPHASIS_NAMES)
    return bool(marks.split()) and all(mark in known for mark in marks.split())


def parse_inlines(md: MarkdownIt, source: str, env: MutableMapping[str, Any]) -> Inlines:
    """The inlines of one line of Markdown."""
    tokens: list[Token] = []
    md.inline.parse(source.strip(), md, env, tokens)
    return to_inlines(tokens)


def to_inlines(tokens: Sequence[Token]) -> Inlines:
    """The inlines that a flat run of inline tokens stands for."""
    levels: list[tuple[Token | None, list[Inline]]] = [(None, [])]
    for token in tokens:
        if token.nesting > 0:
            levels.append((token, []))
        elif token.nesting < 0:
            opened, inner = levels.pop()
            levels[-1][1].extend(_wrapped(opened, tuple(inner)))
        else:
            levels[-1][1].append(_leaf(token))
    return tuple(levels[0][1])


def _leaf(token: Token) -> Inline:
    match token.type:
        case "citation":
            return Citation(token.meta["key"], token.meta["pinpoint"])
        case "note":
            return Footnote(to_inlines(token.children or ()))
        case "softbreak" | "hardbreak":
            return Text(" ")
        case _:
            return Text(token.content)


def _wrapped(opened: Token | None, content: Inlines) -> Inlines:
    match opened.type if opened else "":
        case "strong_open":
            return (Strong(content),)
        case "em_open":
            return (Emphasis(content),)
        case "link_open":
            return (Link(str(opened.attrs["href"]), content),) if opened else content
        case "span_open":
            for mark in reversed(opened.meta["marks"] if opened else []):
                content = (_marked(mark, content),)
    return content


def _marked(mark: str, content: Inlines) -> Inline:
    if mark in _STRONG_NAMES:
        return Strong(content)
    return Emphasis(content) if mark in _EMPHASIS_NAMES else Foreign(mark, content)
