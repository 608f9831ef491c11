"""Settings of one installation: the only file that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import formataddr
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
Mode = Literal["development", "production", "test"]


class BadSetting(Exception):
    """A setting with which the application must not start; the message says what to set."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """Where mail is handed over. `security` is "none", "starttls" or "tls"."""

    host: str
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    security: Literal["none", "starttls", "tls"] = "none"


@dataclass(frozen=True, slots=True)
class Config:
    """Everything an installation can set.

    `instance` holds the database, keys and logs of this installation and is readable by its owner alone. `smtp` None
    means that mails go to the local inbox, which exists in development only. `mail_held` starts with the outbox
    closed, as after a restore from a backup. `mail_name` stands before the sender's address: telephones show it on a
    locked screen, so it should say little, and is empty by default. `base_url` is the address that links in mails and
    QR codes carry; `host` and `port` are where the web pages are served. `proxies` is how many web servers stand in
    front: that many addresses of X-Forwarded-For are believed, and none by default, because anybody can write them.
    `timestamp_url` is a time stamp service (RFC 3161) that vouches for the time of a seal; empty for none.
    `keep_drafts` says whether devices keep what is written together, encrypted, until their person signs out; each
    person may choose otherwise on each device.
    """

    mode: Mode
    instance: Path
    database_url: str
    base_url: str = "http://127.0.0.1:5000"
    host: str = "127.0.0.1"
    port: int = 5000
    proxies: int = 0
    smtp: Smtp | None = None
    mail_from: str = "office@riwaq.example"
    mail_name: str = ""
    mail_held: bool = False
    inbox_port: int = 5025
    default_language: str = "ar"
    session_minutes: int = 60
    max_request_bytes: int = 12_000_000
    timestamp_url: str = ""
    log_level: str = "INFO"
    keep_drafts: bool = True

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """Read the settings; raise BadSetting with what to do."""
        env = os.environ if environ is None else environ
        mode = _one_of(env, "MAWQIF_MODE", ("development", "production", "test"), "development")
        instance = Path(env.get("MAWQIF_INSTANCE", str(ROOT / "instance"))).resolve()
        port = _whole(env, "MAWQIF_PORT", 5000)
        config = cls(
            mode=mode,  # type: ignore[arg-type]
            instance=instance,
            database_url=env.get("DATABASE_URL", "") or f"sqlite:///{instance / 'mawqif.sqlite'}",
            base_url=env.get("MAWQIF_BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
            host=env.get("MAWQIF_HOST", "127.0.0.1"),
            port=port,
            proxies=_whole(env, "MAWQIF_PROXIES", 0),
            smtp=_smtp(env.get("MAWQIF_SMTP_URL", "")),
            mail_from=env.get("MAWQIF_MAIL_FROM", "office@riwaq.example"),
            mail_name=env.get("MAWQIF_MAIL_NAME", ""),
            mail_held=_yes(env.get("MAWQIF_MAIL_HELD", "")),
            inbox_port=_whole(env, "MAWQIF_INBOX_PORT", 5025),
            default_language=_one_of(env, "MAWQIF_LANGUAGE", ("ar", "en", "fr"), "ar"),
            session_minutes=_whole(env, "MAWQIF_SESSION_MINUTES", 60),
            timestamp_url=_web_address(env, "MAWQIF_TIMESTAMP_URL"),
            log_level=env.get("MAWQIF_LOG_LEVEL", "INFO"),
            keep_drafts=_yes(env.get("MAWQIF_KEEP_DRAFTS", "yes")),
        )
        config.refuse_if_unsafe()
        return config

    @property
    def sender(self) -> str:
        """What From says on every mail."""
        return formataddr((self.mail_name, self.mail_from), "utf-8") if self.mail_name else self.mail_from

    def refuse_if_unsafe(self) -> None:
        """Production starts only with real mail and an address that others can reach."""
        if self.mode != "production":
            return
        if self.smtp is None:
            raise BadSetting("Set MAWQIF_SMTP_URL (smtp://user:password@host:port): in production mail must leave.")
        if not self.base_url.startswith("https://"):
            raise BadSetting("Set MAWQIF_BASE_URL to the https address of this installation: links in mails carry it.")
        if self.mail_from.endswith(".example"):
            raise BadSetting("Set MAWQIF_MAIL_FROM to the address of the coalition's office.")


def _smtp(url: str) -> Smtp | None:
    if not url:
        return None
    parts = urlsplit(url)
    security = {"smtp": "none", "smtp+starttls": "starttls", "smtps": "tls"}.get(parts.scheme)
    if security is None or not parts.hostname:
        raise BadSetting("MAWQIF_SMTP_URL must look like smtp+starttls://user:password@host:587.")
    return Smtp(
        host=parts.hostname,
        port=parts.port or {"none": 25, "starttls": 587, "tls": 465}[security],
        user=parts.username or "",
        password=parts.password or "",
        security=security,  # type: ignore[arg-type]
    )


def _web_address(env: Mapping[str, str], name: str) -> str:
    url = env.get(name, "").strip()
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise BadSetting(f"{name} must be an http or https address.")
    return url


def _yes(value: str) -> bool:
    return value.strip().lower() in {"1", "yes", "true", "on"}


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, str(default))
    if not value.isdecimal():
        raise BadSetting(f"{name} must be a whole number.")
    return int(value)


def _one_of(env: Mapping[str, str], name: str, choices: tuple[str, ...], default: str) -> str:
    value = env.get(name, default)
    if value not in choices:
        raise BadSetting(f"{name} must be one of {', '.join(choices)}.")
    return value
