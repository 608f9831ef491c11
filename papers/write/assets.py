"""The only door of the renderer: our own fonts, and pictures that stand in the page itself."""

from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

from papers.write.fonts import FACES, SCHEME, font_file

INLINE_PICTURES = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/svg+xml;base64,")
OURS = frozenset(face.file for face in FACES)


class Refused(ValueError):
    """The page asked for something that is neither ours nor inside the page."""


class OwnAssets(URLFetcher):  # type: ignore[misc]
    """Gives our fonts and inline pictures, and refuses every other address: no network, no file of the machine.

    The renderer's default would read `file:` and `http:` addresses that a text smuggles in.
    """

    def __init__(self) -> None:
        super().__init__(allow_redirects=False, allowed_protocols=("data",))

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith(SCHEME):
            name = url.removeprefix(SCHEME)
            if name not in OURS:
                raise Refused(f"Not one of our fonts: {name}")
            return URLFetcherResponse(url, font_file(name).read_bytes(), {"Content-Type": "font/ttf"})
        if url.startswith(INLINE_PICTURES):
            return super().fetch(url, headers)
        raise Refused("A document may not fetch anything from outside itself.")
