import sys, tracemalloc
tracemalloc.start(int(sys.argv[2]))
def make(n): return [str(i) * 10 for i in range(n)]
def outer(): return make(30) + make(20)
keep = outer()
tracemalloc.take_snapshot().dump(sys.argv[1])
s = tracemalloc.Snapshot.load(sys.argv[1])
st = s.statistics('lineno')
print(len(s.traces), sum(t.size for t in s.traces))
for x in st[:8]: print(x.traceback[0].lineno, x.size, x.count)
