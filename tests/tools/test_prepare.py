"""Making a clone ready: only what is missing, and a clear word where we may not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import prepare


def test_a_step_is_done_once_for_the_same_bytes(tmp_path: Path) -> None:
    source, stamp, done = tmp_path / "list.txt", tmp_path / "deep" / "stamp", []
    source.write_text("one")
    for words in ("one", "one", "two"):
        source.write_text(words)
        prepare.when_changed([source], stamp, lambda: done.append(source.read_text()))
    assert done == ["one", "two"]


def test_a_step_that_fails_is_done_again(tmp_path: Path) -> None:
    source, stamp = tmp_path / "list.txt", tmp_path / "stamp"
    source.write_text("one")

    def fail() -> None:
        raise SystemExit("no network")

    with pytest.raises(SystemExit):
        prepare.when_changed([source], stamp, fail)
    assert not stamp.exists()


def test_without_the_right_to_install_the_exact_command_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(prepare.shutil, "which", lambda _name: "/usr/bin/apt-get")
    with pytest.raises(SystemExit) as stopped:
        prepare.install_system_packages({"libpango-1.0-0": lambda: False, "chromium": lambda: True})
    assert "sudo sh -c 'apt-get update && apt-get install --yes --no-install-recommends libpango-1.0-0'" in str(
        stopped.value
    )


def test_where_nothing_is_missing_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "run", lambda *_, **__: pytest.fail("ran something"))
    prepare.install_system_packages({"python3-venv": lambda: True})


def test_a_step_that_breaks_is_named() -> None:
    with pytest.raises(SystemExit, match="This step failed"):
        prepare.run(["false"])


def test_an_older_python_is_told_so_before_it_stumbles() -> None:
    old = "import sys, runpy; sys.version_info, sys.version = (3, 9, 2), '3.9.2 (default)'"
    command = [sys.executable, "-c", f"{old}; runpy.run_path({str(prepare.__file__)!r}, run_name='__main__')"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (1, "Python 3.11 or newer is needed; this is 3.9.2.\n")
