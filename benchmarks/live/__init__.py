"""The relay beside Hocuspocus and y-websocket: the same load, in the same run, each asking for a token."""

SOON = 1
"""Seconds for the minutes after which ours lets go of a text that nobody has open, and renews it."""
