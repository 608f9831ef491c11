"""`python -m benchmarks.live`: the figures of the relay alone, beside others where npm has installed them."""

from benchmarks.live.report import report

print(report())
