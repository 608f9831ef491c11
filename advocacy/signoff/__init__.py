"""Sign-off: calls to the member organisations, their answers, and what follows from them by rule."""
