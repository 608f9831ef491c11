"""Which list a paragraph of an OpenDocument text stands in, by the number that Word would give that list."""

from dataclasses import dataclass, field

from lxml import etree

from papers.read.odt.archive import STYLE, TEXT
from papers.read.odt.styles import Styles

_NAME = "{http://www.w3.org/XML/1998/namespace}id"
_COUNTS = f"{TEXT}list-level-style-number"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: Word's number for it, the level from 0, whether it counts; `style` is the list's."""

    number: int
    level: int
    ordered: bool
    style: str


@dataclass(slots=True)
class Lists:
    """The lists of one file as they are met. A list that continues another has the other's number."""

    styles: Styles
    met: dict[tuple[int, int], bool] = field(default_factory=dict)
    """Whether each level of each list that was met counts."""
    _named: dict[str, int] = field(default_factory=dict)
    _styled: dict[str, int] = field(default_factory=dict)
    _last: int = 0

    def enter(self, element: etree._Element, above: Place | None) -> Place:
        """The place of what stands directly in a list; `above` is that of the item around it."""
        style = element.get(f"{TEXT}style-name") or (above.style if above else "")
        level = above.level + 1 if above else 0
        inside = above is not None and above.style == style
        number = above.number if above is not None and inside else self._number(element, style)
        place = Place(number, min(level, 8), self._ordered(style, min(level, 9) + 1), style)
        self.met[place.number, place.level] = place.ordered
        return place

    def _number(self, element: etree._Element, style: str) -> int:
        continued = self._named.get(element.get(f"{TEXT}continue-list") or "none")
        if continued is None and element.get(f"{TEXT}continue-numbering") == "true":
            continued = self._styled.get(style)
        self._last += continued is None
        number = self._last if continued is None else continued
        self._named[element.get(_NAME) or ""] = self._styled[style] = number
        return number

    def _ordered(self, style: str, level: int) -> bool:
        """Whether a level of a list counts; one that nothing is said of has marks."""
        listed = self.styles.lists.get(style)
        for one in () if listed is None else listed:
            if one.get(f"{TEXT}level") == str(level):
                return one.tag == _COUNTS and bool(one.get(f"{STYLE}num-format"))
        return False
