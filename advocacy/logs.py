"""Logs as lines of JSON that name no person, address, token or query: what happened, where, how long it took."""

import json
import logging
import sys
import traceback

from advocacy import clock
from config import Config


class JsonLines(logging.Formatter):
    """One record as one line. Of an exception it keeps the kind and the places, not the words: they may hold names."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        facts = getattr(record, "facts", None)
        line.update(facts if facts else {"message": record.getMessage()})
        if record.exc_info and record.exc_info[0]:
            line["exception"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["places"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def write(config: Config) -> None:
    """Where the logs of this process go: a file of the instance in development, else standard error."""
    if config.mode != "development":
        write_to_stderr(config.log_level)
        return
    path = config.instance / "mawqif.log"
    path.touch(mode=0o600)
    _write_to(logging.FileHandler(path, encoding="utf-8"), config.log_level)


def write_to_stderr(level: str) -> None:
    """Send the logs of this process to its standard error."""
    _write_to(logging.StreamHandler(sys.stderr), level)


def _write_to(handler: logging.Handler, level: str) -> None:
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("huey", "apscheduler", "fontTools", "weasyprint", "pyhanko", "mail.log", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
