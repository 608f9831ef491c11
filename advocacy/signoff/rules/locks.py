"""Numbers that open a link: what is enough of a PIN, how long a code lives, how often somebody may try; pure."""

import re
from datetime import timedelta
from itertools import pairwise

CODE_DIGITS = 6
CODE_LIFE = timedelta(minutes=10)
CODE_AGAIN_AFTER = timedelta(minutes=1)
"""The same browser gets another code only after this; pressed twice on a bad line it is one mail."""
CODES_AN_HOUR = 5
"""Mails that one link can cause in an hour: whoever has it must not fill the mailbox of its person."""
BROWSERS_AN_HOUR = 20

WRONG_PER_CODE = 3
WRONG_PER_LINK = 8
"""Then the link is void: eight tries at a million numbers, for ever, because the next link goes to the mailbox."""

OPEN_FOR = timedelta(hours=2)
"""How long a browser that showed a factor sees what is behind the link."""
KNOWN_FOR = timedelta(days=7)
"""How long the browser that answered first is known again, where no factor is asked for."""

PIN_LENGTH = range(6, 13)


def digits_of(words: str) -> str:
    """What was typed without the spaces and hyphens that people put between digits."""
    return re.sub(r"[\s\u200e\u200f\u00a0-]", "", words)


def is_plain_pin(pin: str) -> bool:
    """Whether it is among the first that anybody would try: few digits, a row of them, a pattern, a year."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    halves = any(len(pin) % size == 0 and pin == pin[:size] * (len(pin) // size) for size in (1, 2, 3))
    is_day = re.fullmatch(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d|(19|20)\d\d(0[1-9]|1[0-2])\d\d", pin)
    return len(set(pin)) < 3 or len(steps) == 1 or halves or bool(is_day)
