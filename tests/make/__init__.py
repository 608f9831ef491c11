"""Factories: the smallest thing that a test needs, made by one call."""
