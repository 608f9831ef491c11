"""Our relay for a load, in a process of its own: `python -m benchmarks.live.relay <folder> <port>`.

The web process of an installation as `advocacy.serve` runs it, pages and all, on SQLite with its durable settings; the
policy is asked as it is there. Its limits are for people; a load is many people in one.
"""

import os
import sys
from pathlib import Path

from flask import Flask

from advocacy import create_app
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.coalition.queries import the_coalition
from advocacy.database import db, session
from advocacy.keystore import FolderKeyStore
from advocacy.live import rules
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from advocacy.serve import WebServer, settle_memory
from config import Config

PATH = "path"
"""Name of the file that says where the text is, with its token."""


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
    for limit in ("BURST", "MESSAGES_PER_SECOND", "CONNECTIONS_PER_PERSON", "BYTES_BURST", "BYTES_PER_SECOND"):
        setattr(rules, limit, 10**9)
    settle_memory()
    server = WebServer(app, config)
    server.config.port = port
    server.run()


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
