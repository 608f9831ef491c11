"""The relay is killed while people write; what was acknowledged is in the database."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_a_killed_relay_loses_nothing_that_it_acknowledged_and_is_back_at_once() -> None:
    command = [sys.executable, "-m", "tests.crash.live", "--kills", "6", "--writers", "4"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110)
    assert run.returncode == 0, run.stdout + run.stderr
    told = re.search(r"6 kills, (\d+) words acknowledged, 0 of them lost, back within ([\d.]+) s", run.stdout)
    assert told and int(told[1]) > 20, run.stdout
    assert float(told[2]) < 5, "a second is the aim (tests/crash); here others compute at the same time"
