import pyperf
from feed import unique, parse
def run_parse(loops, text):
    start = pyperf.perf_counter()
    for _ in range(loops):
        parse(text)
    return pyperf.perf_counter() - start
runner = pyperf.Runner()
DATA = list(range(300))
runner.bench_func("unique", unique, DATA)
runner.bench_time_func("parse-lines", run_parse, "a,b,c" * 20)
runner.timeit("parse_short", stmt="parse('a,b')", setup="from feed import parse")
runner.bench_func("bench_sorted", sorted, DATA)
