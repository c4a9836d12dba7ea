"""Two threads that hold one lock, by its own methods, while they wait for a store; prints the share of their and the main thread's time that was spent in acquire.
Recorded by ddtrace 1.20 with DD_PROFILING_CAPTURE_PCT=100, the folders of libraries renamed."""
import sys, threading, time
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 2
LOCK = threading.Lock()
def store(item):
    time.sleep(0.004)
def save(item, waited):
    start = time.perf_counter()
    LOCK.acquire()
    waited[0] += time.perf_counter() - start
    store(item)
    LOCK.release()
def worker(out):
    start, waited = time.perf_counter(), [0.0]
    i = 0
    while time.perf_counter() - start < SECONDS:
        save(i, waited)
        sum(range(20000))
        i += 1
    out.append((time.perf_counter() - start, waited[0]))
def main():
    out, start = [], time.perf_counter()
    threads = [threading.Thread(target=worker, args=(out,)) for _ in range(2)]
    for t in threads: t.start()
    for t in threads: t.join()
    print("planted %.2f" % (sum(w for _, w in out) / (sum(a for a, _ in out) + time.perf_counter() - start)), file=sys.stderr)
main()
