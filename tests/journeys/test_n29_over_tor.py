"""N29: a diplomat verifies a document with scripts, pictures and fonts blocked; the request log has one host."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request, Route

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser
BLOCKED = {"image", "script", "font", "media"}


def test_n29_verified_with_everything_blocked_and_one_host_in_the_log(visit: Visit) -> None:
    diplomat = visit("en")
    log: list[Request] = []
    diplomat.page.on("request", lambda request: log.append(request))

    def let(route: Route) -> None:
        if route.request.resource_type in BLOCKED:
            route.abort()
        else:
            route.continue_()

    diplomat.context.route("**/*", let)
    diplomat.open("/p/RY-2026-011?lang=en")
    address = diplomat.page.locator('a[href*="/verify/"]').first.get_attribute("href")
    assert address is not None
    code = urlsplit(address).path.rsplit("/", 1)[-1]
    diplomat.context.clear_cookies()
    diplomat.open("/verify?lang=en").write("code", code.lower()).press("Verify")
    assert diplomat.reads("Genuine and current")
    assert {urlsplit(request.url).netloc for request in log} == {urlsplit(diplomat.address).netloc}
    assert not any(request.resource_type in ("script", "xhr", "fetch", "websocket") for request in log)
