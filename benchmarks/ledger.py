"""The ledger as it grows: an entry, a checkpoint, a proof, the whole check, beside a bare row on the same disk.

Alone: `python -m benchmarks.ledger`. An entry is timed in a transaction of its own; between the sizes entries are
appended by the thousand.
"""

import dataclasses
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from advocacy import create_app
from advocacy.database import db, session, transaction
from advocacy.ledger import queries
from advocacy.ledger.actions import append, sign_checkpoint
from advocacy.ledger.models import Head
from config import Config

SIZES = (1_000, 10_000, 100_000)
RUNS = 200
AT_ONCE = 1_000


def report(folder: Path) -> str:
    """A table: sizes down, medians in milliseconds across; the last column in seconds."""
    config = Config.from_environment({"MAWQIF_INSTANCE": str(folder)})
    app = create_app(dataclasses.replace(config, mode="test"))
    columns = ("bare commit", "append", "in one of many", "checkpoint", "inclusion", "consistency", "verify, s")
    lines = ["Ledger, median ms at a size (SQLite)", f"  {'entries':>9}" + "".join(f"{one:>16}" for one in columns)]
    with app.app_context():
        db.create_all()
        with transaction():
            session.execute(text("CREATE TABLE bare (at REAL)"))
            session.add(Head(id=1, number=0, digest="0" * 64, edge=b""))
        for size in SIZES:
            many = grow_to(size)
            figures = (timed(bare), timed(one), many, timed(checkpoint), timed(inclusion), timed(consistency))
            begun = time.perf_counter()
            verdict = queries.verify_chain()
            if not verdict.ok:
                raise RuntimeError(f"entry {verdict.first_bad}")
            whole = time.perf_counter() - begun
            lines.append(f"  {size:>9,}" + "".join(f"{figure:>16.2f}" for figure in (*figures, whole)))
    return "\n".join(lines)


def grow_to(size: int) -> float:
    """Append until there are so many; the milliseconds of an entry among a thousand in one transaction."""
    spent = [0.0]
    while (head := queries.head()) is not None and head.number < size:
        begun = time.perf_counter()
        many = min(AT_ONCE, size - head.number)
        with transaction():
            for turn in range(many):
                append("bench.happened", session.get_one(Head, 1), by=None, dossier=turn % 50, turn=turn)
        spent.append((time.perf_counter() - begun) * 1000 / many)
    return statistics.median(spent[1:] or spent)


def timed(job: Callable[[], object]) -> float:
    """The median of RUNS, in milliseconds."""
    spent = []
    for _run in range(RUNS):
        begun = time.perf_counter()
        job()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def bare() -> None:
    """What the disk takes for one committed row."""
    with transaction():
        session.execute(text("INSERT INTO bare (at) VALUES (1)"))


def one() -> None:
    with transaction():
        append("bench.happened", session.get_one(Head, 1), by=None, turn=1)


def checkpoint() -> None:
    with transaction():
        append("bench.happened", session.get_one(Head, 1), by=None, turn=1)
        sign_checkpoint()


def inclusion() -> None:
    newest = queries.newest_checkpoint()
    if newest is not None:
        queries.inclusion(newest.size // 3, newest)
    session.rollback()


def consistency() -> None:
    newest = queries.newest_checkpoint()
    if newest is not None:
        queries.consistency(newest.size // 3, newest.size)
    session.rollback()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as where:
        sys.stdout.write(report(Path(where)) + "\n")
