"""Two threads that compute in Python at once; prints the share of their time on a processor."""
import sys, threading, time
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 4
def score(n):
    total = 0
    for i in range(n):
        total += i * i % 7
    return total
def worker(out):
    start, cpu = time.perf_counter(), time.thread_time()
    while time.perf_counter() - start < SECONDS:
        score(20000)
    out.append((time.perf_counter() - start, time.thread_time() - cpu))
def main():
    out = []
    threads = [threading.Thread(target=worker, args=(out,)) for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
    print("planted %.2f" % (sum(c for _, c in out) / sum(w for w, _ in out)), file=sys.stderr)
main()
