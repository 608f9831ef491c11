"""Whether the house stands: one word for everybody, the details for those who keep it."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from advocacy import access, clock, heartbeat
from advocacy.database import session
from advocacy.ledger import queries as ledger
from advocacy.outbox import queries as outbox
from advocacy.outbox.models import MailState
from advocacy.policy import Action
from config import Config

SILENT_AFTER = timedelta(minutes=2)
LITTLE_SPACE = 1_000_000_000
"""Bytes below which the page warns."""


@dataclass(frozen=True, slots=True)
class Details:
    """What the page shows. `free` is in bytes; `last_beat` None means that no worker ever ran."""

    last_beat: datetime | None
    worker_is_silent: bool
    entries: int
    digest: str
    waiting: int
    to_decide: int
    free: int

    @property
    def is_tight(self) -> bool:
        return self.free < LITTLE_SPACE

    @property
    def is_well(self) -> bool:
        return not (self.worker_is_silent or self.is_tight or self.to_decide)


def attach(app: Flask, config: Config) -> None:
    """Offer /health."""

    @app.get("/health")
    @access.requires(Action.OPEN_TO_ALL)
    def health() -> ResponseReturnValue:
        session.execute(select(1))
        if not access.may(Action.READ_MACHINE):
            return Response("ok\n", mimetype="text/plain")
        return render_template("health.html", details=details(config))


def details(config: Config) -> Details:
    """How the machine is doing now."""
    beat, head, mails = heartbeat.last_beat(), ledger.head(), outbox.counts()
    return Details(
        last_beat=beat,
        worker_is_silent=beat is None or clock.now() - beat > SILENT_AFTER,
        entries=head.number if head else 0,
        digest=head.digest if head else "",
        waiting=mails[MailState.WAITING] + mails[MailState.SENDING],
        to_decide=mails[MailState.DOUBTFUL] + mails[MailState.FAILED],
        free=shutil.disk_usage(config.instance).free,
    )
