"""From the fields of a form to the whole text as it should read: chosen blocks and lines, each in Markdown."""

from collections.abc import Mapping
from dataclasses import replace

from flask_babel import lazy_gettext as _

from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Version
from advocacy.drafting.queries import block_source
from advocacy.errors import BadInput
from papers.amendments import LINES
from papers.model import Block, Paper
from papers.normalise import clean_text

HEAD = "head"
"""In a field's name the place before the first block: `after-head`."""


def worded(base: Paper, words: Mapping[str, str], version: Version) -> Paper:
    """The base with what was typed: `line-title`, `block-<id>` (empty takes it out), `after-<id>` (new behind it).

    A field that says what the base says changes nothing, to the letter. BadInput names each field that cannot be read,
    or that is about a block which this text does not have.
    """
    return _Wording(base, words, version).paper()


class _Wording:
    """One reading of a form; every mistake is found before anything is refused."""

    def __init__(self, base: Paper, words: Mapping[str, str], version: Version) -> None:
        self.base, self.words, self.version = base, words, version
        self.wrong: dict[str, object] = {}

    def paper(self) -> Paper:
        self._refuse_unknown()
        blocks = list(self._read(f"after-{HEAD}"))
        for block in self.base.blocks:
            blocks += self._changed(block)
            blocks += self._read(f"after-{block.id}")
        title, subtitle, position = (self._line(line) for line in LINES)
        if not title:
            self.wrong["line-title"] = _("The text needs a title.")
        if self.wrong:
            raise BadInput(self.wrong)
        return replace(self.base, title=title, subtitle=subtitle, position=position, blocks=tuple(blocks))

    def _refuse_unknown(self) -> None:
        places = {block.id for block in self.base.blocks}
        for name in self.words:
            sort, _dash, place = name.partition("-")
            known = place in LINES if sort == "line" else place in places or (sort, place) == ("after", HEAD)
            if not known:
                self.wrong[name] = _("This block is no longer in the text. Put these words elsewhere.")

    def _line(self, line: str) -> str:
        was: str = getattr(self.base, line)
        typed = self.words.get(f"line-{line}")
        return was if typed is None else clean_text(typed, self.version.lang)

    def _changed(self, block: Block) -> tuple[Block, ...]:
        name = f"block-{block.id}"
        if name not in self.words or _same(self.words[name], block_source(block, self.base)):
            return (block,)
        return tuple(replace(new, id=block.id) if at == 0 else new for at, new in enumerate(self._read(name)))

    def _read(self, name: str) -> tuple[Block, ...]:
        source = self.words.get(name, "")
        if not source.strip():
            return ()
        try:
            return drafting.read_blocks(source, self.version, self.base)
        except BadInput as refusal:
            self.wrong[name] = refusal.message
            return ()


def _same(typed: str, source: str) -> bool:
    return typed.replace("\r\n", "\n").strip() == source
