"""Public: what anybody may read and verify, in plain HTML."""
