"""Outbox: mails that must go out, one row per message and recipient, sent by the worker and never lost."""
