"""What one person may send and how much, as plain numbers and words."""

import enum

MAX_UPDATE = 1_000_000
"""Bytes of one message of an editor. What the server makes itself may be larger (a picture)."""
MAX_AWARENESS = 4_000
"""Bytes of what one editor tells of its presence."""
MAX_TEXT = 24_000_000
"""Bytes of a whole shared text with its history; then it is full and a new epoch must begin."""
MESSAGES_PER_SECOND = 30
BURST = 300
"""Messages that one connection may send at once after a pause; afterwards MESSAGES_PER_SECOND."""
BYTES_PER_SECOND = 200_000
BYTES_BURST = 4_000_000
CONNECTIONS_PER_TEXT = 200
CONNECTIONS_PER_PERSON = 12
WAITING = 8_000_000
"""Bytes that may wait for a slow reader; then it is cut off, and comes back to a snapshot."""
TOKEN_SECONDS = 600
ASK_AGAIN_SECONDS = 5
"""How often the policy is asked about those who are connected."""
IDLE_SECONDS = 30
"""How long a text that nobody has open stays in memory."""
RENEW_SECONDS = 600
"""How long nobody must have had a text open, nor written in it, before it is renewed."""
EARLIER_MESSAGES = 60
"""How many messages it counts for when somebody brings what is late: the old document is opened for that."""
MAX_DEPTH = 24
"""Nodes inside nodes. Ten are enough for every text; some thousands bring a process down."""
SNAPSHOT_EVERY = 2_000
"""Updates after which a text is compacted, so that opening it stays quick."""
SNAPSHOT_AT_REST = 100
"""The same for a text in which nobody has written for REST_SECONDS."""
REST_SECONDS = 2


class Mode(enum.StrEnum):
    """What somebody may do in a shared text."""

    READ = "read"
    SUGGEST = "suggest"
    WRITE = "write"
