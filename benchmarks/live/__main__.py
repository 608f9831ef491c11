"""`python -m benchmarks.live`: the figures of writing together alone."""

from benchmarks.live.report import lines

for line in lines(runs=3):
    print(line, flush=True)
