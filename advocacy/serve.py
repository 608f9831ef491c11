"""Everything that one installation needs, started and stopped together (`python -m advocacy.serve`).

The children are forked from one prepared process, so that a start takes a second; when one ends, all end, and the
reason is said. Only pages and relay are started again when they were killed: people write in them. Nothing is
restarted in silence.
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
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import ForkProcess

import click
from flask import Flask
from flask.cli import ScriptInfo

from advocacy import create_app, lines, logs, schema, worker
from advocacy.asgi import PATIENCE, Server
from advocacy.coalition.queries import the_coalition
from advocacy.database import db, session
from advocacy.drafting.queries import mode_in
from advocacy.lines import Door
from advocacy.live.house import House
from advocacy.live.keeper import Keeper
from advocacy.outbox import inbox
from advocacy.pages import Pages
from config import BadSetting, Config
from papers import bounded

RESTART_SECONDS = 10
"""What is killed twice in this time would be killed again: then everything stops."""
LASTING = {"web", "live"}
"""What is started again when it was killed."""

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
    pages, live = lines.pair()
    parts: dict[str, Callable[[], None]] = {
        "web": lambda: serve_web(app, config, door, pages),
        "live": lambda: serve_live(live),
        "worker": lambda: worker.work(app, config),
    }
    if has_inbox(config):
        parts["inbox"] = lambda: inbox.run(config)
    return parts


class Part:
    """A part that runs. `handle` tells when it has ended, even if another program has taken its place meanwhile."""

    def __init__(self, process: ForkProcess) -> None:
        self._process = process
        self.handle = os.pidfd_open(process.pid or 0)

    @property
    def code(self) -> int:
        """With what it ended; below zero the signal that killed it."""
        self._process.join()
        return self._process.exitcode or 0

    def ask_to_end(self) -> None:
        """Ask it to finish what it has begun."""
        self._send(signal.SIGTERM)

    def end(self) -> None:
        """Wait for its end, and bring it about when that takes too long."""
        if not wait([self.handle], PATIENCE):
            self._send(signal.SIGKILL)
        self._process.join()

    def _send(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, number)


def start(name: str, part: Callable[[], None], config: Config) -> Part:
    """Start one part."""
    process = processes.Process(target=child, args=(part, config), name=name)
    process.start()
    return Part(process)


def child(part: Callable[[], None], config: Config) -> None:
    """A child listens to us, not to the terminal, and does not outlive us."""
    os.setsid()
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: Linux ends it when its parent is gone
    logs.write(config)
    part()


def serve_web(app: Flask, config: Config, door: socket.socket, end: socket.socket) -> None:
    """Serve pages until SIGTERM; requests that have begun are answered first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    bounded.warm()
    house = House(Keeper(app, mode_in), config)
    Server(Pages(app, config), Door(end, serves_live=False), house.serve).run(sockets=[door])


def serve_live(end: socket.socket) -> None:
    """Become the relay of shared texts: a program of its own, which shares nothing of what was loaded here."""
    os.set_inheritable(end.fileno(), True)
    os.execv(sys.executable, [sys.executable, "-m", "advocacy.live.relay.process", str(end.fileno())])  # noqa: S606


def say_where(app: Flask, config: Config) -> None:
    """Say on the terminal where to go and who can sign in."""
    click.echo(f"\n  Mawqif is open at  {config.base_url}")
    if has_inbox(config):
        click.echo(f"  Mails arrive at    {config.base_url}/dev/inbox\n")
        with app.app_context():
            command(app, "demo", "people")
            db.engine.dispose()
    click.echo("\n  Stop everything with Ctrl-C.\n")


def watch(children: dict[str, Part], again: Callable[[str], Part]) -> int:
    """Wait until somebody stops us or a child ends; then stop all. Returns the code to exit with."""
    asked, ask = os.pipe()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os.write(ask, b"."))
    restarted = dict.fromkeys(children, -math.inf)
    while True:
        ended = wait([asked, *(part.handle for part in children.values())])
        fallen = {name: part.code for name, part in children.items() if part.handle in ended}
        if asked in ended or not all(may_return(name, code, restarted[name]) for name, code in fallen.items()):
            break
        for name, code in fallen.items():
            click.echo(f"{name} was killed (signal {-code}); it is started again.", err=True)
            os.close(children[name].handle)
            restarted[name], children[name] = time.monotonic(), again(name)
    for name, code in fallen.items():
        click.echo(f"{name} ended by itself (code {code}); everything is stopped.", err=True)
    stop(children)
    return 1 if fallen else 0


def may_return(name: str, code: int, restarted: float) -> bool:
    """Whether a part that has ended is started again: it was killed, and not for the second time in a moment."""
    return name in LASTING and code < 0 and time.monotonic() - restarted > RESTART_SECONDS


def stop(children: dict[str, Part]) -> None:
    """Ask all to finish, wait, and end those that do not; the relay first: what it still has the pages must keep."""
    relay = [part for name, part in children.items() if name == "live"]
    for parts in (relay, list(children.values())):
        for part in parts:
            part.ask_to_end()
        for part in parts:
            part.end()


if __name__ == "__main__":
    main()
