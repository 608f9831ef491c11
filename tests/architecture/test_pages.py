"""House rules of templates and style sheets."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Browser

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "advocacy" / "static").rglob("*.css"))
SIDED = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)\b|(?:left|right)\s*:|text-align\s*:\s*(?:left|right)\b|"
    r"float\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius)"
)
FOREIGN = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?(?:https?:)?//""", re.IGNORECASE)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_page_stands_in_the_frame_or_says_its_language_and_direction(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if "<html" in source.lower():
        assert re.search(r"<html[^>]*\blang=[^>]*\bdir=", source), "<html> without lang and dir"


@pytest.mark.parametrize("path", [*TEMPLATES, *SHEETS], ids=named)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    assert FOREIGN.findall(path.read_text(encoding="utf-8")) == []
    assert "@import" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*TEMPLATES, *SHEETS], ids=named)
def test_styles_name_no_left_and_no_right(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    styles = (
        source if path.suffix == ".css" else " ".join(re.findall(r"(?s)<style.*?</style>|style=\"[^\"]*\"", source))
    )
    assert SIDED.findall(styles) == []


def test_the_style_sheets_weigh_at_most_12_kilobytes_compressed() -> None:
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in SHEETS) <= 12 * 1024


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_every_page_for_all_says_its_language_and_direction(
    lang: str, direction: str, browser: Browser, app: Flask
) -> None:
    for rule in app.url_map.iter_rules():
        if rule.arguments or "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        answer = browser.get(f"{rule.rule}?lang={lang}")
        if answer.mimetype == "text/html" and answer.status_code != 303:
            assert f'<html lang="{lang}" dir="{direction}"' in answer.text, rule.rule
