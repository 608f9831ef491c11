"""The board and the closing of calls as their rolls grow. Alone: `python -m benchmarks.scale`.

A call of each size is put into the tables at once, half of its members have answered. The exponent is that of
`seconds = constant × members ^ exponent` through the larger sizes, where what every request costs weighs little: 1 is
linear. Seconds of the processor are counted, SQLite's among them, so that a busy machine bends nothing.
"""

import dataclasses
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from advocacy import create_app, outside
from advocacy.clock import SetClock
from advocacy.database import db, session, transaction
from advocacy.signoff.actions import close_call
from advocacy.signoff.models import Call
from advocacy.signoff.queries import board_of, may_end_early, outlook_of
from benchmarks.crowd import call_with
from config import Config
from tests.conftest import NOON
from tests.make import coalition as make

SIZES = (1_000, 10_000, 100_000)
RUNS = 3


def report(folder: Path, sizes: Sequence[int] = SIZES) -> str:
    """A table: sizes down, median seconds across, and the exponent of each column."""
    config = Config.from_environment({"MAWQIF_INSTANCE": str(folder)})
    app = create_app(dataclasses.replace(config, mode="test"))
    columns = ("board", "outlook", "may it close", "close")
    lines = [
        "Calls of many members, median s of the processor (SQLite)",
        f"  {'members':>9}" + "".join(f"{one:>15}" for one in columns),
    ]
    measured: list[tuple[float, ...]] = []
    with app.app_context():
        hands = SetClock(NOON)
        outside.install(dataclasses.replace(outside.current(), clock=hands))
        db.create_all()
        make.coalition()
        for size in sizes:
            number = call_with(size, answered=size // 2)
            measured.append((*(timed(job, number) for job in (board, outlook, early)), closed(number, hands)))
            lines.append(f"  {size:>9,}" + "".join(f"{seconds:>15.3f}" for seconds in measured[-1]))
    exponents = [
        (math.log(last / first) / math.log(sizes[-1] / sizes[-2])) for first, last in zip(*measured[-2:], strict=True)
    ]
    return "\n".join([*lines, f"  {'exponent':>9}" + "".join(f"{one:>15.2f}" for one in exponents)])


def timed(job: Callable[[Call], object], number: int) -> float:
    """The median of RUNS, each with nothing read before."""
    spent = []
    for _run in range(RUNS):
        session.remove()
        call = session.get_one(Call, number)
        begun = time.process_time()
        job(call)
        spent.append(time.process_time() - begun)
    session.remove()
    return statistics.median(spent)


def board(call: Call) -> object:
    """Everything that the coordinator's page asks for, every name decrypted and put in order."""
    return board_of(call)


def outlook(call: Call) -> object:
    return outlook_of(call)


def early(call: Call) -> object:
    """What is asked after every answer."""
    return may_end_early(call)


def closed(number: int, hands: SetClock) -> float:
    """What the worker takes to settle it once its time is over."""
    session.remove()
    hands.move(timedelta(days=10))
    begun = time.process_time()
    with transaction():
        close_call(session.get_one(Call, number))
    spent = time.process_time() - begun
    session.remove()
    return spent


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        sys.stdout.write(report(Path(where)) + "\n")
