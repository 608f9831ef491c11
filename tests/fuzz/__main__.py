"""`make fuzz`: harms inputs for many minutes, and keeps every one that breaks a rule in build/fuzz/."""

import argparse
import faulthandler
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from random import SystemRandom
from typing import Any

from tests.fuzz.doors import DOORS, harm, knock

_KEPT = Path("build/fuzz")
_SLOW = 20


def main() -> int:
    """Exit 1 when anything was found."""
    asked = argparse.ArgumentParser(prog="make fuzz")
    asked.add_argument("--minutes", type=float, default=20)
    asked.add_argument("--door", choices=sorted(DOORS), action="append")
    asked.add_argument("--start", type=int, default=SystemRandom().randrange(10**9), help="the first number")
    order = asked.parse_args()
    faulthandler.enable()
    signal.signal(signal.SIGALRM, _too_slow)
    found = sum(_run(door, order.start, order.minutes * 60 / len(order.door or DOORS)) for door in order.door or DOORS)
    return 1 if found else 0


def _run(door: str, start: int, seconds: float) -> int:
    outcomes: Counter[str] = Counter()
    broken, number, until = 0, start, time.monotonic() + seconds
    while time.monotonic() < until:
        outcome = _once(door, number)
        outcomes[outcome] += 1
        broken += outcome == "BROKEN"
        number += 1
    said = ", ".join(f"{code} {count}" for code, count in outcomes.most_common(12))
    print(f"{door}: numbers {start} to {number - 1}: {said}", flush=True)
    return broken


def _once(door: str, number: int) -> str:
    data = harm(door, number)
    signal.alarm(_SLOW)
    try:
        return knock(door, data)
    except Exception:
        _KEPT.mkdir(parents=True, exist_ok=True)
        (_KEPT / f"{door}-{number}").write_bytes(data)
        print(f"{door} {number}:\n{''.join(traceback.format_exc().splitlines(keepends=True)[-8:])}", flush=True)
        return "BROKEN"
    finally:
        signal.alarm(0)


def _too_slow(*_: Any) -> None:
    raise TimeoutError(f"not finished within {_SLOW} seconds")


if __name__ == "__main__":
    sys.exit(main())
