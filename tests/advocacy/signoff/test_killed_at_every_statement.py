"""Whoever is killed at any statement of an act of sign-off leaves it whole or not begun; `make crash` takes all."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.timeout(600)
def test_whoever_is_killed_at_a_statement_leaves_nothing_half_done_and_loses_nothing() -> None:
    order = [sys.executable, "-W", "error", "-m", "tests.crash.signing", "--every", "8"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for name in ("answer", "close", "issue", "store"):
        assert f"{name} on" in done.stdout, done.stdout
