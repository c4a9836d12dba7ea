"""Many tiny tasks; prints the share of the time that is not the tasks' own, which the same coroutines take when they are driven by hand."""
import asyncio, sys, time
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 4
async def add(a, b):
    await asyncio.sleep(0)
    return a + b
def own_time(count):
    start = time.perf_counter()
    for i in range(count):
        task = add(i, 1)
        task.send(None)
        try:
            task.send(None)
        except StopIteration:
            pass
    return time.perf_counter() - start
async def main():
    start = time.perf_counter()
    count = 0
    while time.perf_counter() - start < SECONDS:
        await asyncio.gather(*(add(i, 1) for i in range(100)))
        count += 100
    wall = time.perf_counter() - start
    print("planted %.2f" % (1 - own_time(count) / wall), file=sys.stderr)
asyncio.run(main())
