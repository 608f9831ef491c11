"""The relay without its limits for people: `python -m benchmarks.live.unlimited <file>`. A load is many in one."""

import sys

from advocacy.live import rules
from advocacy.live.relay.process import main
from benchmarks.live import SOON

for limit in ("BURST", "MESSAGES_PER_SECOND", "CONNECTIONS_PER_PERSON", "BYTES_BURST", "BYTES_PER_SECOND"):
    setattr(rules, limit, 10**9)
rules.IDLE_SECONDS, rules.RENEW_SECONDS = SOON, SOON
main(int(sys.argv[1]))
