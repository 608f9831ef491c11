"""Doing in a test what the worker does in an installation, at the clock of the test."""

from importlib import import_module
from importlib.util import find_spec

from advocacy import DOMAINS
from advocacy.work import Work


def all_work() -> list[Work]:
    """The work of every room, in the order of the house."""
    found: list[Work] = []
    for domain in DOMAINS:
        if find_spec(f"advocacy.{domain}.jobs"):
            found += import_module(f"advocacy.{domain}.jobs").WORK
    return found


def work_off(*names: str, rounds: int = 20) -> int:
    """Do everything that is due (of these names, else of all) until nothing is; returns how many rows were done."""
    done = 0
    for _round in range(rounds):
        due = [(work, row) for work in all_work() if not names or work.name in names for row in work.due()]
        if not due:
            return done
        for work, row in due:
            work.do(row)
            done += 1
    raise AssertionError("work never ends: " + ", ".join(work.name for work, _row in due))
