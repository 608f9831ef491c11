"""Live: texts that several people write at once, kept as an append-only log of updates, and the relay between them."""
