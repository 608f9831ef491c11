"""What the pages of a review show: names as far as the reader may know them, the text block by block, bars."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from advocacy.access import actor
from advocacy.amending import queries
from advocacy.amending.actions import block_source
from advocacy.amending.models import Amendment, State, Window
from advocacy.amending.rules import names_organisation
from advocacy.amending.words import BARS, LINES, UNNAMED
from advocacy.coalition.models import Organisation
from advocacy.web import language
from papers.amendments import LINES as ENGINE_LINES
from papers.compare import block_text
from papers.model import Paper


def party(organisation: Organisation, visibility: str) -> str:
    """The name of who acted, or only that it is a member."""
    if names_organisation(actor(), organisation, visibility):
        return str(organisation.name_in(language()))
    return str(UNNAMED)


def is_named(organisation: Organisation, visibility: str) -> bool:
    """Whether the reader may know who it is."""
    return names_organisation(actor(), organisation, visibility)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the text and the amendments that touch it. `key` is a block's id or a line's name.

    `bars` are triples of tone, share of the fullest place in percent, and state.
    """

    key: str
    label: str
    words: str
    amendments: tuple[Amendment, ...]
    bars: tuple[tuple[str, float, State], ...] = ()


def places_with(window: Window, amendments: Sequence[Amendment]) -> list[Place]:
    """The places of the present text that amendments touch, in the order of the text, each with its bar."""
    base = queries.base_of(window)
    touching: dict[str, list[Amendment]] = {}
    for amendment in amendments:
        for place in queries.places_of(queries.movers_wording(amendment)):
            touching.setdefault(place, []).append(amendment)
    most = max(map(len, touching.values()), default=1)
    known = [*ENGINE_LINES, "", *(block.id for block in base.blocks)]
    keys = [key for key in known if key in touching] + [key for key in touching if key not in known]
    return [_place(key, base, touching[key], most) for key in keys]


def _place(key: str, base: Paper, amendments: Sequence[Amendment], most: int) -> Place:
    counted = Counter(one.state for one in amendments)
    bars = tuple((BARS[state], 100 * counted[state] / most, state) for state in BARS if counted[state])
    return Place(key, label_of(key, base), words_of(key, base), tuple(amendments), bars)


def label_of(key: str, base: Paper) -> str:
    """A place by its name or number."""
    if key in LINES:
        return str(LINES[key])
    numbers = {block.id: str(number) for number, block in enumerate(base.blocks, 1)}
    return numbers.get(key, "–")


def words_of(key: str, base: Paper) -> str:
    """What stands in a place now."""
    if key in LINES:
        return str(getattr(base, key, "")) if key else ""
    return next((block_text(block, base) for block in base.blocks if block.id == key), "")


def source_of(key: str, base: Paper) -> str:
    """The Markdown that one edits in a place; empty for a place that is not there."""
    return next((block_source(block, base) for block in base.blocks if block.id == key), "")


def marked(words: Sequence[object]) -> Markup:
    """Words with what comes and what goes marked."""
    pieces = {"added": Markup("<ins>{}</ins>"), "removed": Markup("<del>{}</del>"), "same": Markup("{}")}
    return Markup("").join(pieces[part.op].format(part.text) for part in words)  # type: ignore[attr-defined]
