"""Side-by-side runs against other tools; every figure in the docs comes from here. `python -m benchmarks`."""
