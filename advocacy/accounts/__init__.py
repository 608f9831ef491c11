"""Accounts: people and how they sign in."""
