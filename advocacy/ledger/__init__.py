"""Ledger: what happened, in order, append-only, written in the same transaction as the fact itself."""
