"""`python -m papers render text.md --to pdf`: from Markdown to a finished document, without a database."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from papers.derived import DERIVED_KINDS, brief, briefing_note, message, press_text
from papers.errors import BadPaper
from papers.kinds import KINDS
from papers.model import LANGUAGES, Paper, Reference
from papers.proof import command as proof
from papers.read.frontmatter import split_front_matter
from papers.read.markdown import from_markdown
from papers.seal.command import add_verify, run
from papers.write import FORMATS

_CITED = re.compile(r"\[@([A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 when it worked, 2 when the text or the options cannot be used (said on the error stream)."""
    options = _parser().parse_args(arguments)
    try:
        return _COMMANDS[options.command](options)
    except BadPaper as refused:
        place = f"{options.source}: " if "source" in options else ""
        print(f"{place}{refused}", file=sys.stderr)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as failed:
        print(failed, file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m papers", description="Documents from papers written in Markdown.")
    commands = parser.add_subparsers(dest="command", required=True)
    render = commands.add_parser("render", help="write a paper as another format")
    render.add_argument("source", type=Path, help="Markdown; its front matter may name lang, kind and digits")
    render.add_argument("--to", choices=tuple(FORMATS), required=True)
    render.add_argument("--lang", choices=LANGUAGES)
    render.add_argument("--kind", choices=tuple(KINDS))
    render.add_argument("--references", type=Path, help="JSON list of instruments: key, symbol, a title per language")
    render.add_argument("-o", "--output", help="a file, or - for the standard output (default: beside the source)")
    skeleton = commands.add_parser("skeleton", help="print a Markdown skeleton to begin from")
    skeleton.add_argument("kind", choices=tuple(KINDS))
    skeleton.add_argument("--lang", choices=LANGUAGES, default="ar")
    derive = commands.add_parser("derive", help="make a shorter paper from an adopted text")
    derive.add_argument("source", type=Path, help="Markdown, as for render")
    derive.add_argument("--as", dest="form", choices=(*_DERIVED, "message"), required=True)
    derive.add_argument("--references", type=Path, help="JSON list of instruments, as for render")
    add_verify(commands)
    proof.add_proof(commands)
    return parser


def _skeleton(options: argparse.Namespace) -> int:
    print(f"---\nkind: {options.kind}\nlang: {options.lang}\n---\n")
    print(KINDS[options.kind].skeleton(options.lang), end="")
    return 0


def _render(options: argparse.Namespace) -> int:
    paper = read_paper(options.source.read_text(encoding="utf-8"), options.lang, options.kind, options.references)
    written = FORMATS[options.to].render(paper, None)
    if options.output == "-":
        sys.stdout.buffer.write(written)
        return 0
    target = Path(options.output) if options.output else options.source.with_suffix(f".{FORMATS[options.to].extension}")
    if target.resolve() == options.source.resolve():
        raise BadPaper("same_file", "The result would overwrite the source; name another file with -o.")
    target.write_bytes(written)
    print(target)
    return 0


def _derive(options: argparse.Namespace) -> int:
    """Markdown on the standard output; a message is plain text."""
    paper = read_paper(options.source.read_text(encoding="utf-8"), None, None, options.references)
    if options.form == "message":
        written = (message(paper) + "\n").encode("utf-8")
    else:
        written = FORMATS["md"].render(_DERIVED[options.form](paper), None)
    sys.stdout.buffer.write(written)
    return 0


_DERIVED: dict[str, Callable[[Paper], Paper]] = {"brief": brief, "note": briefing_note, "press": press_text}
_COMMANDS = {
    "skeleton": _skeleton,
    "render": _render,
    "derive": _derive,
    "verify": run,
    "prove": run,
    "witness": proof.witness,
    "ledger": proof.ledger,
}


def read_paper(source: str, lang: str | None, kind: str | None, library: Path | None = None) -> Paper:
    """A paper from Markdown with front matter; options win over it, the defaults are a position paper in Arabic.

    Without a library of references a citation prints its key.
    """
    said, text = split_front_matter(source)
    lang, kind = lang or said.get("lang", "ar"), kind or said.get("kind", "position_paper")
    for name, value, known in (("lang", lang, LANGUAGES), ("kind", kind, (*KINDS, *DERIVED_KINDS))):
        if value not in known:
            raise BadPaper("front_matter", f"{name}: «{value}» is none of {', '.join(known)}.", where="front matter")
    references = {key: Reference(key, key) for key in _CITED.findall(text)}
    references |= {ref.key: ref for ref in _references(library, lang)} if library else {}
    numbers = count(1)
    paper = from_markdown(text, kind=kind, lang=lang, references=references, new_id=lambda: f"b{next(numbers)}")
    return replace(paper, digits="arabic") if said.get("digits") == "arabic" else paper


def _references(library: Path, lang: str) -> Iterator[Reference]:
    for entry in json.loads(library.read_text(encoding="utf-8-sig")):
        title = entry.get(lang) or entry.get("title") or entry.get("en") or entry["key"]
        yield Reference(entry["key"], title, entry.get("symbol", ""))


if __name__ == "__main__":
    sys.exit(main())
