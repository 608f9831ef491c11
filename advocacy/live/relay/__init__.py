"""The relay: carries updates between the editors of a text, and acknowledges what the database has kept."""
