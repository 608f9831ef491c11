"""Mawqif: position papers, sign-off and dispatch for coalitions of civil-society organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from advocacy.outside import Outside
    from config import Config

DOMAINS = (
    "ledger",
    "outbox",
    "accounts",
    "coalition",
    "library",
    "live",
    "drafting",
    "evidence",
    "amending",
    "signoff",
    "publishing",
    "contacts",
    "dispatch",
    "assembly",
    "public",
)
"""The rooms of the house, from the ground floor up: each may import those before it."""


def create_app(config: Config, doors: Outside | None = None) -> Flask:
    """Build the web application. `doors` None opens those of a real installation."""
    from advocacy.building import create_app as build  # the relay of shared texts never loads it

    return build(config, doors)
