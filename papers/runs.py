"""Inlines laid out flat: a list of runs, each with its marks, and back into the one nesting of the model."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from unicodedata import category

from papers.model import Citation, Emphasis, Footnote, Foreign, Inline, Inlines, Link, Strong, Text


@dataclass(frozen=True, slots=True)
class Marks:
    """What lies over a run. In the model's order from outside in: link, language, strong, emphasis."""

    href: str = ""
    lang: str = ""
    strong: bool = False
    emphasis: bool = False

    def join(self, other: "Marks") -> "Marks":
        """The marks of a word of which one letter has these and one letter has those."""
        return Marks(
            self.href or other.href,
            self.lang or other.lang,
            self.strong or other.strong,
            self.emphasis or other.emphasis,
        )

    def meet(self, other: "Marks") -> "Marks":
        """The marks of the space between a word with these and a word with those."""
        return Marks(
            self.href if self.href == other.href else "",
            self.lang if self.lang == other.lang else "",
            self.strong and other.strong,
            self.emphasis and other.emphasis,
        )


PLAIN = Marks()


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text, or a citation or footnote (then `text` is empty), and what lies over it."""

    text: str
    marks: Marks = PLAIN
    node: Citation | Footnote | None = None


def flatten(content: Inlines, marks: Marks = PLAIN, *, drop: str = "") -> list[Run]:
    """The runs of inlines in reading order; of two links or languages over one word the inner one counts.

    A note or a citation brings its own link and takes no marks. `drop` is the language of the paper: words marked as
    being in it are not foreign.
    """
    runs: list[Run] = []
    for inline in content:
        match inline:
            case Text(text=text):
                runs.append(Run(text, marks))
            case Citation() | Footnote():
                runs.append(Run("", PLAIN, inline))
            case Strong(content=inner):
                runs += flatten(inner, replace(marks, strong=True), drop=drop)
            case Emphasis(content=inner):
                runs += flatten(inner, replace(marks, emphasis=True), drop=drop)
            case Link(href=href, content=inner):
                runs += flatten(inner, replace(marks, href=href), drop=drop)
            case Foreign(lang=lang, content=inner):
                runs += flatten(inner, replace(marks, lang="" if lang == drop else lang), drop=drop)
    return runs


def nest(runs: Iterable[Run]) -> Inlines:
    """The inlines of runs, neighbours under the same mark joined, marks always in the same order."""
    all_runs = list(runs)
    if all(run.marks == PLAIN for run in all_runs):  # nearly always
        return tuple(_leaves(all_runs))
    return tuple(_nested(all_runs, 0))


def _nested(runs: list[Run], level: int) -> Iterator[Inline]:
    if level == len(_LEVELS):
        yield from _leaves(runs)
        return
    value, wrap = _LEVELS[level]
    for found, group in groupby(runs, lambda run: value(run.marks)):
        inner = tuple(_nested(list(group), level + 1))
        if found:
            yield wrap(found, inner)
        else:
            yield from inner


def _leaves(runs: list[Run]) -> Iterator[Inline]:
    for is_text, group in groupby(runs, lambda run: run.node is None):
        if is_text:
            if text := "".join(run.text for run in group):
                yield Text(text)
        else:
            yield from (run.node for run in group if run.node is not None)


_LEVELS: tuple[tuple[Callable[[Marks], str | bool], Callable[[str | bool, Inlines], Inline]], ...] = (
    (lambda marks: marks.href, lambda href, inner: Link(str(href), inner)),
    (lambda marks: marks.lang, lambda lang, inner: Foreign(str(lang), inner)),
    (lambda marks: marks.strong, lambda _, inner: Strong(inner)),
    (lambda marks: marks.emphasis, lambda _, inner: Emphasis(inner)),
)


def snap(runs: list[Run]) -> list[Run]:
    """The same words with marks that begin and end at words: Arabic letters do not join across a tag.

    A word of which a part is marked is marked as a whole. Spaces are single, carry a mark only between two words that
    both do, and stand at neither end.
    """
    return _spaced(_whole_words(runs))


def _whole_words(runs: list[Run]) -> list[Run]:
    done: list[Run] = []
    for run in runs:
        if run.node is not None or not run.text:
            done += [run] if run.node is not None else []
            continue
        if done and done[-1].node is None and done[-1].marks != run.marks:
            run = _close_word(done, run)
        if run.text:
            done.append(run)
    return done


def _close_word(done: list[Run], run: Run) -> Run:
    """Take the word that spans the border into a run of its own; return what is left of the right side."""
    left = done[-1]
    before, after = _tail(left.text), _head(run.text)
    if not before or not after:
        return run
    done.pop()
    if before < len(left.text):
        done.append(replace(left, text=left.text[:-before]))
    done.append(Run(left.text[-before:] + run.text[:after], left.marks.join(run.marks)))
    return replace(run, text=run.text[after:])


def _tail(text: str) -> int:
    """How many characters of a word the text ends with."""
    return next((count for count, char in enumerate(reversed(text)) if not _is_word(char)), len(text))


def _head(text: str) -> int:
    return next((count for count, char in enumerate(text) if not _is_word(char)), len(text))


def _is_word(char: str) -> bool:
    return char == "\u200c" or category(char)[0] in "LNM"


def _spaced(runs: list[Run]) -> list[Run]:
    solid: list[tuple[bool, Run]] = []
    gap = False
    for run in runs:
        text = " ".join(run.text.split())
        if run.node is not None or text:
            solid.append((gap or run.text.startswith(" "), replace(run, text=text)))
            gap = run.text.endswith(" ")
        else:
            gap = gap or bool(run.text)
    done = [run for _, run in solid[:1]]
    for (_, left), (gap, right) in pairwise(solid):
        done += [Run(" ", left.marks.meet(right.marks)), right] if gap else [right]
    return done
