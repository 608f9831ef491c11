"""Pictures of the main pages for the docs, made from a fresh demo coalition: `make screenshots`.

Starts the application on a free port of this machine with an instance of its own in a temporary folder, signs in as the
people of the demo, and keeps what a phone and a desk screen show, in Arabic and in English.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from advocacy.assembly.demo.book import PASSWORD  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
SCREENS: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "desktop": {"width": 1280, "height": 860},
}

PAGES = {
    # name: (who looks; None is a reader without an account, address)
    "register": (None, "/"),
    "public-paper": (None, "/p/RY-2026-011"),
    "verify": (None, "verify:1"),
    "ledger": (None, "/ledger"),
    "home": ("sami", "/home"),
    "papers": ("rim", "/papers"),
    "paper": ("sami", "/papers/5"),
    "editor": ("salim", "/papers/4/text/ar/edit"),
    "live-editor": ("salim", "/papers/4/text/ar/live"),
    "comments": ("salim", "/papers/4/text/ar/comments"),
    "still-open": ("salim", "/papers/4/open"),
    "review": ("sami", "/papers/7/review"),
    "amendment": ("sami", "/amendments/1"),
    "merge": ("sami", "/papers/7/merge"),
    "board": ("sami", "/calls/4"),
    "signing": ("huda", "/calls/4/answer/12"),
    "decision-file": ("mariam", "/papers/1/decision-file"),
    "issue": ("sami", "/issues/1"),
    "package": ("dima", "/packages/1"),
    "letter": ("dima", "/packages/letters/4"),
    "office": ("layla", "/offices/6"),
    "library": ("rim", "/library?q=الاختفاء"),
    "coalition": ("sami", "/coalition"),
}


@contextmanager
def demo_server(folder: Path) -> Iterator[str]:
    """The whole installation with the demo coalition, as `make run` starts it; yields its address."""
    port = free_port()
    settings = {
        **os.environ,
        "MAWQIF_MODE": "development",
        "MAWQIF_INSTANCE": str(folder / "instance"),
        "MAWQIF_PORT": str(port),
        "MAWQIF_INBOX_PORT": str(free_port()),
        "DATABASE_URL": "",
    }
    command = [sys.executable, "-m", "advocacy.serve"]
    server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True)
    try:
        if not server.stdout or not any("Ctrl-C" in line for line in server.stdout):
            raise SystemExit("the application did not start")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=60)


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def signed_in(browser: Browser, address: str, login: str | None, lang: str) -> Page:
    """A page of its own for that person, in that language."""
    page = browser.new_context(locale=lang).new_page()
    if login is not None:
        page.goto(f"{address}/account/enter?lang={lang}")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.click("main form .button")
    return page


def address_of(target: str, address: str, lang: str) -> str:
    """The address of a page in a language; `verify:1` is the verification page of the first issue."""
    if target.startswith("verify:"):
        with urllib.request.urlopen(f"{address}/p/RY-2026-011?lang=en", timeout=20) as answer:
            text = answer.read().decode()
        target = "/verify/" + text.split("/verify/", 1)[1].split('"')[0].split("<")[0].split("?")[0].strip()
    return f"{address}{target}{'&' if '?' in target else '?'}lang={lang}"


def take(out: Path, names: list[str], address: str) -> None:
    """Keep a picture of every named page."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for lang in ("ar", "en"):
            people = {login: signed_in(browser, address, login, lang) for login in {PAGES[name][0] for name in names}}
            for name in names:
                login, target = PAGES[name]
                for screen, size in SCREENS.items():
                    keep(people[login], address_of(target, address, lang), size, out / f"{name}-{lang}-{screen}.png")
        browser.close()


def keep(page: Page, address: str, size: ViewportSize, path: Path) -> None:
    """Keep what a screen of that size shows, and say when a page is not in order or too wide for it."""
    page.set_viewport_size(size)
    answer = page.goto(address, wait_until="networkidle")
    page.locator("[aria-busy=true]").wait_for(state="detached")  # until the editor has its text
    page.screenshot(path=path)
    shrink(path)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    print(f"{path.stem}: {answer and answer.status}{' TOO WIDE' if wide else ''}")


def shrink(path: Path) -> None:
    """Keep the picture in 128 colours: a third of the bytes, and no eye sees it."""
    Image.open(path).convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(PAGES), help="pages to take; all when none is named")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--address", help="take them from a server that runs already")
    wanted = parser.parse_args()
    if wanted.address:
        take(wanted.out, wanted.names, wanted.address)
        return
    with tempfile.TemporaryDirectory() as folder, demo_server(Path(folder)) as address:
        take(wanted.out, wanted.names, address)


if __name__ == "__main__":
    main()
