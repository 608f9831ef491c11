"""Pictures of foreign files: what a paper can hold, and what it refuses."""

import base64

from papers.read.pictures import MOST_PIXELS, figure_of
from tests.make.papers import PIXEL

PNG = base64.b64decode(PIXEL)


def jpeg(width: int, height: int) -> bytes:
    """The head of a JPEG: a comment, then a frame of this size."""
    frame = b"\xff\xc2\x00\x0b\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\x00"
    return b"\xff\xd8\xff\xfe\x00\x04ab" + frame + b"\xff\xd9"


def test_a_png_and_a_jpeg_become_figures_with_their_words() -> None:
    found = figure_of(PNG, "خريطة")
    assert found is not None and (found.media_type, found.data, found.alt) == ("image/png", PIXEL, "خريطة")
    other = figure_of(jpeg(640, 480), "")
    assert other is not None and other.media_type == "image/jpeg"


def test_a_picture_that_is_none_or_would_unpack_to_gigabytes_is_refused() -> None:
    huge = PNG[:16] + (MOST_PIXELS + 1).to_bytes(4) + PNG[20:]
    for data in (b"", b"GIF89a", PNG[:14], huge, jpeg(0, 9), jpeg(9, MOST_PIXELS + 1), jpeg(9, 9)[:9], PNG * 40_000):
        assert figure_of(data, "") is None
