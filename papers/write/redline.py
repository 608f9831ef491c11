"""What became of a text, for the eye and the ear: deletions struck, insertions underlined, both said in words."""

from html import escape

from papers.compare import BlockChange, Comparison, Words, compare
from papers.model import Block, Direction, Heading, Paper, Quote, direction_of, own_direction_of
from papers.words import say
from papers.write.docx.redline import to_redline_docx
from papers.write.html import words_html

__all__ = ["Redline", "redline_file", "redline_html", "to_redline_docx"]

_NAMES = {"added": ("ins", "insertion"), "removed": ("del", "deletion")}


def redline_html(comparison: Comparison, lang: str) -> str:
    """Two states of a paper as one `<article class="redline">`; `lang` is the paper's language.

    Screen readers pass over `<ins>` and `<del>` in silence, so each begins and ends with words in
    `<span class="visually-hidden">`, which the page's style sheet hides from the eye alone. What moved or changed only
    in form says so in `<span class="redline-note">`.
    """
    return Redline(lang).article(comparison)


_STYLE = """
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.1rem/1.9 Amiri, "Noto Naskh Arabic", serif }
ins { background: #dcefe1; color: #0c3d20 } del { background: #fbe9e7; color: #7f1d1d }
.redline-note { color: #59615b } .visually-hidden { position: absolute; clip-path: inset(50%) }
"""


def redline_file(old: Paper, new: Paper) -> bytes:
    """Two states of a paper as one HTML file that stands for itself and fetches nothing."""
    side, title = direction_of(new.lang), escape(f"{say('redline', new.lang)}{say('colon', new.lang)} {new.title}")
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    article = redline_html(compare(old, new), new.lang)
    page = f"<head>{head}<style>{_STYLE}</style></head>\n<body>{article}</body>"
    return f'<!DOCTYPE html>\n<html lang="{new.lang}" dir="{side}">{page}</html>\n'.encode()


class Redline:
    """Writes a comparison in the paper's language. The print writer marks with signs (`papers.write.print_redline`)."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.dir: Direction = direction_of(lang)

    def article(self, comparison: Comparison) -> str:
        parts = [
            self._element("h1", comparison.title),
            self._element("p", comparison.subtitle, "paper-subtitle"),
            self._element("p", comparison.position, "paper-position"),
            *(self._block(change) for change in comparison.blocks),
        ]
        if not comparison.changed:
            parts.insert(0, f"<p>{self._note('no_difference')}</p>\n")
        return f'<article class="redline" lang="{self.lang}" dir="{self.dir}">\n{"".join(parts)}</article>'

    def _element(self, tag: str, words: Words, name: str = "") -> str:
        if not words:
            return ""
        return f"<{tag}{f' class={chr(34)}{name}{chr(34)}' if name else ''}>{self._words(words, self.dir)}</{tag}>\n"

    def _block(self, change: BlockChange) -> str:
        """A block in an element of its kind; a page break has no words and is not shown."""
        block = change.new or change.old
        if block is None or not change.words:
            return ""
        own = own_direction_of(block)
        said = self._said(change) + self._words(change.words, own or self.dir)
        side = f' dir="{own}"' if own else ""
        return f'<{_tag(block)} class="redline-{change.kind}"{side}>{said}</{_tag(block)}>\n'

    def _said(self, change: BlockChange) -> str:
        if change.kind == "moved":
            return self._note("moved")
        if change.kind == "changed" and all(word.op == "same" for word in change.words):
            return self._note("form_changed")
        return ""

    def _note(self, key: str) -> str:
        return f'<span class="redline-note">{say(key, self.lang)}</span> '

    def _words(self, words: Words, base: Direction) -> str:
        written = [self._stretch(word.op, word.text, base) for word in words]
        if len(words) > 1 and words[0].op == "removed" and all(word.text.startswith("•") for word in words[:2]):
            # a line break belongs to the entry after it, and the first entry of the new list has none
            written.insert(1, "<br>")
        return "".join(written)

    def _stretch(self, op: str, text: str, base: Direction) -> str:
        if op == "same":
            return _lines(text, base)
        tag, key = _NAMES[op]
        before, core, after = _apart(text)
        begin, end = self._bounds(key)
        return f"{before}<{tag}>{begin}{_lines(core, base)}{end}</{tag}>{after}"

    def _bounds(self, key: str) -> tuple[str, str]:
        """What stands before and after an insertion or a deletion."""
        begin, end = f"[{say(key, self.lang)}:", f" {say(f'{key}_end', self.lang)}]"
        return self._hidden(begin), self._hidden(end)

    def _hidden(self, words: str) -> str:
        return f'<span class="visually-hidden">{escape(words)}</span>'


def _lines(text: str, base: Direction) -> str:
    return "<br>".join(words_html(line, base) for line in text.split("\n"))


def _apart(text: str) -> tuple[str, str, str]:
    """A space at the border of a stretch stands outside the mark; a stretch of nothing but space is marked whole."""
    core = text.strip(" ")
    if not core:
        return "", text, ""
    before, _, after = text.partition(core)
    return before, core, after


def _tag(block: Block) -> str:
    match block:
        case Heading(level=level):
            return f"h{level + 1}"
        case Quote():
            return "blockquote"
        case _:
            return "p"
