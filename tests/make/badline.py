"""A slow line that drops connections, on this machine's loopback, the same every time for the same seed."""

import socket
import threading
import time
from collections import Counter
from random import Random

RATE = 32_000 / 8
"""Bytes a second of the line that is meant."""
LATENCY = 0.3
"""Seconds that one direction of it takes."""
SPEED = 60
"""How much faster than the line that is meant this one is: rate, latency and the patience of who waits alike, so that
what is lost and in which order stays as it is, and a minute takes a second."""


class BadLine:
    """Takes whole requests to a server and whole answers back, slowly; of `dropped` of all connections only a part.

    A connection is lost on the way there, before the server has heard it all, or on the way back, after it has acted.
    `lost` counts the losses by method and direction, `seconds` is how long the line that is meant would have been busy.
    """

    def __init__(self, port: int, *, dropped: float, seed: int) -> None:
        self._server = ("127.0.0.1", port)
        self._dropped, self._random = dropped, Random(seed)
        self.lost: Counter[tuple[str, str]] = Counter()
        self.connections, self.seconds, self.biggest = 0, 0.0, 0
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "BadLine":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            with near:
                self._carry(near)

    def _carry(self, near: socket.socket) -> None:
        self.connections += 1
        is_lost, way, share = self._random.random() < self._dropped, self._random.choice("ab"), self._random.random()
        request = _whole_request(near)
        method = request.split(b" ", 1)[0].decode()
        if is_lost and way == "a":
            self.lost[method, "there"] += 1
            self._pass_time(int(len(request) * share))
            return
        self._pass_time(len(request))
        with socket.create_connection(self._server) as far:
            far.sendall(request)
            answer = b"".join(iter(lambda: far.recv(65_536), b""))
        self.biggest = max(self.biggest, len(answer))
        if is_lost:
            self.lost[method, "back"] += 1
            answer = answer[: int(len(answer) * share)]
        self._pass_time(len(answer))
        near.sendall(answer)

    def _pass_time(self, count: int) -> None:
        meant = LATENCY + count / RATE
        self.seconds += meant
        time.sleep(meant / SPEED)


def _whole_request(near: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += near.recv(65_536)
    head, _end, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    wanted = int(lengths[0]) if lengths else 0
    while len(body) < wanted:
        body += near.recv(65_536)
    return head + b"\r\n\r\n" + body
