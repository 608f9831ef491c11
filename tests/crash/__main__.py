"""`make crash`: everything that is killed with -9, on SQLite and on PostgreSQL."""

import argparse
import os
import subprocess
import sys

from tools.check import postgresql


def main() -> int:
    """Exit 1 when something that was acknowledged is lost, or something happened twice."""
    options = argparse.ArgumentParser(prog="make crash")
    options.add_argument("--kills", type=int, default=200)
    kills = str(options.parse_args().kills)
    alone = [["tests.crash.live", "--kills", kills, "--writers", "50"]]
    both = [["tests.crash.signing"], ["tests.crash.at_random", "--kills", kills]]
    failed = [command for command in [*alone, *both] if not _passes(command, {})]
    with postgresql(durable=True) as address:
        failed += [command for command in both if not _passes(command, {"MAWQIF_TEST_DATABASE": address})]
    return 1 if failed else 0


def _passes(command: list[str], more: dict[str, str]) -> bool:
    print(f"\n── {' '.join(command)}{' on PostgreSQL' if more else ''}", flush=True)
    return subprocess.run([sys.executable, "-m", *command], env={**os.environ, **more}, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
