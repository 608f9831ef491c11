"""A process that answers a call without end and says each receipt after it was acknowledged; its parent kills it."""

import sys
from datetime import datetime
from itertools import count
from pathlib import Path

from advocacy import create_app
from advocacy.chance import SystemChance
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.keystore import FolderKeyStore
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from advocacy.signoff import actions, queries
from advocacy.signoff.models import Choice
from config import Config


def main(database: str, instance: str, call_id: int, now: str) -> None:
    doors = Outside(
        SetClock(datetime.fromisoformat(now)), SystemChance(), FolderKeyStore(Path(instance) / "keys"), KeptMail()
    )
    app = create_app(Config(mode="test", instance=Path(instance), database_url=database), doors)
    with app.app_context():
        roll = queries.roll_of(queries.call_of(call_id))[:-1]  # one never answers, so that the call stays open
        for turn in count():
            with transaction():
                organisation = session.get_one(Organisation, roll[turn % len(roll)])
                answer = actions.record_answer(
                    queries.call_of(call_id),
                    organisation,
                    (Choice.SIGN, Choice.ABSTAIN, Choice.RECUSE)[turn // len(roll) % 3],
                    visibility=Visibility.PUBLIC,
                    by=organisation.mandates[0].person,
                )
                receipt = answer.receipt
            print(receipt, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
