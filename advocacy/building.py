"""The whole application, put together from its rooms."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask
from sqlalchemy.engine import make_url

from advocacy import DOMAINS, access, leaving, outside
from advocacy.addresses import RowNumber
from advocacy.chance import SystemChance
from advocacy.clock import SystemClock
from advocacy.database import db, engine_options, prepare
from advocacy.keystore import FolderKeyStore, KeyStore, secret
from advocacy.mail import SmtpMailer
from advocacy.outside import Outside
from advocacy.shelf import FolderShelf
from advocacy.timestamps import http_service
from config import BadSetting, Config, Smtp

DEVELOPMENT_MARK = "made-in-development"
"""Name of the note beside keys that production must not use."""


def create_app(config: Config, doors: Outside | None = None) -> Flask:
    """Build the web application. `doors` None opens those of a real installation (`installation`)."""
    outside.install(doors or installation(config))
    app = Flask("advocacy", template_folder="../templates", static_folder="static")
    app.config.update(flask_settings(config))
    app.url_map.converters["int"] = RowNumber
    app.extensions["mawqif"] = config
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    for tables in ("advocacy.blobs", "advocacy.heartbeat", "advocacy.ledger.guard"):
        import_module(tables)
    for domain in DOMAINS:
        import_module(f"advocacy.{domain}")
        for part in ("models", "views", "commands"):
            if find_spec(f"advocacy.{domain}.{part}"):
                module = import_module(f"advocacy.{domain}.{part}")
                if hasattr(module, "attach"):
                    module.attach(app, config)
    for part in (
        "advocacy.outbox.inbox_views",
        "advocacy.health",
        "advocacy.requests_told",
        "advocacy.schema",
        "advocacy.web",
    ):
        import_module(part).attach(app, config)
    leaving.install(import_module("advocacy.publishing.hidden").search_for)
    access.refuse_undeclared_views(app)
    return app


def installation(config: Config) -> Outside:
    """The doors of a real installation: the system's clock and chance, keys in the instance folder, SMTP."""
    keys = FolderKeyStore(config.instance / "keys")
    refuse_keys_of_development(config, keys)
    return Outside(
        clock=SystemClock(),
        chance=SystemChance(),
        keys=keys,
        mailer=SmtpMailer(config.smtp or Smtp(host="127.0.0.1", port=config.inbox_port), config.sender),
        timestamps=http_service(config.timestamp_url) if config.timestamp_url else None,
        shelf=FolderShelf(config.instance / "made"),
    )


def refuse_keys_of_development(config: Config, keys: KeyStore) -> None:
    """Mark the keys of a development instance, and let production never start with them: others have seen them."""
    if config.mode == "development":
        keys.put(DEVELOPMENT_MARK, b"These keys were made while trying the software. Never use them for real.\n")
    elif config.mode == "production" and keys.get(DEVELOPMENT_MARK) is not None:
        raise BadSetting(
            f"The keys in {config.instance / 'keys'} were made in development. "
            "Set MAWQIF_INSTANCE to a new folder for production; its keys are made on the first start."
        )


def flask_settings(config: Config) -> dict[str, object]:
    """The settings of Flask and its extensions that follow from ours."""
    config.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = make_url(config.database_url)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    return {
        "SECRET_KEY": secret("session.key").hex(),
        "SECURITY_PASSWORD_SALT": secret("password.salt").hex(),
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(url.drivername),
        "KEEP_DRAFTS": config.keep_drafts,
        "MAX_CONTENT_LENGTH": config.max_request_bytes,
        "MAX_FORM_MEMORY_SIZE": config.max_request_bytes,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.mode == "production",
        "SESSION_COOKIE_NAME": "mawqif",
        "TESTING": config.mode == "test",
        "COMPRESS_BR_LEVEL": 9,  # a few milliseconds here are a second on a bad line
        "BABEL_DEFAULT_LOCALE": config.default_language,
        "BABEL_DEFAULT_TIMEZONE": "Asia/Damascus",
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
    }
