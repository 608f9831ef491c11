from pathlib import Path

import pytest

from papers.write.assets import OwnAssets, Refused
from papers.write.fonts import SCHEME
from tests.papers.pdfs import pressed

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q"
    "DwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "data:text/html;base64,AAAA",
        f"{SCHEME}../model.py",
        f"{SCHEME}Amiri-LICENSE.txt",
    ],
)
def test_nothing_outside_is_fetched(address: str) -> None:
    with pytest.raises(Refused):
        OwnAssets().fetch(address)


def test_our_own_fonts_and_inline_pictures_are_given() -> None:
    assert OwnAssets().fetch(f"{SCHEME}Amiri-Regular.ttf").read()[:4] == b"\x00\x01\x00\x00"
    assert OwnAssets().fetch(PIXEL).read()[:4] == b"\x89PNG"


def test_a_file_named_in_the_text_does_not_reach_the_pdf(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    body = f'<p>نص</p><img alt="x" src="{secret.as_uri()}"><link rel="attachment" href="{secret.as_uri()}">'
    assert b"the secret words" not in pressed(body)
    assert b"EmbeddedFile" not in pressed(body)
