"""Killing processes in the middle of their work, and looking whether anything that was promised is lost."""
