"""Etherpad beside us: its own protocol (socket.io over a WebSocket), so only the processor that it takes is compared.

Its last package on npm (1.8.14, of 2021) is installed into build/etherpad the first time. There is no load without it.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from websockets.asyncio.client import connect

from benchmarks.live import servers
from benchmarks.live.load import processor_seconds
from tests.make.smtp import free_port

VERSION = "1.8.14"
ROOT = servers.ROOT / "build" / "etherpad"
PAD = "paper"
BASIC = "Basic d3JpdGVyOnNlY3JldA=="  # writer:secret
PATIENCE = 90
"""Seconds after which what has not come is not waited for any longer."""
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def fetch() -> bool:
    """Install it; False where npm cannot."""
    if not (ROOT / "src").exists():
        ROOT.mkdir(parents=True, exist_ok=True)
        (ROOT / "package.json").write_text('{"name": "mawqif-benchmarks-etherpad", "private": true}')
        install = ["install", f"ep_etherpad-lite@{VERSION}", "--no-package-lock", "--ignore-scripts", "--silent"]
        if subprocess.run([sys.executable, "-c", servers.NPM, *install], cwd=ROOT, check=False).returncode:
            return False
        package = ROOT / "node_modules" / "ep_etherpad-lite"
        package.rename(ROOT / "src")  # it looks for itself in a folder of that name
        package.symlink_to(ROOT / "src")
    return True


@contextmanager
def etherpad(folder: Path) -> Iterator[tuple[int, int]]:
    """Etherpad with its default database, a file to which it appends; its port and process. Whoever has no name and
    password is refused."""
    port = free_port()
    settings = {
        "ip": "127.0.0.1",
        "port": port,
        "dbType": "dirty",
        "dbSettings": {"filename": str(folder / "dirty.db")},
        "defaultPadText": "",
        "loglevel": "ERROR",
        "requireAuthentication": True,
        "users": {"writer": {"password": "secret", "is_admin": False}},
        "commitRateLimiting": {"duration": 1, "points": 10**6},
    }
    (folder / "settings.json").write_text(json.dumps(settings))
    asked_of_npm = {"dependencies": {"ep_etherpad-lite": {"path": str(ROOT / "node_modules" / "ep_etherpad-lite")}}}
    npm = folder / "npm"  # Etherpad asks npm for its plugins in words that npm no longer knows
    npm.write_text(f"#!/bin/sh\necho '{json.dumps(asked_of_npm)}'\n")
    npm.chmod(0o755)
    surroundings = {**os.environ, "NODE_ENV": "production", "PATH": f"{folder}:{os.environ['PATH']}"}
    command = [servers.node(), "src/node/server.js", "-s", str(folder / "settings.json")]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=quiet, stderr=quiet)
    try:
        servers.wait(f"http://127.0.0.1:{port}/")
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


class Author:
    """One author at the end of a line. Each change of the pad is one letter, so its length follows from its number."""

    def __init__(self, line: Any, name: str) -> None:
        self.line, self.name, self.user = line, name, ""
        self.revision = self.ahead = self.heard = 0

    async def come(self) -> None:
        """Ask for the pad, and wait until it is there."""
        ready = {"component": "pad", "type": "CLIENT_READY", "padId": PAD, "token": f"t.{self.name}"}
        await self._say({**ready, "protocolVersion": 2, "sessionID": None})
        async for message in self.line:
            found = _event(message)
            if found and found["type"] == "CLIENT_VARS":
                told = found["data"]["collab_client_vars"]
                self.user, self.revision = found["data"]["userId"], told["rev"]
                self.ahead = len(told["initialAttributedText"]["text"]) - self.revision
                return

    async def listen(self) -> None:
        """Follow the pad."""
        async for message in self.line:
            found = _event(message)
            if found and found["type"] == "COLLABROOM" and "newRev" in found["data"]:
                self.revision = found["data"]["newRev"]
                self.heard += found["data"]["type"] == "NEW_CHANGES"

    async def type(self, letter: str) -> None:
        """Put a letter at the beginning."""
        change = f"Z:{_base36(self.ahead + self.revision)}>1*0+1${letter}"
        pool = {"numToAttrib": {"0": ["author", self.user]}, "nextNum": 1}
        data = {"type": "USER_CHANGES", "baseRev": self.revision, "changeset": change, "apool": pool}
        await self._say({"type": "COLLABROOM", "component": "pad", "data": data})

    async def _say(self, what: dict[str, Any]) -> None:
        await self.line.send("42" + json.dumps(["message", what]))


def _event(message: str | bytes) -> Any:
    return json.loads(message[2:])[1] if str(message).startswith('42["message"') else None


def _base36(number: int) -> str:
    return (_base36(number // 36) if number >= 36 else "") + DIGITS[number % 36]


async def load(port: int, pid: int, *, editors: int, updates: int, rate: float) -> float:
    """Seconds of processor for 1,000 changes, each heard by all the others."""
    authors = [await _author(port, number) for number in range(editors)]
    ears = [asyncio.create_task(author.listen()) for author in authors]
    await asyncio.sleep(1.5)
    for author in authors:  # what a server does once, it does here
        await author.type("·")
        await asyncio.sleep(0.02)
    await asyncio.sleep(1.5)
    heard = sum(author.heard for author in authors)
    before, began = processor_seconds(pid), time.perf_counter()
    for turn in range(updates):
        if (pause := began + turn / rate - time.perf_counter()) > 0:
            await asyncio.sleep(pause)
        if turn % 1_000 == 0:
            for author in authors:
                await author.line.send("2")  # it lives
        await authors[turn % editors].type("abcdefgh "[turn % 9])
    expected, end = heard + updates * (editors - 1), began + updates / rate + PATIENCE
    while sum(author.heard for author in authors) < expected and time.perf_counter() < end:
        await asyncio.sleep(0.5)  # it may lag far behind
    used = processor_seconds(pid) - before
    heard = sum(author.heard for author in authors) - heard
    for ear, author in zip(ears, authors, strict=True):
        ear.cancel()
        with suppress(Exception):
            await author.line.close()
    if heard < 0.99 * updates * (editors - 1):
        raise RuntimeError(f"only {heard} of {updates * (editors - 1)} deliveries were heard")
    return used / updates * 1_000


async def _author(port: int, number: int) -> Author:
    request = Request(f"http://127.0.0.1:{port}/p/{PAD}", headers={"Authorization": BASIC})
    with urlopen(request, timeout=60) as answer:
        found = re.search(r"express_sid=[^;]+", answer.headers["Set-Cookie"])
    address = f"ws://127.0.0.1:{port}/socket.io/?EIO=3&transport=websocket"
    headers = {"Cookie": found[0] if found else ""}
    author = Author(await connect(address, max_size=None, additional_headers=headers), f"{number:020}")
    await author.come()
    return author
