"""An asyncio service whose loop is held up by a sleep and by a long computation; prints for which share of the run by the sleep."""
import asyncio, sys, time
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 4
held = {"sleep": 0.0}
def read_settings():
    start = time.perf_counter()
    time.sleep(0.02)
    held["sleep"] += time.perf_counter() - start
def render():
    total = 0
    for i in range(60000):
        total += i * i % 7
    return total
async def handle(n):
    await asyncio.sleep(0.01)
    read_settings()
    await asyncio.sleep(0.01)
    if n % 3 == 0:
        render()
async def client(end):
    n = 0
    while time.perf_counter() < end:
        await handle(n)
        n += 1
async def main():
    start = time.perf_counter()
    await asyncio.gather(*(client(start + SECONDS) for _ in range(2)))
    print("planted %.2f" % (held["sleep"] / (time.perf_counter() - start)), file=sys.stderr)
asyncio.run(main())
