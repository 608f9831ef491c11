"""Our block extensions as markdown-it rules: asks, tables, figures, quotes, notes, and the line that names a block."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from papers.fields import is_name
from papers.read.inlines import NOTES

_NAMING = re.compile(r"\{(?:#([^\s{}]+))?\s*(rtl|ltr)?\}")
_FIGURE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]\((data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]*|figure:[^\s()]+)\)")
_DELIMITER = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?|\|?\s*:?-+:?\s*\|?")
_NOTE = re.compile(r"\[\^([^\s\[\]\\]{1,60})\]:\s*")
USED_NOTES = "papers_used_notes"


def extend(md: MarkdownIt) -> None:
    """Teach a parser our blocks. Inside lists they are plain words."""
    for rule in (_naming, _ask, _quote, _figure, _table, _note_definition):
        md.block.ruler.before("paragraph", f"papers{rule.__name__}", rule, {"alt": ["paragraph", "list"]})


def line_at(state: StateBlock, line: int) -> str:
    """A line without its indentation and trailing spaces."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _outside_list(state: StateBlock, line: int, silent: bool) -> bool:
    """Inside a list our marks are words; but one at the beginning of a line ends the list, blank line or not."""
    return state.level == 0 or (silent and state.sCount[line] == 0)


def _naming(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`{#id}`, `{rtl}`, `{#id ltr}` name the block below; `{}` keeps two lists apart."""
    found = _NAMING.fullmatch(line_at(state, start)) if _outside_list(state, start, silent) else None
    if found is None or (found[1] and not is_name(found[1])):
        return False
    if not silent:
        token = state.push("naming", "", 0)
        token.meta = {"id": found[1] or "", "dir": found[2]}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _ask(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _outside_list(state, start, silent) or not line_at(state, start).startswith("!!"):
        return False
    if not silent:
        lines = [line_at(state, start)[2:]]
        while start + len(lines) < end and not _ends(state, start + len(lines)):
            lines.append(line_at(state, start + len(lines)))
        _push(state, "ask", " ".join(lines).strip(), start, len(lines))
    return True


def _ends(state: StateBlock, line: int) -> bool:
    """Whether a paragraph that reached this line is over."""
    if state.isEmpty(line):
        return True
    return any(rule(state, line, state.lineMax, True) for rule in state.md.block.ruler.getRules("paragraph"))


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _outside_list(state, start, silent) or not line_at(state, start).startswith(">"):
        return False
    if not silent:
        lines: list[str] = []
        while start + len(lines) < end and line_at(state, start + len(lines)).startswith(">"):
            lines.append(line_at(state, start + len(lines))[1:].strip())
        _push(state, "quote", "\n".join(lines), start, len(lines))
    return True


def _figure(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _FIGURE.fullmatch(line_at(state, start)) if _outside_list(state, start, silent) else None
    if found is None:
        return False
    if not silent:
        caption = _caption(state, start + 1, end)
        token = _push(state, "figure", found[1], start, 1 + (caption is not None))
        token.meta = {"target": found[2], "caption": caption or ""}
    return True


def _caption(state: StateBlock, line: int, end: int) -> str | None:
    text = line_at(state, line) if line < end else ""
    return text[1:].strip() if text.startswith(": ") else None


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _outside_list(state, start, silent) or not _begins_table(state, start, end):
        return False
    if not silent:
        lines: list[str] = []
        while start + len(lines) < end and _is_row(line_at(state, start + len(lines))):
            lines.append(line_at(state, start + len(lines)))
        caption = _caption(state, start + len(lines), end)
        token = _push(state, "table", "", start, len(lines) + (caption is not None))
        token.meta = {"rows": _rows(lines), "header_rows": _header_rows(lines), "caption": caption or ""}
    return True


def _begins_table(state: StateBlock, start: int, end: int) -> bool:
    line = line_at(state, start)
    if line.startswith("|"):
        return True
    following = line_at(state, start + 1) if start + 1 < end else ""
    return "|" in line and "|" in following and _DELIMITER.fullmatch(following) is not None


def _is_row(line: str) -> bool:
    return "|" in line and not line.startswith(": ")


def _header_rows(lines: list[str]) -> int:
    """How many rows stand above the first line of dashes; none without one."""
    return next((index for index, line in enumerate(lines) if _DELIMITER.fullmatch(line)), 0)


def _rows(lines: list[str]) -> list[list[str]]:
    delimiter = next((index for index, line in enumerate(lines) if _DELIMITER.fullmatch(line)), -1)
    return [_cells(line) for index, line in enumerate(lines) if index != delimiter]


def _cells(line: str) -> list[str]:
    cells = split_unescaped(line.removeprefix("|"), "|")
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def split_unescaped(text: str, mark: str) -> list[str]:
    """Cut at a character wherever no backslash stands before it."""
    return re.findall(rf"(?:^|{re.escape(mark)})((?:[^\\{re.escape(mark)}]|\\.|\\$)*)", text)


def _note_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[^1]: words`; a definition that nothing points at stays a paragraph, so that no word is lost."""
    line = line_at(state, start)
    found = _NOTE.match(line) if _outside_list(state, start, silent) else None
    if found is None or found[1] not in state.env.get(USED_NOTES, ()) or found[1] in state.env[NOTES]:
        return False
    if not silent:
        lines = [line[found.end() :]]
        while start + len(lines) < end and not _ends(state, start + len(lines)):
            lines.append(line_at(state, start + len(lines)))
        state.env[NOTES][found[1]] = " ".join(lines).strip()
        state.line = start + len(lines)
    return True


def _push(state: StateBlock, kind: str, content: str, start: int, lines: int) -> Token:
    token = state.push(kind, "", 0)
    token.content = content
    token.map = [start, start + lines]
    state.line = start + lines
    return token
