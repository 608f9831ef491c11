"""Amending: member organisations read a draft, comment on it, amend it, and say what they can never sign."""
