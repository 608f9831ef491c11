"""Everything that one installation needs, started and stopped together (`python -m advocacy.serve`).

The children are forked from one prepared process, so that a start takes a second; when one ends, all end, and the
reason is said. Only the web process is started again when it was killed: people write in it. Nothing is restarted in
silence.
"""

import ctypes
import gc
import math
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess
from typing import Any

import click
import uvicorn
from flask import Flask
from flask.cli import ScriptInfo

from advocacy import create_app, logs, patience, schema, worker
from advocacy.coalition.queries import the_coalition
from advocacy.database import db, session
from advocacy.drafting.queries import mode_in
from advocacy.live.relay.app import Relay
from advocacy.live.relay.wire import Line
from advocacy.live.rules import MAX_UPDATE
from advocacy.outbox import inbox
from advocacy.pages import Pages
from config import BadSetting, Config
from papers import bounded

PATIENCE = 20
"""Seconds that a child may take to finish what it has begun."""
RESTART_SECONDS = 10
"""A web process that is killed twice in this time would be killed again: then everything stops."""

processes = multiprocessing.get_context("fork")


def main() -> None:
    """Start, say where to go, and stay until Ctrl-C or SIGTERM."""
    os.umask(0o077)  # what an installation writes is for its owner alone
    try:
        config = Config.from_environment()
        door = open_door(config)
    except BadSetting as mistake:
        sys.exit(str(mistake))
    app = create_app(config)
    made_ready(app, config)
    settle_memory()
    parts = parts_of(app, config, door)
    children = {name: start(name, part, config) for name, part in parts.items()}
    say_where(app, config)
    sys.exit(watch(children, lambda name: start(name, parts[name], config)))


def open_door(config: Config) -> socket.socket:
    """The socket of the web pages: whoever comes early waits. Says it at once when somebody else has our ports."""
    if has_inbox(config):
        _listen(config.host, config.inbox_port, "MAWQIF_INBOX_PORT").close()
    return _listen(config.host, config.port, "MAWQIF_PORT")


def _listen(host: str, port: int, setting: str) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=1024)
    except OSError as error:
        raise BadSetting(f"Port {port} on {host} cannot be had: stop what runs there, or set {setting}.") from error


def has_inbox(config: Config) -> bool:
    """Whether mails stay on this machine."""
    return config.mode == "development" and config.smtp is None


def made_ready(app: Flask, config: Config) -> None:
    """Bring the tables to this version; in development an empty database gets the demo coalition."""
    with app.app_context():
        schema.upgrade(db.engine)
        is_empty = the_coalition() is None
        session.remove()
        db.engine.dispose()
    if is_empty and config.mode == "development":
        command(app, "demo", "load")
    with app.app_context():
        db.engine.dispose()  # a connection must not be shared by the processes that follow


def settle_memory() -> None:
    """What is loaded by now stays: the children share it, and none stops to look for waste in it."""
    gc.collect()
    gc.freeze()


def command(app: Flask, *words: str) -> None:
    """Do what `flask …` does, if this version has that command."""
    if words[0] in app.cli.commands:
        app.cli.main(args=list(words), standalone_mode=False, obj=ScriptInfo(create_app=lambda: app))


def parts_of(app: Flask, config: Config, door: socket.socket) -> dict[str, Callable[[], None]]:
    """What runs, each in a process of its own."""
    parts: dict[str, Callable[[], None]] = {
        "web": lambda: serve_web(app, config, door),
        "worker": lambda: worker.work(app, config),
    }
    if has_inbox(config):
        parts["inbox"] = lambda: inbox.run(config)
    return parts


def start(name: str, part: Callable[[], None], config: Config) -> ForkProcess:
    """Start one part."""
    process = processes.Process(target=child, args=(part, config), name=name)
    process.start()
    return process


def child(part: Callable[[], None], config: Config) -> None:
    """A child listens to us, not to the terminal, and does not outlive us."""
    os.setsid()
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: Linux ends it when its parent is gone
    logs.write(config)
    part()


def serve_web(app: Flask, config: Config, door: socket.socket) -> None:
    """Serve pages and shared texts until SIGTERM; requests that have begun are answered first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    bounded.warm()
    WebServer(app, config).run(sockets=[door])


class WebServer(uvicorn.Server):
    """Pages and shared texts on one port."""

    def __init__(self, app: Flask, config: Config) -> None:
        self.relay = Relay(app, mode_in)
        self.pages = Pages(app, config)
        settings = uvicorn.Config(
            self.answer,
            interface="asgi3",
            http=patience.Line,
            ws=Line,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who is believed about the reader's address is said in advocacy.web
            limit_concurrency=2_000,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=PATIENCE - 5,
            h11_max_incomplete_event_size=64_000,
            ws_max_size=MAX_UPDATE + 1_000,
            ws_per_message_deflate=False,
        )
        super().__init__(settings)

    async def answer(self, scope: Any, receive: Any, send: Any) -> None:
        """Every request goes to the pages but for those of the relay."""
        is_live = scope["type"] == "websocket" or scope["path"].startswith("/live/")
        await (self.relay if is_live else self.pages)(scope, receive, send)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to relay, then open the door."""
        self.relay.hub.start()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send the editors away first: their lines would stay open for as long as they write."""
        await self.relay.hub.stop()
        await super().shutdown(sockets)


def say_where(app: Flask, config: Config) -> None:
    """Say on the terminal where to go and who can sign in."""
    click.echo(f"\n  Mawqif is open at  {config.base_url}")
    if has_inbox(config):
        click.echo(f"  Mails arrive at    {config.base_url}/dev/inbox\n")
        with app.app_context():
            command(app, "demo", "people")
            db.engine.dispose()
    click.echo("\n  Stop everything with Ctrl-C.\n")


def watch(children: dict[str, ForkProcess], again: Callable[[str], ForkProcess]) -> int:
    """Wait until somebody stops us or a child ends; then stop all. Returns the code to exit with."""
    asked, ask = os.pipe()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os.write(ask, b"."))
    restarted = -math.inf
    while True:
        ended = wait([asked, *(process.sentinel for process in children.values())])
        fallen = [name for name, process in children.items() if process.sentinel in ended]
        if fallen == ["web"] and asked not in ended and time.monotonic() - restarted > RESTART_SECONDS:
            children["web"].join()
            if (children["web"].exitcode or 0) < 0:
                restarted = time.monotonic()
                click.echo(
                    f"web was killed (signal {-(children['web'].exitcode or 0)}); it is started again.", err=True
                )
                children["web"] = again("web")
                continue
        break
    for name in fallen:
        children[name].join()
        click.echo(f"{name} ended by itself (code {children[name].exitcode}); everything is stopped.", err=True)
    stop(list(children.values()))
    return 1 if fallen else 0


def stop(children: list[ForkProcess]) -> None:
    """Ask all to finish, wait, and end those that do not."""
    for process in children:
        if process.is_alive():
            process.terminate()
    for process in children:
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()


if __name__ == "__main__":
    main()
