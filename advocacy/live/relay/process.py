"""The relay in a process of its own: `python -m advocacy.live.relay.process <file>`, where the file is its door.

It holds the texts that are open and nothing else. The log and the policy are in the house (`advocacy.live.house`), the
process of the pages; so what is loaded there weighs nothing here, and a page that takes long keeps nobody waiting.
"""

import gc
import socket
import sys

from advocacy import logs, outside
from advocacy.asgi import Server
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.keystore import MemoryKeyStore
from advocacy.lines import Door
from advocacy.live.relay.app import Relay
from advocacy.live.relay.asking import Far
from advocacy.live.tokens import KEY
from advocacy.mail import KeptMail


class RelayServer(Server):
    """Relays what comes through the door."""

    def __init__(self, door: Door) -> None:
        self._keeper = Far(door.call_house)
        self.relay = Relay(self._keeper)
        super().__init__(self.relay, door)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Ask the house what this process must know, then begin."""
        config, key = await self._keeper.ask("installation")
        keys = MemoryKeyStore()
        keys.put(KEY, key)
        outside.install(outside.Outside(SystemClock(), SystemChance(), keys, KeptMail()))
        logs.write(config)
        self.relay.hub.start()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send the editors away first: their lines would stay open for as long as they write."""
        await self.relay.hub.stop()
        await super().shutdown(sockets)


def main(file: int) -> None:
    """Relay until SIGTERM."""
    door = Door(socket.socket(fileno=file), serves_live=True)
    gc.freeze()
    RelayServer(door).run(sockets=[])


if __name__ == "__main__":
    main(int(sys.argv[1]))
