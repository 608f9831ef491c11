"""Flask-Security as this house uses it: hashes, sessions and the mark they hang on; the pages are our own."""

from datetime import timedelta

from flask import Flask
from flask_security.core import Security
from flask_security.datastore import SQLAlchemyUserDatastore

from advocacy.accounts.models import Person, Role
from advocacy.database import db
from config import Config


def attach_security(app: Flask, config: Config) -> None:
    """Open Flask-Security without its own routes (docs/decisions/sign-in.md says why, and how passkeys come later)."""
    cheap = config.mode == "test"
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_DEPRECATED_PASSWORD_SCHEMES=[],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS={
            "argon2__type": "ID",
            "argon2__time_cost": 1 if cheap else 2,
            "argon2__memory_cost": 64 if cheap else 19456,
            "argon2__parallelism": 1,
        },
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        # people on mobile networks change their address all the time
        SESSION_PROTECTION=None,
        # the proof of a form lasts as long as the session: nobody is refused for having written for two hours
        WTF_CSRF_SSL_STRICT=False,  # would ask for the Referer, which our pages tell browsers not to send
        WTF_CSRF_TIME_LIMIT=None,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=config.session_minutes),
    )
    Security(app, SQLAlchemyUserDatastore(db, Person, Role), register_blueprint=False)
