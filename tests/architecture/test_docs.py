"""The manuals name what exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
HOUSES = ("advocacy/", "papers/", "tests/", "tools/", "templates/", "translations/", "docs/", "benchmarks/")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_that_a_manual_names_is_there(page: Path) -> None:
    words = re.findall(r"`([\w./-]+)`", page.read_text(encoding="utf-8"))
    lost = [word for word in words if word.startswith(HOUSES) and not (ROOT / word).exists()]
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_of_a_manual_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!\w+:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("target", re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
def test_every_command_of_the_makefile_is_explained_by_itself(target: str) -> None:
    assert re.search(rf"^\.PHONY:.*\b{target}\b", (ROOT / "Makefile").read_text(), re.MULTILINE)
