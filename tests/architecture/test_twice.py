"""More than one application in a process."""

from pathlib import Path

from flask import Flask

from advocacy import create_app, outside
from config import Config


def test_two_applications_may_live_in_one_process(app: Flask, tmp_path: Path) -> None:
    """Commands, the development server and tests with other settings need that; a room keeps no state of its own."""
    config = Config(mode="test", instance=tmp_path, database_url="sqlite://")
    other = create_app(config, outside.current())
    assert {rule.endpoint for rule in other.url_map.iter_rules()} == {
        rule.endpoint for rule in app.url_map.iter_rules()
    }
