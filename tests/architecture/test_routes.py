"""The list of routes, so that a new door is seen in every review.

Renew it with: python -m tests.architecture.test_routes
"""

from pathlib import Path

from flask import Flask

LIST = Path(__file__).with_name("routes.txt")


def routes_of(app: Flask) -> str:
    """One line a route: method, address, endpoint, declared action."""
    lines = [
        f"{','.join(sorted((rule.methods or set()) - {'HEAD', 'OPTIONS'})):<9} {rule.rule:<60} {rule.endpoint:<36} "
        f"{app.view_functions[rule.endpoint].__action__}"
        for rule in app.url_map.iter_rules()
    ]
    return "\n".join(sorted(lines, key=lambda line: line.split()[1:])) + "\n"


def test_the_list_of_routes_is_up_to_date(application: Flask) -> None:
    assert LIST.read_text(encoding="utf-8") == routes_of(application), (
        "routes changed; if that is meant: python -m tests.architecture.test_routes"
    )


if __name__ == "__main__":
    import tempfile

    from advocacy import create_app
    from config import Config

    with tempfile.TemporaryDirectory() as folder:
        config = Config(mode="test", instance=Path(folder), database_url="sqlite://")
        LIST.write_text(routes_of(create_app(config)), encoding="utf-8")
