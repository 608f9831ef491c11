"""A process that appends and signs without end and says each number after it was committed; its parent kills it."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from advocacy import create_app
from advocacy.chance import SystemChance
from advocacy.clock import SetClock
from advocacy.coalition.models import Coalition
from advocacy.database import session, transaction
from advocacy.keystore import FolderKeyStore
from advocacy.ledger.actions import append, sign_checkpoint
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from config import Config


def main(database: str, instance: str, keys: str) -> None:
    doors = Outside(SetClock(datetime.now(UTC)), SystemChance(), FolderKeyStore(Path(keys)), KeptMail())
    app = create_app(Config(mode="test", instance=Path(instance), database_url=database), doors)
    with app.app_context():
        while True:
            with transaction():
                number = append("test.happened", session.query(Coalition).one(), by=None).number
                if number % 5 == 0:
                    sign_checkpoint()
            print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4])
