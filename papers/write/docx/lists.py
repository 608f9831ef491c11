"""Numbered and bulleted lists: one definition for each way of counting, one restart for each list."""

from papers.write.docx.ooxml import words

BULLETS, NUMBERS, ASKS = 0, 1, 2
STEP = 425
"""Indent of one level, in twentieths of a point."""
INSET = 170
"""Indent of the label. LibreOffice lets a label of a right-to-left list begin here and run outwards, Word inwards:
with a little room both stay inside the text."""

_ABJAD = ("أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي")
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Lists:
    """The lists of one file, each with a definition of its own.

    Definitions that were shared and told to start anew would do for Word; LibreOffice saves such a list in two halves.
    """

    def __init__(self) -> None:
        self._used: list[tuple[int, bool]] = []

    def open(self, definition: int, *, rtl: bool) -> int:
        """Begin a list and return the number definition that its paragraphs name."""
        self._used.append((definition, rtl))
        return len(self._used)

    def xml(self) -> str:
        """The content of w:numbering; empty when there was no list."""
        numbers = range(1, len(self._used) + 1)
        abstract = "".join(_definition(number, *one) for number, one in zip(numbers, self._used, strict=True))
        return abstract + "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in numbers
        )


def belongs(number: int, level: int) -> str:
    """The paragraph property that makes it an entry of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def indic(number: int) -> str:
    """A number in Arabic-Indic digits. Word has no numbering in them: "hindiNumbers" is Devanagari."""
    return str(number).translate(_INDIC)


def typed_label(number: int, level: int) -> str:
    """The label of an entry where Word cannot count: ١. at the first level, (أ) below, ١) at the third."""
    if level == 1:
        return f"({_ABJAD[(number - 1) % len(_ABJAD)]})"
    return f"{indic(number)}." if level == 0 else f"{indic(number)})"


def hanging(level: int) -> str:
    """Indent of an entry whose label is typed."""
    return f'<w:ind w:left="{INSET + STEP * (level + 1)}" w:hanging="{STEP}"/>'


def _definition(number: int, definition: int, rtl: bool) -> str:
    levels = {
        BULLETS: (("bullet", "•"), ("bullet", "–"), ("bullet", "·")),
        NUMBERS: (("decimal", "%1."), ("arabicAbjad" if rtl else "lowerLetter", "(%2)"), ("decimal", "%3)")),
        ASKS: (("decimal", "%1."),),
    }[definition]
    heavy = definition == ASKS
    listed = "".join(_level(level, kind, label, rtl, heavy) for level, (kind, label) in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{listed}</w:abstractNum>'


def _level(level: int, kind: str, label: str, rtl: bool, heavy: bool) -> str:
    run = ("<w:b/><w:bCs/>" if heavy else "") + ("<w:rtl/>" if rtl else "")
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{words(label)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{hanging(level)}</w:pPr>{f"<w:rPr>{run}</w:rPr>" if run else ""}</w:lvl>'
    )
