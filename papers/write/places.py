"""Keeps a place on the page for what is put there later, and says in the file where it is.

A named destination that shows a rectangle (ISO 32000-1, 12.3.2.2: FitR) is the plainest such mark: it is in every
PDF/A, it travels with the page when a letter is joined, and "statement.pdf#nameddest=seal" leads a reader to it.
"""

from typing import Any

import pydyf

SEAL = "seal"
SEAL_CLASS = "seal-place"
_POINTS = 0.75
"""Points to a pixel of the layout."""


def mark_places(document: Any, pdf: Any) -> None:
    """Name the place kept for the seal, if the page has one."""
    for page, number in zip(document.pages, pdf.page_references, strict=True):
        for box in page._page_box.descendants():
            if box.element is not None and SEAL_CLASS in box.element.get("class", "").split():
                _name(pdf, number, _rectangle(box, page.height))
                return


def _rectangle(box: Any, height: float) -> list[float]:
    """Left, bottom, right and top in points from the lower left corner."""
    left, top = box.content_box_x(), box.content_box_y()
    edges = (left, height - top - box.height, left + box.width, height - top)
    return [round(edge * _POINTS, 2) for edge in edges]


def _name(pdf: Any, page: bytes, rectangle: list[float]) -> None:
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary()).setdefault(
        "Dests", pydyf.Dictionary({"Names": pydyf.Array()})
    )["Names"]
    known = [names[at].string for at in range(0, len(names), 2)]
    at = 2 * sum(name < SEAL for name in known)
    names[at:at] = [pydyf.String(SEAL), pydyf.Array([page, "/FitR", *rectangle])]
