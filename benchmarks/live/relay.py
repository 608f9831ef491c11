"""Our relay for a load, in a process of its own: `python -m benchmarks.live.relay <folder> <port>`.

On SQLite with its durable settings. Its limits are for people; a load is many people in one.
"""

import asyncio
import sys
from pathlib import Path

from advocacy import create_app
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.coalition.queries import the_coalition
from advocacy.database import db, session
from advocacy.keystore import FolderKeyStore
from advocacy.live import rules
from advocacy.live.rules import Mode
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from config import Config
from tests.make import coalition as make
from tests.make import live

PATH = "path"
"""Name of the file that says where the text is, with its token."""


def main(folder: Path, port: int) -> None:
    """Serve one text until somebody ends this process; begin it if the folder has none."""
    database = folder / "live.sqlite"
    doors = Outside(SystemClock(), SystemChance(), FolderKeyStore(folder / "keys"), KeptMail())
    app = create_app(Config(mode="test", instance=folder, database_url=f"sqlite:///{database}"), doors)
    if not (folder / PATH).exists():
        with app.app_context():
            db.create_all()
            person, paper = make.person(), live.shared()
            (folder / PATH).write_text(f"/live/{paper.text.id}?token={live.token(paper.text, person)}")
            session.remove()
            db.engine.dispose()
    with app.app_context():
        the_coalition()  # as `advocacy.serve` looks into the database before it opens the door
        session.remove()
        db.engine.dispose()
    for limit in ("BURST", "MESSAGES_PER_SECOND", "CONNECTIONS_PER_PERSON", "BYTES_BURST", "BYTES_PER_SECOND"):
        setattr(rules, limit, 10**9)
    server = live.RelayServer(app, lambda _person, _text: Mode.WRITE)
    server.config.port = port
    asyncio.run(server.serve())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
