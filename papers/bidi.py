"""Which pieces of a line must be isolated when it is written, so that numbers and foreign words keep their order.

The stored text holds no direction controls (`papers.normalise`). Writers isolate: HTML by `<bdi dir=…>`, Word by runs,
plain text by FSI and PDI. The traps are those of HANDBOOK 3: year ranges turn round, «+963» moves its plus, S/RES/2254
(2015) loses its bracket.
"""

import re

from papers.model import Direction, direction_of

_D = "0-9\u0660-\u0669\u06f0-\u06f9"
_L = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u0513\u1e00-\u1fff"
_R = "\u0590-\u0605\u0608\u060b\u060d-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_NUMBER = rf"[{_D}]{{1,40}}(?:[.,٫٬/:][{_D}]{{1,40}}){{0,12}}"

_TOKEN = re.compile(
    "|".join(
        (
            r"https?://[^\s«»<>\"،؛]+[^\s«»<>\"،؛.,:;!?)\]]",
            r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}",
            r"(?<![A-Za-z0-9-])[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.(?:org|com|net|int|eu|example|sy|lb|info)(?:/[^\s«»،؛)]*)?",
            r"(?<![A-Za-z0-9])[A-Z]{1,10}[0-9]{0,9}(?:[/-](?:[A-Z0-9](?:[A-Za-z0-9.-]{0,60}[A-Za-z0-9])?(?:\([A-Z0-9]{1,20}\))?(?:\[[A-Z]\])?)){1,20}(?:\s\([0-9]{4}\))?",
            r"\b[0-9a-f]{12,}\b|\b(?:[0-9a-fA-F]{4}[ -]){3,}[0-9a-fA-F]{4}\b",
            rf"(?<![{_L}{_D}])(?:\+|00)[{_D}]{{1,3}}(?:[ ()-]{{0,2}}[{_D}]{{1,5}})+",
            rf"(?<![{_D}])[{_D}]{{4}}-[{_D}]{{2}}-[{_D}]{{2}}(?![{_D}])",
            rf"(?<![{_D}{_L}{_R}])[+\-−±]{_NUMBER}[%٪]?",
            rf"(?<![{_D}]){_NUMBER}(?:\s?[-–—−×]\s?{_NUMBER})+[%٪]?",
            rf"[$€£]\s?{_NUMBER}|(?<![{_D}]){_NUMBER}\s?[$€£]",
        )
    )
)
_LEFT_TO_RIGHT = re.compile(rf"[@#]?[{_D}]{{0,40}}[{_L}](?:[^{_R}«»،؛؟\u0660-\u0669\u06f0-\u06f9]*[{_L}0-9])?")
_RIGHT_TO_LEFT = re.compile(rf"[{_R}](?:[^{_L}]*[{_R}{_D}])?")
_ANY_RIGHT_TO_LEFT = re.compile(f"[{_R}]")
_ANY_LEFT_TO_RIGHT = re.compile(f"[{_L}]")
_ANY_TO_ISOLATE = re.compile(f"[{_L}{_D}]")
"""Every piece that a right-to-left line isolates has a Latin letter or a figure in it."""

FSI, LRI, RLI, PDI = "\u2068", "\u2066", "\u2067", "\u2069"


def isolate_spans(text: str, base_dir: Direction) -> list[tuple[str, Direction | None]]:
    """The text cut into pieces; a piece with a direction must be isolated, one with None stands as it is.

    The pieces joined are the text. Text of one direction in a line of the same direction comes back whole.
    """
    if base_dir == "ltr" and not _ANY_RIGHT_TO_LEFT.search(text):
        return [(text, None)] if text else []
    if base_dir == "rtl" and not _ANY_TO_ISOLATE.search(text):
        return [(text, None)] if text else []
    spans: list[tuple[str, Direction | None]] = []
    end = 0
    for start, stop, side in _isolated(text, base_dir):
        if start > end:
            spans.append((text[end:start], None))
        spans.append((text[start:stop], side))
        end = stop
    if end < len(text):
        spans.append((text[end:], None))
    return spans


def is_latin_line(text: str) -> bool:
    """Whether a whole line reads from left to right wherever it stands, as «10117 Berlin» does with its figures."""
    return bool(_ANY_LEFT_TO_RIGHT.search(text)) and not _ANY_RIGHT_TO_LEFT.search(text)


def written_in(text: str, lang: str) -> str:
    """The language of somebody's own words in a paper in that language, as far as their letters tell: its own, else
    Arabic for words from right to left, English for words from left to right.
    """
    right, left = len(_ANY_RIGHT_TO_LEFT.findall(text)), len(_ANY_LEFT_TO_RIGHT.findall(text))
    if right == left or (right > left) == (direction_of(lang) == "rtl"):
        return lang
    return "ar" if right > left else "en"


def isolated(text: str, base_dir: Direction) -> str:
    """The text for plain-text media, its pieces between LRI or RLI and PDI."""
    marks = {"ltr": LRI, "rtl": RLI}
    return "".join(f"{marks[side]}{piece}{PDI}" if side else piece for piece, side in isolate_spans(text, base_dir))


def isolated_whole(text: str, own: Direction) -> str:
    """Words in another direction than the text around them, for plain-text media: one piece, its own pieces inside."""
    return f"{RLI if own == 'rtl' else LRI}{isolated(text, own)}{PDI}"


def _isolated(text: str, base_dir: Direction) -> list[tuple[int, int, Direction]]:
    found: list[tuple[int, int, Direction]] = [(*token.span(), "ltr") for token in _TOKEN.finditer(text)]
    if base_dir == "rtl":
        found += [(run.start(), _with_bracket(text, run), "ltr") for run in _LEFT_TO_RIGHT.finditer(text)]
    else:
        found += [(run.start(), _with_bracket(text, run), "rtl") for run in _RIGHT_TO_LEFT.finditer(text)]
    return _merged(found, base_dir)


def _with_bracket(text: str, run: re.Match[str]) -> int:
    """The end of a run, with the bracket that closes one opened inside it."""
    for left, right in ("()", "[]"):
        if run.group().count(left) > run.group().count(right) and text[run.end() : run.end() + 1] == right:
            return run.end() + 1
    return run.end()


def _merged(found: list[tuple[int, int, Direction]], base_dir: Direction) -> list[tuple[int, int, Direction]]:
    """Overlapping pieces as one, in the direction opposite to the line's: a number inside Arabic words is theirs."""
    merged: list[tuple[int, int, Direction]] = []
    for start, stop, side in sorted(found):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            both: Direction = "rtl" if base_dir == "ltr" and "rtl" in (side, before[2]) else "ltr"
            merged[-1] = (before[0], max(stop, before[1]), both)
        else:
            merged.append((start, stop, side))
    return merged
