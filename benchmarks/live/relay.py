"""Our relay for a load, in a process of its own: `python -m benchmarks.live.relay <folder> <port>`.

Pages and relay of an installation, two processes as `advocacy.serve` runs them, on SQLite with its durable settings;
the policy is asked as it is there. Its limits are for people; a load is many people in one.
"""

import ctypes
import os
import signal
import socket
import sys
from pathlib import Path

from flask import Flask

from advocacy import create_app, lines
from advocacy.asgi import Server
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.coalition.queries import the_coalition
from advocacy.database import db, session
from advocacy.drafting.queries import mode_in
from advocacy.keystore import FolderKeyStore
from advocacy.lines import Door
from advocacy.live import rules
from advocacy.live.house import House
from advocacy.live.keeper import Keeper
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from advocacy.pages import Pages
from advocacy.serve import settle_memory
from benchmarks.live import SOON
from config import Config

PATH = "path"
"""Name of the file that says where the text is, with its token."""
PIDS = "pids"
"""Name of the file with the numbers of the processes: the relay, and the pages that keep its log."""


def main(folder: Path, port: int) -> None:
    """Serve one text until somebody ends this process; begin it if the folder has none."""
    config = Config(mode="test", instance=folder, database_url=f"sqlite:///{folder / 'live.sqlite'}")
    doors = Outside(SystemClock(), SystemChance(), FolderKeyStore(folder / "keys"), KeptMail())
    app = create_app(config, doors)
    if not (folder / PATH).exists() and os.fork() == 0:
        begin(app, folder)
        os._exit(0)
    while not (folder / PATH).exists():
        os.wait()
    with app.app_context():
        the_coalition()  # as `advocacy.serve` looks into the database before it opens the door
        session.remove()
        db.engine.dispose()
    settle_memory()
    pages, live = lines.pair()
    (folder / PIDS).write_text(f"{relay(live)} {os.getpid()}")
    rules.RENEW_SECONDS = SOON
    house = House(Keeper(app, mode_in), config)
    server = Server(Pages(app, config), Door(pages, serves_live=False), house.serve)
    server.config.port = port
    server.run()


def relay(end: socket.socket) -> int:
    """Start the relay, which ends with this process; returns its number."""
    pid = os.fork()
    if pid == 0:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        os.set_inheritable(end.fileno(), True)
        os.execv(sys.executable, [sys.executable, "-m", "benchmarks.live.unlimited", str(end.fileno())])
    return pid


def begin(app: Flask, folder: Path) -> None:
    """A text, and somebody who may write in it; in a process that ends, with what only tests need."""
    from tests.make import coalition as make
    from tests.make import live

    with app.app_context():
        db.create_all()
        group = make.group()
        person, paper = make.rapporteur(group), live.shared(live.make.dossier(group))
        (folder / PATH).write_text(f"/live/{paper.text.id}?token={live.token(paper.text, person)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
