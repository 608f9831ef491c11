"""Somebody at a browser: opens pages, fills forms by their labels, presses buttons, all in their own language.

Words are given as the msgids of the interface and looked for in the visitor's language, so that a journey in Arabic
reads like the one in English and fails where a translation is missing.
"""

import os
import re
from pathlib import Path

from babel.support import Translations
from playwright.sync_api import Browser, Download, Locator, Page

from advocacy.assembly.demo.book import PASSWORD

DESK = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
TRANSLATIONS = Path(__file__).resolve().parents[2] / "advocacy" / "translations"
PICTURES = os.environ.get("MAWQIF_PICTURES", "")
"""A folder for what the visitors see, for whoever wants to look."""


class Visitor:
    """One person with a browser of their own; scripts are off unless the person is said to have them."""

    def __init__(
        self, browser: Browser, address: str, lang: str, *, screen: dict[str, int] = DESK, scripts: bool = False
    ) -> None:
        self.address, self.lang, self._screen = address, lang, screen
        self._words = Translations.load(TRANSLATIONS, [lang])
        self.context = browser.new_context(
            viewport=screen,  # type: ignore[arg-type]
            locale=lang,
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.strangers: list[str] = []
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.strangers.append(url)

    def say(self, msgid: str, **values: object) -> str:
        """A string of the interface in this visitor's language."""
        words = str(self._words.gettext(msgid))
        return words % values if values else words

    # --- going somewhere ---

    def open(self, path: str) -> "Visitor":
        """Open an address of the house; it must answer and be in the visitor's language and direction."""
        url = path if path.startswith("http") else self.address + path
        answer = self.page.goto(url)
        assert answer is not None
        assert answer.status < 500, f"{url}: {answer.status}"
        return self

    def enter(self, login: str) -> "Visitor":
        """Sign in with the password of the demo."""
        self.open(f"/account/enter?lang={self.lang}")
        self.page.fill("#login", login)
        self.page.fill("#password", PASSWORD)
        self.press("Sign in")
        assert "/account/enter" not in self.page.url, self.text()
        return self

    def follow(self, msgid: str, within: str = "main", **values: object) -> "Visitor":
        """Follow the link that says this."""
        self._named("link", msgid, within, **values).first.click()
        return self._arrived()

    def press(self, msgid: str, within: str = "main", **values: object) -> "Visitor":
        """Press the button that says this."""
        self._named("button", msgid, within, **values).first.click()
        return self._arrived()

    def _named(self, role: str, msgid: str, within: str, **values: object) -> Locator:
        words = re.compile(r"^\s*" + re.escape(self.say(msgid, **values)) + r"\s*$")
        return self.page.locator(within).get_by_role(role, name=words)  # type: ignore[arg-type]

    def _arrived(self) -> "Visitor":
        self.page.wait_for_load_state()
        self.page.wait_for_selector("html[lang][dir]", state="attached")  # a script may be on its way to another page
        return self

    # --- filling in ---

    def write(self, name: str, words: str) -> "Visitor":
        self.page.fill(f'[name="{name}"]', words)
        return self

    def choose(self, name: str, label: str) -> "Visitor":
        """Choose the entry of a list that holds these words."""
        option = self.page.locator(f'select[name="{name}"] option').filter(has_text=label).first
        self.page.select_option(f'select[name="{name}"]', option.get_attribute("value"))
        return self

    def check(self, field_id: str) -> "Visitor":
        self.page.check(f"#{field_id}")
        return self

    # --- reading ---

    def text(self) -> str:
        """The words of the page."""
        return self.page.inner_text("body")

    def reads(self, msgid: str, **values: object) -> bool:
        """Whether the page says this string of the interface."""
        return self.say(msgid, **values) in self.text()

    def sees(self, selector: str) -> bool:
        return self.page.locator(selector).count() > 0

    def take(self, link: Locator) -> Download:
        """Download what the link leads to."""
        with self.page.expect_download() as download:
            link.click()
        return download.value

    def picture(self, name: str) -> None:
        """Keep what the visitor sees, if somebody wants to look; nothing may be wider than the screen."""
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    def leave(self) -> None:
        """Close the browser. A visitor never talks to another host than ours."""
        self.context.close()
        assert self.strangers == []
